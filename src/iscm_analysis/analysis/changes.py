"""Two versions of a table beside each other: which rows came, went or changed, cell by cell."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterator, Mapping, Sequence

import pandas as pd

LOCATOR = "locator"
KINDS = ("changed", "added", "removed", "renumbered", "moved")
COLUMNS = ["n", "change", "row", "column", "before", "after"]

Pair = tuple[int, int]


def compare(
    before: pd.DataFrame, after: pd.DataFrame, key: Sequence[str], *, numbered: bool = False
) -> pd.DataFrame:
    """List what differs between two versions of a table; a row is one cell of one row of the table.

    ``n`` counts the rows of the table that differ, ``row`` names each by the cells of its key. Of a row that was
    added or removed every cell is listed that says something. ``moved``: only its place in the source is another;
    ``renumbered``: only its id too, where ids are given by place. Without a key, rows are the same when they
    say the same. A missing cell is empty text. Columns that only one version has are left out.
    """
    columns = [name for name in before if name in after]
    old, new = (_plain(frame, columns) for frame in (before, after))
    key = [name for name in key if name in columns]
    pairs = _pairs(old, new, key, numbered=numbered)
    name = key or [column for column in columns if column != LOCATOR]
    lines = [*_differing(old, new, pairs, name, is_numbered=numbered), *_one_sided(old, new, pairs, name)]
    lines.sort(key=lambda line: KINDS.index(line[1]))
    found = pd.DataFrame(lines, columns=COLUMNS)
    return found.assign(n=pd.factorize(found["n"])[0] + 1)


def _plain(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    return frame[columns].astype("string").fillna("").astype(object).reset_index(drop=True)


def _pairs(old: pd.DataFrame, new: pd.DataFrame, key: list[str], *, numbered: bool) -> list[Pair]:
    """Find for each row its other self: the same, then by key, then all the same but one part of the key."""
    content = [name for name in old if name != LOCATOR]
    without_id = [name for name in content if name not in key]
    by_key = [key, *([name for name in content if name != part] for part in key)]
    ways = [content, *([without_id] if numbered else []), *(by_key if key else [])]
    found: list[Pair] = []
    for way in ways:
        pairs = list(_alike(old, new, way)) if way else []
        found += pairs
        old, new = old.drop(index=[pair[0] for pair in pairs]), new.drop(index=[pair[1] for pair in pairs])
    return sorted(found, key=lambda pair: pair[1])


def _alike(old: pd.DataFrame, new: pd.DataFrame, columns: list[str]) -> Iterator[Pair]:
    """Pair the rows with the same cells in ``columns``, the first with the first."""
    places: dict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for place, *cells in new[columns].itertuples(name=None):
        places[tuple(cells)].append(place)
    for place, *cells in old[columns].itertuples(name=None):
        if others := places.get(tuple(cells)):
            yield place, others.popleft()


Line = tuple[tuple[int, int], str, tuple[str, ...], str, str, str]


def _differing(
    old: pd.DataFrame, new: pd.DataFrame, pairs: list[Pair], name: list[str], *, is_numbered: bool
) -> Iterator[Line]:
    first, then = ([*frame.itertuples(index=False, name=None)] for frame in (old, new))
    columns = list(new)
    for pair in pairs:
        cells, others = first[pair[0]], then[pair[1]]
        if cells == others:
            continue
        differing = [place for place, cell in enumerate(cells) if cell != others[place]]
        kind = _kind({columns[place] for place in differing}, set(name) if is_numbered else set())
        row = _named(dict(zip(columns, others, strict=True)), name)
        for place in differing:
            yield (0, pair[1]), kind, row, columns[place], cells[place], others[place]


def _kind(columns: set[str], ids: set[str]) -> str:
    if columns == {LOCATOR}:
        return "moved"
    return "renumbered" if columns <= {LOCATOR, *ids} else "changed"


def _one_sided(old: pd.DataFrame, new: pd.DataFrame, pairs: list[Pair], name: list[str]) -> Iterator[Line]:
    """List the rows without another self, cell by cell."""
    for place, cells in new.drop(index=[pair[1] for pair in pairs]).to_dict("index").items():
        for column, cell in cells.items():
            if cell:
                yield (0, int(place)), "added", _named(cells, name), str(column), "", cell
    for place, cells in old.drop(index=[pair[0] for pair in pairs]).to_dict("index").items():
        for column, cell in cells.items():
            if cell:
                yield (1, int(place)), "removed", _named(cells, name), str(column), cell, ""


def _named(cells: Mapping[Hashable, str], name: list[str]) -> tuple[str, ...]:
    return tuple(cells[column] for column in name)
