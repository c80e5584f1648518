from __future__ import annotations

import pandas as pd
import pytest

from iscm_analysis.analysis import similarity

SETS = pd.Series({"a": {"x", "y"}, "b": {"x", "y"}, "c": {"x"}, "d": {"z"}, "e": set()}, dtype="object")


def test_similarity_is_roles_in_both_by_roles_in_either() -> None:
    found = similarity.pairs(SETS).set_index(["first", "second"])
    assert found.loc[("a", "b"), "similarity"] == 1
    assert found.loc[("a", "c"), ["n_shared", "n_either", "similarity"]].tolist() == [1, 2, 0.5]
    assert found.loc[("c", "d"), "similarity"] == 0


def test_an_iscm_without_a_role_is_compared_with_nobody() -> None:
    compared = similarity.pairs(SETS)
    assert len(compared) == 6  # four with roles
    assert similarity.names_in(compared) == ["a", "b", "c", "d"]


def test_the_tree_joins_the_most_alike_first() -> None:
    steps = similarity.merges(similarity.pairs(SETS))
    assert steps[["left", "right", "n_iscms"]].to_numpy().tolist() == [[0, 1, 2], [2, 4, 3], [3, 5, 4]]
    assert steps["distance"].tolist() == pytest.approx([0, 0.5, 1])


def test_leaves_come_in_the_order_of_the_tree_with_their_group() -> None:
    listed = similarity.leaves(similarity.pairs(SETS), most_apart=0.5)
    groups = listed.groupby("group")["iscm_id"].agg(sorted).tolist()
    assert sorted(groups) == [["a", "b", "c"], ["d"]]
    assert listed["group"].tolist() == sorted(listed["group"])
    assert len(similarity.leaves(similarity.pairs(SETS), most_apart=0)["group"].unique()) == 3


def test_fewer_than_two_iscms_make_no_tree() -> None:
    for sets in (SETS.head(0), SETS.head(1), SETS.tail(2)):
        compared = similarity.pairs(sets)
        assert compared.empty
        assert similarity.merges(compared).empty
        assert similarity.leaves(compared, most_apart=0.5).empty
