from __future__ import annotations

import pandas as pd

from frames import frame_of
from iscm_analysis.analysis.meetings import (
    cadence,
    disputed,
    known_facts,
    pauses,
    places,
    with_host,
    with_themes,
)

MEETINGS = frame_of(
    "meeting_no start_date end_date",
    "2 2009-06-04 2009-06-05",
    "1 2005-04-14 2005-04-15",
    "3 2009-06-10 2009-06-10",
)
HELD = frame_of(
    "meeting_no | start_date | city | country | co_host | theme | n_iscms",
    "1 | 2005-04-14 | Geneva | Switzerland | Global Commission | Activities, value and impact of RCPs | 9",
    "2 | 2009-06-04 | Bangkok | Thailand | Government of Thailand | Cooperation and capacity | 13",
    "3 | 2016-10-13 | Geneva | Switzerland | none (IOM alone) | The Role of ISCMs and the Global Compact | -",
    "4 | 2019-04-05 | Geneva | Switzerland | none found (IOM) | - | -",
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


def test_pauses_are_summed_up_in_days() -> None:
    assert pauses(cadence(MEETINGS)).to_dict("records") == [
        {"n_pauses": 2, "shortest": 5, "median": 758.0, "longest": 1511}
    ]


def test_one_meeting_has_no_pause_to_sum_up() -> None:
    assert pauses(cadence(MEETINGS.head(1))).empty
    assert pauses(cadence(MEETINGS.head(0))).empty


def test_a_host_is_a_government_another_organization_or_IOM_alone() -> None:  # noqa: N802
    kinds = with_host(HELD)["host_kind"]
    assert kinds.fillna("missing").tolist() == ["organization", "government", "iom", "missing"]


def test_places_are_counted_with_their_years() -> None:
    assert places(HELD).to_numpy().tolist() == [
        ["Geneva", "Switzerland", 3, "2005;2016;2019"],
        ["Bangkok", "Thailand", 1, "2009"],
    ]
    assert places(HELD.head(0)).empty


def test_a_theme_is_marked_where_its_words_are_printed() -> None:
    marked = with_themes(HELD)[["value", "capacity", "frameworks", "governance"]]
    assert marked.to_numpy().tolist() == [
        [True, False, False, False],
        [False, True, False, False],
        [True, False, True, False],
        [False, False, False, False],
    ]


def test_facts_say_for_how_many_meetings_they_are_known() -> None:
    facts = {"n_iscms": "ISCMs", "host_kind": "Host", "theme": "Theme"}
    assert known_facts(with_host(HELD), facts).to_numpy().tolist() == [
        ["Host", 3],
        ["Theme", 3],
        ["ISCMs", 2],
    ]
    assert known_facts(with_host(HELD.head(0)), facts).empty


def test_disputes_are_those_of_the_meetings_in_hand() -> None:
    disputes = frame_of("meeting_no fact used", "7 ISCMs 22", "2 participants 60", "1 year 2005")
    assert disputed(disputes, HELD)["fact"].tolist() == ["year", "participants"]
