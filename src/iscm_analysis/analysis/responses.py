"""The management's responses to the recommendations, and which of their actions are late on a given day."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.tables.origin import gives_rows

SETTLED = ("completed", "no_longer_applicable")


@gives_rows
def overdue(responses: pd.DataFrame, as_of: str) -> pd.DataFrame:
    """List the actions that were due before the day ``as_of`` and are not settled, longest overdue first.

    The day is given, never read from a clock: the same log gives the same list at any time. An action
    without a due date is not overdue.
    """
    late = (responses["due_date"] < as_of).fillna(value=False) & ~responses["action_status"].isin(SETTLED)
    listed = responses[late]
    days = pd.Timestamp(as_of) - pd.to_datetime(listed["due_date"])
    return listed.assign(days_overdue=days.dt.days.astype("Int64")).sort_values(
        ["due_date", "response_id"], ignore_index=True
    )


@gives_rows
def tracker(recommendations: pd.DataFrame, responses: pd.DataFrame) -> pd.DataFrame:
    """Set the key actions beside their recommendation; one without a response stands there alone."""
    asked = recommendations[["recommendation_id", "statement", "responsible_unit", "priority"]]
    return asked.merge(responses, on="recommendation_id", how="left")
