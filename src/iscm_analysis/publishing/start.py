"""What the start page shows: what was found, where the record is weak, where to go next."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from iscm_analysis.analysis.reconciliation import reconcile
from iscm_analysis.cleaning.text import fold
from iscm_analysis.languages import Words, words
from iscm_analysis.project import Project
from iscm_analysis.publishing.answers import Answers, Band, answers, bands, card, gap_map
from iscm_analysis.publishing.markup import ids_of, main_of
from iscm_analysis.publishing.outline import plain
from iscm_analysis.publishing.plan import PROFILE_KINDS, Page
from iscm_analysis.publishing.registry import NUMBERS_FILE
from iscm_analysis.publishing.search import Searched, index_json, places_of
from iscm_analysis.tables.store import Evaluation
from iscm_analysis.terms import ISCM_TYPES

_CLAIM = re.compile(r'<p class="claim"[^>]*>(.*?)</p>', re.DOTALL)
CHANGES_FILE = "changes.html"


@dataclass(frozen=True)
class Record:
    """What the start page says from the tables alone; a page need not have been made for it."""

    answered: Answers
    bands: Sequence[Band]
    reconciled: Sequence[Mapping[str, Any]]


def record(project: Project, evaluation: Evaluation) -> Record:
    """Say from the tables how far each question is answered, and where stated numbers differ from counted."""
    say = words(project.settings.evaluation.language)
    answered = answers(evaluation, project.settings.strength, say)
    return Record(answered, bands(evaluation, say), _reconciled(evaluation))


@dataclass(frozen=True)
class Around:
    """What is there to lead into: pages as they lie in ``folder``, ``markup`` by name, and their numbers."""

    project: Project
    evaluation: Evaluation
    record: Record
    pages: Sequence[Page]
    numbers: Sequence[Mapping[str, Any]]
    markup: Mapping[str, str]
    folder: Path


def start_content(around: Around) -> dict[str, Any]:
    """Gather what the start page shows."""
    settings = around.project.settings.evaluation
    say = words(settings.language)
    return {
        "title": settings.title,
        "summary": settings.summary,
        "search": index_json(_searched(around)),
        "numbers": _glance(settings.glance, around),
        **_criteria(around, say),
        "reconciled": around.record.reconciled,
        "reasons": _reasons(around.numbers),
        **_ways(around, say),
        **_sources(around.evaluation, say),
    }


def _glance(glance: Sequence[str], around: Around) -> list[dict[str, Any]]:
    return [
        {"value": item["value"], "label": item["definition"], "href": _number_href(item, around.markup)}
        for number_id in glance
        for item in around.numbers
        if item["number_id"] == number_id
    ]


def _criteria(around: Around, say: Words) -> dict[str, Any]:
    """Give a card for each criterion, and one map for all; a part leads to the first page that asks it."""
    answered = around.record.answered
    criteria = [page for page in around.pages if page.kind == "criterion"]
    anchors = {
        page.name: _question_anchors(page, answered.parts, around.markup[page.name]) for page in criteria
    }
    first_of = {part: href for page in reversed(criteria) for part, href in anchors[page.name].items()}
    claims = {page.name: first_claim(around.markup[page.name]) for page in criteria}
    return {
        "criteria": [card(page, answered, claims[page.name], anchors[page.name]) for page in criteria],
        "map": gap_map(answered, around.record.bands, first_of, say) if criteria else None,
    }


def _ways(around: Around, say: Words) -> dict[str, Any]:
    """Say where to go from here."""
    others = [page for page in around.pages if page.kind not in ("criterion", *PROFILE_KINDS)]
    return {
        "pages": [_row(page) for page in others],
        "families": _families(around.evaluation.iscms, around.pages, say),
        "n_states": sum(page.kind == "state" for page in around.pages),
        "has_changes": (around.folder / CHANGES_FILE).is_file(),
        "problems": _counted(around.evaluation.problems["severity"], say),
        "letters": _letters(around.pages),
    }


def _sources(evaluation: Evaluation, say: Words) -> dict[str, Any]:
    registered = evaluation.sources[evaluation.sources["status"] != "cited"]
    compiled = bool((registered["source_id"] == "annex-4").any() and not evaluation.iscms.empty)
    return {
        "note": say("start.compiled" if compiled else "start.no_annex"),
        "sources": [
            {"title": row.title, "publisher": row.publisher, "date": row.year, "status": row.status}
            for row in registered.fillna({"publisher": "", "year": 0}).itertuples(index=False)
        ],
    }


def unknown_glances(project: Project) -> Iterator[str]:
    """Say which numbers the start page is to open with that no page of the built site registers."""
    path = project.reports / NUMBERS_FILE
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            registered = {row["number_id"] for row in csv.DictReader(file)}
        for name in project.settings.evaluation.glance:
            if name not in registered:
                yield f"iscm.toml, glance: no page registers the number {name!r}; see {NUMBERS_FILE}"


def first_claim(markup: str) -> str:
    """Give the first sentence with numbers of a page; nothing when there is none.

    >>> first_claim('<main><p class="claim">IOM is in <a class="number">9</a> of them.</p></main>')
    'IOM is in 9 of them.'
    """
    found = _CLAIM.search(main_of(markup))
    return plain(found[1]) if found else ""


def _question_anchors(page: Page, parts: pd.DataFrame, markup: str) -> dict[str, str]:
    there = set(ids_of(markup))
    return {part: f"{page.href}#Q-{part}" for part in parts["part_id"] if f"Q-{part}" in there}


def _number_href(item: Mapping[str, Any], markup: Mapping[str, str]) -> str:
    anchor = f"N-{item['number_id']}"
    return f"{item['page']}.html#{anchor}" if f'id="{anchor}"' in markup[item["page"]] else ""


def _reasons(numbers: Sequence[Mapping[str, Any]]) -> str:
    """Say where the stated numbers stand beside the counted ones, with the reasons; where most of them do."""
    shown = [item for item in numbers if item["number_id"].endswith(".n_stated")]
    most = max(shown, key=lambda item: item["rows"], default=None)
    return f"{most['page']}.html#{most['number_id'].removesuffix('.n_stated')}" if most else ""


def _reconciled(evaluation: Evaluation) -> list[dict[str, Any]]:
    columns = ["text", "stated", "counted", "difference"]
    rows = reconcile(evaluation)[columns].astype(object)
    return [
        {str(name): value for name, value in row.items()}
        for row in rows.where(rows.notna(), None).to_dict("records")
    ]


def _counted(severities: pd.Series, say: Words) -> list[str]:
    counts = severities.value_counts()
    return [say.count(f"severity.{name}", int(counts.get(name, 0))) for name in ("error", "warning", "note")]


def _row(page: Page) -> dict[str, str]:
    return {"title": page.title, "href": page.href, "summary": page.summary}


def _families(iscms: pd.DataFrame, pages: Sequence[Page], say: Words) -> list[str]:
    """Count the profiles by type of ISCM, in words."""
    shown = {page.parameters["iscm"] for page in pages if page.kind == "profile"}
    counts = iscms[iscms["iscm_id"].isin(shown)]["type"].value_counts()
    return [say.count(f"family.{family}", int(counts[family])) for family in ISCM_TYPES if family in counts]


def _letters(pages: Sequence[Page]) -> list[dict[str, Any]]:
    """List all pages from A to Z."""
    ordered = sorted(pages, key=lambda page: (fold(page.title), page.name))
    return [
        {"letter": letter, "pages": [_row(page) for page in same]}
        for letter, same in groupby(ordered, key=lambda page: fold(page.title)[:1].upper())
    ]


def _searched(around: Around) -> list[Searched]:
    evaluation = around.evaluation
    questions = dict(zip(evaluation.questions["part_id"], evaluation.questions["text"], strict=True))
    named = evaluation.iscms.set_index("iscm_id")[["acronym", "other_names"]].fillna("").agg(" ".join, axis=1)
    numbers: dict[str, list[Mapping[str, Any]]] = {}
    for item in around.numbers:
        numbers.setdefault(item["page"], []).append(item)
    return [
        Searched(
            page.href,
            page.title,
            named[page.parameters["iscm"]].strip() if page.kind == "profile" else page.summary,
            places_of(around.markup[page.name], numbers.get(page.name, []), questions),
        )
        for page in around.pages
    ]
