"""The global meetings of chairs and secretariats (GRCP): when, where, how many."""

from __future__ import annotations

import pandas as pd


def cadence(meetings: pd.DataFrame) -> pd.DataFrame:
    """Add to each meeting its length and the days since the meeting before ended, in order of date.

    The first meeting has no meeting before it, so its ``days_since_last`` is missing.
    """
    ordered = meetings.sort_values("start_date", ignore_index=True)
    start = pd.to_datetime(ordered["start_date"])
    end = pd.to_datetime(ordered["end_date"])
    return ordered.assign(
        year=start.dt.year.astype("Int64"),
        n_days=((end - start).dt.days + 1).astype("Int64"),
        days_since_last=(start - end.shift()).dt.days.astype("Int64"),
    )
