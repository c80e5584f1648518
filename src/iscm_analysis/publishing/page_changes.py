"""What changed on the pages of two sites, and why a number did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from iscm_analysis.publishing.causes import tables_behind
from iscm_analysis.publishing.executed import Executed, executed
from iscm_analysis.publishing.states import State
from iscm_analysis.publishing.table_changes import content_rows

Entry = dict[str, Any]
OF_ONE = {"iscm": "iscm_id", "state": "iso3"}  # a page with this parameter is about rows with that cell
NAMED = 5  # rows that are named as the cause of a number; of more only the count is kept


@dataclass(frozen=True)
class Pair:
    """One page that both states have and that differs: as it ran, and what ``build.json`` says of it."""

    name: str
    old: Executed
    new: Executed
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def page_changes(before: State, after: State, tables: Sequence[Entry]) -> dict[str, list[Entry]]:
    """List the numbers, the figures and tables, and the pages that differ."""
    names = list(dict.fromkeys([*after.pages, *before.pages]))
    pairs = {
        name: _pair(name, before, after)
        for name in names
        if name in before.pages and name in after.pages and before.pages[name] != after.pages[name]
    }
    return {
        "numbers": [entry for pair in pairs.values() for entry in _numbers(pair, tables)],
        "blocks": [entry for pair in pairs.values() for entry in _blocks(pair)],
        "pages": [entry for name in names if (entry := _page(name, before, after, pairs.get(name)))],
    }


def _pair(name: str, before: State, after: State) -> Pair:
    first, then = _built(name, before, after)
    return Pair(name, executed(before.pages[name]), executed(after.pages[name]), first, then)


def _built(name: str, *states: State) -> Iterator[Mapping[str, Any]]:
    for state in states:
        yield state.build["pages"][name]


def _numbers(pair: Pair, tables: Sequence[Entry]) -> Iterator[Entry]:
    old, new = pair.old.numbers, pair.new.numbers
    for number_id in dict.fromkeys([*new, *old]):
        first, then = old.get(number_id), new.get(number_id)
        if _said(first) != _said(then):
            number = then or first or {}
            yield {
                "page": pair.name,
                "number_id": number_id,
                "definition": number["definition"],
                "unit": number["unit"],
                "before": _said(first),
                "after": _said(then),
                "cause": _cause(pair, number_id, tables),
            }


def _said(number: Mapping[str, Any] | None) -> str:
    """Give a number's value; one that is not on the page says nothing."""
    return "" if number is None else str(number["value"])


def _cause(pair: Pair, number_id: str, tables: Sequence[Entry]) -> Entry:
    """Find what made a number another: rows behind it, rows its page read, or the page itself."""
    if pair.before["parameters"] != pair.after["parameters"]:
        return {"what": "parameters", "tables": []}
    behind = tables_behind(pair.new.code, number_id)
    read = set(pair.after.get("tables", ()))
    for names in (behind, read):
        if found := [entry for table in tables if table["table"] in names and (entry := _rows(table, pair))]:
            return {"what": "rows", "tables": found}
    return {"what": "code" if pair.old.code != pair.new.code else "library", "tables": []}


def _rows(table: Entry, pair: Pair) -> Entry:
    """Name the changed rows of a table that a page's number can rest on; nothing when there is none."""
    if table["whole"]:
        return {"table": table["table"], "n": table["n_rows"], "rows": []}
    about = {column: pair.after["parameters"].get(name) for name, column in OF_ONE.items()}
    rows = content_rows(table)
    own = [row for row in rows if all(row["key"].get(name, one) == one for name, one in about.items() if one)]
    named = [{"change": row["change"], "key": row["key"]} for row in own or rows]
    return {"table": table["table"], "n": len(named), "rows": named[:NAMED]} if named else {}


def _blocks(pair: Pair) -> Iterator[Entry]:
    old, new = pair.old.blocks, pair.new.blocks
    for block_id in dict.fromkeys([*new, *old]):
        first, then = old.get(block_id), new.get(block_id)
        if first != then:
            shown = then or first
            change = "changed" if first and then else "new" if then else "gone"
            yield {
                "page": pair.name,
                "block_id": block_id,
                "kind": shown.kind if shown else "",
                "change": change,
                "before": first.title if first else "",
                "after": then.title if then else "",
            }


def _page(name: str, before: State, after: State, pair: Pair | None) -> Entry:
    """Say what of a page is another, besides its numbers, figures and tables; nothing when nothing is."""
    if name not in before.pages or name not in after.pages:
        return {
            "page": name,
            "change": "gone" if name in before.pages else "new",
            "what": [],
            "parameters": [],
        }
    first, then = _built(name, before, after)
    given = _parameters(first["parameters"], then["parameters"])
    what = list(_what(pair)) if pair else []
    return {"page": name, "change": "changed", "what": what, "parameters": given} if what or given else {}


def _what(pair: Pair) -> Iterator[str]:
    for name in ("text", "code"):
        if getattr(pair.old, name) != getattr(pair.new, name):
            yield name
    shown_alike = pair.old.numbers == pair.new.numbers and pair.old.blocks == pair.new.blocks
    if shown_alike and pair.old.outputs != pair.new.outputs:
        yield "outputs"


def _parameters(first: Mapping[str, Any], then: Mapping[str, Any]) -> list[Entry]:
    return [
        {"name": name, "before": first.get(name), "after": then.get(name)}
        for name in dict.fromkeys([*first, *then])
        if first.get(name) != then.get(name)
    ]
