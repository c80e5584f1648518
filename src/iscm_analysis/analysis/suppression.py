"""Counts of people that are too small to print, withheld so that no total gives them away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from iscm_analysis.tables.origin import gives_rows

WITHHELD = "withheld"

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Cell = tuple[int, int]


@gives_rows
def suppress(frame: pd.DataFrame, columns: Sequence[str], minimum: int) -> pd.DataFrame:
    """Put the word ``withheld`` for counts of 1 to ``minimum - 1`` people in ``columns``.

    A reader is taken to know the sum of every column and, of several columns, the sum of every row.
    So that no withheld count can be computed from them, further cells are withheld, the smallest first.
    Nobody (0) is nobody's secret and stays, unless no other cell can cover a small one. Rows with a
    withheld count go last, ordered by their first column, since the order they came in may tell.
    """
    counts = frame[list(columns)].to_numpy(dtype=np.int64)
    hidden = _hidden(counts, minimum)
    words = {
        column: pd.array(
            [
                WITHHELD if is_hidden else str(n)
                for n, is_hidden in zip(counts[:, place], hidden[:, place], strict=True)
            ],
            dtype="string",
        )
        for place, column in enumerate(columns)
    }
    worded = frame.assign(**words)
    is_small = pd.Series(hidden.any(axis=1), index=frame.index)
    last = worded[is_small].sort_values(str(frame.columns[0]))
    return pd.concat([worded[~is_small], last], ignore_index=True)


def _hidden(counts: Counts, minimum: int) -> Mask:
    """Mark the small cells, then more until none is open; the whole table where nothing less helps."""
    hidden: Mask = (counts > 0) & (counts < minimum)
    open_cells = _open_cells(counts, hidden)
    while open_cells:
        partners = [place for cell in open_cells for place in _partners(counts, hidden, cell)]
        if not partners:
            return np.ones_like(hidden)
        hidden[min(partners, key=lambda place: (counts[place] == 0, counts[place], place))] = True
        open_cells = _open_cells(counts, hidden)
    return hidden


def _open_cells(counts: Counts, hidden: Mask) -> list[Cell]:
    """List the hidden cells with people in them that the sums of rows and columns determine."""
    fixed = _fixed(counts, hidden)
    cells = [(int(row), int(column)) for row, column in np.argwhere(hidden & ~fixed)]
    lines = [line for line in _lines(hidden.shape) if any(cell in line for cell in cells)]
    sums = np.array([[cell in line for cell in cells] for line in lines], dtype=float)
    rank = np.linalg.matrix_rank(sums) if cells else 0
    found = [(int(row), int(column)) for row, column in np.argwhere(fixed & (counts > 0))]
    for place, cell in enumerate(cells):
        alone = np.eye(len(cells))[place]
        is_computed = np.linalg.matrix_rank(np.vstack([sums, alone])) == rank
        if is_computed or any(_all_ones(counts, hidden, line) for line in lines if cell in line):
            found.append(cell)
    return found


def _fixed(counts: Counts, hidden: Mask) -> Mask:
    """Mark the hidden cells that can have one value only, since no count is below nobody.

    Each sum narrows what its hidden cells can be; a row of nobody, for one, gives all its cells away.
    """
    lines = [[cell for cell in line if hidden[cell]] for line in _lines(counts.shape)]
    low, high = np.zeros_like(counts), np.full_like(counts, counts.sum())
    before = None
    while before is None or not (np.array_equal(low, before[0]) and np.array_equal(high, before[1])):
        before = low.copy(), high.copy()
        for line in lines:
            total = sum(counts[cell] for cell in line)
            for cell in line:
                others = [other for other in line if other != cell]
                high[cell] = min(high[cell], total - sum(low[other] for other in others))
                low[cell] = max(low[cell], total - sum(high[other] for other in others))
    is_known: Mask = low == high
    return hidden & is_known


def _all_ones(counts: Counts, hidden: Mask, line: set[Cell]) -> bool:
    """Say whether as many people are hidden in a line as cells: then each must be one person."""
    secret = [counts[cell] for cell in line if hidden[cell]]
    return bool(sum(secret) == len(secret))


def _lines(shape: tuple[int, ...]) -> Iterator[set[Cell]]:
    """Give the cells of every line whose sum is known: the columns, and the rows if they have parts."""
    rows, columns = shape
    yield from ({(row, column) for row in range(rows)} for column in range(columns))
    if columns > 1:
        yield from ({(row, column) for column in range(columns)} for row in range(rows))


def _partners(counts: Counts, hidden: Mask, cell: Cell) -> list[Cell]:
    """List the cells still shown that share a line with ``cell``."""
    return [place for line in _lines(counts.shape) if cell in line for place in line if not hidden[place]]
