"""The XML of one worksheet: rows of values as Python has them, what is merged, what is hidden."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET  # the field's short name; ``containers`` keeps document types out
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from openpyxl.cell.text import Text
from openpyxl.utils import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import from_ISO8601
from openpyxl.xml.constants import SHEET_MAIN_NS

from iscm_analysis.sources.cells import Area, Cell

LAST_COLUMN = 16_384
MOST_MERGED = 20_000
# Formatted but empty cells and rows; a million of them is what "select all, add borders" leaves behind.
_EMPTY_CELL = re.compile(rb"<c\s[^<>]*?\br=[^<>]*?(?:/>|></c>)")
_EMPTY_ROW = re.compile(rb"<row\s[^<>]*?\br=[^<>]*?(?:/>|>\s*</row>)")
_SOME_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ROW, _COLUMN, _MERGED, _VALUE, _FORMULA, _INLINE, _TEXT = (
    f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("row", "col", "mergeCell", "v", "f", "is", "t")
)


@dataclass
class SheetXml:
    """What the cells of one sheet refer to, and what was met beside cells while its rows were read.

    ``day`` turns a number into a date; it is asked for numbers whose style is one of ``date_styles``.
    """

    strings: Sequence[str]
    date_styles: Collection[int]
    day: Callable[[float, int], object]
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: list[tuple[int, int]] = field(default_factory=list)

    def rows(self, content: bytes) -> Iterator[tuple[int, list[tuple[int, object]]]]:
        """Give each row with its number, each value with the number of its column.

        Raises:
            ValueError: the XML does not say what a worksheet says (``ParseError``: it is no XML).
        """
        number, has_formulas = 0, _SOME_FORMULA.search(content) is not None
        lean = io.BytesIO(_EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", content)))
        for _, element in ET.iterparse(lean):  # noqa: S314  # see the import
            if element.tag == _ROW:
                number = int(float(element.get("r", number + 1)))
                if _is_hidden(element):
                    self.hidden_rows.add(number)
                if has_formulas:
                    self.formulas.extend((number, column) for column in _computed(element))
                yield number, self._values(element)
                element.clear()
            elif element.tag == _COLUMN and _is_hidden(element):
                last = min(int(element.get("max", "")), LAST_COLUMN)
                self.hidden_columns.update(range(int(element.get("min", "")), last + 1))
            elif element.tag == _MERGED:
                self._take_merged(element.get("ref", ""))

    def _values(self, row: ET.Element) -> list[tuple[int, object]]:
        values = ((column, self._value(cell)) for column, cell in _placed(row))
        return [(column, value) for column, value in values if value is not None]

    def _value(self, cell: ET.Element) -> object:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _inline(cell.find(_INLINE)) or _formula(cell)
        text = cell.findtext(_VALUE)
        if not text:
            return None if kind == "str" and text is not None else _formula(cell)
        if kind == "s":
            return self.strings[int(text)]
        return self._number(cell, text) if kind == "n" else _converted(kind, text)

    def _number(self, cell: ET.Element, text: str) -> object:
        number = float(text) if "." in text or "e" in text.lower() else int(text)
        style = int(cell.get("s", "0"))
        if style not in self.date_styles:
            return number
        try:
            return self.day(number, style)
        except (OverflowError, ValueError):
            return Cell("#VALUE!", "error")

    def _take_merged(self, reference: str) -> None:
        left, top, right, bottom = range_boundaries(reference)
        self.merged.append(Area(top, left, bottom, right))
        if len(self.merged) > MOST_MERGED:
            message = f"more than {MOST_MERGED:,} merged ranges"
            raise ValueError(message)


def _placed(row: ET.Element) -> Iterator[tuple[int, ET.Element]]:
    """Give each cell with the number of its column; one without an address follows the cell before."""
    column = 0
    for cell in row:
        place = cell.get("r")
        column = _column(place.rstrip("0123456789")) if place else column + 1
        yield column, cell


def _computed(row: ET.Element) -> Iterator[int]:
    """Give the columns of the cells that hold the result of a formula."""
    for column, cell in _placed(row):
        if cell.find(_FORMULA) is not None and cell.findtext(_VALUE):
            yield column


@lru_cache(maxsize=1_000)
def _column(letters: str) -> int:
    return int(column_index_from_string(letters))


def _is_hidden(element: ET.Element) -> bool:
    return element.get("hidden") in ("1", "true")


def _inline(text: ET.Element | None) -> str:
    """Give text that stands in the cell itself; openpyxl takes ten times as long, and knows rich text."""
    if text is None:
        return ""
    if len(text) == 1 and text[0].tag == _TEXT:
        return text[0].text or ""
    return str(Text.from_tree(text).content)


def _formula(cell: ET.Element) -> Cell | None:
    """Give the formula of a cell that holds no result."""
    formula = cell.find(_FORMULA)
    return None if formula is None else Cell(f"={(formula.text or '')[:200]}", "formula")


def _converted(kind: str, text: str) -> object:
    if kind == "e":
        return Cell(text, "error")
    if kind == "b":
        return bool(int(text))
    return from_ISO8601(text) if kind == "d" else text
