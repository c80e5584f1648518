"""What kinds of material carry towards an answer to each question part."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.cleaning.text import split_list
from iscm_analysis.tables.origin import gives_rows
from iscm_analysis.terms import ORIGINS

MATERIALS = {
    "documents": "Documents listed",
    "interviewees": "People listed",
    "public_facts": "Public facts",
}
# Tables that are none of these, such as the gaps themselves, are what is asked and not what would answer it.
MATERIAL_OF = {
    "documents": "documents",
    "interviewees": "interviewees",
    "iscms": "public_facts",
    "iom_roles": "public_facts",
    "participation": "public_facts",
    "organizations": "public_facts",
    "meetings": "public_facts",
    "meeting_disputes": "public_facts",
    "finance": "public_facts",
    "sources": "public_facts",
}


@gives_rows
def in_hand(questions: pd.DataFrame, analyses: pd.DataFrame) -> pd.DataFrame:
    """Count the analyses that carry towards each question part, by the kind of material they rest on.

    A row is a part; one that nothing serves counts zero. An analysis that rests on two kinds counts under
    both, and one that does not answer counts under none.
    """
    carrying = analyses[analyses["reach"] != "none"]
    found = [
        (asked, material)
        for asked, tables in zip(carrying["asked_id"], carrying["tables"], strict=True)
        for material in {MATERIAL_OF[table]: None for table in split_list(tables) if table in MATERIAL_OF}
    ]
    return _counted(pd.DataFrame(found, columns=["part_id", "material"]), questions, list(MATERIALS))


@gives_rows
def items_by_origin(questions: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    """Count the items of evidence on each question part, by whose voice they are.

    A row is a part; an item on two parts counts for both.
    """
    parts = evidence.assign(part_id=evidence["part_ids"].map(split_list)).explode("part_id")
    return _counted(parts[["part_id", "origin"]], questions, list(ORIGINS))


def _counted(pairs: pd.DataFrame, questions: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Count pairs of a part and something else: every part has a row, every code a column."""
    counts = pd.crosstab(pairs["part_id"], pairs.iloc[:, 1])
    counts = counts.reindex(index=list(questions["part_id"]), columns=columns, fill_value=0)
    return counts.astype("Int64").rename_axis(index="part_id", columns=None).reset_index()
