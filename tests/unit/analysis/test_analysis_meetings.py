from __future__ import annotations

import pandas as pd

from frames import frame_of
from iscm_analysis.analysis.meetings import cadence

MEETINGS = frame_of(
    "meeting_no start_date end_date",
    "2 2009-06-04 2009-06-05",
    "1 2005-04-14 2005-04-15",
    "3 2009-06-10 2009-06-10",
)


def test_meetings_come_in_order_of_date_with_their_length_and_pause() -> None:
    found = cadence(MEETINGS)
    assert found[["meeting_no", "year", "n_days"]].to_numpy().tolist() == [
        [1, 2005, 2],
        [2, 2009, 2],
        [3, 2009, 1],
    ]
    assert found["days_since_last"].tolist()[1:] == [1511, 5]


def test_the_first_meeting_has_none_before_it() -> None:
    assert pd.isna(cadence(MEETINGS)["days_since_last"].iloc[0])


def test_no_meetings_have_no_cadence() -> None:
    found = cadence(MEETINGS.head(0))
    assert (len(found), str(found["days_since_last"].dtype)) == (0, "Int64")
