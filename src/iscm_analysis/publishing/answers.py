"""How far each question part is answered, as cards and map of the start page say it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from iscm_analysis.analysis.inquiry import gaps_per_part, questions_of, standing
from iscm_analysis.analysis.materials import MATERIALS, in_hand
from iscm_analysis.publishing.plan import Page
from iscm_analysis.tables.store import Evaluation
from iscm_analysis.terms import GAP_STATES, REACHES

DARKEST = 4
HEADINGS = {
    "relevance": "Relevance",
    "effectiveness_and_sustainability": "Effectiveness and sustainability",
    "efficiency": "Efficiency",
    "outcome_and_impact": "Outcome and impact",
}
WORDS = {"partly": "answered in part", "context": "context only", "none": "not answered"}


def answers(evaluation: Evaluation) -> pd.DataFrame:
    """Give every question part with the one word that says how far it is answered, and its gaps.

    ``word`` is a code that has a name in ``WORDS``; whoever has a better judgement than the reach of the
    analyses puts it here, and cards and map follow.
    """
    parts = evaluation.questions
    judged = standing(list(parts["part_id"]), evaluation.analyses, evaluation.question_gaps)
    return parts.assign(word=judged["reach"].to_list(), n_gaps=judged["n_gaps"].to_list())


def card(page: Page, answered: pd.DataFrame, claim: str, anchors: Mapping[str, str]) -> dict[str, Any]:
    """Say of a criterion what it asks, what was found, and how far its question parts are answered."""
    parts = questions_of(answered, page.criterion)
    counts = parts["word"].value_counts()
    return {
        "title": page.title,
        "href": page.href,
        "question": page.summary,
        "claim": claim,
        "question_ids": list(dict.fromkeys(parts["question_id"])),
        "parts": [_part(row, anchors) for row in parts.to_dict("records")],
        "tally": [
            {"word": word, "name": name, "n": int(counts[word])}
            for word, name in WORDS.items()
            if word in counts
        ],
        "n_gaps": int(parts["n_gaps"].sum()),
    }


def _part(row: Mapping[Any, Any], anchors: Mapping[str, str]) -> dict[str, Any]:
    return {
        "part_id": row["part_id"],
        "text": row["text"],
        "href": anchors.get(row["part_id"], ""),
        "word": row["word"],
        "name": WORDS[row["word"]],
    }


def gap_map(evaluation: Evaluation, answered: pd.DataFrame, anchors: Mapping[str, str]) -> dict[str, Any]:
    """Set every question part against what is in hand for it and what is missing.

    Two bands of columns: analyses by the material they rest on, and gaps by their state. A cell has its
    number, and how dark it is drawn.
    """
    held = in_hand(evaluation.questions, evaluation.analyses).set_index("part_id")
    missing = gaps_per_part(evaluation.questions, evaluation.question_gaps).set_index("part_id")
    rows = [
        {
            **_part(row, anchors),
            "heading": HEADINGS[row["heading"]],
            "held": [_cell(held.loc[row["part_id"], name]) for name in MATERIALS],
            "missing": [_cell(missing.loc[row["part_id"], name]) for name in GAP_STATES],
        }
        for row in answered.to_dict("records")
    ]
    headings = dict.fromkeys(row["heading"] for row in rows)
    return {
        "held": list(MATERIALS.values()),
        "missing": [name.capitalize() for name in GAP_STATES.values()],
        "groups": [
            {"heading": heading, "rows": [row for row in rows if row["heading"] == heading]}
            for heading in headings
        ],
        "words": [{"word": word, "name": name, "means": REACHES[word]} for word, name in WORDS.items()],
    }


def _cell(n: int) -> dict[str, int]:
    return {"n": int(n), "level": min(int(n), DARKEST)}
