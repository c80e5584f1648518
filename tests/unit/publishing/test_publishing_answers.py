from __future__ import annotations

from pathlib import Path

from frames import evaluation_of, frame_of
from iscm_analysis.languages import words
from iscm_analysis.publishing.answers import answers, bands, card, gap_map
from iscm_analysis.publishing.plan import Page
from iscm_analysis.settings import StrengthSettings
from iscm_analysis.tables.convert import typed
from iscm_analysis.tables.specs import SPECS

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
RULE = StrengthSettings()
LOGGED = EVALUATION.with_tables(
    evidence=typed(
        frame_of(
            "evidence_id source_id part_ids stance origin method",
            "E1 S1 R1a supports iom_headquarters document_review",
            "E2 S2 R1a supports donor interview",
            "E3 S3 OI1;R1a supports iom_field document_review",
        ),
        SPECS["evidence"],
    )[0]
)
PAGE = Page("relevance", Path("relevance.ipynb"), "Relevance", "criterion", "relevance", "Do they fit?", {})


def test_a_part_is_answered_as_far_as_its_best_analysis_and_not_at_all_without_one() -> None:
    assert answers(EVALUATION, RULE, words()).parts["word"].tolist() == ["partly", "none", "context"]


def test_a_card_has_the_questions_of_its_criterion_their_words_and_the_gaps() -> None:
    shown = card(PAGE, answers(EVALUATION, RULE, words()), "A claim.", {"R1a": "relevance.html#Q-R1a"})
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
    shown = gap_map(answers(EVALUATION, RULE, words()), bands(EVALUATION, words()), {}, words())
    assert [group["heading"] for group in shown["groups"]] == ["Relevance", "Outcome and impact"]
    first, second = shown["groups"][0]["rows"]
    assert [cell["n"] for cell in first["cells"]] == [1, 0, 1, 0, 0, 0, 0]
    assert [cell["n"] for cell in second["cells"]] == [0, 0, 0, 1, 0, 0, 0]
    assert [cell["tone"] for cell in first["cells"]] == ["held"] * 3 + ["lacks"] * 4
    assert sum(len(band["columns"]) for band in shown["bands"]) == len(first["cells"])


def test_a_shade_has_an_end_and_a_number_has_none() -> None:
    (row,) = gap_map(answers(EVALUATION, RULE, words()), bands(EVALUATION, words()), {}, words())["groups"][
        1
    ]["rows"]
    assert row["cells"][2] == {"n": 6, "level": 4, "tone": "held"}


def test_with_an_evidence_log_the_word_is_its_strength_and_the_reach_stands_beside_it() -> None:
    answered = answers(LOGGED, RULE, words())
    assert answered.parts["word"].tolist() == ["strong", "none", "limited"]
    (row, _none), _other = (
        group["rows"] for group in gap_map(answered, bands(LOGGED, words()), {}, words())["groups"]
    )
    assert (row["name"], row["reach"]) == ("strong", "answered in part")


def test_with_an_evidence_log_the_map_counts_its_items_by_origin() -> None:
    shown = gap_map(answers(LOGGED, RULE, words()), bands(LOGGED, words()), {}, words())
    counted = {row["part_id"]: row["cells"] for group in shown["groups"] for row in group["rows"]}
    origins = shown["bands"][0]["columns"]
    by_origin = {name: cell["n"] for name, cell in zip(origins, counted["R1a"], strict=False)}
    assert {name: n for name, n in by_origin.items() if n} == {
        "IOM headquarters": 1,
        "IOM field": 1,
        "Donor": 1,
    }
    assert sum(cell["n"] for cell in counted["OI1"][: len(origins)]) == 1
