"""Hostile text in every column of every input comes out as text everywhere."""

from __future__ import annotations

import base64
import csv
import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import copy_project
from hostile_inputs import FORMULA, PAYLOAD, in_annex_2, poison
from iscm_analysis.cli import main
from iscm_analysis.publishing.registry import NUMBER_COLUMNS
from iscm_analysis.publishing.template import asset

pytestmark = pytest.mark.xdist_group("hostile")  # they share one site

MARK = re.compile(r"zq\d+qz")
ADDRESSES = {"href", "src", "action", "xlink:href", "formaction", "data", "poster", "srcset", "background"}
SAFE = re.compile(
    r"(?:https?:|mailto:|#|data:image/(?:svg\+xml|png);base64,|(?:\.\./|[\w-]+/)*[\w-]+\.(?:html(?:#|$)|(?:csv|json)$))"
)


@dataclass
class Poisoned:
    """A site made from hostile inputs, and the marks of their columns."""

    site: Path
    columns: dict[str, str]


class Seen(HTMLParser):
    """A page as a browser takes it: the text shown, and everything that is more than text."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.code: list[str] = []
        self.scripts: list[str] = []
        self.data: list[str] = []  # blocks of JSON, which no browser runs
        self.inside = ""
        self.feed(path.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        if tag in ("script", "style"):
            self.inside = "data" if attributes.get("type") == "application/json" else tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = "" if tag in ("script", "style") else self.inside

    def handle_data(self, data: str) -> None:
        held = {"": self.text, "data": self.data, "script": self.scripts}
        held.get(self.inside, self.code).append(data)

    def handle_comment(self, data: str) -> None:
        self.code.append(data)


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Poisoned:
    root = copy_project(tmp_path_factory.mktemp("hostile") / "project")
    columns = poison(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        result = CliRunner().invoke(main, ["build", "--quiet"])
    assert result.exit_code == 0, result.output
    return Poisoned(root / "reports", columns)


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_no_page_has_an_element_a_handler_an_address_or_a_style_from_an_input(poisoned: Poisoned) -> None:
    for path in pages(poisoned.site):
        seen = Seen(path)
        for tag, attributes in seen.tags:
            assert not MARK.search(tag), path.name
            assert not any(name.startswith("on") or MARK.search(name) for name in attributes), (
                path.name,
                tag,
            )
            assert tag not in ("iframe", "object", "embed", "form", "base", "textarea"), (path.name, tag)
            for name in ADDRESSES & attributes.keys():
                assert SAFE.match(attributes[name]), (path.name, tag, attributes[name][:80])
            assert not MARK.search(attributes.get("style", "")), (path.name, tag)
        assert not MARK.search("".join(seen.code)), path.name
        assert set(seen.scripts) <= {asset("script.js"), asset("site.js")}, path.name
        assert all("<" not in block and json.loads(block) for block in seen.data), path.name
        assert not any(tag == "svg" for tag, _ in seen.tags), path.name
        assert sum(tag == "style" for tag, _ in seen.tags) == 1, path.name


def payload(column: str, mark: str) -> str:
    return in_annex_2(mark) if column.startswith("annex 2") else PAYLOAD.format(mark)


def test_what_was_put_in_is_shown_as_it_was_written(poisoned: Poisoned) -> None:
    shown: dict[str, str] = {}
    for path in pages(poisoned.site):
        text = " ".join("".join(Seen(path).text).split())
        shown |= {mark: shown.get(mark, "") + text for mark in set(MARK.findall(text))}
    columns = {mark: column for column, mark in poisoned.columns.items()}
    assert [columns[mark] for mark in shown if payload(columns[mark], mark) not in shown[mark]] == []
    assert len(shown) > 45, sorted(columns[mark] for mark in shown)


def test_words_in_drawings_are_words_and_no_mathtext(poisoned: Poisoned) -> None:
    """With mathtext this payload would have stopped its page; in a drawing words are outlines."""
    hostile = [
        attributes
        for path in pages(poisoned.site)
        for tag, attributes in Seen(path).tags
        if tag == "img" and MARK.search(attributes["alt"])
    ]
    assert len(hostile) >= 3
    for attributes in hostile:
        drawing = base64.b64decode(attributes["src"].partition("base64,")[2]).decode()
        assert "<path" in drawing
        assert not re.search(r"<(?:text|script|a|image|foreignObject)\b", drawing)
        assert not MARK.search(drawing)


def test_tables_are_data_and_hold_what_was_put_in(poisoned: Poisoned) -> None:
    """A formula in a CSV of data is a text; what is made for spreadsheets has to defuse it."""
    found = ""
    for path in sorted((poisoned.site / "tables").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += "\n".join("\n".join(filter(None, row.values())) for row in csv.DictReader(file))
    in_tables = set(MARK.findall(found))
    columns = {mark: column for column, mark in poisoned.columns.items()}
    assert [columns[mark] for mark in in_tables if payload(columns[mark], mark) not in found] == []
    assert FORMULA.format(poisoned.columns["ISCMs:notes"]) in found
    assert len(in_tables) > 45, sorted(columns[mark] for mark in in_tables)


def test_files_for_machines_can_be_read(poisoned: Poisoned) -> None:
    for path in sorted(poisoned.site.rglob("*")):
        if path.suffix in (".json", ".ipynb"):
            assert json.loads(path.read_bytes()), path.name
    with (poisoned.site / "numbers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 100
    assert {tuple(row) for row in rows} == {tuple(NUMBER_COLUMNS)}


def test_a_hostile_unit_is_refused_in_plain_words(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    people = root / "data/raw/annex-3-interviewees.tsv"
    text = people.read_text(encoding="utf-8").replace("ICP / RES", "ICP / <script>x()</script>\x1b[31m", 1)
    people.write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        result = CliRunner().invoke(main, ["build", "--quiet"])
    assert result.exit_code == 1
    assert "Annex 3, line 2, column unit: no such unit or ISCM on the code lists" in result.stderr
    assert "\x1b" not in result.stderr
    assert "Traceback" not in result.stderr
