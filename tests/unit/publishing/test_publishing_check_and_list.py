from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from iscm_analysis.publishing.exchange import exchange
from iscm_analysis.publishing.plan import Page
from iscm_analysis.publishing.site import site_problems

Command = Callable[..., Result]
Tiny = Callable[..., Path]


def test_check_finds_nothing_wrong_with_the_real_project(project: Path, iscm: Command) -> None:
    result = iscm("check")
    assert (project / "iscm.toml").is_file()
    assert result.exit_code == 0
    assert "nothing wrong" in result.stdout


def test_check_fails_on_a_changed_raw_file_and_on_a_broken_notebook(project: Path, iscm: Command) -> None:
    with (project / "data" / "raw" / "finance.csv").open("a", encoding="utf-8") as file:
        file.write("2018,IOM total,revenue,USD,much,actual,S-FRONU,\n")
    (project / "notebooks" / "impact.ipynb").write_text('{"cells": [', encoding="utf-8")
    result = iscm("check")
    assert result.exit_code == 1
    assert "finance.csv: not the file that was registered as finance" in result.stderr
    assert "iscm: finance.csv, line 28, column amount: not a whole number (found 'much')" in result.stderr
    assert "impact.ipynb: not a readable notebook" in result.stderr


def test_check_of_the_site_notices_what_is_missing_or_changed(tiny_project: Tiny, iscm: Command) -> None:
    root = tiny_project(only="1")
    assert "no build.json" in iscm("check", "--site").stderr
    assert iscm("build").exit_code == 0
    assert iscm("check", "--site").exit_code == 0
    (root / "reports" / "only.html").write_text("mine", encoding="utf-8")
    (root / "reports" / "numbers.csv").unlink()
    (root / "reports" / "changes.html").unlink()
    assert list(site_problems(root / "reports")) == [
        "changes.html: missing; run `iscm build`",
        "numbers.csv: missing; run `iscm build`",
        "only.html: changed since the build; run `iscm build`",
    ]


def test_check_of_a_site_without_a_list_of_changes_asks_for_it(tmp_path: Path) -> None:
    (tmp_path / "build.json").write_text('{"outputs": {}}', encoding="utf-8")  # as earlier versions built it
    assert list(site_problems(tmp_path)) == ["changes.html: missing; run `iscm build`"]


def test_list_gives_pages_parameters_and_defaults(tiny_project: Tiny, iscm: Command) -> None:
    tiny_project(only="1")
    assert iscm("list").stdout.splitlines() == [
        "only: only",
        "    -p period=[2014, 2019]    (list[int]) first and last year",
        "    -p iscm=None    (str|None) one ISCM",
    ]
    assert json.loads(iscm("list", "--json").stdout)["parameters"]["iscm"]["default"] is None


def test_a_parameter_without_a_known_type_is_refused(project: Path, iscm: Command) -> None:
    path = project / "notebooks" / "impact.ipynb"
    path.write_text(
        path.read_text(encoding="utf-8").replace("# type: list[int]", "# type: tuple"), encoding="utf-8"
    )
    result = iscm("list")
    assert result.exit_code == 1
    assert "impact.ipynb: parameter period declares type tuple" in result.stderr


def test_tables_writes_every_table_and_says_so(project: Path, iscm: Command) -> None:
    result = iscm("tables")
    written = sorted(path.name for path in (project / "data" / "processed").iterdir())
    assert result.exit_code == 0
    assert result.stdout == f"{len(written)} files written to data/processed\n"
    assert iscm("tables", "--json").stderr.splitlines()[-1] == json.dumps(
        {"event": "done", "files": len(written)}
    )


def test_outside_a_project_the_command_says_so(tmp_path: Path, iscm: Command, monkeypatch: object) -> None:
    monkeypatch.setenv("ISCM_PROJECT", str(tmp_path))  # type: ignore[attr-defined]
    result = iscm("tables")
    assert result.exit_code == 1
    assert "no iscm.toml in" in result.stderr


def test_a_site_that_cannot_be_put_in_place_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "old.html").write_text("old", encoding="utf-8")
    try:
        exchange(tmp_path / "reports.new-nowhere", tmp_path / "reports")
    except Exception as error:  # noqa: BLE001  # the message is what matters
        message = str(error)
    assert "cannot be replaced" in message
    assert (tmp_path / "reports" / "old.html").read_text(encoding="utf-8") == "old"


def test_a_page_knows_its_way_back_to_the_root() -> None:
    page = Page("profiles/rcm", Path("iscm-profile.ipynb"), "RCM", "profile", "", "", {})
    assert (page.href, page.root) == ("profiles/rcm.html", "../")


def test_check_says_that_a_reason_no_longer_fits_and_refuses_an_unknown_measure(
    project: Path, iscm: Command
) -> None:
    ledger = project / "data" / "reference" / "reconciliation.csv"
    text = ledger.read_text(encoding="utf-8")
    ledger.write_text(text.replace(",9,", ",8,"), encoding="utf-8")
    result = iscm("check")
    assert result.exit_code == 0
    assert "line 4: the reason was not written for a difference of 9" in result.stderr
    ledger.write_text(text.replace(",first_meeting_year,", ",last_meeting_year,"), encoding="utf-8")
    result = iscm("check")
    assert result.exit_code == 1
    assert "reconciliation.csv, line 6, column measure" in result.stderr
    assert "'last_meeting_year'" in result.stderr
