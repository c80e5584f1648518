from __future__ import annotations

from frames import frame_of
from iscm_analysis.analysis.inquiry import (
    focus_standing,
    gaps_of,
    gaps_per_part,
    indicator_standing,
    questions_for,
    questions_of,
    standing,
    ways_to_fill,
)

QUESTIONS = frame_of(
    "part_id criteria", "OI1b outcome;impact", "OI1a outcome;impact", "R1 relevance", "E1 effectiveness"
)
GAPS = frame_of(
    "part_id | state | missing | fill_method",
    "R1 | not_collected | minutes | interview",
    "OI1a | none_found | survey | survey",
    "OI1a | none_found | count | document review",
    "OI1a | not_applicable | success | survey",
)


def test_questions_of_a_criterion_keep_the_printed_order() -> None:
    assert questions_of(QUESTIONS, "impact")["part_id"].tolist() == ["OI1b", "OI1a"]


def test_part_of_a_word_names_no_criterion() -> None:
    assert questions_of(QUESTIONS, "effect").empty
    assert questions_of(QUESTIONS.head(0), "impact").empty


def test_gaps_come_in_the_order_of_the_questions_with_their_state_in_words() -> None:
    gaps = gaps_of(GAPS, QUESTIONS)
    assert gaps[["part_id", "missing", "state_name"]].to_numpy().tolist() == [
        ["OI1a", "survey", "none found"],
        ["OI1a", "count", "none found"],
        ["OI1a", "success", "not applicable"],
        ["R1", "minutes", "not collected"],
    ]


def test_questions_without_gaps_have_none() -> None:
    assert gaps_of(GAPS, QUESTIONS[QUESTIONS["part_id"] == "E1"]).empty
    assert gaps_of(GAPS.head(0), QUESTIONS).empty


def test_every_part_counts_its_gaps_by_state_with_zeros() -> None:
    counts = gaps_per_part(QUESTIONS, GAPS)
    assert counts.to_numpy().tolist() == [
        ["OI1b", 0, 0, 0, 0, 0],
        ["OI1a", 0, 0, 1, 2, 3],
        ["R1", 1, 0, 0, 0, 1],
        ["E1", 0, 0, 0, 0, 0],
    ]
    assert list(counts.columns) == [
        "part_id",
        "not_collected",
        "asked_no_answer",
        "not_applicable",
        "none_found",
        "n_gaps",
    ]


def test_without_gaps_every_part_counts_zero() -> None:
    assert gaps_per_part(QUESTIONS, GAPS.head(0))["n_gaps"].tolist() == [0, 0, 0, 0]


def test_methods_come_most_useful_first_with_ties_by_name() -> None:
    assert ways_to_fill(GAPS).to_numpy().tolist() == [["survey", 2], ["document review", 1], ["interview", 1]]
    assert ways_to_fill(GAPS.head(0)).empty


ANALYSES = frame_of(
    "asked_id block_id reach", "OI1a T-1 none", "OI1a T-2 partly", "OI1a F-1 context", "R1 T-3 none"
)


def test_a_part_stands_by_the_block_that_carries_furthest() -> None:
    stand = standing(["OI1a", "R1", "OI1b"], ANALYSES, GAPS)
    assert stand.to_numpy().tolist() == [
        ["OI1a", 2, "partly", "answers in part", 3],
        ["R1", 0, "none", "does not answer", 1],
        ["OI1b", 0, "none", "does not answer", 0],
    ]


def test_questions_for_a_focus_item_are_those_that_serve_it() -> None:
    served = frame_of("part_id focus_item_ids", "R1 F1;F2", "R2 F2", "R3 -", "R4 F12")
    assert questions_for(served, "F1")["part_id"].tolist() == ["R1"]
    assert questions_for(served, "F2")["part_id"].tolist() == ["R1", "R2"]


def test_a_focus_item_counts_its_parts_blocks_and_gaps() -> None:
    items = frame_of("id text", "F1 one", "F2 two")
    served = frame_of("part_id focus_item_ids", "OI1a F1", "R1 F1;F2", "OI1b -")
    blocks = frame_of("asked_id block_id reach", "F1 T-1 context", "OI1a T-2 partly")
    stand = focus_standing(items, served, blocks, GAPS)
    assert stand[["id", "n_parts", "n_blocks", "reach_name", "n_gaps"]].to_numpy().tolist() == [
        ["F1", 2, 1, "gives context, no answer", 4],
        ["F2", 1, 0, "does not answer", 1],
    ]


INDICATORS = frame_of("id text", "IND1 profile", "IND5 synergies")
MEASURES = frame_of("indicator_id status", "IND5 partly", "IND1 not_measured")


def test_an_indicator_says_how_many_observations_are_in_hand() -> None:
    stand = indicator_standing(INDICATORS, MEASURES, {"IND5": 6})
    assert stand[["id", "n", "status_name"]].astype("string").fillna("missing").to_numpy().tolist() == [
        ["IND1", "missing", "not measured"],
        ["IND5", "6", "partly measured"],
    ]


def test_an_indicator_without_observations_is_not_measured_and_has_no_zero() -> None:
    stand = indicator_standing(INDICATORS, MEASURES, {"IND5": 0})
    assert stand["n"].isna().all()
    assert set(stand["status"]) == {"not_measured"}
