"""How far each question part is answered, as cards and map of the start page say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from iscm_analysis.analysis.inquiry import gaps_per_part, questions_of, standing
from iscm_analysis.analysis.materials import MATERIALS, in_hand, items_by_origin
from iscm_analysis.analysis.strength import strength_by_part
from iscm_analysis.languages import Words
from iscm_analysis.publishing.plan import Page
from iscm_analysis.settings import StrengthSettings
from iscm_analysis.tables.store import Evaluation
from iscm_analysis.terms import GAP_STATES, ORIGINS, REACHES, STRENGTHS

DARKEST = 4


@dataclass(frozen=True)
class Answers:
    """Every question part with the one ``word`` that says how well it is answered, its reach, and its gaps.

    ``words`` gives for each code its name and what it means, best first.
    """

    parts: pd.DataFrame
    words: Mapping[str, tuple[str, str]]
    is_by_strength: bool


def answers(evaluation: Evaluation, rule: StrengthSettings, say: Words) -> Answers:
    """Judge by the strength of the evidence; without an evidence log, by how far the analyses reach."""
    asked = evaluation.questions
    reached = standing(list(asked["part_id"]), evaluation.analyses, evaluation.question_gaps)
    parts = asked.assign(reach=reached["reach"].to_list(), n_gaps=reached["n_gaps"].to_list())
    if evaluation.evidence.empty:
        reaches = {word: (say(f"reach.{word}"), say(f"reach_means.{word}")) for word in REACHES}
        return Answers(parts.assign(word=parts["reach"]), reaches, is_by_strength=False)
    known = strength_by_part(asked, evaluation.evidence, rule)
    judged = parts.assign(word=known["strength"].to_list())
    return Answers(judged, strength_words(rule, say), is_by_strength=True)


def strength_words(rule: StrengthSettings, say: Words) -> dict[str, tuple[str, str]]:
    """Give the words of strength with the rule behind each."""
    means = {
        "strong": say(
            "strength.strong",
            methods=rule.strong_methods,
            origins=rule.strong_origins,
            share=100 * rule.strong_contradiction,
        ),
        "moderate": say("strength.moderate", methods=rule.moderate_methods, origins=rule.moderate_origins),
        "limited": say("strength.limited"),
        "contested": say("strength.contested", share=100 * rule.moderate_contradiction),
        "none": say("strength.none"),
    }
    return {word: (STRENGTHS[word], meaning) for word, meaning in means.items()}


def card(page: Page, answered: Answers, claim: str, anchors: Mapping[str, str]) -> dict[str, Any]:
    """Say of a criterion what it asks, what was found, and how well its question parts are answered."""
    parts = questions_of(answered.parts, page.criterion)
    counts = parts["word"].value_counts()
    return {
        "title": page.title,
        "href": page.href,
        "question": page.summary,
        "claim": claim,
        "question_ids": list(dict.fromkeys(parts["question_id"])),
        "parts": [_part(row, answered, anchors) for row in parts.to_dict("records")],
        "tally": [
            {"word": word, "name": name, "n": int(counts[word])}
            for word, (name, _meaning) in answered.words.items()
            if word in counts
        ],
        "n_gaps": int(parts["n_gaps"].sum()),
    }


def _part(row: Mapping[Any, Any], answered: Answers, anchors: Mapping[str, str]) -> dict[str, Any]:
    return {
        "part_id": row["part_id"],
        "text": row["text"],
        "href": anchors.get(row["part_id"], ""),
        "word": row["word"],
        "name": answered.words[row["word"]][0],
    }


@dataclass(frozen=True)
class Band:
    """Columns of the map that count one thing: ``held`` is good to have, ``lacks`` is not.

    ``counts`` has a row for each question part and a column for each code of ``columns``.
    """

    title: str
    means: str
    tone: Literal["held", "lacks"]
    columns: Mapping[str, str]
    counts: pd.DataFrame

    def cells(self, part_id: str) -> list[dict[str, Any]]:
        """Give the cells of one part: each has its number, and how dark it is drawn."""
        counted = map(int, self._by_part[part_id])
        return [{"n": n, "level": min(n, DARKEST), "tone": self.tone} for n in counted]

    @cached_property
    def _by_part(self) -> dict[str, list[int]]:
        counts = self.counts[list(self.columns)].to_numpy().tolist()
        return dict(zip(self.counts["part_id"], counts, strict=True))


def bands(evaluation: Evaluation, say: Words) -> list[Band]:
    """Set what is in hand against what is missing, by its state.

    In hand are the items of the evidence log by origin; without a log, the analyses by their material.
    """
    asked = evaluation.questions
    if evaluation.evidence.empty:
        title, means = say("start.analyses"), say("start.analyses_are")
        held = Band(title, means, "held", MATERIALS, in_hand(asked, evaluation.analyses))
    else:
        title, means = say("start.items"), say("start.items_are")
        held = Band(title, means, "held", ORIGINS, items_by_origin(asked, evaluation.evidence))
    missing = gaps_per_part(asked, evaluation.question_gaps)
    return [held, Band(say("start.lacks"), say("start.lacks_are"), "lacks", GAP_STATES, missing)]


def gap_map(
    answered: Answers, shown: Sequence[Band], anchors: Mapping[str, str], say: Words
) -> dict[str, Any]:
    """Lay out the map: a row for every question part, under the headings of the terms of reference."""
    rows = [
        {
            **_part(row, answered, anchors),
            "heading": say(f"heading.{row['heading']}"),
            "cells": [cell for band in shown for cell in band.cells(row["part_id"])],
            "reach": say(f"reach.{row['reach']}"),
        }
        for row in answered.parts.to_dict("records")
    ]
    headings = dict.fromkeys(row["heading"] for row in rows)
    return {
        "bands": [
            {
                "title": band.title,
                "tone": band.tone,
                "means": band.means,
                "columns": [_heading(name) for name in band.columns.values()],
            }
            for band in shown
        ],
        "groups": [
            {"heading": heading, "rows": [row for row in rows if row["heading"] == heading]}
            for heading in headings
        ],
        "is_by_strength": answered.is_by_strength,
        "words": [
            {"word": word, "name": name, "means": meaning} for word, (name, meaning) in answered.words.items()
        ],
    }


def _heading(name: str) -> str:
    return name[0].upper() + name[1:]
