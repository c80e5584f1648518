from __future__ import annotations

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from frames import frame_of
from iscm_analysis.languages import words
from iscm_analysis.presentation.block import Block
from iscm_analysis.presentation.table import missing, table

FRAME = frame_of("iscm n_roles is_tied", "rcm 2 yes", "sacm - no", "idm 0 -")
COLUMNS = {"iscm": "ISCM", "n_roles": "Roles", "is_tied": "Tied"}


def shown(frame: pd.DataFrame = FRAME, caption: str = "Roles by ISCM") -> Block:
    columns = {name: COLUMNS.get(name, name) for name in frame.columns}
    return table(frame, columns, table_id="T-1", caption=caption, source="Annex 4.")


class Cells(HTMLParser):
    """Read a table back: what a reader sees in each heading and cell."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.cells: list[tuple[str, dict[str, str | None], str]] = []
        self.inside = False
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("th", "td"):
            self.inside = True
            self.cells.append((tag, dict(attrs), ""))

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in ("th", "td")

    def handle_data(self, data: str) -> None:
        if self.inside:
            tag, attributes, text = self.cells[-1]
            self.cells[-1] = (tag, attributes, text + data)


def read(cell: str) -> str:
    """Give the one cell of a table of one column as a reader sees it."""
    frame = pd.DataFrame({"cell": [cell]}, dtype="string")
    return Cells(shown(frame).markup).cells[1][2]


def test_a_table_has_a_caption_and_a_source() -> None:
    markup = shown().markup
    assert '<caption><span class="label">Table T-1</span> Roles by ISCM</caption>' in markup
    assert '<p class="source-note">Source: Annex 4.</p>' in markup


def test_headings_say_what_they_head() -> None:
    cells = Cells(shown().markup).cells
    assert [(text, attributes["scope"]) for tag, attributes, text in cells if tag == "th"] == [
        ("ISCM", "col"),
        ("Roles", "col"),
        ("Tied", "col"),
        ("rcm", "row"),
        ("sacm", "row"),
        ("idm", "row"),
    ]


def test_cells_stand_in_the_frame_s_order_with_missing_said_and_yes_and_no_in_words() -> None:
    texts = [text for tag, _, text in Cells(shown().markup).cells if tag == "td"]
    assert texts == ["2", "yes", "\N{EN DASH}", "no", "0", "\N{EN DASH}"]
    dash = missing(words())
    assert shown().markup.count(dash) == 2
    assert 'title="not known"' in dash


def test_numbers_are_aligned_and_yes_and_no_are_not() -> None:
    cells = Cells(shown().markup).cells
    aligned = [text for _, attributes, text in cells if attributes.get("class") == "num"]
    assert aligned == ["Roles", "2", "\N{EN DASH}", "0"]


def test_a_number_that_heads_its_row_is_aligned_too() -> None:
    cells = Cells(shown(frame_of("n_roles iscm", "2 rcm")).markup).cells
    assert [text for _, attributes, text in cells if attributes.get("class") == "num"] == ["Roles", "2"]


@pytest.mark.parametrize("dtype", ["bool", "boolean", "object"])
def test_yes_and_no_are_words_whatever_the_column_type(dtype: str) -> None:
    frame = pd.DataFrame({"iscm": ["rcm", "sacm"], "is_tied": pd.array([True, False]).astype(dtype)})
    assert [text for tag, _, text in Cells(shown(frame).markup).cells if tag == "td"] == ["yes", "no"]


def test_a_frame_without_rows_is_said_to_be_empty() -> None:
    block = shown(FRAME.head(0))
    assert "<table" not in block.markup
    assert "no row to show" in block.markup
    assert "Source: Annex 4." in block.markup
    assert block.text == "Roles by ISCM: no row to show"


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        ("IOM's role", "IOM's role"),
        ('<b>bold</b> & "quoted"', '<b>bold</b> & "quoted"'),
        ("return;rights", "return; rights"),
        ("return; rights", "return; rights"),
        ("ends;", "ends;"),
    ],
)
def test_a_reader_sees_the_text_of_the_cell(cell: str, seen: str) -> None:
    assert read(cell) == seen


def test_a_date_is_marked_as_one_and_a_text_with_a_date_in_it_is_not() -> None:
    markup = shown(frame_of("day | text", "2019-04-05 | on 2019-04-05")).markup
    assert markup.count("<time>") == 1
    assert "<time>2019-04-05</time>" in markup


def test_hostile_text_stays_text_in_cells_headings_caption_and_source() -> None:
    hostile = "<script>alert('x')</script>\""
    frame = pd.DataFrame({hostile: [hostile]})
    markup = table(frame, {hostile: hostile}, table_id=hostile, caption=hostile, source=hostile).markup
    assert "<script" not in markup
    assert re.search(r'aria-label="[^"<]*"', markup)


def test_a_table_registers_its_caption_and_number_of_rows() -> None:
    registered = [{"table_id": "T-1", "caption": "Roles by ISCM", "rows": 3}]
    assert shown().registers == {"tables": registered}


def test_only_the_columns_asked_for_are_shown() -> None:
    block = table(FRAME, {"iscm": "ISCM"}, table_id="T-1", caption="ISCMs", source="Annex 4.")
    assert "Roles" not in block.markup
    assert "Tied" not in block.text


def test_a_long_cell_is_marked_to_keep_a_readable_width() -> None:
    frame = pd.DataFrame({"name": ["a", "b"], "why": ["x" * 120, "x" * 121]})
    shown = table(frame, {"name": "Name", "why": "Why"}, table_id="T", caption="c", source="s").markup
    assert (shown.count("<td>xxx"), shown.count('<td class="long">xxx')) == (1, 1)
