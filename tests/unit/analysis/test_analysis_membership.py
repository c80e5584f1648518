from __future__ import annotations

from frames import frame_of
from iscm_analysis.analysis import membership
from iscm_analysis.analysis.membership import partners_by_reach
from iscm_analysis.terms import IOM_NAME

ISCMS = frame_of("iscm_id name type", "rcm Regional RCP", "sacm South RCP", "idm Dialogue GLOBAL")
ORGANIZATIONS = frame_of(
    "iscm_id | organization | participation",
    "rcm | UNHCR | observer",
    "rcm | UNHCR | partner",
    "rcm | ILO | observer",
    "sacm | UNHCR | observer",
    f"sacm | {IOM_NAME} | secretariat",
)


def test_partners_are_counted_by_iscm_without_IOM() -> None:  # noqa: N802
    assert partners_by_reach(ORGANIZATIONS).to_numpy().tolist() == [["UNHCR", 2], ["ILO", 1]]
    assert partners_by_reach(ORGANIZATIONS.head(0)).empty


EVERY = frame_of(
    "iso3 state_name un_status", "CAN Canada member", "MEX Mexico member", "PER Peru member",
    "TUV Tuvalu member", "ABW Aruba other", "BMU Bermuda other",
)  # fmt: skip
NAMED = frame_of(
    "iscm_id iso3 participation", "rcm MEX member", "rcm MEX chair", "igc MEX member", "rcm CAN member",
    "rcm PER observer", "sacm ABW member",
)  # fmt: skip


def test_every_member_of_the_united_nations_is_counted_and_territories_where_named() -> None:
    counted = membership.members_per_state(NAMED, EVERY)
    assert counted[["iso3", "n_iscms"]].to_numpy().tolist() == [
        ["CAN", 1],
        ["MEX", 2],
        ["PER", 0],
        ["TUV", 0],
        ["ABW", 1],
    ]


def test_a_state_named_only_as_observer_is_member_of_none() -> None:
    counted = membership.members_per_state(NAMED, EVERY)
    assert membership.in_none(counted)["iso3"].tolist() == ["PER", "TUV"]


def test_an_iscm_without_a_named_member_is_said() -> None:
    assert membership.without_members(ISCMS, NAMED)["iscm_id"].tolist() == ["idm"]
    assert membership.without_members(ISCMS, NAMED.head(0))["iscm_id"].tolist() == ["rcm", "sacm", "idm"]


def test_without_any_participation_no_state_counts_zero() -> None:
    assert membership.members_per_state(NAMED.head(0), EVERY).empty
