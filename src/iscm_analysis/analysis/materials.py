"""What kinds of material carry towards an answer to each question part."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.cleaning.text import split_list

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
    pairs = pd.DataFrame(found, columns=["part_id", "material"])
    counts = pd.crosstab(pairs["part_id"], pairs["material"])
    counts = counts.reindex(index=list(questions["part_id"]), columns=list(MATERIALS), fill_value=0)
    return counts.astype("Int64").rename_axis(index="part_id", columns=None).reset_index()
