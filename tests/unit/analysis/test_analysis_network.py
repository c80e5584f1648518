from __future__ import annotations

from frames import frame_of
from iscm_analysis.analysis import network

PARTICIPATION = frame_of(
    "iscm_id iso3 participation",
    "rcm MEX member",
    "rcm MEX chair",
    "rcm CAN member",
    "igc CAN member",
    "pidc NZL member",
    "pidc MEX observer",
)
LINES = network.lines(PARTICIPATION)


def test_lines_are_memberships_and_nothing_else() -> None:
    assert LINES.to_numpy().tolist() == [["rcm", "MEX"], ["rcm", "CAN"], ["igc", "CAN"], ["pidc", "NZL"]]


def test_lines_are_counted_by_kind_of_point() -> None:
    assert network.degrees(LINES, "iso3").to_numpy().tolist() == [["CAN", 2], ["MEX", 1], ["NZL", 1]]
    assert network.degrees(LINES, "iscm_id").to_numpy().tolist() == [["rcm", 2], ["igc", 1], ["pidc", 1]]


def test_parts_that_no_state_ties_together_are_listed_largest_first() -> None:
    assert network.components(LINES).to_numpy().tolist() == [[1, 2, 2, "igc;rcm"], [2, 1, 1, "pidc"]]


def test_states_are_counted_by_how_many_iscms_name_them() -> None:
    assert network.spread(network.degrees(LINES, "iso3")).to_numpy().tolist() == [[1, 2], [2, 1]]


def test_no_memberships_make_no_network() -> None:
    empty = network.lines(PARTICIPATION.head(0))
    assert network.degrees(empty, "iso3").empty
    assert network.components(empty).empty
    assert network.spread(network.degrees(empty, "iso3")).empty
