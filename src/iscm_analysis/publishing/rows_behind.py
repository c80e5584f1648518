"""Which changed rows lie behind a number: those among the rows it registered, before or after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from iscm_analysis.publishing.states import State
from iscm_analysis.publishing.table_changes import PLACE, content_rows

Entry = dict[str, Any]
RowSet = Mapping[str, Any]
Places = Mapping[tuple[str, ...], str]
BEFORE, AFTER = 0, 1
NAMED = 5  # rows that are named as the cause of a number; of more only the count is kept


@dataclass(frozen=True)
class ChangedTable:
    """A table that differs, with the place each of its rows was read at, before and after."""

    entry: Entry
    places: tuple[Places, Places]

    @property
    def name(self) -> str:
        """The name of the table."""
        return str(self.entry["table"])

    @cached_property
    def rows(self) -> list[Entry]:
        """The rows that say something else now, were added or removed."""
        return content_rows(self.entry)

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The columns that name a row; none where rows have no key."""
        return tuple(self.rows[0]["key"]) if self.rows and self.entry["is_keyed"] else ()

    @cached_property
    def _called(self) -> Mapping[tuple[int, str, str], list[tuple[int, str]]]:
        """Find rows, and the place of each, by the cell of a column of their key on one side."""
        found = defaultdict(list)
        for n, row in enumerate(self.rows if self.key else ()):
            for side, key in _keys(row):
                place = self.places[side].get(tuple(key.values()), "")
                for column, cell in key.items():
                    found[side, column, cell].append((n, place))
        return found

    @cached_property
    def _read_at(self) -> tuple[frozenset[str], frozenset[str]]:
        before, after = self.places
        return frozenset(before.values()), frozenset(after.values())

    def cause(self, rows: Sequence[Entry], *, is_behind: bool) -> Entry:
        """Name ``rows`` as what made a number another, or as what can have; nothing when there are none."""
        if self.entry["whole"]:
            return {"table": self.name, "n": self.entry["n_rows"], "rows": [], "is_behind": is_behind}
        named = [{"change": row["change"], "key": row["key"]} for row in rows[:NAMED]]
        return {"table": self.name, "n": len(rows), "rows": named, "is_behind": is_behind} if rows else {}

    def about(self, one: Mapping[str, str]) -> Entry:
        """Name the changed rows that a number may rest on: on the page of one thing its own, if any."""
        own = [
            row for row in self.rows if all(row["key"].get(name, cell) == cell for name, cell in one.items())
        ]
        return self.cause(own or self.rows, is_behind=False)

    def among(self, sets: tuple[RowSet, RowSet], one: Mapping[str, str]) -> Entry:
        """Name the changed rows that are among the rows of a number; nothing when none is.

        Where its rows tell only a part of the key, or nothing of it, as rows do that were counted together,
        the number may rest on the changed rows with that part, or else on all those of the page.
        """
        if self.entry["whole"]:
            return self.cause((), is_behind=True)
        told = [
            (side, row_set["named_by"], row)
            for side, row_set in enumerate(sets)
            for row in row_set.get("rows", ())
        ]
        own = [item for item in told if self._is_own(*item)]
        found = sorted({n for item in own or told for n in self._same(*item)})
        cause = self.cause([self.rows[n] for n in found], is_behind=bool(own))
        return cause if own else cause or self.about(one)

    def _is_own(self, side: int, named_by: str, row: RowSet) -> bool:
        """Say whether a row of a number is one of this table, and can be told from its others."""
        return self.key == (named_by,) or row["locator"] in self._read_at[side]

    def _same(self, side: int, named_by: str, row: RowSet) -> Iterator[int]:
        """Give the changed rows that a row of a number is, or that are about the same thing."""
        is_placed = row["locator"] in self._read_at[side]
        for n, place in self._called.get((side, named_by, row["key"]), ()):
            if not is_placed or place == row["locator"]:
                yield n


def changed_tables(before: State, after: State, tables: Sequence[Entry]) -> list[ChangedTable]:
    """Give the tables that differ, as numbers are asked about them."""
    found = []
    for entry in tables:
        _, key = after.described(entry["table"])
        places = _places(before, entry["table"], key), _places(after, entry["table"], key)
        found.append(ChangedTable(entry, places))
    return found


def _places(state: State, name: str, key: Sequence[str]) -> Places:
    """Give the place of each row; a key of one column names a row without it."""
    table = state.table(name) if len(key) > 1 else None
    if table is None or not {PLACE, *key} <= set(table):
        return {}
    keys = zip(*(table[column] for column in key), strict=True)
    return dict(zip(keys, table[PLACE], strict=True))


def _keys(row: Entry) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Give the key of a row on each side where it is there."""
    key = row["key"]
    if row["change"] != "added":
        was = {item["column"]: item["before"] for item in row["cells"] if item["column"] in key}
        yield BEFORE, {**key, **was}
    if row["change"] != "removed":
        yield AFTER, key


def rows_behind(
    changed: Sequence[ChangedTable], sets: tuple[RowSet, RowSet], one: Mapping[str, str]
) -> list[Entry]:
    """Name the changed rows among those a number registered before and after, by table.

    ``one`` is the thing that its page is about, as cells of a key.
    """
    names = {name for row_set in sets for name in row_set.get("tables", ())}
    return [entry for table in changed if table.name in names and (entry := table.among(sets, one))]
