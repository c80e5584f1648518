"""What was asked, and what is missing to answer it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from iscm_analysis.cleaning.text import split_list
from iscm_analysis.tables.origin import gives_rows
from iscm_analysis.terms import GAP_STATES, INDICATOR_STATUSES, REACHES


@gives_rows
def questions_of(questions: pd.DataFrame, criterion: str) -> pd.DataFrame:
    """Keep the question parts printed under a heading that names ``criterion``, in printed order."""
    return questions.loc[[criterion in split_list(cell) for cell in questions["criteria"]]]


@gives_rows
def questions_for(questions: pd.DataFrame, focus_item: str) -> pd.DataFrame:
    """Keep the question parts that serve a focus item, in printed order."""
    served = questions["focus_item_ids"].fillna("")
    return questions.loc[[focus_item in split_list(cell) for cell in served]]


@gives_rows
def gaps_of(gaps: pd.DataFrame, questions: pd.DataFrame) -> pd.DataFrame:
    """Keep the gaps of these question parts, in the order of the questions; state in words."""
    kept = questions[["part_id"]].merge(gaps, on="part_id")
    return kept.assign(state_name=kept["state"].map(GAP_STATES))


@gives_rows
def gaps_per_part(questions: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    """Count the gaps of every question part by state; a part without gaps counts zero.

    A row is a part; the columns after ``part_id`` are the four states and ``n_gaps``.
    """
    counts = pd.crosstab(gaps["part_id"], gaps["state"])
    counts = counts.reindex(index=list(questions["part_id"]), columns=list(GAP_STATES), fill_value=0)
    counts = counts.astype("Int64").assign(n_gaps=counts.sum(axis=1).astype("Int64"))
    return counts.rename_axis(index="part_id", columns=None).reset_index()


@gives_rows
def ways_to_fill(gaps: pd.DataFrame) -> pd.DataFrame:
    """Count the gaps that each method would fill, most first."""
    counts = gaps.groupby("fill_method", as_index=False).agg(n_gaps=("missing", "size"))
    return counts.sort_values(["n_gaps", "fill_method"], ascending=[False, True], ignore_index=True)


@gives_rows
def standing(asked_ids: list[str], analyses: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    """Say of each question part how many blocks serve it, how far the best one carries, and its gaps.

    A row is an id, in the order given; without any block the reach is that nothing answers.
    """
    order = list(REACHES)
    rows = []
    for asked in asked_ids:
        blocks = analyses[analyses["asked_id"] == asked]
        carrying = blocks[blocks["reach"] != "none"]
        reach = min(blocks["reach"], key=order.index, default="none")
        n_gaps = int((gaps["part_id"] == asked).sum())
        rows.append((asked, len(carrying), reach, REACHES[reach], n_gaps))
    return pd.DataFrame(rows, columns=["asked_id", "n_blocks", "reach", "reach_name", "n_gaps"])


@gives_rows
def focus_standing(
    focus_items: pd.DataFrame, questions: pd.DataFrame, analyses: pd.DataFrame, gaps: pd.DataFrame
) -> pd.DataFrame:
    """Say of each focus item which question parts serve it, which blocks, and how many gaps they have."""
    parts = {item: questions_for(questions, item)["part_id"] for item in focus_items["id"]}
    known = standing(list(focus_items["id"]), analyses, gaps).set_index("asked_id")
    return focus_items.assign(
        n_parts=[len(parts[item]) for item in focus_items["id"]],
        n_blocks=known["n_blocks"].to_list(),
        reach_name=known["reach_name"].to_list(),
        n_gaps=[int(gaps["part_id"].isin(parts[item]).sum()) for item in focus_items["id"]],
    )


@gives_rows
def indicator_standing(
    indicators: pd.DataFrame, measures: pd.DataFrame, observed: Mapping[str, int]
) -> pd.DataFrame:
    """Put beside each indicator how it would be measured and how many observations are in hand.

    ``observed`` gives them by indicator. Where there is none, ``n`` is missing and the indicator is not
    measured, whatever the list of measures says.
    """
    beside = indicators[["id", "text"]].merge(measures, left_on="id", right_on="indicator_id")
    seen = pd.array([observed.get(item) or pd.NA for item in beside["id"]], dtype="Int64")
    status = beside["status"].mask(pd.isna(seen), "not_measured")
    return beside.assign(n=seen, status=status, status_name=status.map(INDICATOR_STATUSES))
