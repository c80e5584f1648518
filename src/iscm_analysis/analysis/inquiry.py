"""What was asked, and what is missing to answer it."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.cleaning.text import split_list
from iscm_analysis.terms import GAP_STATES


def questions_of(questions: pd.DataFrame, criterion: str) -> pd.DataFrame:
    """Keep the question parts printed under a heading that names ``criterion``, in printed order."""
    return questions.loc[[criterion in split_list(cell) for cell in questions["criteria"]]]


def gaps_of(gaps: pd.DataFrame, questions: pd.DataFrame) -> pd.DataFrame:
    """Keep the gaps of these question parts, in the order of the questions; state in words."""
    kept = questions[["part_id"]].merge(gaps, on="part_id")
    return kept.assign(state_name=kept["state"].map(GAP_STATES))


def gaps_per_part(questions: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    """Count the gaps of every question part by state; a part without gaps counts zero.

    A row is a part; the columns after ``part_id`` are the four states and ``n_gaps``.
    """
    counts = pd.crosstab(gaps["part_id"], gaps["state"])
    counts = counts.reindex(index=list(questions["part_id"]), columns=list(GAP_STATES), fill_value=0)
    counts = counts.astype("Int64").assign(n_gaps=counts.sum(axis=1).astype("Int64"))
    return counts.rename_axis(index="part_id", columns=None).reset_index()


def ways_to_fill(gaps: pd.DataFrame) -> pd.DataFrame:
    """Count the gaps that each method would fill, most first."""
    counts = gaps.groupby("fill_method", as_index=False).agg(n_gaps=("missing", "size"))
    return counts.sort_values(["n_gaps", "fill_method"], ascending=[False, True], ignore_index=True)
