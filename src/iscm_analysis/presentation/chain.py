"""The evidence chain on a page: what a question's evidence says, and what is concluded and advised from it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from iscm_analysis.analysis import chain, inquiry
from iscm_analysis.cleaning.text import split_list
from iscm_analysis.presentation import show
from iscm_analysis.presentation.block import Block, escape
from iscm_analysis.presentation.links import linked
from iscm_analysis.presentation.places import places
from iscm_analysis.presentation.table import table as plain_table
from iscm_analysis.tables import Evaluation

STANDING = {
    "draft": "Draft, from the public record; not the evaluation office's findings.",
    "reviewed": "Reviewed by evaluators.",
    "final": "Final.",
}
Row = Mapping[Hashable, Any]


def card(item: str, statement: str, facts: Mapping[str, str], *, status: str, under: str = "") -> Block:
    """Show one link of the chain: its id and words, what it rests on and what rests on it, its standing.

    ``facts`` without words are left out; ``under`` is markup that stands below the statement.
    """
    said = {name: words for name, words in facts.items() if words}
    pairs = "".join(f"<dt>{escape(name)}</dt><dd>{escape(words)}</dd>" for name, words in said.items())
    markup = (
        f'<div class="card" id="{escape(item)}"><p class="statement"><b class="qid">{escape(item)}</b> '
        f'{escape(statement)}</p>{under}<dl>{pairs}</dl><p class="draft">{escape(STANDING[status])}</p></div>'
    )
    text = "; ".join(f"{name}: {words}" for name, words in said.items())
    return Block(markup, f"{item} {statement} ({text})")
