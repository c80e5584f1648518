from __future__ import annotations

from frames import frame_of
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
