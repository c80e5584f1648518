from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import annex4_files as made
from annexes_forms import composed
from conftest import ROOT
from iscm_analysis.cli import main
from iscm_analysis.sources.register import read_register
from iscm_analysis.sources.registering import plain_name


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "project"
    for folder in ("data/raw", "data/reference", "notebooks"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copy(ROOT / "iscm.toml", root)
    monkeypatch.setenv("ISCM_PROJECT", str(root))
    return root


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def annexes(tmp_path: Path, name: str = "The Annexes (2019).txt") -> Path:
    path = tmp_path / name
    path.write_text(composed().text(), encoding="utf-8")
    return path


def rows(project: Path, name: str) -> list[dict[str, str]]:
    with (project / "data/processed" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [{key: cell for key, cell in row.items() if key != "locator"} for row in csv.DictReader(file)]


def test_the_annexes_document_takes_the_place_of_the_three_files(project: Path, tmp_path: Path) -> None:
    assert run("tables").exit_code == 0
    before = {name: rows(project, name) for name in ("documents", "interviewees")}
    taken = run("import", annexes(tmp_path))
    assert taken.exit_code == 0, taken.output
    assert "annex-2-documents.txt stays in data/raw but is registered no more" in taken.output
    kept = project / "data/raw/the-annexes-2019.txt"
    assert kept.read_text(encoding="utf-8") == composed().text()
    assert run("tables").exit_code == 0
    assert {name: rows(project, name) for name in before} == before
    assert len(rows(project, "questions")) == 23
    assert run("check").exit_code == 0


def test_the_rest_of_the_register_stays_as_written(project: Path, tmp_path: Path) -> None:
    before = (project / "data/raw/sources.toml").read_text(encoding="utf-8")
    run("import", annexes(tmp_path))
    after = (project / "data/raw/sources.toml").read_text(encoding="utf-8")
    changed = {line.partition(" = ")[0] for line in after.splitlines() if line not in before.splitlines()}
    assert changed == {"path", "sha256", "title", "licence_note"}
    assert after.splitlines()[0] == before.splitlines()[0]
    register = read_register(project / "data/raw")
    assert [register.sources[f"annex-{number}"].path for number in (1, 2, 3)] == ["the-annexes-2019.txt"] * 3
    assert not list(register.problems())


def test_importing_twice_changes_nothing_and_says_so(project: Path, tmp_path: Path) -> None:
    run("import", annexes(tmp_path))
    before = (project / "data/raw/sources.toml").read_bytes()
    again = run("import", annexes(tmp_path))
    assert again.exit_code == 0
    assert "is registered already; nothing changed" in again.output
    assert (project / "data/raw/sources.toml").read_bytes() == before


@pytest.mark.usefixtures("project")
def test_another_content_under_a_name_in_use_is_refused(tmp_path: Path) -> None:
    run("import", annexes(tmp_path))
    other = annexes(tmp_path)
    other.write_text(composed().text().replace("Background", "Beginnings"), encoding="utf-8")
    refused = run("import", other)
    assert refused.exit_code == 1
    assert "the-annexes-2019.txt is in data/raw with another content" in refused.output


@pytest.mark.parametrize(
    "content", ["Annex 3. List of Interviewees\n\nAda Marsh\tHead\n", "nothing of the kind\n"]
)
def test_a_file_that_would_be_refused_changes_nothing(project: Path, tmp_path: Path, content: str) -> None:
    before = {path.name: path.read_bytes() for path in (project / "data/raw").iterdir()}
    path = tmp_path / "part.txt"
    path.write_text(content, encoding="utf-8")
    refused = run("import", path)
    assert refused.exit_code == 1
    assert "part.txt" in refused.output
    assert "Ada Marsh" not in refused.output
    assert {path.name: path.read_bytes() for path in (project / "data/raw").iterdir()} == before


def test_an_annex_4_workbook_is_registered_as_the_original(project: Path, tmp_path: Path) -> None:
    taken = run("import", made.plain(tmp_path))
    assert taken.exit_code == 0, taken.output
    source = read_register(project / "data/raw").sources["annex-4-original"]
    assert (source.status, bool(source.sha256)) == ("received", True)
    assert (project / "data/raw" / source.path).is_file()


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("ISCMs Evaluation Annex 4 (final).XLSX", "iscms-evaluation-annex-4-final.xlsx"),
        ("../é.txt", "file.txt"),
    ],
)
def test_a_file_name_is_made_safe(name: str, plain: str) -> None:
    assert plain_name(name) == plain
