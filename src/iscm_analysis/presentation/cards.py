"""A card for one link of the evidence chain: its id and words, how strong it is, what it rests on."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from iscm_analysis.cleaning.strength import AGAINST
from iscm_analysis.cleaning.text import split_list
from iscm_analysis.presentation.block import Block, escape
from iscm_analysis.terms import STRENGTHS

STANDING = {
    "draft": "Draft, from the public record; not the evaluation office's {table}.",
    "reviewed": "Reviewed by evaluators.",
    "final": "Final.",
}
Row = Mapping[Hashable, Any]


def finding_card(row: Row, evidence: pd.DataFrame) -> Block:
    """Show a finding: a row of the chain laid out, with the columns of its strength."""
    cited = evidence[evidence["evidence_id"].isin(split_list(row["evidence_ids"]))]
    stance: str = "supports" if pd.isna(row["stance"]) else row["stance"]
    is_against = cited["stance"] == AGAINST[stance]
    facts = {
        "Rests on": "; ".join(cited[~is_against]["evidence_id"]),
        "Against it": "; ".join(cited[is_against]["evidence_id"]),
        "Limits": "" if pd.isna(row["limits"]) else row["limits"],
        "Used in": _spaced(row["conclusion_ids"]),
    }
    return _card("findings", row["finding_id"], row, facts, under=strength_line(row))


def strength_line(row: Row) -> str:
    """Word the strength of a finding with the numbers it follows from, and why another was stated."""
    outside = "some outside IOM" if row["is_outside_iom"] else "none outside IOM"
    numbers = ", ".join(
        [
            _counted(row["n_items"], "item"),
            _counted(row["n_sources"], "source"),
            _counted(row["n_methods"], "method"),
            f"{_counted(row['n_origins'], 'class')} of origin ({outside})",
            f"{row['n_contradicting']} against",
        ]
    )
    stated = f"; stated by hand, because: {row['override_reason']}" if row["is_override"] else ""
    return f'<p class="strength">{strength_word(row["strength"])} {numbers}{escape(stated)}</p>'


def strength_word(word: str) -> str:
    """Give the word of a strength as a mark."""
    return f'<b class="{escape(word)}">{escape(STRENGTHS[word])}</b>'


def _counted(n: int, noun: str) -> str:
    plural = "classes" if noun == "class" else f"{noun}s"
    return f"{n} {noun if n == 1 else plural}"


def conclusion_card(row: Row, used_in: str) -> Block:
    """Show a conclusion and the recommendations that rest on it."""
    facts = {
        "Criterion": row["criterion"],
        "Rests on": _spaced(row["finding_ids"]),
        "Used in": _spaced(used_in),
    }
    return _card("conclusions", row["conclusion_id"], row, facts)


def recommendation_card(row: Row) -> Block:
    """Show a recommendation: who, with what priority, what, with what, until when."""
    facts = {
        "Who": row["responsible_unit"],
        "Priority": row["priority"],
        "Action": row["action"],
        "Means": row["means"],
        "When": row["time_frame"],
        "Rests on": _spaced(row["conclusion_ids"]),
    }
    return _card("recommendations", row["recommendation_id"], row, facts)


def _card(table: str, item: str, row: Row, facts: Mapping[str, str], *, under: str = "") -> Block:
    """Lay a card out; facts without words are left out, and ``under`` follows the statement."""
    said = {name: words for name, words in facts.items() if words}
    pairs = "".join(f"<dt>{escape(name)}</dt><dd>{escape(words)}</dd>" for name, words in said.items())
    standing = STANDING[row["status"]].format(table=table)
    markup = (
        f'<div class="card" id="{escape(item)}"><p class="statement"><b class="qid">{escape(item)}</b> '
        f'{escape(row["statement"])}</p>{under}<dl>{pairs}</dl><p class="draft">{escape(standing)}</p></div>'
    )
    text = "; ".join(f"{name}: {words}" for name, words in said.items())
    return Block(markup, f"{item} {row['statement']} ({text}; {standing})")


def _spaced(cell: str) -> str:
    """Give a list in a cell as it is read."""
    return "; ".join(split_list(cell))
