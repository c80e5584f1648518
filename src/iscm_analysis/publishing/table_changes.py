"""What changed in the tables of two states, and what in the evaluation rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from iscm_analysis.cleaning.text import split_list
from iscm_analysis.publishing.states import State
from iscm_analysis.tables.specs import NUMBERED_BY_PLACE, SPECS

if TYPE_CHECKING:
    import pandas as pd

Entry = dict[str, Any]
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
    rows = list(_rows(old, new, key, numbered=name in NUMBERED_BY_PLACE))
    counts = {kind: sum(row["change"] == kind for row in rows) for kind in dict.fromkeys(_kinds(rows))}
    return {**about, "whole": "", "n_rows": len(new), "counts": counts, "columns": columns, "rows": rows}


_NO_ROWS: Entry = {"columns": [], "rows": []}


def _kinds(rows: Sequence[Entry]) -> list[str]:
    return [row["change"] for row in rows]


def _rows(old: pd.DataFrame, new: pd.DataFrame, key: list[str], *, numbered: bool) -> Iterator[Entry]:
    from iscm_analysis.analysis.changes import COLUMNS, LOCATOR, compare  # noqa: PLC0415  # pandas, only when needed

    found = compare(old, new, key, numbered=numbered)
    shared = [column for column in old if column in new]
    keyed = [column for column in key if column in shared]
    named = keyed or [str(column) for column in shared if column != LOCATOR]
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


def changed_ids(tables: Sequence[Entry]) -> dict[str, list[str]]:
    """Give the ids of changed rows by table, for tables whose key is an id."""
    return {
        entry["table"]: [next(iter(row["key"].values())) for row in content_rows(entry)]
        for entry in tables
        if entry["is_keyed"] and all(len(row["key"]) == 1 for row in entry["rows"])
    }


def touched_rows(after: State, changed: Mapping[str, Sequence[str]]) -> list[Entry]:
    """List the findings, conclusions and recommendations that rest on a changed row."""
    from iscm_analysis.analysis.touched import LINKS, touched  # noqa: PLC0415

    tables = {name: after.table(name) for name, *_ in LINKS}
    found = touched(changed, {name: table for name, table in tables.items() if table is not None})
    return [{str(name): value for name, value in row.items()} for row in found.to_dict("records")]


def reached_parts(before: State, after: State) -> Iterator[Entry]:
    """List the question parts that the record carries further or less far towards an answer."""
    first, then = _standing(before), _standing(after)
    for part in dict.fromkeys([*first, *then]):
        old, new = first.get(part), then.get(part)
        if old != new:
            yield {"part_id": part, "change": _word(old, new), "before": old or {}, "after": new or {}}


def _word(old: Entry | None, new: Entry | None) -> str:
    was, is_now = (
        bool(stand and (stand["reach"] != "none" or stand.get("n_evidence"))) for stand in (old, new)
    )
    if was == is_now:
        return "changed"
    return "answered" if is_now else "lost"


def _standing(state: State) -> dict[str, Entry]:
    """Say of each question part how far the record carries, how much is missing, and its evidence."""
    from iscm_analysis.analysis.inquiry import standing  # noqa: PLC0415

    names = ("questions", "analyses", "question_gaps")
    questions, analyses, gaps = (state.table(name) for name in names)
    if questions is None or analyses is None or gaps is None:
        return {}
    found = standing(list(questions["part_id"]), analyses, gaps)
    evidence = state.table("evidence")
    if evidence is not None:
        of_part = zip(questions["part_id"], questions["question_id"], strict=True)
        found["n_evidence"] = [_n_items(evidence["question_ids"], set(asked)) for asked in of_part]
    columns = [name for name in ("reach", "reach_name", "n_gaps", "n_evidence") if name in found]
    return {row["asked_id"]: {name: row[name] for name in columns} for row in found.to_dict("records")}


def _n_items(question_ids: Iterable[str], asked: set[str]) -> int:
    return sum(bool(asked.intersection(split_list(cell))) for cell in question_ids)
