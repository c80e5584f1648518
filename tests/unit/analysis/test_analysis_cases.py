from __future__ import annotations

import pandas as pd
import pytest

from frames import frame_of
from iscm_analysis.analysis import cases

ISCMS = frame_of(
    "iscm_id name type status established_year",
    "rcm Regional RCP active 1996",
    "sacm South RCP active 1996",
    "gfmd Forum GLOBAL active 2007",
    "manila Manila RCP unknown -",
)
RESTING = frame_of("iscm_id form_name", "rcm Own", "sacm IOM", "gfmd Own", "manila -")
ROLES = frame_of(
    "iscm_id role",
    "rcm observer",
    "rcm secretariat_support",
    "sacm secretariat",
    "sacm technical_support",
    "gfmd observer",
    "manila initiator",
)
DESCRIBED = cases.candidates(ISCMS, RESTING, ROLES)
HEADS = "iscm_id name type status decade form_name engagement"
FOUR = frame_of(
    HEADS,
    "a A RCP active 1990s Own support",
    "b B RCP active 1990s Own presence",
    "c C IRF active 2000s IOM secretariat",
    "d D IRF active 1990s Own support",
)
MARKERS = frame_of("iscm_id marker reason", "a successful grows", "c not_successful ended")


def test_candidates_are_described_by_their_nearest_part_and_what_is_not_known() -> None:
    assert DESCRIBED.drop(columns=["name", "status"]).to_numpy().tolist() == [
        ["gfmd", "GLOBAL", "2000s", "Own", "presence"],
        ["manila", "RCP", "Not known", "Not known", "start only"],
        ["rcm", "RCP", "1990s", "Own", "support"],
        ["sacm", "RCP", "1990s", "IOM", "secretariat"],
    ]


def test_an_iscm_without_a_role_has_no_part() -> None:
    assert set(cases.candidates(ISCMS, RESTING, ROLES.head(0))["engagement"]) == {"none found"}


def test_only_active_iscms_are_eligible() -> None:
    assert cases.eligible(DESCRIBED)["iscm_id"].tolist() == ["gfmd", "rcm", "sacm"]


def test_diverse_cases_cover_every_value_with_a_reason_for_each() -> None:
    found = cases.diverse(FOUR)
    # a and c bring four new values each and a is first; c brings the other four but presence; b brings it.
    assert found["iscm_id"].tolist() == ["a", "c", "b", "d"]
    assert found["place"].tolist()[:3] == [1, 2, 3]
    assert found["reason"].tolist()[2:] == [
        "adds part played by IOM: presence",
        "every value it has is already in a chosen case",
    ]


def test_the_order_of_rows_has_no_say() -> None:
    shuffled = FOUR.iloc[::-1].reset_index(drop=True)
    assert cases.diverse(shuffled).equals(cases.diverse(FOUR))
    assert cases.most_different(shuffled, 3).equals(cases.most_different(FOUR, 3))


def test_most_different_cases_begin_with_the_pair_farthest_apart() -> None:
    found = cases.most_different(FOUR, 3)
    # a and c, b and c differ in four; a-c comes first by id. Then b and d differ in one from a: b is first.
    assert found["iscm_id"].tolist() == ["a", "c", "b", "d"]
    assert found["place"].isna().tolist() == [False, False, False, True]
    assert found["reason"].tolist()[3] == "differs from a, its nearest chosen case, in 1 of 4"


def test_more_cases_than_candidates_are_all_candidates() -> None:
    assert cases.most_different(FOUR, 9)["place"].notna().all()
    assert cases.most_different(FOUR.head(1), 2)["reason"].tolist() == ["the only candidate"]


def test_without_candidates_nothing_is_chosen() -> None:
    for found in (cases.diverse(FOUR.head(0)), cases.most_different(FOUR.head(0), 2)):
        assert found.empty
        assert list(found.columns) == cases.CHOSEN_COLUMNS


@pytest.mark.parametrize("n_markers", [0, 1])
def test_without_both_markers_it_is_refused_to_guess(n_markers: int) -> None:
    with pytest.raises(cases.NoMarkerError, match=r"0 not successful marked.*case-markers\.csv"):
        cases.successful_and_not(FOUR, MARKERS.head(n_markers))


def test_a_marker_on_an_iscm_that_is_no_candidate_does_not_count() -> None:
    with pytest.raises(cases.NoMarkerError):
        cases.successful_and_not(FOUR[FOUR["iscm_id"] != "c"], MARKERS)


def test_the_most_alike_of_the_marked_are_chosen_with_the_evaluators_reason() -> None:
    more = pd.concat([MARKERS, frame_of("iscm_id marker reason", "b not_successful stalled")])
    found = cases.successful_and_not(FOUR, more)
    assert found["iscm_id"].tolist() == ["a", "b", "c", "d"]
    assert found["place"].tolist()[:2] == [1, 2]
    assert found["reason"].tolist()[:2] == [
        "successful: grows; same in 3 of 4",
        "not successful: stalled; same in 3 of 4",
    ]


def test_parts_are_counted_by_type_most_first() -> None:
    assert cases.by_part(FOUR).to_dict("records") == [
        {"engagement": "support", "IRF": 1, "RCP": 1, "n": 2},
        {"engagement": "presence", "IRF": 0, "RCP": 1, "n": 1},
        {"engagement": "secretariat", "IRF": 1, "RCP": 0, "n": 1},
    ]
    assert cases.by_part(FOUR.head(0)).empty
