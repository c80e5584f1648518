from __future__ import annotations

from frames import frame_of
from iscm_analysis.analysis.inquiry import gaps_of, gaps_per_part, questions_of, ways_to_fill

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
