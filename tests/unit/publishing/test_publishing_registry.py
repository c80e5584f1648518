"""Numbers of a page and the rows behind them, from the notebook to the page, the files and their check."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from iscm_analysis.languages import words
from iscm_analysis.publishing.exporter import exporter
from iscm_analysis.publishing.registry import LISTED, Registry, number_problems, registry
from small_site import small_site

pytestmark = pytest.mark.xdist_group("registry")  # they share one site

Command = Callable[..., Result]
Tiny = Callable[..., Path]
TWICE = """
import pandas as pd
from iscm_analysis.presentation import show

rows = pd.DataFrame({"a": [1]})
one = show.sentence("{one}", one=show.count("A.n", rows, "one"))
one + one
"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_site(tmp_path_factory.mktemp("numbers") / "project") / "reports"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_number_leads_to_its_rows_and_back_each_row_with_its_place_and_sources(reports: Path) -> None:
    page = html.unescape((reports / "small.html").read_text(encoding="utf-8"))
    assert (
        'id="N-A.n_active" href="#rows-A.n_active" title="A.n_active: active ISCMs (28 rows)">28 of 38'
        in page
    )
    listed = page.partition('<li id="rows-A.n_active">')[2].partition('<li id="rows-A.n_budget">')[0]
    assert '<a href="#N-A.n_active">A.n_active</a> <b>28</b> active ISCMs.' in listed
    assert "Rows of the table iscms." in listed
    assert listed.count("Annex 4, sheet ISCMs, row ") == 28
    places = re.findall(r'<a href="#from-(\d+)">\1</a>', listed)
    assert {f'<li id="from-{place}">' in page for place in places} == {True}
    assert re.search(r'<li id="from-1"><b>[\w-]+</b> <a href="https?://', page)


def test_of_a_withheld_number_no_row_is_named_anywhere(reports: Path) -> None:
    page = (reports / "small.html").read_text(encoding="utf-8")
    assert "neither number nor rows are shown" in page.partition('<li id="rows-A.n_budget">')[2]
    [number] = [row for row in rows_of(reports / "numbers.csv") if row["number_id"] == "A.n_budget"]
    assert (number["value"], number["rows"], number["sources"]) == ("fewer than 3", "", "")
    assert {row["number_id"] for row in rows_of(reports / "number-rows.csv")} == {"A.n_active"}


def test_the_files_lead_from_a_number_to_lines_of_sources(reports: Path) -> None:
    active, _ = rows_of(reports / "numbers.csv")
    rows = rows_of(reports / "number-rows.csv")
    assert list(active)[:6] == ["number_id", "page", "value", "unit", "definition", "rows"]
    assert len(rows) == int(active["rows"]) == 28
    iscms = {row["iscm_id"]: row for row in rows_of(reports / "tables" / "iscms.csv")}
    assert all(iscms[row["key"]]["locator"] == row["locator"] for row in rows)
    assert active["sources"].split(";") == list(
        dict.fromkeys(name for row in rows for name in row["source_ids"].split(";"))
    )


def test_the_site_as_built_is_in_order(reports: Path) -> None:
    assert list(number_problems(reports)) == []


def test_a_number_that_is_missing_or_leads_nowhere_is_found(tmp_path: Path, reports: Path) -> None:
    folder = copied(reports, tmp_path)
    page = folder / "small.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(
        text.replace('id="N-A.n_active"', "").replace('id="rows-A.n_budget"', ""), encoding="utf-8"
    )
    assert list(number_problems(folder)) == [
        "small.html: the number A.n_active of numbers.csv is not there; run `iscm build --force`",
        "small.html: the number A.n_budget does not lead to its rows; run `iscm build --force`",
    ]


def test_a_source_nobody_registered_is_found_by_the_check(
    reports: Path, iscm: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ISCM_PROJECT", str(reports.parent))
    path = reports / "number-rows.csv"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole + 'A.n_active,small,iscms,iscm_id,rcm,,"annex-4;S-LOST",row 4\n', encoding="utf-8")
    result = iscm("check", "--site")
    path.write_text(whole, encoding="utf-8")
    assert result.exit_code == 1
    lost = "number-rows.csv, small, A.n_active: no source S-LOST in tables/sources.csv"
    assert lost in result.stderr


def test_an_id_that_stands_twice_on_a_page_is_refused(tiny_project: Tiny, iscm: Command) -> None:
    tiny_project(twice=TWICE)
    result = iscm("build")
    assert result.exit_code == 1
    assert "twice.ipynb (twice): the id N-A.n stands 2 times on this page; give each number" in result.stderr


def copied(reports: Path, folder: Path) -> Path:
    (folder / "tables").mkdir()
    for name in ("numbers.csv", "number-rows.csv", "small.html", "tables/sources.csv"):
        (folder / name).write_bytes((reports / name).read_bytes())
    return folder


def row(key: str) -> dict[str, str]:
    return {"key": key, "words": f"<{key}>", "source_ids": "S-1", "locator": f"line {key}"}


def notebook_of(**sets: list[dict[str, str]]) -> dict[str, object]:
    """A notebook with one number for every set of rows."""
    about = {"value": 1, "unit": "", "definition": "things", "function": "analysis.x.y", "sources": ["S-1"]}
    numbers = [{"number_id": name, "rows": len(rows), "set_id": name, **about} for name, rows in sets.items()]
    row_sets = [{"set_id": name, "tables": [], "named_by": "id", "rows": rows} for name, rows in sets.items()]
    found = {"iscm": {"numbers": numbers, "row_sets": row_sets}}
    return {"cells": [{"cell_type": "code", "outputs": [{"metadata": found}]}]}


def rendered(known: Registry) -> str:
    environment = exporter().environment
    environment.filters["registry"] = lambda _notebook: known
    try:
        return str(environment.get_template("numbers.html.j2").render(nb={}, say=words()))
    finally:
        environment.filters["registry"] = registry


def test_rows_that_several_numbers_share_are_described_once() -> None:
    known = registry(notebook_of(few=[row("1")], all=[row("1"), row("2")], again=[row("1"), row("2")]))
    assert known.homes == {"few": "all", "all": "all", "again": "all"}
    page = rendered(known)
    assert page.count("&lt;1&gt;") == page.count("line 2") == 1
    assert "1 row, all described at all" in page


def test_of_very_many_rows_the_page_says_how_many_more_there_are_and_where() -> None:
    page = rendered(registry(notebook_of(many=[row(str(place)) for place in range(LISTED + 7)])))
    assert page.count("line ") == LISTED
    assert "7 more rows are in number-rows.csv." in page


def test_a_source_that_is_not_in_the_table_of_sources_is_named_without_a_link() -> None:
    page = rendered(registry(notebook_of(one=[row("1")])))
    assert " S-1</li>" in page
    assert "#from-" not in page
