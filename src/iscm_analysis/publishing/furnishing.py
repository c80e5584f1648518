"""What a page says besides its own content: its site, its neighbours, what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from iscm_analysis.analysis.inquiry import gaps_of, questions_of
from iscm_analysis.project import Project
from iscm_analysis.publishing.plan import GROUPS, PROFILE_KINDS, Page
from iscm_analysis.publishing.site import package_versions
from iscm_analysis.tables.build import Build
from iscm_analysis.tables.store import Evaluation
from iscm_analysis.terms import COMPILED_NOTE

GLANCE = 6


def furnishings(
    project: Project, tables: Build, pages: Sequence[Page], present: Sequence[Page]
) -> dict[str, dict[str, Any]]:
    """Give what each of ``pages`` says of its site, by page; ``present`` are all pages of the site."""
    listed = [
        {"name": page.name, "title": page.title, "href": page.href, "group": GROUPS[page.kind]}
        for page in present
    ]
    places = {page.name: place for place, page in enumerate(present)}
    return {
        page.name: {
            **_furniture(project, tables.hashes, _command(page)),
            "name": page.name,
            "title": page.title,
            "kind": page.kind,
            "root": page.root,
            "pages": listed,  # the same list for all: a site may have thousands
            "previous": _neighbour(present, places[page.name] - 1),
            "next": _neighbour(present, places[page.name] + 1),
        }
        for page in pages
    }


def _command(page: Page) -> str:
    """Give the command that builds a page as it was built."""
    own = {} if page.kind in PROFILE_KINDS else page.parameters
    return " ".join([f"iscm build {page.name}", *(f"-p '{name}={value}'" for name, value in own.items())])


def _neighbour(present: Sequence[Page], place: int) -> dict[str, str] | None:
    if not 0 <= place < len(present):
        return None
    return {"href": present[place].href, "title": present[place].title}


def _furniture(project: Project, hashes: Mapping[str, str], command: str) -> dict[str, Any]:
    evaluation = project.settings.evaluation
    return {
        "evaluation": evaluation.title,
        "edition": evaluation.edition,
        "citation": evaluation.citation,
        "command": command,
        "inputs": [{"name": name, "sha256": digest} for name, digest in hashes.items()],
        "versions": [{"name": name, "version": number} for name, number in package_versions().items()],
    }


def changes_content(project: Project, tables: Build) -> dict[str, Any]:
    """Gather what stands around the list of changes."""
    return {**_furniture(project, tables.hashes, "iscm build"), "root": ""}


def index_content(
    project: Project, tables: Build, present: Sequence[Page], numbers: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Gather what the start page shows."""
    evaluation = tables.evaluation
    settings = project.settings.evaluation
    registered = evaluation.sources[evaluation.sources["status"] != "cited"]
    compiled = bool((registered["source_id"] == "annex-4").any() and not evaluation.iscms.empty)
    profiles = evaluation.iscms.set_index("iscm_id").fillna({"acronym": ""})
    return {
        **_furniture(project, tables.hashes, "iscm build"),
        "title": settings.title,
        "evaluation": "",
        "summary": settings.summary,
        "note": f"Annex 4 is {COMPILED_NOTE}." if compiled else "Annex 4 is missing.",
        "numbers": [
            {"value": item["value"], "label": item["definition"]}
            for item in numbers
            if item["page"] == "overview"
        ][:GLANCE],
        "criteria": [_card(page, evaluation) for page in present if page.kind == "criterion"],
        "pages": [
            {"title": page.title, "href": page.href, "summary": page.summary}
            for page in present
            if page.kind not in ("criterion", *PROFILE_KINDS)
        ],
        "states": [{"name": page.title, "href": page.href} for page in present if page.kind == "state"],
        "profiles": [
            {
                "name": page.title,
                "href": page.href,
                **profiles.loc[page.parameters["iscm"], ["acronym", "type", "status"]],
            }
            for page in present
            if page.kind == "profile"
        ],
        "sources": [
            {"title": row.title, "publisher": row.publisher, "date": row.year, "status": row.status}
            for row in registered.fillna({"publisher": "", "year": 0}).itertuples(index=False)
        ],
    }


def _card(page: Page, evaluation: Evaluation) -> dict[str, Any]:
    parts = questions_of(evaluation.questions, page.criterion)
    return {
        "title": page.title,
        "href": page.href,
        "question": page.summary,
        "question_ids": list(dict.fromkeys(parts["question_id"])),
        "n_gaps": len(gaps_of(evaluation.question_gaps, parts)),
    }
