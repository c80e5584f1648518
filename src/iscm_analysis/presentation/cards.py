"""A card for one link of the evidence chain: its id and words, how strong it is, what it rests on."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from iscm_analysis.cleaning.strength import AGAINST
from iscm_analysis.cleaning.text import split_list
from iscm_analysis.presentation.block import Block, escape
from iscm_analysis.presentation.wording import marked, marked_words, ours
from iscm_analysis.terms import STRENGTHS

Row = Mapping[Hashable, Any]


def finding_card(row: Row, evidence: pd.DataFrame) -> Block:
    """Show a finding: a row of the chain laid out, with the columns of its strength."""
    cited = evidence[evidence["evidence_id"].isin(split_list(row["evidence_ids"]))]
    stance: str = "supports" if pd.isna(row["stance"]) else row["stance"]
    is_against = cited["stance"] == AGAINST[stance]
    facts = {
        "chain.rests_on": "; ".join(cited[~is_against]["evidence_id"]),
        "chain.against": "; ".join(cited[is_against]["evidence_id"]),
        "chain.limits": "" if pd.isna(row["limits"]) else row["limits"],
        "chain.used_in": _spaced(row["conclusion_ids"]),
    }
    return _card("findings", row["finding_id"], row, facts, under=strength_line(row))


def strength_line(row: Row) -> str:
    """Word the strength of a finding with the numbers it follows from, and why another was stated."""
    say = ours()
    where = say("chain.outside" if row["is_outside_iom"] else "chain.inside")
    numbers = [
        say.count("chain.items", row["n_items"]),
        say.count("chain.sources", row["n_sources"]),
        say.count("chain.methods", row["n_methods"]),
        say.count("chain.origins", row["n_origins"], where=where),
        say("chain.n_against", n=row["n_contradicting"]),
    ]
    said = marked_words(say, ", ".join(numbers))
    why = f"; {marked(say, 'chain.by_hand')} {escape(row['override_reason'])}" if row["is_override"] else ""
    return f'<p class="strength">{strength_word(row["strength"])} {said}{why}</p>'


def strength_word(word: str) -> str:
    """Give the word of a strength as a mark."""
    return f'<b class="{escape(word)}">{escape(STRENGTHS[word])}</b>'


def conclusion_card(row: Row, used_in: str) -> Block:
    """Show a conclusion and the recommendations that rest on it."""
    facts = {
        "chain.criterion": row["criterion"],
        "chain.rests_on": _spaced(row["finding_ids"]),
        "chain.used_in": _spaced(used_in),
    }
    return _card("conclusions", row["conclusion_id"], row, facts)


def recommendation_card(row: Row) -> Block:
    """Show a recommendation: who, with what priority, what, with what, until when."""
    facts = {
        "chain.who": row["responsible_unit"],
        "chain.priority": row["priority"],
        "chain.action": row["action"],
        "chain.means": row["means"],
        "chain.when": row["time_frame"],
        "chain.rests_on": _spaced(row["conclusion_ids"]),
    }
    return _card("recommendations", row["recommendation_id"], row, facts)


def _card(table: str, item: str, row: Row, facts: Mapping[str, str], *, under: str = "") -> Block:
    """Lay a card out; facts without words are left out, and ``under`` follows the statement."""
    say = ours()
    said = {key: words for key, words in facts.items() if words}
    pairs = "".join(f"<dt>{marked(say, key)}</dt><dd>{escape(words)}</dd>" for key, words in said.items())
    standing = f"standing.{row['status']}{f'_{table}' if row['status'] == 'draft' else ''}"
    markup = (
        f'<div class="card" id="{escape(item)}"><p class="statement"><b class="qid">{escape(item)}</b> '
        f"{escape(row['statement'])}</p>{under}<dl>{pairs}</dl>"
        f'<p class="draft">{marked(say, standing)}</p></div>'
    )
    text = "; ".join(f"{say(key)}: {words}" for key, words in said.items())
    return Block(markup, f"{item} {row['statement']} ({text}; {say(standing)})")


def _spaced(cell: str) -> str:
    """Give a list in a cell as it is read."""
    return "; ".join(split_list(cell))
