"""What an executed notebook registered: its numbers, the rows behind them, the sources of those rows."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from iscm_analysis.cleaning.text import split_list
from iscm_analysis.presentation.block import REGISTRY_KEY

NUMBERS_FILE, ROWS_FILE, SOURCES_FILE = "numbers.csv", "number-rows.csv", "tables/sources.csv"
NUMBER_COLUMNS = ("number_id", "page", "value", "unit", "definition", "rows", "function", "tables", "sources")
ROW_COLUMNS = ("number_id", "page", "tables", "named_by", "key", "words", "source_ids", "locator")
LISTED = 300  # rows of one number on a page; the file has all of them

Item = Mapping[str, Any]


@dataclass(frozen=True)
class Registry:
    """Numbers in order of reading, row sets by ``set_id``, sources by ``source_id``."""

    numbers: tuple[Item, ...]
    row_sets: Mapping[str, Item]
    sources: Mapping[str, Item]
    tables: tuple[Item, ...]
    figures: tuple[Item, ...]

    def numbers_of(self, page: str) -> list[dict[str, Any]]:
        """Give each number with the page it stands on and the set of rows behind it, if any are named."""
        sets = self.row_sets
        return [{**item, "page": page, "behind": sets.get(item["set_id"], {})} for item in self.numbers]

    @cached_property
    def homes(self) -> dict[str, str]:
        """Say for each set of rows at which number they are listed: that with most rows, these among them."""
        sets = {name: {tuple(row.values()) for row in item["rows"]} for name, item in self.row_sets.items()}
        numbers = [item for item in self.numbers if item["set_id"]]
        largest_first = sorted(numbers, key=lambda item: -len(sets[item["set_id"]]))
        return {
            name: next(item["number_id"] for item in largest_first if rows <= sets[item["set_id"]])
            for name, rows in sets.items()
        }


def registry(notebook: Mapping[str, Any]) -> Registry:
    """Gather what the outputs of all cells registered."""
    row_sets = {item["set_id"]: item for item in _registered(notebook, "row_sets")}
    sources = {item["source_id"]: item for item in _registered(notebook, "sources")}
    numbers, tables, figures = (
        tuple(_registered(notebook, kind)) for kind in ("numbers", "tables", "figures")
    )
    return Registry(numbers, row_sets, sources, tables, figures)


def _registered(notebook: Mapping[str, Any], kind: str) -> Iterator[Item]:
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            yield from output.get("metadata", {}).get(REGISTRY_KEY, {}).get(kind, [])


def number_row(number: Item) -> dict[str, Any]:
    """Give the row of a number in ``numbers.csv``."""
    tables = ";".join(number["behind"].get("tables", []))
    row = {**number, "tables": tables, "sources": ";".join(number["sources"])}
    return {name: row[name] for name in NUMBER_COLUMNS}


def rows_of(number: Item) -> Iterator[dict[str, Any]]:
    """Give the rows behind a number for ``number-rows.csv``; ``key`` is the value of ``named_by``."""
    behind = number["behind"]
    for row in behind.get("rows", []):
        whose = {"number_id": number["number_id"], "page": number["page"]}
        yield {**whose, "tables": ";".join(behind["tables"]), "named_by": behind["named_by"], **row}


def number_problems(folder: Path) -> Iterator[str]:
    """Say which numbers of a built site do not lead to their rows, or rest on a source nobody listed."""
    listed = [folder / name for name in (NUMBERS_FILE, ROWS_FILE, SOURCES_FILE)]
    if not all(path.is_file() for path in listed):
        return  # that they are missing is said elsewhere
    numbers, rows, sources = (_records(path) for path in listed)
    ids_and_links = cache(lambda page: _ids_and_links(folder / f"{page}.html"))
    for number in numbers:
        ids, links = ids_and_links(number["page"])
        name, page = number["number_id"], f"{number['page']}.html"
        if f"N-{name}" not in ids:
            yield f"{page}: the number {name} of {NUMBERS_FILE} is not there; run `iscm build --force`"
        elif f"#rows-{name}" not in links or f"rows-{name}" not in ids:
            yield f"{page}: the number {name} does not lead to its rows; run `iscm build --force`"
    known = {source["source_id"] for source in sources}
    named = {(name, row["page"], row["number_id"]) for row in rows for name in split_list(row["source_ids"])}
    for name, page, number_id in sorted(named):
        if name not in known:
            hint = "register it or correct the id"
            yield f"{ROWS_FILE}, {page}, {number_id}: no source {name} in {SOURCES_FILE}; {hint}"


def _records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _ids_and_links(page: Path) -> tuple[set[str], set[str]]:
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    return _values("id", text), _values("href", text)


def _values(attribute: str, text: str) -> set[str]:
    return {html.unescape(found) for found in re.findall(rf'\s{attribute}="([^"]*)"', text)}
