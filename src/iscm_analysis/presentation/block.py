"""A block is what a cell shows: HTML for the page, plain text elsewhere, and what it registers."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

REGISTRY_KEY = "iscm"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a page; ``registers`` travels in the output's metadata to the build."""

    markup: str
    text: str
    registers: Mapping[str, Any] = field(default_factory=dict)

    def __add__(self, other: Block) -> Block:
        """Put ``other`` under this block, in one cell: a figure and the table behind it."""
        kinds = [*self.registers, *(kind for kind in other.registers if kind not in self.registers)]
        registers = {kind: [*self.registers.get(kind, []), *other.registers.get(kind, [])] for kind in kinds}
        return Block(self.markup + other.markup, f"{self.text}\n{other.text}", registers)

    def _repr_mimebundle_(self, **_options: object) -> tuple[dict[str, str], dict[str, Any]]:
        """Give Jupyter both forms, and the registered numbers, tables and figures as metadata."""
        metadata = {REGISTRY_KEY: dict(self.registers)} if self.registers else {}
        return {"text/html": self.markup, "text/plain": self.text}, metadata


def escape(value: object) -> str:
    """Make text safe inside HTML and inside a quoted attribute."""
    return html.escape(str(value), quote=True)
