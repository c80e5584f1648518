"""Counts of people across pages: what one page withholds no other may show."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iscm_analysis.analysis.suppression import WITHHELD
from iscm_analysis.errors import Problem
from iscm_analysis.presentation.block import REGISTRY_KEY
from iscm_analysis.publishing.outline import plain
from iscm_analysis.publishing.plan import PROFILE_KINDS, Page

PEOPLE = "Interviewees"  # the heading of a column that counts them
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_HEAD = re.compile(r'<th\b[^>]*\bscope="col"[^>]*>(.*?)</th>', re.DOTALL)
_ROW = re.compile(r"<tr\b[^>]*>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Count:
    """Whether a page says how many people there are ``of`` something (what it is, and which of them)."""

    page: str
    block: str
    of: tuple[str, str]
    is_withheld: bool


def disclosures(folder: Path, pages: Sequence[Page]) -> Iterator[Problem]:
    """Name the pages that show a count of people which another page withholds.

    Pages with parameters count among a selection; only profiles of an ISCM are compared all the same.
    """
    counts = [count for page in pages for count in counts_of_people(folder, page)]
    withheld = {count.of: count for count in reversed(counts) if count.is_withheld}
    for count in counts:
        if not count.is_withheld and count.of in withheld:
            other = withheld[count.of]
            yield Problem(
                "error",
                f"{count.page}.html",
                f"shows a count of people that {other.page}.html ({other.block}) withholds",
                "withhold it on both pages: count the same rows with show.withheld, and give what it "
                "withheld to show.people as beside=",
                row=count.block,
            )


def counts_of_people(folder: Path, page: Page) -> Iterator[Count]:
    """Read from an executed notebook what its page says of numbers of people."""
    if page.parameters and page.kind not in PROFILE_KINDS:
        return
    notebook = json.loads((folder / page.executed).read_bytes())
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            registered = output.get("metadata", {}).get(REGISTRY_KEY, {})
            yield from _registered(registered.get("numbers", []), page)
            yield from _in_tables("".join(output.get("data", {}).get("text/html", "")), page)


def _registered(numbers: Sequence[dict[str, Any]], page: Page) -> Iterator[Count]:
    """Give the registered numbers of people; on a profile of an ISCM they are of that ISCM."""
    for number in numbers:
        if number["definition"].startswith(PEOPLE.lower()):
            of = ("ISCM", page.title) if page.kind == "profile" else ("number", str(number["definition"]))
            yield Count(page.name, number["number_id"], of, isinstance(number["value"], str))


def _in_tables(markup: str, page: Page) -> Iterator[Count]:
    """Give the cells that count people, by the heading of the first column and the head of the row."""
    if PEOPLE not in markup:
        return
    for table in _TABLE.findall(markup):
        heads = [plain(head) for head in _HEAD.findall(table)]
        if PEOPLE not in heads[1:]:
            continue
        name = re.search(r'\bid="([^"]*)"', table)
        for row in _ROW.findall(table):
            cells = [plain(cell) for cell in _CELL.findall(row)]
            shown = cells[heads.index(PEOPLE)] if len(cells) == len(heads) else ""
            if shown == WITHHELD or shown.isdecimal():
                block = html.unescape(name[1]) if name else ""
                yield Count(page.name, block, (heads[0], cells[0]), shown == WITHHELD)
