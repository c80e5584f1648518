"""What changed on the pages of two sites, and why a number did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from iscm_analysis.publishing.causes import tables_behind
from iscm_analysis.publishing.executed import Executed, executed, rows_of
from iscm_analysis.publishing.rows_behind import ChangedTable, changed_tables, rows_behind
from iscm_analysis.publishing.states import State

Entry = dict[str, Any]
OF_ONE = {"iscm": "iscm_id", "state": "iso3"}  # a page with this parameter is about rows with that cell


@dataclass(frozen=True)
class Pair:
    """One page that both states have and that differs: as it ran, and what ``build.json`` says of it."""

    name: str
    old: Executed
    new: Executed
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def one(self) -> dict[str, str]:
        """The one thing that the page is about, as cells of a key; nothing where it is about all."""
        given = self.after["parameters"]
        return {column: given[name] for name, column in OF_ONE.items() if given.get(name)}


def page_changes(before: State, after: State, tables: Sequence[Entry]) -> dict[str, list[Entry]]:
    """List the numbers, the figures and tables, and the pages that differ."""
    names = list(dict.fromkeys([*after.pages, *before.pages]))
    pairs = {
        name: _pair(name, before, after)
        for name in names
        if name in before.pages and name in after.pages and before.pages[name] != after.pages[name]
    }
    changed = changed_tables(before, after, tables) if pairs else []
    return {
        "numbers": [entry for pair in pairs.values() for entry in _numbers(pair, changed)],
        "blocks": [entry for pair in pairs.values() for entry in _blocks(pair)],
        "pages": [entry for name in names if (entry := _page(name, before, after, pairs.get(name)))],
    }


def _pair(name: str, before: State, after: State) -> Pair:
    first, then = _built(name, before, after)
    return Pair(name, executed(before.pages[name]), executed(after.pages[name]), first, then)


def _built(name: str, *states: State) -> Iterator[Mapping[str, Any]]:
    for state in states:
        yield state.build["pages"][name]


def _numbers(pair: Pair, changed: Sequence[ChangedTable]) -> Iterator[Entry]:
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
                "cause": _cause(pair, number_id, changed),
            }


def _said(number: Mapping[str, Any] | None) -> str:
    """Give a number's value; one that is not on the page says nothing."""
    return "" if number is None else str(number["value"])


def _cause(pair: Pair, number_id: str, changed: Sequence[ChangedTable]) -> Entry:
    """Find what made a number another: rows behind it, the page itself, or rows that it may rest on."""
    page = _page_cause(pair)
    is_on_both = number_id in pair.old.numbers and number_id in pair.new.numbers
    sets = rows_of(pair.old, number_id), rows_of(pair.new, number_id)
    behind = rows_behind(changed, sets, pair.one)
    is_sure = any(entry["is_behind"] for entry in behind)
    if page and not (is_on_both and is_sure):
        return {"what": page, "tables": []}
    found = behind or _traced(pair, number_id, changed)
    return {"what": "rows" if found else "library", "tables": found}


def _page_cause(pair: Pair) -> str:
    """Say what of the page itself can make its numbers others; sentences stand in its code."""
    if pair.before["parameters"] != pair.after["parameters"]:
        return "parameters"
    return "code" if pair.old.code != pair.new.code else ""


def _traced(pair: Pair, number_id: str, changed: Sequence[ChangedTable]) -> list[Entry]:
    """Name the changed rows of the tables that the code of a number leads to, or else that its page read."""
    behind = tables_behind(pair.new.code, number_id)
    for names in (behind, set(pair.after.get("tables", ()))):
        if found := [entry for table in changed if table.name in names and (entry := table.about(pair.one))]:
            return found
    return []


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
