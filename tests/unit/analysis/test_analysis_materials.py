from __future__ import annotations

from frames import frame_of
from iscm_analysis.analysis.materials import MATERIALS, in_hand

PARTS = frame_of("part_id", "R1a", "R1b", "R2")


def held(*analyses: str) -> dict[str, list[int]]:
    counts = in_hand(PARTS, frame_of("asked_id tables reach", *analyses))
    assert list(counts.columns) == ["part_id", *MATERIALS]
    return {row[0]: list(row[1:]) for row in counts.itertuples(index=False, name=None)}


def test_a_part_that_nothing_serves_counts_zero_of_everything() -> None:
    assert held("R1a documents partly") == {"R1a": [1, 0, 0], "R1b": [0, 0, 0], "R2": [0, 0, 0]}


def test_an_analysis_of_two_kinds_counts_under_both_and_of_two_tables_of_one_kind_once() -> None:
    assert held("R1a documents;finance context", "R1b iscms;iom_roles partly")["R1a"] == [1, 0, 1]
    assert held("R1b iscms;iom_roles partly")["R1b"] == [0, 0, 1]


def test_what_does_not_answer_is_not_in_hand() -> None:
    assert held("R2 interviewees none", "R2 interviewees context")["R2"] == [0, 1, 0]


def test_what_is_asked_is_no_material_and_another_items_analysis_is_not_counted() -> None:
    assert held("R2 question_gaps context", "F1 documents partly")["R2"] == [0, 0, 0]
