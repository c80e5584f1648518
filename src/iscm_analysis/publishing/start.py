"""What the start page shows: what was found, where the record is weak, where to go next."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from iscm_analysis.analysis.reconciliation import reconcile
from iscm_analysis.cleaning.text import fold
from iscm_analysis.presentation.block import REGISTRY_KEY
from iscm_analysis.project import Project
from iscm_analysis.publishing.answers import answers, card, gap_map
from iscm_analysis.publishing.markup import ids_of
from iscm_analysis.publishing.plan import PROFILE_KINDS, Page
from iscm_analysis.publishing.registry import NUMBERS_FILE
from iscm_analysis.publishing.search import Searched, index_json, places_of
from iscm_analysis.tables.store import Evaluation
from iscm_analysis.terms import COMPILED_NOTE

FAMILIES = {
    "RCP": "regional consultative processes",
    "IRF": "interregional forums",
    "GLOBAL": "global processes",
}


def start_content(
    project: Project,
    evaluation: Evaluation,
    present: Sequence[Page],
    numbers: Sequence[Mapping[str, Any]],
    markup: Mapping[str, str],
    folder: Path,
) -> dict[str, Any]:
    """Gather what the start page shows; ``markup`` holds the finished pages by name, ``folder`` the site."""
    settings = project.settings.evaluation
    registered = evaluation.sources[evaluation.sources["status"] != "cited"]
    compiled = bool((registered["source_id"] == "annex-4").any() and not evaluation.iscms.empty)
    answered = answers(evaluation)
    criteria = [page for page in present if page.kind == "criterion"]
    anchors = {page.name: _question_anchors(page, answered, markup[page.name]) for page in criteria}
    first_of = {part: href for page in reversed(criteria) for part, href in anchors[page.name].items()}
    return {
        "title": settings.title,
        "summary": settings.summary,
        "note": f"Annex 4 is {COMPILED_NOTE}." if compiled else "Annex 4 is missing.",
        "numbers": [
            {"value": item["value"], "label": item["definition"], "href": _number_href(item, markup)}
            for number_id in settings.glance
            for item in numbers
            if item["number_id"] == number_id
        ],
        "criteria": [
            card(page, answered, first_claim(folder / page.executed), anchors[page.name]) for page in criteria
        ],
        "map": gap_map(evaluation, answered, first_of) if criteria else None,
        "reconciled": _reconciled(evaluation),
        "problems": _counted(evaluation.problems["severity"]),
        "detail": _detail(numbers),
        "has_changes": (folder / "changes.html").is_file(),
        "pages": [_row(page) for page in present if page.kind not in ("criterion", *PROFILE_KINDS)],
        "families": _families(evaluation.iscms, present),
        "family_names": FAMILIES,
        "n_states": sum(page.kind == "state" for page in present),
        "letters": _letters(present),
        "search": index_json(_searched(evaluation, present, numbers, markup)),
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


def first_claim(executed: Path) -> str:
    """Give the first sentence of a page that has registered numbers; nothing when there is none."""
    for cell in json.loads(executed.read_bytes())["cells"]:
        for output in cell.get("outputs", []):
            if output.get("metadata", {}).get(REGISTRY_KEY, {}).get("numbers"):
                return "".join(output["data"]["text/plain"]).partition("\n")[0]
    return ""


def _question_anchors(page: Page, answered: pd.DataFrame, markup: str) -> dict[str, str]:
    there = set(ids_of(markup))
    return {part: f"{page.href}#Q-{part}" for part in answered["part_id"] if f"Q-{part}" in there}


def _number_href(item: Mapping[str, Any], markup: Mapping[str, str]) -> str:
    anchor = f"N-{item['number_id']}"
    return f"{item['page']}.html#{anchor}" if f'id="{anchor}"' in markup[item["page"]] else ""


def _detail(numbers: Sequence[Mapping[str, Any]]) -> str:
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


def _counted(severities: pd.Series) -> list[dict[str, Any]]:
    counts = severities.value_counts()
    return [{"severity": name, "n": int(counts.get(name, 0))} for name in ("error", "warning", "note")]


def _row(page: Page) -> dict[str, str]:
    return {"title": page.title, "href": page.href, "summary": page.summary}


def _families(iscms: pd.DataFrame, present: Sequence[Page]) -> dict[str, int]:
    """Count the profiles by type of ISCM."""
    shown = {page.parameters["iscm"] for page in present if page.kind == "profile"}
    counts = iscms[iscms["iscm_id"].isin(shown)].groupby("type").size()
    return {str(name): int(n) for name, n in counts.items()}


def _letters(present: Sequence[Page]) -> list[dict[str, Any]]:
    """List all pages from A to Z."""
    ordered = sorted(present, key=lambda page: (fold(page.title), page.name))
    return [
        {"letter": letter, "pages": [_row(page) for page in pages]}
        for letter, pages in groupby(ordered, key=lambda page: fold(page.title)[:1].upper())
    ]


def _searched(
    evaluation: Evaluation,
    present: Sequence[Page],
    numbers: Sequence[Mapping[str, Any]],
    markup: Mapping[str, str],
) -> list[Searched]:
    questions = dict(zip(evaluation.questions["part_id"], evaluation.questions["text"], strict=True))
    named = evaluation.iscms.set_index("iscm_id")[["acronym", "other_names"]].fillna("").agg(" ".join, axis=1)
    by_page: dict[str, list[Mapping[str, Any]]] = {}
    for item in numbers:
        by_page.setdefault(item["page"], []).append(item)
    return [
        Searched(
            page.href,
            page.title,
            named.get(page.parameters.get("iscm"), "").strip() if page.kind == "profile" else page.summary,
            places_of(markup[page.name], by_page.get(page.name, []), questions),
        )
        for page in present
    ]
