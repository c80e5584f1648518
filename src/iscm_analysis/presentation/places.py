"""Where the things of the evidence chain stand: the page and the anchor of every id."""

from __future__ import annotations

from collections.abc import Iterator

from iscm_analysis.cleaning.text import split_list
from iscm_analysis.tables import Evaluation

# Table, its id, the page its rows stand on, and what an anchor begins with.
HOMES = (
    ("recommendations", "recommendation_id", "synthesis", ""),
    ("conclusions", "conclusion_id", "synthesis", ""),
    ("contributions", "contribution_id", "synthesis", ""),
    ("limitations", "limitation_id", "synthesis", ""),
    ("evidence", "evidence_id", "evidence", "E-"),
)
SOURCES = ("evidence", "SO-")


def places(evaluation: Evaluation, page: str = "", *, root: str = "") -> dict[str, str]:
    """Give the place of every id as seen from ``page``; ``root`` is the way from there to the site's root.

    A finding stands on the page of each criterion its question serves: on such a page it is that one, from
    elsewhere the first. Sources have a place when an item of evidence comes from them.
    """
    found = [*_listed(evaluation), *_findings(evaluation, page)]
    return {item: f"{'' if home == page else f'{root}{home}.html'}#{anchor}" for item, home, anchor in found}


def _listed(evaluation: Evaluation) -> Iterator[tuple[str, str, str]]:
    for table, own, home, before in HOMES:
        for item in getattr(evaluation, table)[own]:
            yield item, home, before + item
    home, before = SOURCES
    for item in evaluation.evidence["source_id"].unique():
        yield item, home, before + item


def _findings(evaluation: Evaluation, page: str) -> Iterator[tuple[str, str, str]]:
    criteria = evaluation.questions.set_index("part_id")["criteria"].map(split_list)
    for row in evaluation.findings.to_dict("records"):
        homes = [home for part in split_list(row["part_ids"]) for home in criteria[part]]
        yield row["finding_id"], page if page in homes else homes[0], row["finding_id"]
