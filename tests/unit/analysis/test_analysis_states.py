from __future__ import annotations

import pytest

from frames import frame_of
from iscm_analysis.analysis import states
from iscm_analysis.errors import UsageError

STATES = frame_of("iso3 state_name", "MEX Mexico", "CAN Canada", "NZL Kiwis", "USA States")
ISCMS = frame_of(
    "iscm_id name type status established_year", "rcm Regional RCP active 1996", "igc Consult IRF active 1985"
)
PARTICIPATION = frame_of(
    "iscm_id iso3 state_name participation as_of_year source_id",
    "rcm MEX Mexico member 2018 S1",
    "rcm MEX Mexico chair 2019 S2",
    "rcm CAN Canada member 2018 S1",
    "rcm USA States member 2018 S1",
    "igc CAN Canada member 2019 S3",
    "igc USA States member 2019 S3",
    "igc MEX Mexico observer 2019 S3",
)


def test_a_state_is_named_by_its_code_or_refused() -> None:
    assert states.state_name(STATES, "MEX") == "Mexico"
    with pytest.raises(UsageError, match="no State 'MX'; give its ISO"):
        states.state_name(STATES, "MX")


def test_every_capacity_is_a_row_with_its_year_and_source() -> None:
    found = states.mechanisms_of(PARTICIPATION, ISCMS, "MEX")
    assert found[["iscm_id", "participation", "as_of_year", "source_id"]].to_numpy().tolist() == [
        ["rcm", "chair", 2019, "S2"],
        ["rcm", "member", 2018, "S1"],
        ["igc", "observer", 2019, "S3"],
    ]
    assert states.mechanisms_of(PARTICIPATION, ISCMS, "NZL").empty


def test_states_share_an_iscm_as_members_only() -> None:
    assert states.shares_most_with(PARTICIPATION, "CAN").to_numpy().tolist() == [
        ["USA", "States", 2, "igc;rcm"],
        ["MEX", "Mexico", 1, "rcm"],
    ]
    assert states.shares_most_with(PARTICIPATION, "NZL").empty


def test_the_top_keeps_ties_with_its_last_row() -> None:
    shared = frame_of("iso3 n_shared", "A 3", "B 2", "C 2", "D 1")
    assert states.at_the_top(shared, 2)["iso3"].tolist() == ["A", "B", "C"]
    assert states.at_the_top(shared, 9)["iso3"].tolist() == ["A", "B", "C", "D"]
