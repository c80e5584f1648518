"""How far each question part is answered, as cards and map of the start page say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

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


@dataclass(frozen=True)
class Band:
    """Columns of the map that count one thing: ``held`` is good to have, ``lacks`` is not.

    ``counts`` has a row for each question part and a column for each code of ``columns``.
    """

    title: str
    tone: Literal["held", "lacks"]
    columns: Mapping[str, str]
    counts: pd.DataFrame

    def cells(self, part_id: str) -> list[dict[str, Any]]:
        """Give the cells of one part: each has its number, and how dark it is drawn."""
        (row,) = self.counts.loc[self.counts["part_id"] == part_id, list(self.columns)].to_dict("records")
        return [{"n": n, "level": min(n, DARKEST), "tone": self.tone} for n in map(int, row.values())]


def bands(evaluation: Evaluation) -> list[Band]:
    """Set what is in hand, by the material it rests on, against what is missing, by its state."""
    held = in_hand(evaluation.questions, evaluation.analyses)
    missing = gaps_per_part(evaluation.questions, evaluation.question_gaps)
    return [
        Band("In hand: analyses resting on", "held", MATERIALS, held),
        Band("Missing: gaps", "lacks", GAP_STATES, missing),
    ]


def gap_map(evaluation: Evaluation, answered: pd.DataFrame, anchors: Mapping[str, str]) -> dict[str, Any]:
    """Lay out the map: a row for every question part, under the headings of the terms of reference."""
    shown = bands(evaluation)
    rows = [
        {
            **_part(row, anchors),
            "heading": HEADINGS[row["heading"]],
            "cells": [cell for band in shown for cell in band.cells(row["part_id"])],
        }
        for row in answered.to_dict("records")
    ]
    headings = dict.fromkeys(row["heading"] for row in rows)
    return {
        "bands": [
            {"title": band.title, "columns": [name.capitalize() for name in band.columns.values()]}
            for band in shown
        ],
        "groups": [
            {"heading": heading, "rows": [row for row in rows if row["heading"] == heading]}
            for heading in headings
        ],
        "words": [{"word": word, "name": name, "means": REACHES[word]} for word, name in WORDS.items()],
    }
