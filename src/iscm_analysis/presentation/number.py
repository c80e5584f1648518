"""Registered numbers, and sentences that take their numbers from nowhere else.

A sentence registers in the metadata of its output (``iscm``), for whoever reads executed notebooks:

- ``numbers``: ``number_id``, ``value``, ``unit``, ``definition``, ``rows`` (how many; None when withheld),
  ``function`` (of the library, that gave the rows), ``sources`` (their ids), ``set_id`` (of the rows);
- ``row_sets``: ``set_id``, ``tables``, ``named_by`` (a column), and ``rows``, each with ``key``, ``words``,
  ``source_ids`` and ``locator``;
- ``sources``: what the table of sources says of those named in the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from iscm_analysis.analysis.suppression import WITHHELD
from iscm_analysis.cleaning.proportion import of_total
from iscm_analysis.presentation.block import Block, escape
from iscm_analysis.presentation.rows import Rows, named_sources, rows_behind
from iscm_analysis.project import find_project

GROUPED_FROM = 10_000  # a year stays as it is
_DIGITS = re.compile(r"[\d\u00b2\u00b3\u00b9\u2070-\u2089]+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Number:
    """A figure a reader can ask about: id, value, unit, definition, and the rows that lie behind it.

    ``value`` is None when there is nothing to count, which is not zero. ``rows`` is None when it is
    withheld. ``shown`` is what a sentence says: the value itself, or the value of its whole.
    """

    number_id: str
    value: int | float | str | None
    unit: str
    definition: str
    rows: int | None
    shown: str = ""
    behind: Rows = field(default=Rows(), compare=False, repr=False)

    def said(self) -> str:
        """Give the words that stand in a sentence."""
        is_long = isinstance(self.value, int) and self.value >= GROUPED_FROM
        return self.shown or (f"{self.value:,}" if is_long else str(self.value))

    def counted(self) -> str:
        """Say how many rows there are."""
        return "rows withheld" if self.rows is None else f"{self.rows} row{'' if self.rows == 1 else 's'}"

    def markup(self) -> str:
        """Show the value as a link to its rows; definition and their number come up on hovering."""
        title = escape(f"{self.number_id}: {self.definition} ({self.counted()})")
        name = escape(self.number_id)
        return (
            f'<a class="number" id="N-{name}" href="#rows-{name}" title="{title}">{escape(self.said())}</a>'
        )

    def registered(self) -> dict[str, object]:
        """Give what travels in the metadata of a cell."""
        named = ("number_id", "value", "unit", "definition", "rows")
        about = {"function": self.behind.function, "sources": self.behind.source_ids}
        return {**{name: getattr(self, name) for name in named}, **about, "set_id": self.behind.set_id}


def number(
    number_id: str, value: float | str | None, definition: str, *, rows: pd.DataFrame, unit: str = ""
) -> Number:
    """Register a number: what it means and the rows it was made from; a missing value stays missing."""
    if pd.isna(value):
        return Number(number_id, None, unit, definition, len(rows))
    plain = value if isinstance(value, str) or value != int(value) else int(value)
    return Number(number_id, plain, unit, definition, len(rows), behind=rows_behind(rows))


def count(
    number_id: str, rows: pd.DataFrame, definition: str, *, of: pd.DataFrame | None = None, unit: str = ""
) -> Number:
    """Register the number of ``rows``; with ``of``, the whole they are part of, say n of N.

    A part of a whole that has no rows is not known, and not zero.
    """
    if of is None:
        return number(number_id, len(rows), definition, rows=rows, unit=unit)
    if of.empty:
        return Number(number_id, None, unit, definition, 0)
    said = of_total(len(rows), len(of))
    return Number(number_id, len(rows), unit, definition, len(rows), said, rows_behind(rows))


def whole(number_id: str, rows: pd.DataFrame, definition: str, *, unit: str = "") -> Number:
    """Register the number of all ``rows`` there are; when there are none it is not known, and not zero."""
    return number(number_id, len(rows) or None, definition, rows=rows, unit=unit)


def people(
    number_id: str, rows: pd.DataFrame, definition: str, *, of: pd.DataFrame, beside: str = ""
) -> Number:
    """Register how many people of a whole, unless so few are in or out that they could be recognised.

    The smallest number that may be said stands in ``iscm.toml`` (``minimum_cell``). Of what is withheld
    no row is named or counted. ``beside`` is the cell of a table that counts the same people, perhaps on
    another page: what it withholds to cover others is withheld here too.
    """
    minimum = find_project().settings.disclosure.minimum_cell
    n, total = len(rows), len(of)
    if 0 < n < minimum:
        few = f"fewer than {minimum}"
    elif 0 < total - n < minimum:
        few = f"more than {total - minimum}"
    elif beside == WITHHELD:
        few = WITHHELD
    else:
        return count(number_id, rows, definition, of=of)
    is_bare = few == WITHHELD or total < minimum
    return Number(number_id, few, "", definition, None, few if is_bare else f"{few} of {total}")


def sentence(template: str, **values: Number | str) -> Block:
    """Fill a sentence with registered numbers and names; if a number is not known, say which instead.

    Raises:
        ValueError: a digit stands in the sentence, or in a name, that none of the numbers says.
    """
    numbers = [item for item in values.values() if isinstance(item, Number)]
    names = [item for item in values.values() if isinstance(item, str)]
    if typed := unregistered_digits(template, ()) + unregistered_digits(" ".join(names), numbers):
        message = f"a number is typed into the sentence {template!r} ({', '.join(typed)}); register it"
        raise ValueError(message)
    if unknown := [item.definition for item in numbers if item.value is None]:
        words = f"Not known here, because there is nothing to count it from: {'; '.join(unknown)}."
        return Block(f'<p class="nothing">{escape(words)}</p>', words)
    said = {name: item.said() if isinstance(item, Number) else item for name, item in values.items()}
    shown = {
        name: item.markup() if isinstance(item, Number) else escape(item) for name, item in values.items()
    }
    markup = f'<p class="claim">{escape(template).format(**shown)}</p>'
    return Block(markup, template.format(**said), registers(numbers))


def registers(numbers: Iterable[Number]) -> dict[str, list[object]]:
    """Give what a block with these numbers registers: the numbers, their rows, the sources of those."""
    listed = list(numbers)
    sets = {item.behind.set_id: item.behind.registered() for item in listed if item.behind.rows}
    named = dict.fromkeys(source for item in listed for source in item.behind.source_ids)
    found: dict[str, list[object]] = {
        "numbers": [item.registered() for item in listed],
        "row_sets": list(sets.values()),
        "sources": list(named_sources(list(named))),
    }
    return {kind: items for kind, items in found.items() if items}


def unregistered_digits(text: str, numbers: Iterable[Number]) -> list[str]:
    """List the numbers in ``text``, in order, that none of ``numbers`` says; letters beside do not matter.

    >>> unregistered_digits("IOM observes 18 of 38 in 2019", [Number("A", 18, "", "", 18, "18 of 38")])
    ['2019']
    """
    known = {found for item in numbers for found in _DIGITS.findall(f"{item.said()} {item.value}")}
    return [found for found in _DIGITS.findall(text) if found not in known]
