"""Registered numbers, and sentences that take their numbers from nowhere else."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import pandas as pd

from iscm_analysis.analysis.suppression import WITHHELD
from iscm_analysis.cleaning.proportion import of_total
from iscm_analysis.presentation.block import Block, escape
from iscm_analysis.project import find_project

GROUPED_FROM = 10_000  # a year stays as it is


@dataclass(frozen=True, slots=True)
class Number:
    """A figure a reader can ask about: id, value, unit, definition, and how many rows lie behind it.

    ``value`` is None when there is nothing to count, which is not zero. ``shown`` is what a sentence
    says: the value itself, or the value of its whole.
    """

    number_id: str
    value: int | float | str | None
    unit: str
    definition: str
    rows: int
    shown: str = ""

    def said(self) -> str:
        """Give the words that stand in a sentence."""
        is_long = isinstance(self.value, int) and self.value >= GROUPED_FROM
        return self.shown or (f"{self.value:,}" if is_long else str(self.value))

    def markup(self) -> str:
        """Show the value; its definition and rows come up on hovering."""
        rows = f"{self.rows} row{'' if self.rows == 1 else 's'}"
        title = escape(f"{self.number_id}: {self.definition} ({rows})")
        anchor = escape(f"N-{self.number_id}")
        return f'<span class="number" id="{anchor}" title="{title}">{escape(self.said())}</span>'


def number(
    number_id: str, value: float | str | None, definition: str, *, rows: pd.DataFrame, unit: str = ""
) -> Number:
    """Register a number: what it means and the rows it was made from; a missing value stays missing."""
    if pd.isna(value):
        return Number(number_id, None, unit, definition, len(rows))
    plain = value if isinstance(value, str) or value != int(value) else int(value)
    return Number(number_id, plain, unit, definition, len(rows))


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
    return Number(number_id, len(rows), unit, definition, len(rows), of_total(len(rows), len(of)))


def whole(number_id: str, rows: pd.DataFrame, definition: str, *, unit: str = "") -> Number:
    """Register the number of all ``rows`` there are; when there are none it is not known, and not zero."""
    return number(number_id, len(rows) or None, definition, rows=rows, unit=unit)


def people(
    number_id: str, rows: pd.DataFrame, definition: str, *, of: pd.DataFrame, beside: str = ""
) -> Number:
    """Register how many people of a whole, unless so few are in or out that they could be recognised.

    The smallest number that may be said stands in ``iscm.toml`` (``minimum_cell``). What is withheld
    appears nowhere, neither as value nor as number of rows. ``beside`` is the cell of a table that counts
    the same people, perhaps on another page: what it withholds to cover others is withheld here too.
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
    return Number(
        number_id,
        few,
        "",
        definition,
        total,
        few if few == WITHHELD or total < minimum else f"{few} of {total}",
    )


def sentence(template: str, **numbers: Number) -> Block:
    """Fill a sentence with registered numbers; if one of them is not known, say which instead.

    Raises:
        ValueError: the template itself holds a digit, so a number would stand there unregistered.
    """
    if any(letter.isdigit() for letter in template):
        message = f"a number is typed into the sentence {template!r}; register it"
        raise ValueError(message)
    unknown = [item.definition for item in numbers.values() if item.value is None]
    if unknown:
        said = f"Not known here, because there is nothing to count it from: {'; '.join(unknown)}."
        return Block(f'<p class="nothing">{escape(said)}</p>', said)
    shown = {name: item.markup() for name, item in numbers.items()}
    said = template.format(**{name: item.said() for name, item in numbers.items()})
    registers = {"numbers": [_registered(item) for item in numbers.values()]}
    return Block(f'<p class="claim">{escape(template).format(**shown)}</p>', said, registers)


def _registered(item: Number) -> dict[str, object]:
    return {name: value for name, value in asdict(item).items() if name != "shown"}
