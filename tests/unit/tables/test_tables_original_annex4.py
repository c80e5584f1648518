from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from conftest import ROOT
from iscm_analysis.cli import main
from iscm_analysis.project import Project
from iscm_analysis.tables.build import Build, build_tables
from iscm_analysis.tables.importing import import_file

HEAD = ["Name", "Acronym", "Type", "Region", "Year established", "IOM's role", "Members", "Observers"]
PUEBLA = ["Puebla Process", "", "IRF", "", "1995", "Observer", "Canada", "Spain"]
RIVERS = ["Forum on Rivers", "FOR", "RCP", "Asia", "2011", "Secretariat", "Nepal", ""]


def copied(folder: Path) -> Project:
    root = folder / "project"
    for name in ("data/raw", "data/reference"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "iscm.toml", root)
    return Project(root)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied(tmp_path)


def with_original(project: Project, *rows: list[str]) -> Build:
    book = openpyxl.Workbook()
    for row in (HEAD, *rows):
        book.active.append(row)
    original = project.root.with_name("original.xlsx")
    book.save(original)
    import_file(original, project)
    return build_tables(project)


@pytest.fixture(scope="module")
def before() -> Build:
    """What the compiled Annex 4 gives alone."""
    return build_tables(Project(ROOT))


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """What it gives with an original that names the Puebla Process."""
    return with_original(copied(tmp_path_factory.mktemp("after")), PUEBLA)


def without_compiled(project: Project) -> None:
    register = project.raw / "sources.toml"
    entries = register.read_text(encoding="utf-8").split("[[source]]")
    kept = [entry for entry in entries if 'id = "annex-4"' not in entry]
    register.write_text("[[source]]".join(kept), encoding="utf-8")


def row_of(build: Build, iscm_id: str) -> dict[str, object]:
    iscms = build.evaluation.iscms
    [row] = iscms[iscms["iscm_id"] == iscm_id].to_dict("records")
    return {str(name): cell for name, cell in row.items()}


def test_the_puebla_process_is_the_regional_conference(before: Build, after: Build) -> None:
    assert after.evaluation.iscms["iscm_id"].tolist() == before.evaluation.iscms["iscm_id"].tolist()
    roles = after.evaluation.iom_roles
    added = roles[roles["source_id"] == "annex-4-original"]
    assert added[["iscm_id", "role", "locator"]].to_numpy().tolist() == [
        ["rcm", "observer", "Annex 4 (original), Sheet!2"]
    ]
    assert len(roles) == len(before.evaluation.iom_roles) + 1


def test_two_types_and_two_years_are_both_kept_and_the_original_is_used(before: Build, after: Build) -> None:
    was, now = row_of(before, "rcm"), row_of(after, "rcm")
    conflicts = after.evaluation.conflicts
    assert conflicts[["id", "column", "value", "source_id", "is_chosen"]].to_numpy().tolist() == [
        ["rcm", "type", "RCP", "annex-4", False],
        ["rcm", "type", "IRF", "annex-4-original", True],
        ["rcm", "established_year", str(was["established_year"]), "annex-4", False],
        ["rcm", "established_year", "1995", "annex-4-original", True],
    ]
    assert (now["type"], now["established_year"]) == ("IRF", 1995)
    assert (now["name"], now["region"]) == (was["name"], was["region"])
    assert str(now["source_ids"]).endswith(";annex-4-original")


def test_what_both_say_alike_is_no_conflict(project: Project) -> None:
    alike = ["Regional Conference on Migration", "RCM", "RCP", "", "", "", "", ""]
    assert with_original(project, alike).evaluation.conflicts.empty


def test_members_already_listed_are_not_listed_twice(before: Build, after: Build) -> None:
    listed = after.evaluation.participation
    new = listed[listed["source_id"] == "annex-4-original"]
    assert len(listed) == len(before.evaluation.participation) + len(new)
    assert not listed.duplicated(["iscm_id", "iso3", "participation"]).any()
    assert "CAN" not in new["iso3"].tolist()


def test_an_unknown_iscm_gets_a_row_and_a_warning(project: Project) -> None:
    build = with_original(project, RIVERS)
    row = row_of(build, "for")
    assert (row["name"], row["type"], row["status"]) == ("Forum on Rivers", "RCP", "active")
    assert any("no ISCM of this name is known; it gets the id for" in line for line in build.warnings)


def test_an_unknown_iscm_without_a_type_is_left_out_and_named(project: Project) -> None:
    build = with_original(project, [*RIVERS[:2], "", *RIVERS[3:]])
    assert "for" not in build.evaluation.iscms["iscm_id"].tolist()
    assert any("needs a type; it is left out" in line for line in build.warnings)


def test_the_original_alone_is_enough(project: Project) -> None:
    without_compiled(project)
    evaluation = with_original(project, PUEBLA, RIVERS).evaluation
    assert evaluation.iscms["iscm_id"].tolist() == ["rcm", "for"]
    assert set(evaluation.participation["iso3"]) == {"CAN", "ESP", "NPL"}
    assert set(evaluation.documents["iscm_ids"].dropna()) == {"rcm"}
    assert evaluation.conflicts.empty


def test_without_an_original_nothing_is_disputed(before: Build) -> None:
    assert before.evaluation.conflicts.empty


def test_check_is_green_with_an_original(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "notebooks", project.root / "notebooks")
    with_original(project, PUEBLA)
    monkeypatch.setenv("ISCM_PROJECT", str(project.root))
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 0, result.output
