"""The rows behind a number: how each is called, and the line of a source it was read from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple

import pandas as pd

from iscm_analysis.cleaning.text import split_list
from iscm_analysis.tables import load
from iscm_analysis.tables.origin import origin_of
from iscm_analysis.tables.specs import SPECS

# The table a key column belongs to: a row of an analysis that starts with one can be looked up there.
KEYS = {
    spec.key[0]: spec.name for spec in reversed(SPECS.values()) if len(spec.key) == 1 and spec.key[0] != "id"
}
# The first of these that a frame has says in words what its key says in letters.
WORDS = ("name", "title", "state_name", "organization", "line_item", "city", "text", "missing", "second")
SOURCES = ("source_id", "source_ids")
PLACE = (*SOURCES, "locator")
RANK = "place"  # says in which order rows were chosen, not which they are
OF_PEOPLE = "interviewee_id"  # an id is all a page says of a person behind a number
LONGEST = 90


class Row(NamedTuple):
    """One row: its key, the same in words, the sources it rests on (joined by ;) and its place in a file."""

    key: str
    words: str
    source_ids: str
    locator: str


@dataclass(frozen=True)
class Rows:
    """Rows as a number rests on them: who made them, of which tables, and which column is their key."""

    function: str = ""
    tables: tuple[str, ...] = ()
    named_by: str = ""
    rows: tuple[Row, ...] = ()

    @cached_property
    def set_id(self) -> str:
        """Name the set by what it says: the same rows have the same name on every page."""
        if not self.rows:
            return ""
        about = {"function": self.function, "tables": self.tables, "named_by": self.named_by}
        said = json.dumps({**about, "rows": self._listed()}, sort_keys=True, ensure_ascii=False)
        return sha256(said.encode()).hexdigest()[:10]

    @property
    def source_ids(self) -> list[str]:
        """List the sources of all rows, each once, in order of reading."""
        return list(dict.fromkeys(name for row in self.rows for name in split_list(row.source_ids)))

    def registered(self) -> dict[str, Any]:
        """Give what travels in the metadata of a cell."""
        about = {"set_id": self.set_id, "tables": list(self.tables), "named_by": self.named_by}
        return {**about, "rows": self._listed()}

    def _listed(self) -> list[dict[str, str]]:
        return [row._asdict() for row in self.rows]


def rows_behind(frame: pd.DataFrame) -> Rows:
    """Name every row of ``frame`` and say where it was read.

    A row without a place of its own, as analyses give them, has that of the row of the table its key
    belongs to, where there is one.
    """
    function, tables = origin_of(frame)
    if frame.empty:
        return Rows(function, tables)
    key = next(str(name) for name in frame if name != RANK)
    words = next((name for name in WORDS if name in frame and name != key), "") if key != OF_PEOPLE else ""
    said = frame[[name for name in dict.fromkeys((key, words, *PLACE)) if name in frame]]
    placed = said if "locator" in frame or key not in KEYS else _placed(said, key)
    records = placed.astype("string").fillna("").to_dict("records")
    return Rows(
        function, tables or _table_of(key), key, tuple(_row(record, key, words) for record in records)
    )


def _table_of(key: str) -> tuple[str, ...]:
    return (KEYS[key],) if key in KEYS else ()


def _placed(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    """Add source and place of the row that ``key`` belongs to."""
    table = getattr(load(), KEYS[key])
    wanted = [name for name in PLACE if name in table and name not in frame]
    return frame.merge(table[[key, *wanted]], on=key, how="left")


def _row(record: Mapping[Any, Any], key: str, words: str) -> Row:
    said = str(record[words]) if words else ""
    short = said if len(said) <= LONGEST else f"{said[:LONGEST]}\N{HORIZONTAL ELLIPSIS}"
    sources = ";".join(record[name] for name in SOURCES if record.get(name))
    return Row(str(record[key]), short, sources, str(record.get("locator", "")))


def named_sources(source_ids: list[str]) -> list[dict[str, str]]:
    """Give title, publisher, year and address of sources, as far as the table of sources has them."""
    if not source_ids:
        return []
    known = load().sources
    listed = known[known["source_id"].isin(source_ids)]
    columns = listed[["source_id", "title", "publisher", "year", "url"]]
    return columns.astype("string").fillna("").to_dict("records")  # type: ignore[return-value]  # names are words
