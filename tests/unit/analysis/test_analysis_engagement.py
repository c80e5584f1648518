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
    columns = ["combination", "n_iscms", "iscm_ids"]
    assert engagement.role_combinations(grid)[columns].to_dict("records") == [
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


def test_a_combination_keeps_which_roles_it_is_made_of() -> None:
    combinations = engagement.role_combinations(engagement.role_grid(ROLES, ISCMS)).set_index("iscm_ids")
    assert combinations.loc["rcm", ["observer", "secretariat", "member"]].tolist() == [True, True, False]


def test_roles_are_gathered_into_one_set_per_iscm_in_order_of_id() -> None:
    sets = engagement.role_sets(engagement.role_grid(ROLES, ISCMS))
    assert sets.index.tolist() == ["apc", "gfmd", "mtm", "rcm"]
    assert sets.tolist() == [{"member"}, {"observer"}, set(), {"observer", "secretariat"}]


def test_roles_are_counted_by_any_column_and_an_iscm_without_a_value_is_left_out() -> None:
    frame = frame_of("iscm_id established_year", "rcm 1996", "gfmd 2007", "apc 1996", "mtm -")
    dated = engagement.with_decade(frame)
    assert dated["decade"].tolist()[:3] == ["1990s", "2000s", "1990s"]
    counts = engagement.iscms_per_role_by(ROLES, dated, "decade").set_index("role")
    assert [name for name in counts if name != "role_name"] == ["1990s", "2000s"]
    assert counts.loc["observer", ["1990s", "2000s"]].tolist() == [1, 1]
    assert counts.loc["member", ["1990s", "2000s"]].tolist() == [1, 0]
    assert engagement.sizes(dated, "decade") == {"1990s": 2, "2000s": 1}


def test_a_role_that_no_iscm_of_a_type_has_is_listed_with_its_type() -> None:
    by_type = engagement.iscms_per_role_and_type(ROLES, ISCMS)
    none = engagement.types_without_role(by_type)
    listed = none.groupby("type")["role_name"].agg(list).to_dict()
    assert "Observer" not in listed["RCP"]
    assert set(listed["GLOBAL"]) == set(HELD.values()) - {"Observer"}
    assert set(listed["IRF"]) == set(HELD.values())


def test_a_role_is_common_when_more_than_half_have_it() -> None:
    more = frame_of("iscm_id role as_of_year", "mtm observer 2019", "rcm observer 2018", "gfmd observer 2018")
    common = engagement.common_to_most(engagement.role_grid(more, ISCMS))
    assert common[["role", "n_iscms", "n_known"]].to_numpy().tolist() == [["observer", 3, 4]]
    assert engagement.common_to_most(engagement.role_grid(ROLES, ISCMS)).empty  # 2 of 4 is not most


def test_an_empty_grid_has_no_combinations() -> None:
    assert engagement.role_combinations(engagement.role_grid(ROLES.head(0), ISCMS.head(0))).empty
