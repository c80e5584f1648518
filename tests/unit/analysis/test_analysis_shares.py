from __future__ import annotations

from frames import frame_of
from iscm_analysis.analysis.shares import with_share


def test_shares_stand_beside_their_counts_and_a_missing_count_has_none() -> None:
    shared = with_share(frame_of("name n", "a 8", "b 2", "c -"), "n", 10)
    assert shared["share_text"].fillna("missing").tolist() == ["8 of 10 (80 %)", "2 of 10 (20 %)", "missing"]


def test_a_withheld_count_has_no_share() -> None:
    shared = with_share(frame_of("name n", "a 8", "b withheld"), "n", 10)
    assert shared["share_text"].fillna("missing").tolist() == ["8 of 10 (80 %)", "missing"]


def test_without_a_whole_no_share_is_said() -> None:
    assert with_share(frame_of("name n", "a 0"), "n", 0)["share_text"].isna().all()
