"""Registered numbers, and sentences that take their numbers from nowhere else."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import pandas as pd

from iscm_analysis.presentation.block import Block, escape


@dataclass(frozen=True, slots=True)
class Number:
    """A figure a reader can ask about: id, value, unit, definition, and how many rows lie behind it."""

    number_id: str
    value: int | float | str
    unit: str
    definition: str
    rows: int

    def markup(self) -> str:
        """Show the value; its definition and rows come up on hovering."""
        rows = f"{self.rows} row{'' if self.rows == 1 else 's'}"
        title = escape(f"{self.number_id}: {self.definition} ({rows})")
        anchor = escape(f"N-{self.number_id}")
        return f'<span class="number" id="{anchor}" title="{title}">{escape(self.value)}</span>'


def number(
    number_id: str, value: float | str, definition: str, *, rows: pd.DataFrame, unit: str = ""
) -> Number:
    """Register a number: what it means and the rows it was made from."""
    plain = value if isinstance(value, str) or value != int(value) else int(value)
    return Number(number_id, plain, unit, definition, len(rows))


def count(number_id: str, rows: pd.DataFrame, definition: str, *, unit: str = "") -> Number:
    """Register the number of ``rows``."""
    return number(number_id, len(rows), definition, rows=rows, unit=unit)


def sentence(template: str, **numbers: Number) -> Block:
    """Fill a sentence with registered numbers.

    Raises:
        ValueError: the template itself holds a digit, so a number would stand there unregistered.
    """
    if any(letter.isdigit() for letter in template):
        message = f"a number is typed into the sentence {template!r}; register it"
        raise ValueError(message)
    shown = {name: item.markup() for name, item in numbers.items()}
    said = template.format(**{name: item.value for name, item in numbers.items()})
    registers = {"numbers": [asdict(item) for item in numbers.values()]}
    return Block(f'<p class="claim">{escape(template).format(**shown)}</p>', said, registers)
