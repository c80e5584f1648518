"""Where ISCMs share their members."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import pandas as pd

from iscm_analysis.cleaning.proportion import PERCENT_FROM, of_total
from iscm_analysis.tables.origin import gives_rows

PAIR_COLUMNS = [
    "first", "second", "n_first", "n_second", "n_shared", "n_smaller", "share_of_smaller", "share_text",
]  # fmt: skip


def members_by_iscm(participation: pd.DataFrame) -> dict[str, set[str]]:
    """Gather the States named as members of each ISCM, by code; chairs are listed as members too."""
    members = participation[participation["participation"] == "member"]
    return {str(iscm): set(group) for iscm, group in members.groupby("iscm_id")["iso3"]}


@gives_rows
def shared_members(members: Mapping[str, set[str]]) -> pd.DataFrame:
    """Compare every two ISCMs: members each has, members both have, and the share of the smaller.

    ``share_of_smaller`` is missing where the smaller has fewer than ten members; ``share_text`` says the
    same in words, n of N. ISCMs that no source names a member of are not compared. Most shared members
    come first.
    """
    rows = [_compared(first, second, members) for first, second in combinations(sorted(members), 2)]
    frame = pd.DataFrame(rows, columns=PAIR_COLUMNS)
    typed = frame.astype(dict.fromkeys(PAIR_COLUMNS[2:6], "Int64") | {"share_of_smaller": "Float64"})
    return typed.sort_values(
        ["n_shared", "first", "second"], ascending=[False, True, True], ignore_index=True
    )


def _compared(first: str, second: str, members: Mapping[str, set[str]]) -> tuple[object, ...]:
    n_first, n_second = len(members[first]), len(members[second])
    n_shared, smaller = len(members[first] & members[second]), min(n_first, n_second)
    share = n_shared / smaller if smaller >= PERCENT_FROM else pd.NA
    return first, second, n_first, n_second, n_shared, smaller, share, of_total(n_shared, smaller)


@gives_rows
def contained(compared: pd.DataFrame) -> pd.DataFrame:
    """Keep the pairs in which every member of the smaller is a member of the larger too."""
    return compared[compared["n_shared"] == compared["n_smaller"]].reset_index(drop=True)


@gives_rows
def of_one(compared: pd.DataFrame, iscm_id: str) -> pd.DataFrame:
    """Turn the pairs of one ISCM into rows on the others that share a member with it, most shared first."""
    mine = compared[((compared["first"] == iscm_id) | (compared["second"] == iscm_id))]
    is_first = mine["first"] == iscm_id
    turned = mine.assign(
        iscm_id=mine["second"].where(is_first, mine["first"]),
        n_members=mine["n_second"].where(is_first, mine["n_first"]),
    )
    shared = turned[turned["n_shared"] > 0]
    return shared[["iscm_id", "n_shared", "n_members", "n_smaller", "share_text"]].reset_index(drop=True)


@gives_rows
def mostly_shared(compared: pd.DataFrame) -> pd.DataFrame:
    """Keep the pairs in which at least half of the members of the smaller are in the larger too."""
    return compared[compared["n_shared"] * 2 >= compared["n_smaller"]].reset_index(drop=True)


@gives_rows
def with_pair(compared: pd.DataFrame) -> pd.DataFrame:
    """Add the name of each pair, for a figure."""
    pairs = zip(compared["first"], compared["second"], strict=True)
    return compared.assign(pair=pd.array([f"{first} and {second}" for first, second in pairs], "string"))
