import pandas as pd

from frames import frame_of
from iscm_analysis.analysis.responses import overdue, tracker

ACTIONS = frame_of(
    "response_id recommendation_id response due_date action_status",
    "MR-1 RE-1 accept 2020-06-30 ongoing",
    "MR-2 RE-1 accept 2020-03-31 not_initiated",
    "MR-3 RE-1 accept 2020-03-31 completed",
    "MR-4 RE-2 accept 2020-03-31 no_longer_applicable",
    "MR-5 RE-2 accept 2021-01-01 ongoing",
    "MR-6 RE-2 accept - ongoing",
    "MR-7 RE-2 accept 2020-03-31 -",
)


def test_an_action_is_overdue_after_its_day_until_it_is_settled_longest_first() -> None:
    late = overdue(ACTIONS, "2020-07-10")
    assert late[["response_id", "days_overdue"]].to_numpy().tolist() == [
        ["MR-2", 101], ["MR-7", 101], ["MR-1", 10],
    ]  # fmt: skip


def test_on_the_day_itself_nothing_is_overdue() -> None:
    assert list(overdue(ACTIONS, "2020-03-31")["response_id"]) == []


def test_without_actions_there_is_nothing_overdue() -> None:
    assert overdue(ACTIONS.head(0), "2020-07-10").empty


def test_a_recommendation_without_a_response_stands_in_the_tracker_alone() -> None:
    advice = frame_of(
        "recommendation_id | statement | responsible_unit | priority",
        "RE-1 | Write it down | ICP/IPD | high",
        "RE-3 | Report it | ICP/IPD | low",
    )
    beside = tracker(advice, ACTIONS.head(2))
    assert list(beside["recommendation_id"]) == ["RE-1", "RE-1", "RE-3"]
    assert beside["response_id"].tolist()[:2] == ["MR-1", "MR-2"]
    assert pd.isna(beside["response_id"].iloc[2])
