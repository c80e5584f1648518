"""Cells of a printed table that run over several lines, put back into their row by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from iscm_analysis.sources.document_text import Line
from iscm_analysis.sources.wrapping import glue

INDENT = 4  # blanks before a line that begins in a column after the first
WIDE = 0.8  # of the widest cell of a column: no room for another word
_CELL = re.compile(r"\S+(?: \S+)*")
Cells = list[tuple[int, str]]


def join_hanging(lines: Sequence[Line]) -> list[Line]:
    """Put the cells of lines that begin in a later column into the row above them, or below.

    Tables that print cells at the top of their row continue it downwards, others upwards: a wrapped
    cell is longest in its first line, which tells the two apart.
    """
    rows = [(line, _cells(line.text)) for line in lines if not line.is_blank]
    margin = min((cells[0][0] for _, cells in rows), default=0)
    hangs = [cells[0][0] >= margin + INDENT for _, cells in rows]
    if not any(hangs) or all(hangs):
        return [line for line, _ in rows]
    hangs = [hanging or _is_first_half(rows[place][1], rows) for place, hanging in enumerate(hangs)]
    upwards = _votes_for_above(rows, hangs) >= 0
    order = range(len(rows)) if upwards else range(len(rows) - 1, -1, -1)
    joined: list[tuple[Line, Cells]] = []
    for place in order:
        line, cells = rows[place]
        if hangs[place] and joined:
            row, so_far = joined[-1]
            joined[-1] = (row, _merged(so_far, cells, is_before=not upwards))
        else:
            joined.append((line, cells))
    return [_printed(line, cells) for line, cells in (joined if upwards else reversed(joined))]


def _cells(text: str) -> Cells:
    return [(found.start(), found.group()) for found in _CELL.finditer(text)]


def _is_first_half(cells: Cells, rows: Sequence[tuple[Line, Cells]]) -> bool:
    """Say whether a row has too few cells, one of them as wide as its column: that cell goes on."""
    whole = [other for _, other in rows if len(other) == max(len(other) for _, other in rows)]
    if not 1 < len(cells) < len(whole[0]):
        return False
    widest = [max(len(other[place][1]) for other in whole) for place in range(len(whole[0]))]
    return any(len(words) >= WIDE * widest[_nearest(whole[0], start)] for start, words in cells)


def _nearest(cells: Cells, start: int) -> int:
    return min(range(len(cells)), key=lambda place: abs(cells[place][0] - start))


def _votes_for_above(rows: Sequence[tuple[Line, Cells]], hangs: Sequence[bool]) -> int:
    """Count the lines that look like the end of a cell above, less those like the start of one below."""
    return sum(_vote(rows, hangs, place) for place, hanging in enumerate(hangs) if hanging)


def _vote(rows: Sequence[tuple[Line, Cells]], hangs: Sequence[bool], place: int) -> int:
    above = next(_full_rows(rows, hangs, range(place - 1, -1, -1)), None)
    below = next(_full_rows(rows, hangs, range(place + 1, len(rows))), None)
    votes = 0
    for start, words in rows[place][1]:
        if above:
            votes += 1 if len(above[_nearest(above, start)][1]) > len(words) else -1
        if below:
            votes += 1 if len(below[_nearest(below, start)][1]) >= len(words) else -1
    return votes


def _full_rows(
    rows: Sequence[tuple[Line, Cells]], hangs: Sequence[bool], order: Sequence[int]
) -> Iterator[Cells]:
    return (rows[place][1] for place in order if not hangs[place])


def _merged(row: Cells, hanging: Cells, *, is_before: bool) -> Cells:
    cells = list(row)
    for start, words in hanging:
        place = _nearest(cells, start)
        offset, text = cells[place]
        if abs(offset - start) >= INDENT:  # a cell that the row itself leaves empty
            cells.append((start, words))
        else:
            cells[place] = (offset, glue(words, text) if is_before else glue(text, words))
    return sorted(cells)


def _printed(line: Line, cells: Cells) -> Line:
    return replace(line, text="\t".join(text for _, text in cells))
