from __future__ import annotations

from pathlib import Path

from frames import evaluation_of, frame_of
from iscm_analysis.publishing.answers import answers, card, gap_map
from iscm_analysis.publishing.plan import Page

EVALUATION = evaluation_of(
    questions=frame_of(
        "question_id|part_id|heading|criteria|text",
        "R1|R1a|relevance|relevance|How?",
        "R1|R1b|relevance|relevance|Why?",
        "OI1|OI1|outcome_and_impact|outcome;impact|And then?",
    ),
    analyses=frame_of(
        "asked_id tables reach", "R1a documents context", "R1a iscms partly", *["OI1 meetings context"] * 6
    ),
    question_gaps=frame_of("part_id state", "R1b not_collected", "OI1 none_found", "OI1 none_found"),
)
PAGE = Page("relevance", Path("relevance.ipynb"), "Relevance", "criterion", "relevance", "Do they fit?", {})


def test_a_part_is_answered_as_far_as_its_best_analysis_and_not_at_all_without_one() -> None:
    assert answers(EVALUATION)["word"].tolist() == ["partly", "none", "context"]


def test_a_card_has_the_questions_of_its_criterion_their_words_and_the_gaps() -> None:
    shown = card(PAGE, answers(EVALUATION), "A claim.", {"R1a": "relevance.html#Q-R1a"})
    assert (shown["question_ids"], shown["n_gaps"], shown["claim"]) == (["R1"], 1, "A claim.")
    assert [(one["part_id"], one["name"], one["href"]) for one in shown["parts"]] == [
        ("R1a", "answered in part", "relevance.html#Q-R1a"),
        ("R1b", "not answered", ""),
    ]
    assert [(one["n"], one["name"]) for one in shown["tally"]] == [
        (1, "answered in part"),
        (1, "not answered"),
    ]


def test_the_map_sets_what_is_in_hand_against_what_is_missing_part_by_part() -> None:
    shown = gap_map(EVALUATION, answers(EVALUATION), {})
    assert [group["heading"] for group in shown["groups"]] == ["Relevance", "Outcome and impact"]
    first, second = shown["groups"][0]["rows"]
    assert [cell["n"] for cell in first["held"]] == [1, 0, 1]
    assert [cell["n"] for cell in second["missing"]] == [1, 0, 0, 0]
    assert len(shown["held"]) == len(first["held"])
    assert len(shown["missing"]) == len(first["missing"])


def test_a_shade_has_an_end_and_a_number_has_none() -> None:
    (row,) = gap_map(EVALUATION, answers(EVALUATION), {})["groups"][1]["rows"]
    assert row["held"][2] == {"n": 6, "level": 4}
