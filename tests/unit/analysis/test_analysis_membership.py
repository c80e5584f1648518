from __future__ import annotations

from frames import frame_of
from iscm_analysis.analysis import membership
from iscm_analysis.analysis.membership import iscms_per_state, participants_per_iscm, partners_by_reach
from iscm_analysis.terms import IOM_NAME

ISCMS = frame_of("iscm_id name type", "rcm Regional RCP", "sacm South RCP", "idm Dialogue GLOBAL")
STATES = frame_of(
    "iscm_id iso3 state_name un_status participation",
    "rcm MEX Mexico member member",
    "rcm MEX Mexico member chair",
    "rcm CAN Canada member member",
    "sacm MEX Mexico member observer",
    "sacm ABW Aruba other member",
)
ORGANIZATIONS = frame_of(
    "iscm_id | organization | participation",
    "rcm | UNHCR | observer",
    "rcm | UNHCR | partner",
    "rcm | ILO | observer",
    "sacm | UNHCR | observer",
    f"sacm | {IOM_NAME} | secretariat",
)


def test_each_capacity_is_counted_by_itself_and_zero_means_none_named() -> None:
    counts = participants_per_iscm(ISCMS, STATES, ORGANIZATIONS)
    columns = ["iscm_id", "n_member", "n_observer", "n_partner", "n_chair", "n_organizations"]
    assert counts[columns].to_numpy().tolist() == [
        ["rcm", 2, 0, 0, 1, 2],
        ["sacm", 1, 1, 0, 0, 2],
        ["idm", 0, 0, 0, 0, 0],
    ]


def test_without_participants_every_iscm_counts_zero() -> None:
    counts = participants_per_iscm(ISCMS, STATES.head(0), ORGANIZATIONS.head(0))
    assert counts[["n_member", "n_chair", "n_organizations"]].to_numpy().tolist() == [[0, 0, 0]] * 3


def test_without_iscms_there_is_nothing_to_count() -> None:
    assert participants_per_iscm(ISCMS.head(0), STATES.head(0), ORGANIZATIONS.head(0)).empty


def test_a_state_counts_once_per_iscm_with_ties_by_name() -> None:
    assert iscms_per_state(STATES)[["state_name", "n_iscms"]].to_numpy().tolist() == [
        ["Mexico", 2],
        ["Aruba", 1],
        ["Canada", 1],
    ]
    assert iscms_per_state(STATES.head(0)).empty


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


def test_a_state_named_only_as_observer_is_member_of_none_but_named() -> None:
    counted = membership.members_per_state(NAMED, EVERY)
    assert membership.in_none(counted)["iso3"].tolist() == ["PER", "TUV"]
    assert membership.nowhere_named(counted, NAMED)["iso3"].tolist() == ["TUV"]


def test_an_iscm_without_a_named_member_is_said() -> None:
    assert membership.without_members(ISCMS, NAMED)["iscm_id"].tolist() == ["idm"]
    assert membership.without_members(ISCMS, NAMED.head(0))["iscm_id"].tolist() == ["rcm", "sacm", "idm"]


def test_without_any_participation_no_state_counts_zero() -> None:
    assert membership.members_per_state(NAMED.head(0), EVERY).empty
