"""Judgements of the developers or the evaluator, kept as rows of ``data/reference`` for others to edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from iscm_analysis.errors import Problem

LISTS: Mapping[str, list[str]] = {
    "topics": ["topic_id", "topic_name"],
    "theme-topics": ["theme", "topic_ids"],
    "framework-items": ["item_id", "framework", "number", "text", "document", "place"],
    "framework-crosswalk": [
        "role", "topic_id", "item_id", "relation", "reason", "source", "judged_by", "status",
    ],
    "secretariat-readings": ["secretariat", "form", "served_by", "hosted_by", "paid_by", "reason"],
    "case-markers": ["iscm_id", "marker", "reason", "marked_by"],
    "quality-grid": ["item_id", "component", "text", "state", "places", "reason", "grid"],
}  # fmt: skip


def judgement_tables(lists: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Give each list under the name of its processed table."""
    return {name.replace("-", "_"): lists[name] for name in LISTS}


def unclear_subjects(crosswalk: pd.DataFrame) -> Iterator[Problem]:
    """Complain about judgements that speak of both a role and a topic, or of neither."""
    unclear = crosswalk[crosswalk["role"].isna() == crosswalk["topic_id"].isna()]
    for locator in unclear["locator"]:
        yield Problem(
            "error",
            "framework-crosswalk.csv",
            "a judgement is of one role or of one topic",
            "fill in one of role and topic_id, leave the other empty",
            row=str(locator),
        )
