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

    A part of a question and its findings stand on the page of each criterion it serves: on such a page it is
    that one, from elsewhere the first. Sources have a place when an item of evidence comes from them.
    """
    found = [*_listed(evaluation), *_asked(evaluation, page)]
    return {item: f"{'' if home == page else f'{root}{home}.html'}#{anchor}" for item, home, anchor in found}


def _listed(evaluation: Evaluation) -> Iterator[tuple[str, str, str]]:
    for table, own, home, before in HOMES:
        for item in getattr(evaluation, table)[own]:
            yield item, home, before + item
    home, before = SOURCES
    for item in evaluation.evidence["source_id"].unique():
        yield item, home, before + item


def _asked(evaluation: Evaluation, page: str) -> Iterator[tuple[str, str, str]]:
    homes = {
        part: page if page in split_list(criteria) else split_list(criteria)[0]
        for part, criteria in evaluation.questions[["part_id", "criteria"]].itertuples(index=False)
    }
    for part, home in homes.items():
        yield part, home, f"Q-{part}"
    for item, parts in evaluation.findings[["finding_id", "part_ids"]].itertuples(index=False):
        served = [homes[part] for part in split_list(parts)]
        yield item, page if page in served else served[0], item
