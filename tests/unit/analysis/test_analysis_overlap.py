from __future__ import annotations

import pandas as pd
import pytest

from frames import frame_of
from iscm_analysis.analysis import overlap

PARTICIPATION = frame_of(
    "iscm_id iso3 participation",
    "big MEX member",
    "big MEX chair",
    "big CAN member",
    "big USA member",
    "small MEX member",
    "small CAN member",
    "small USA observer",
    "far NZL member",
)
MEMBERS = overlap.members_by_iscm(PARTICIPATION)
TWELVE = {f"S{number}" for number in range(12)}


def test_members_are_gathered_once_and_observers_are_none() -> None:
    assert {"big": {"MEX", "CAN", "USA"}, "small": {"MEX", "CAN"}, "far": {"NZL"}} == MEMBERS
    assert overlap.members_by_iscm(PARTICIPATION.head(0)) == {}


def test_shared_members_are_counted_for_every_two_most_first() -> None:
    compared = overlap.shared_members(MEMBERS)
    assert compared[["first", "second", "n_shared", "n_smaller"]].to_numpy().tolist() == [
        ["big", "small", 2, 2],
        ["big", "far", 0, 1],
        ["far", "small", 0, 1],
    ]


def test_a_share_is_given_from_ten_members_up() -> None:
    compared = overlap.shared_members({"a": TWELVE, "b": {"S1", "S2", "S3", *"QRTUVWX"}, "c": {"S1"}})
    shares = compared.set_index(["first", "second"])["share_of_smaller"]
    assert shares[("a", "b")] == pytest.approx(0.3)
    assert pd.isna(shares[("a", "c")])


def test_an_iscm_is_contained_when_all_its_members_are_in_the_other() -> None:
    assert overlap.contained(overlap.shared_members(MEMBERS))[["first", "second"]].to_numpy().tolist() == [
        ["big", "small"]
    ]


def test_the_pairs_of_one_iscm_are_turned_towards_the_others() -> None:
    compared = overlap.shared_members(MEMBERS)
    assert overlap.of_one(compared, "small").drop(columns="share_text").to_numpy().tolist() == [
        ["big", 2, 3, 2]
    ]
    assert overlap.of_one(compared, "big")["n_members"].tolist() == [2]
    assert overlap.of_one(compared, "far").empty


def test_half_of_the_smaller_is_enough_to_be_mostly_shared() -> None:
    compared = overlap.shared_members({"a": TWELVE, "b": {"S1", "X"}, "c": {"S1", "X", "Y"}})
    kept = overlap.mostly_shared(compared)[["first", "second"]].to_numpy().tolist()
    assert kept == [["b", "c"], ["a", "b"]]


def test_a_pair_is_named_with_n_of_n_and_a_percentage_from_ten_up() -> None:
    compared = overlap.shared_members({"a": TWELVE, "b": {"S1", "S2", "S3", *"QRTUVWX"}, "c": {"S1"}})
    assert overlap.with_pair(compared)[["pair", "share_text"]].to_numpy().tolist() == [
        ["a and b", "3 of 10 (30 %)"],
        ["a and c", "1 of 1"],
        ["b and c", "1 of 1"],
    ]


def test_without_members_there_is_nothing_to_compare() -> None:
    compared = overlap.shared_members({})
    assert compared.empty
    assert overlap.with_pair(overlap.mostly_shared(compared)).empty
    assert overlap.of_one(compared, "rcm").empty
