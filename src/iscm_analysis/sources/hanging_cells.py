"""Cells of a printed table that run over several lines, put back into their row by where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from iscm_analysis.sources.document_text import Line
from iscm_analysis.sources.wrapping import glue

WIDE = 0.8  # of the widest cell of a column: no room for another word
ALIGNED = 0.5  # of the whole rows of a page begin a column at the same place
_CELL = re.compile(r"\S+(?: \S+)*")
Cells = dict[int, str]
Row = tuple[Line, Cells]


def join_hanging(lines: Sequence[Line]) -> list[Line]:
    """Put the cells of lines that are no rows of their own into the row above them, or below.

    Tables that print cells at the top of their row continue it downwards, others upwards: a wrapped
    cell is longest in its first line, which tells the two apart. Lines whose columns begin anywhere
    are left as they are.
    """
    filled = [line for line in lines if not line.is_blank]
    pages = [_placed(page) for page in _pages(filled)]
    if not pages or not all(pages):
        return filled
    rows = [row for page in pages for row in page]
    hangs = _hanging(rows)
    if not any(hangs) or all(hangs):
        return filled
    upwards = _votes_for_above(rows, hangs) >= 0
    order = range(len(rows)) if upwards else range(len(rows) - 1, -1, -1)
    joined: list[Row] = []
    for place in order:
        line, cells = rows[place]
        if hangs[place] and joined:
            row, so_far = joined[-1]
            joined[-1] = (row, _merged(so_far, cells) if upwards else _merged(cells, so_far))
        else:
            joined.append((line, cells))
    return [_printed(line, cells) for line, cells in (joined if upwards else reversed(joined))]


def _pages(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Take the lines apart by page: each is laid out by itself."""
    page: list[Line] = []
    number = ""
    for line in lines:
        here = line.place.partition(",")[0]
        if page and here != number:
            yield page
            page = []
        page.append(line)
        number = here
    if page:
        yield page


def _placed(page: Sequence[Line]) -> list[Row]:
    """Give each cell of a page the number of its column; nothing if columns begin anywhere."""
    printed = [[(cell.start(), cell.group()) for cell in _CELL.finditer(line.text)] for line in page]
    n_columns = max(len(cells) for cells in printed)
    whole = [cells for cells in printed if len(cells) == n_columns]
    starts = [Counter(cells[place][0] for cells in whole).most_common(1)[0] for place in range(n_columns)]
    if any(count < ALIGNED * len(whole) for _, count in starts):
        return []
    return [
        (line, _by_column(cells, [start for start, _ in starts]))
        for line, cells in zip(page, printed, strict=True)
    ]


def _by_column(cells: Sequence[tuple[int, str]], starts: Sequence[int]) -> Cells:
    placed: Cells = {}
    for start, words in cells:
        column = min(range(len(starts)), key=lambda place: abs(starts[place] - start))
        placed[column] = glue(placed[column], words) if column in placed else words
    return placed


def _hanging(rows: Sequence[Row]) -> list[bool]:
    """Say of each line whether it is only a piece of a row."""
    widest = _widest(rows)
    hangs = []
    for place, (_, cells) in enumerate(rows):
        is_short = len(cells) < len(widest)
        is_first = is_short and len(cells) > 1 and any(_is_wide(cells, column, widest) for column in cells)
        is_second = is_short and place > 0 and _goes_on(rows[place - 1][1], cells, widest)
        hangs.append(0 not in cells or is_first or is_second)
    return hangs


def _widest(rows: Sequence[Row]) -> dict[int, int]:
    columns = sorted({column for _, cells in rows for column in cells})
    return {column: max(len(cells.get(column, "")) for _, cells in rows) for column in columns}


def _is_wide(cells: Cells, column: int, widest: dict[int, int]) -> bool:
    return len(cells[column]) >= WIDE * widest[column]


def _goes_on(above: Cells, cells: Cells, widest: dict[int, int]) -> bool:
    """Say whether every cell of a line had no room in the line above."""
    return all(
        len(above.get(column, "")) + 1 + len(words.split(maxsplit=1)[0]) >= WIDE * widest[column]
        for column, words in cells.items()
    )


def _votes_for_above(rows: Sequence[Row], hangs: Sequence[bool]) -> int:
    """Count the lines that look like the end of a cell above, less those like the start of one below."""
    return sum(_vote(rows, hangs, place) for place, hanging in enumerate(hangs) if hanging)


def _vote(rows: Sequence[Row], hangs: Sequence[bool], place: int) -> int:
    above = next(_full_rows(rows, hangs, range(place - 1, -1, -1)), {})
    below = next(_full_rows(rows, hangs, range(place + 1, len(rows))), {})
    votes = 0
    for column, words in rows[place][1].items():
        if above:
            votes += 1 if len(above.get(column, "")) > len(words) else -1
        if below:
            votes += 1 if len(below.get(column, "")) >= len(words) else -1
    return votes


def _full_rows(rows: Sequence[Row], hangs: Sequence[bool], order: Sequence[int]) -> Iterator[Cells]:
    return (rows[place][1] for place in order if not hangs[place])


def _merged(upper: Cells, lower: Cells) -> Cells:
    columns = sorted(upper.keys() | lower.keys())
    return {
        column: glue(upper[column], lower[column])
        if column in upper and column in lower
        else upper.get(column, lower.get(column, ""))
        for column in columns
    }


def _printed(line: Line, cells: Cells) -> Line:
    return replace(line, text="\t".join(cells[column] for column in sorted(cells)))
