from __future__ import annotations

from frames import frame_of
from iscm_analysis.analysis import engagement
from iscm_analysis.analysis.engagement import HELD

ISCMS = frame_of(
    "iscm_id name type status",
    "rcm Regional RCP active",
    "gfmd Forum GLOBAL active",
    "apc Asia RCP dormant",
    "mtm Transit IRF unknown",
)
ROLES = frame_of(
    "iscm_id role as_of_year",
    "rcm observer 2010",
    "rcm observer 2018",
    "rcm secretariat 2018",
    "gfmd observer 2019",
    "apc member 2005",
    "mtm none 2019",
)


def test_iscms_with_a_role_are_kept_once_each() -> None:
    assert engagement.iscms_with_role(ISCMS, ROLES, "observer")["iscm_id"].tolist() == ["rcm", "gfmd"]
    assert engagement.iscms_with_role(ISCMS, ROLES, "initiator").empty


def test_an_iscm_counts_once_per_role_however_many_sources_say_so() -> None:
    counts = engagement.iscms_per_role(ROLES).set_index("role")["n_iscms"]
    assert (counts["observer"], counts["secretariat"], counts["initiator"]) == (2, 1, 0)


def test_roles_come_most_frequent_first_with_ties_by_code() -> None:
    assert engagement.iscms_per_role(ROLES)["role"].tolist() == [
        "observer",
        "member",
        "secretariat",
        "funding_support",
        "initiator",
        "partner",
        "secretariat_support",
        "technical_support",
    ]


def test_no_role_is_no_role_to_count() -> None:
    assert "none" not in engagement.iscms_per_role(ROLES)["role"].tolist()


def test_without_any_role_nothing_is_counted_instead_of_zeros() -> None:
    counts = engagement.iscms_per_role(ROLES.head(0))
    assert (list(counts.columns), len(counts)) == (["role", "role_name", "n_iscms"], 0)


def test_roles_are_counted_by_type_with_zeros() -> None:
    counts = engagement.iscms_per_role_and_type(ROLES, ISCMS).set_index("role")
    assert counts.loc["observer", ["RCP", "IRF", "GLOBAL"]].tolist() == [1, 0, 1]
    assert counts.loc["funding_support", ["RCP", "IRF", "GLOBAL"]].tolist() == [0, 0, 0]
    assert counts["role_name"].tolist() == list(HELD.values())


def test_without_any_role_no_type_is_counted() -> None:
    counts = engagement.iscms_per_role_and_type(ROLES.head(0), ISCMS)
    assert counts.empty
    assert {"role", "role_name", "RCP", "IRF", "GLOBAL"} <= set(counts.columns)


def test_the_grid_says_yes_or_no_for_every_iscm_and_role() -> None:
    grid = engagement.role_grid(ROLES, ISCMS)
    assert grid[["iscm_id", "observer", "secretariat", "n_roles"]].to_numpy().tolist() == [
        ["rcm", True, True, 2],
        ["apc", False, False, 1],
        ["gfmd", True, False, 1],
        ["mtm", False, False, 0],
    ]


def test_an_empty_grid_has_a_column_per_role() -> None:
    grid = engagement.role_grid(ROLES.head(0), ISCMS.head(0))
    assert grid.empty
    assert set(HELD) <= set(grid.columns)


def test_iscms_that_share_their_roles_are_counted_together() -> None:
    more = frame_of("iscm_id role as_of_year", "mtm observer 2019")
    grid = engagement.role_grid(more, ISCMS)
    assert engagement.role_combinations(grid).to_dict("records") == [
        {"combination": "No role found", "n_iscms": 3, "iscm_ids": "apc;gfmd;rcm"},
        {"combination": "Observer", "n_iscms": 1, "iscm_ids": "mtm"},
    ]


def test_combinations_as_frequent_come_in_order_of_name() -> None:
    combinations = engagement.role_combinations(engagement.role_grid(ROLES, ISCMS))
    assert combinations["combination"].tolist() == [
        "Member",
        "No role found",
        "Observer",
        "Observer + Secretariat",
    ]


def test_an_empty_grid_has_no_combinations() -> None:
    assert engagement.role_combinations(engagement.role_grid(ROLES.head(0), ISCMS.head(0))).empty
