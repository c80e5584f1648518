"""Annex 3 of a document, the people interviewed: rows of a table however its columns are kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from iscm_analysis.errors import Problem
from iscm_analysis.sources.annexes_document import Annexes
from iscm_analysis.sources.document_text import Line
from iscm_analysis.sources.hanging_cells import join_hanging
from iscm_analysis.sources.interviewees import COLUMNS, SOURCE_ID
from iscm_analysis.sources.rows import as_frame
from iscm_analysis.sources.wrapping import glue, is_full

CELLS = ("name", "title_printed", "unit_printed")
_HEADINGS = {
    "name": r"\bname\b",
    "title_printed": r"\b(?:job )?title\b|\bposition\b|\bfunction\b",
    "unit_printed": r"\b(?:division|department|unit|office)\b",
}


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line, and where it stands."""

    cells: tuple[str, ...]
    line: Line

    @property
    def locator(self) -> str:
        """The place in Annex 3."""
        return f"Annex 3, {self.line.place}"


@dataclass
class People:
    """The people of Annex 3; how many rows were headings or refused, and why."""

    frame: pd.DataFrame
    n_headings: int = 0
    n_refused: int = 0
    problems: list[Problem] = field(default_factory=list)


def read_people(annexes: Annexes, file: str) -> People:
    """Read the table: a row needs a name, a title and a unit; messages say places, never names."""
    rows = _rows(annexes)
    columns: Sequence[str] = CELLS
    people, kept = People(as_frame([], COLUMNS)), list[dict[str, str]]()
    for place, row in enumerate(rows):
        if named := _named_columns(row.cells):
            columns, people.n_headings = named, people.n_headings + 1
        elif len(row.cells) == len(columns):
            cells = dict(zip(columns, row.cells, strict=True))
            kept.append({**cells, "locator": row.locator, "source_id": SOURCE_ID})
        else:
            is_end = place == len(rows) - 1 and annexes.last == 3  # noqa: PLR2004  # Annex 3
            people.problems.append(_wrong_cells(row, len(columns), file, is_end=is_end))
            people.n_refused += 1
    people.frame = as_frame(kept, COLUMNS)
    return people


def cells_of(text: str) -> tuple[str, ...]:
    r"""Take a row apart at its tabs, or at runs of blanks where it has no tab.

    >>> cells_of("Ada  Marsh\tHead of  Unit\tICP"), cells_of("Ada Marsh   Head of Unit  ICP")
    (('Ada Marsh', 'Head of Unit', 'ICP'), ('Ada Marsh', 'Head of Unit', 'ICP'))
    """
    parts = text.split("\t") if "\t" in text.strip() else re.split(r"\s{2,}", text)
    return tuple(cell for part in parts if (cell := " ".join(part.replace("*", "").split())))


def _named_columns(cells: Sequence[str]) -> tuple[str, ...]:
    """Give the columns that a heading row names, in its order; another row names none."""
    if len(cells) != len(CELLS):
        return ()
    named = [
        next((name for name, sign in _HEADINGS.items() if re.search(sign, cell, re.IGNORECASE)), "")
        for cell in cells
    ]
    return tuple(named) if set(named) == set(CELLS) else ()


def _wrong_cells(row: Row, expected: int, file: str, *, is_end: bool) -> Problem:
    how_many = f"{len(row.cells)} cell{'s' if len(row.cells) > 1 else ''} where the table has {expected}"
    if is_end and len(row.cells) < expected:
        message = f"the text ends in the middle of the table of interviewees: {how_many}"
        return Problem(
            "error", file, message, "the text is cut off; ask for the whole document", row=row.locator
        )
    hint = "keep the columns apart by tabs, or by two blanks and more"
    return Problem("error", file, how_many, hint, row=row.locator)


def _rows(annexes: Annexes) -> list[Row]:
    lines = annexes.lines.get(3, ())
    # Only a PDF keeps columns by where they stand on the page.
    placed = join_hanging(lines) if annexes.slack < 1 else lines
    rows = [Row(cells_of(line.text), line) for line in placed]
    return list(_unwrapped([row for row in rows if row.cells], annexes))


def _unwrapped(rows: Sequence[Row], annexes: Annexes) -> Iterator[Row]:
    """Join a row to the next where its line was full and the two together make one row."""
    place = 0
    while place < len(rows):
        row, place = rows[place], place + 1
        while place < len(rows):
            joined = _joined(row, rows[place])
            if not joined or not is_full(
                rows[place - 1].line, rows[place].line, annexes.width, annexes.slack
            ):
                break
            row, place = joined, place + 1
        yield row


def _joined(row: Row, after: Row) -> Row | None:
    """Put the pieces of one row together: cut inside a cell, or between two."""
    if len(row.cells) == len(CELLS) < len(after.cells) + len(CELLS) - 1:
        return None
    if len(row.cells) + len(after.cells) - 1 == len(CELLS):
        middle = glue(row.cells[-1], after.cells[0])
        return Row((*row.cells[:-1], middle, *after.cells[1:]), row.line)
    if len(row.cells) + len(after.cells) <= len(CELLS):
        return Row((*row.cells, *after.cells), row.line)
    return None
