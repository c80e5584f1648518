"""Tables of a text document (.docx), merged cells and the heading above each table included."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl

from iscm_analysis.sources.cells import ISCM_LIST, Area, Bounds, Collector, Rows, Sheet

WIDEST = 1_000
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:p"): "\n", qn("w:tab"): " "}


def read_docx(path: Path, bounds: Bounds = ISCM_LIST) -> Iterator[Sheet]:
    """Give every table of the body as a sheet "Table 1", ...; the paragraph above it is its first row.

    That makes row 1 of a sheet the heading above the table and row 2 the first row of the table.
    """
    body = docx.Document(str(path)).element.body
    remarks, collect, above, number = _remarks(path), Collector(path.name, bounds), "", 0
    for element in body.iterchildren():
        if isinstance(element, CT_Tbl):
            number += 1
            yield _sheet(f"Table {number}", element, above, collect, remarks)
            remarks, above = (), ""
        else:
            above = _text(element).strip() or above


def _sheet(name: str, table: CT_Tbl, above: str, collect: Collector, remarks: tuple[str, ...]) -> Sheet:
    rows: Rows = {1: collect.row(name, 1, [(1, above)])} if above else {}
    merged: list[Area] = []
    open_tops: dict[int, tuple[int, int, int]] = {}
    for number, line in enumerate(table.tr_lst, start=2):
        values, column = [], 1 + line.grid_before
        for cell in line.tc_lst:
            span = min(cell.grid_span, WIDEST)
            right = column + span - 1
            if cell.vMerge == "continue" and column in open_tops:
                top, left, _ = open_tops[column]
                open_tops[column] = (top, left, number)
            else:
                _close(open_tops, column, right, merged)
                open_tops[column] = (number, right, number)
                values.append((column, _text(cell)))
            column = right + 1
        if cells := collect.row(name, number, values):
            rows[number] = cells
    _close(open_tops, 1, max(open_tops, default=0), merged)
    return Sheet(name, rows, merged=tuple(merged), remarks=remarks)


def _close(tops: dict[int, tuple[int, int, int]], first: int, last: int, merged: list[Area]) -> None:
    """Note the merged areas of these columns, and forget them."""
    for column in [column for column in tops if first <= column <= last]:
        top, right, bottom = tops.pop(column)
        if bottom > top or right > column:
            merged.append(Area(top, column, bottom, right))


def _text(element: Any) -> str:  # noqa: ANN401  # an XML element
    """Read all text as it would be printed: insertions in, deletions out, a line for each paragraph."""
    nodes = element.iter(qn("w:t"), *_BREAKS)
    return "".join(_BREAKS.get(node.tag) or node.text or "" for node in nodes).strip()


def _remarks(path: Path) -> tuple[str, ...]:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        content = archive.read("word/document.xml") if "word/document.xml" in names else b""
    found = {
        "comments": "word/comments.xml" in names,
        "tracked changes (insertions read, deletions not)": b"<w:ins " in content or b"<w:del " in content,
        "hidden text": b"<w:vanish" in content,
    }
    return tuple(words for words, is_there in found.items() if is_there)
