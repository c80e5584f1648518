"""A sheet as people see it: cells with text, kind and address, whatever kind of file it came from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from iscm_analysis.errors import InvalidInputError, Problem

Kind = Literal["text", "number", "date", "bool", "error", "formula"]
Rows = dict[int, dict[int, "Cell"]]
ERROR_VALUES = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")
LONGEST_CELL = 100_000
LAST_ROW = 1_048_576
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BLANKS = re.compile(r"[^\S\n]{2,}")
_ESCAPED = re.compile(r"_x00(0[0-9A-Fa-f])_")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; a ``formula`` is one whose result the file does not carry."""

    text: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a table of some kind holds at most, and the words for its kind."""

    cells: int
    letters: int
    kind: str


ISCM_LIST = Bounds(250_000, 20_000_000, "list of ISCMs")


@dataclass(frozen=True, slots=True)
class Area:
    """A merged range: first and last row and column, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """Filled cells by row and column (counted from 1), and what a reader of the file may overlook.

    ``formulas`` are the cells, by row and column, whose text is the stored result of a formula.
    """

    name: str
    rows: Rows
    merged: tuple[Area, ...] = ()
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: Mapping[str, str] = field(default_factory=dict)
    formulas: tuple[tuple[int, int], ...] = ()
    remarks: tuple[str, ...] = ()


def address(row: int, column: int) -> str:
    """Name a cell as spreadsheets do.

    >>> address(7, 28)
    'AB7'
    """
    return f"{column_letters(column)}{row}"


@lru_cache(maxsize=1_000)
def column_letters(column: int) -> str:
    """Name a column as spreadsheets do.

    >>> column_letters(1), column_letters(702), column_letters(703)
    ('A', 'ZZ', 'AAA')
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_of(value: object) -> Cell | None:
    """Turn a value as a library gives it into a cell; nothing and white space are no cell.

    >>> cell_of(49.0), cell_of("NA"), cell_of("#REF!"), cell_of("  ")
    (Cell(text='49', kind='number'), Cell(text='NA', kind='text'), Cell(text='#REF!', kind='error'), None)
    """
    if isinstance(value, str):
        text = plain(value)
        return Cell(text, "error" if text.upper() in ERROR_VALUES else "text") if text else None
    if value is None or isinstance(value, Cell):
        return value
    if isinstance(value, bool):
        return Cell(str(value).upper(), "bool")
    if isinstance(value, (int, float)):
        return Cell(_number(value), "number")
    if isinstance(value, (dt.datetime, dt.date)):
        return Cell(_date(value), "date")
    return cell_of(str(value))


def plain(text: str) -> str:
    """Drop what cannot be seen, and blanks after blanks; keep line breaks."""
    if text.isascii() and text.isprintable() and "  " not in text and "_x00" not in text:
        return text.strip()
    if not text.isascii() or not text.isprintable() or "_x00" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _BLANKS.sub(" ", text.strip())


def _number(value: float) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"  # noqa: PLR2004  # digits a float holds
    return str(value) if abs(value) < 10**300 else f"{value:.0e}" if abs(value) < 10**308 else "inf"


def _date(value: dt.date) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return value.isoformat()


class Collector:
    """Gathers the cells of one file and stops at what no hand-made table has."""

    def __init__(self, file: str, bounds: Bounds = ISCM_LIST) -> None:
        """Start with nothing counted."""
        self.file, self.bounds, self.n_cells, self.n_letters = file, bounds, 0, 0

    def row(self, sheet: str, number: int, values: Iterable[tuple[int, object]]) -> dict[int, Cell]:
        """Give the filled cells of a row by column."""
        cells = {}
        for column, value in values:
            if cell := cell_of(value):
                cells[column] = cell
                self.n_letters += len(cell.text)
                if len(cell.text) > LONGEST_CELL:
                    self._refuse(f"a cell of {len(cell.text):,} letters", sheet, cell=address(number, column))
        self.n_cells += len(cells)
        if cells and number > LAST_ROW:
            self._refuse(f"a row number beyond {LAST_ROW:,}", sheet, row=str(number))
        most = self.bounds
        if self.n_cells > most.cells or self.n_letters > most.letters:
            self._refuse(
                f"more than {most.cells:,} cells or {most.letters:,} letters", sheet, row=str(number)
            )
        return cells

    def _refuse(self, message: str, sheet: str, *, row: str = "", cell: str = "") -> None:
        hint = f"keep only the {self.bounds.kind} and save it again"
        problem = Problem(
            "error", self.file, f"{message}; no {self.bounds.kind} has that", hint, sheet, row, "", cell
        )
        raise InvalidInputError([problem])
