"""What changed in the tables of two states, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from iscm_analysis.publishing.states import State
from iscm_analysis.tables.specs import NUMBERED_BY_PLACE, SPECS

if TYPE_CHECKING:
    import pandas as pd

Entry = dict[str, Any]
PLACE = "locator"
CONTENT = ("changed", "added", "removed")  # a row that only moved says what it said


def table_changes(before: State, after: State) -> list[Entry]:
    """List the tables that differ, in the order of ``SPECS``, with their rows."""
    known = [f"{name}.csv" for name in SPECS]
    others = sorted({name for name in before.files.keys() | after.files.keys() if name.endswith(".csv")})
    names = [name for name in dict.fromkeys([*known, *others]) if name in before.files or name in after.files]
    entries = [
        _table(name.removesuffix(".csv"), before, after)
        for name in names
        if before.files.get(name) != after.files.get(name)
    ]
    return [entry for entry in entries if any(entry[key] for key in ("whole", "counts", "columns"))]


def _table(name: str, before: State, after: State) -> Entry:
    """Compare one table; one that only one state has is named as a whole, and its file lists it."""
    old, new = before.table(name), after.table(name)
    row_is, key = after.described(name)
    about = {"table": name, "row_is": row_is, "is_keyed": bool(key)}
    if old is None or new is None:
        n_rows = len(new if old is None else old)  # type: ignore[arg-type]  # one of them is there
        return {**about, "whole": "new" if old is None else "gone", "n_rows": n_rows, "counts": {}} | _NO_ROWS
    columns = [
        *({"column": column, "change": "gone"} for column in old if column not in new),
        *({"column": column, "change": "new"} for column in new if column not in old),
    ]
    place = SPECS[name].place if name in SPECS else PLACE
    rows = list(_rows(old, new, key, place=place, numbered=name in NUMBERED_BY_PLACE))
    counts = {kind: sum(row["change"] == kind for row in rows) for kind in dict.fromkeys(_kinds(rows))}
    return {**about, "whole": "", "n_rows": len(new), "counts": counts, "columns": columns, "rows": rows}


_NO_ROWS: Entry = {"columns": [], "rows": []}


def _kinds(rows: Sequence[Entry]) -> list[str]:
    return [row["change"] for row in rows]


def _rows(
    old: pd.DataFrame, new: pd.DataFrame, key: list[str], *, place: str, numbered: bool
) -> Iterator[Entry]:
    from iscm_analysis.analysis.changes import COLUMNS, compare  # noqa: PLC0415  # pandas, only when needed

    found = compare(old, new, key, place=place, numbered=numbered)
    shared = [column for column in old if column in new]
    keyed = [column for column in key if column in shared]
    named = keyed or [str(column) for column in shared if column != place]
    cells = ("column", "before", "after")
    for _, group in groupby(zip(*(found[name] for name in COLUMNS), strict=True), key=itemgetter(0)):
        lines = list(group)
        _, change, row, *_ = lines[0]
        yield {
            "change": change,
            "key": dict(zip(named, row, strict=True)),
            "cells": [dict(zip(cells, line[3:], strict=True)) for line in lines],
        }


def content_rows(entry: Entry) -> list[Entry]:
    """Keep the rows of a table that say something else now, were added or removed."""
    return [row for row in entry["rows"] if row["change"] in CONTENT]
