"""What an executed notebook holds, for comparing: its numbers, figures and tables, its text and code."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from iscm_analysis.presentation.block import REGISTRY_KEY

_TAG = re.compile(r"<[^>]*>")
_SAYS = re.compile(r'\s(?:alt|src)="([^"]*)"')
_END = re.compile(r"</(?:table|figure)>")


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure or table as it stands on a page; ``content`` is what a reader sees, without the mark-up."""

    kind: str
    title: str
    content: str


@dataclass(frozen=True)
class Executed:
    """One page as it ran; ``row_sets`` are the rows behind its numbers, by ``set_id``."""

    numbers: Mapping[str, Mapping[str, Any]]
    row_sets: Mapping[str, Mapping[str, Any]]
    blocks: Mapping[str, Shown]
    code: list[str]
    text: list[str]
    outputs: list[str]


def executed(content: bytes) -> Executed:
    """Take an executed notebook apart."""
    cells = json.loads(content)["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    outputs = [output for cell in code for output in cell.get("outputs", [])]
    registered = [(_found(output), _markup(output)) for output in outputs]
    return Executed(
        {item["number_id"]: item for found, _ in registered for item in found.get("numbers", [])},
        {item["set_id"]: item for found, _ in registered for item in found.get("row_sets", [])},
        dict(block for found, markup in registered for block in _blocks(found, markup)),
        [_source(cell) for cell in code],
        [_source(cell) for cell in cells if cell["cell_type"] == "markdown"],
        [_words(_markup(output)) or json.dumps(output, sort_keys=True) for output in outputs],
    )


def rows_of(page: Executed, number_id: str) -> Mapping[str, Any]:
    """Give the set of rows behind a number; an empty one where it is not there or named none."""
    return page.row_sets.get(page.numbers.get(number_id, {}).get("set_id", ""), {})


def _source(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])


def _found(output: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = output.get("metadata", {}).get(REGISTRY_KEY, {})
    return found


def _markup(output: Mapping[str, Any]) -> str:
    return "".join(output.get("data", {}).get("text/html", ""))


def _blocks(found: Mapping[str, Any], markup: str) -> Iterator[tuple[str, Shown]]:
    for kind, title in (("figure", "title"), ("table", "caption")):
        for item in found.get(f"{kind}s", []):
            block_id = item[f"{kind}_id"]
            yield block_id, Shown(kind, item[title], _words(_element(markup, block_id)))


def _element(markup: str, block_id: str) -> str:
    """Cut a figure or table out of what a cell shows: from the tag with its id to its end."""
    anchor = max(markup.find(f'id="{html.escape(block_id)}"'), 0)
    end = _END.search(markup, anchor)
    return markup[markup.rfind("<", 0, anchor + 1) if anchor else 0 : end.end() if end else None]


def _words(markup: str) -> str:
    """Keep what a reader sees of mark-up: text, drawings, and words for those who cannot see them."""
    return " ".join(html.unescape(" ".join([_TAG.sub(" ", markup), *_SAYS.findall(markup)])).split())
