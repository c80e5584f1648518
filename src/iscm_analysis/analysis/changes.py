"""Two versions of a table beside each other: which rows came, went or changed, cell by cell."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from iscm_analysis.tables.origin import gives_rows

KINDS = ("changed", "added", "removed", "renumbered", "moved")
COLUMNS = ["n", "change", "row", "column", "before", "after"]

Cells = dict[str, str]
Rows = dict[int, Cells]
Pair = tuple[int, int]
Line = tuple[str, str, tuple[str, ...], str, str, str]


@gives_rows
def compare(
    before: pd.DataFrame,
    after: pd.DataFrame,
    key: Sequence[str],
    *,
    place: str = "locator",
    numbered: bool = False,
) -> pd.DataFrame:
    """List what differs between two versions of a table; a row is one cell of one row of the table.

    ``n`` counts the rows of the table that differ, ``row`` names each by the cells of its key. Of a row that
    was added or removed every cell is listed that says something. ``moved``: only its ``place`` in the source
    is another; ``renumbered``: only its id too, where ids are given by place (``numbered``). Without a key,
    rows are the same when they say the same. A missing cell is empty text. Columns that only one version
    has are left out.
    """
    columns = [str(name) for name in before if name in after]
    old, new = _rows(before, columns), _rows(after, columns)
    content = [name for name in columns if name != place]
    named = [name for name in key if name in columns]
    pairs = _pairs(old, new, _ways(columns, content, named, numbered=numbered))
    name = named or content
    silent = {place: "moved", **dict.fromkeys(named if numbered else [], "renumbered")}
    lines = [
        *_differing(old, new, pairs, name, silent),
        *_one_sided("added", {number: new[number] for number in new.keys() - pairs.values()}, name),
        *_one_sided("removed", {number: old[number] for number in old.keys() - pairs.keys()}, name),
    ]
    lines.sort(key=lambda line: KINDS.index(line[1]))
    found = pd.DataFrame(lines, columns=COLUMNS)
    return found.assign(n=pd.factorize(found["n"])[0] + 1)


def _rows(frame: pd.DataFrame, columns: list[str]) -> Rows:
    text = frame[columns].astype("string").fillna("")
    cells = zip(*(text[name].to_list() for name in columns), strict=True)
    return {place: dict(zip(columns, row, strict=True)) for place, row in enumerate(cells)}


def _ways(columns: list[str], content: list[str], key: list[str], *, numbered: bool) -> Iterator[list[str]]:
    """Give the columns by which a row finds its other self: all, the key, then all but a part of the key."""
    yield columns
    yield content
    if numbered:
        yield [name for name in content if name not in key]
    if key:
        yield key
        yield from ([name for name in content if name != part] for part in key)


def _pairs(old: Rows, new: Rows, ways: Iterator[list[str]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for way in ways:
        left = {place: cells for place, cells in old.items() if place not in found}
        taken = set(found.values())
        right = {place: cells for place, cells in new.items() if place not in taken}
        found |= dict(_alike(left, right, way)) if way else {}
    return found


def _alike(old: Rows, new: Rows, columns: list[str]) -> Iterator[Pair]:
    """Pair the rows with the same cells in ``columns``, the first with the first."""
    places: dict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for place, cells in new.items():
        places[_named(cells, columns)].append(place)
    for place, cells in old.items():
        if others := places.get(_named(cells, columns)):
            yield place, others.popleft()


def _differing(
    old: Rows, new: Rows, pairs: Mapping[int, int], name: list[str], silent: Mapping[str, str]
) -> Iterator[Line]:
    for before, after in sorted(pairs.items(), key=lambda pair: pair[1]):
        first, then = old[before], new[after]
        columns = [column for column in then if first[column] != then[column]]
        kind = _kind(columns, silent)
        for column in columns:
            yield f"both {after}", kind, _named(then, name), column, first[column], then[column]


def _kind(columns: list[str], silent: Mapping[str, str]) -> str:
    """Say what such a difference is; cells that say only where a row stands change nothing it says."""
    kinds = {silent.get(column, "changed") for column in columns}
    return next((kind for kind in ("changed", "renumbered") if kind in kinds), "moved")


def _one_sided(kind: str, rows: Rows, name: list[str]) -> Iterator[Line]:
    """List the rows without another self, cell by cell."""
    for place, cells in sorted(rows.items()):
        for column, cell in cells.items():
            if cell:
                sides = ("", cell) if kind == "added" else (cell, "")
                yield f"{kind} {place}", kind, _named(cells, name), column, *sides


def _named(cells: Cells, columns: list[str]) -> tuple[str, ...]:
    return tuple(cells[column] for column in columns)
