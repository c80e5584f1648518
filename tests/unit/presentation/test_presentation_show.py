from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from frames import evaluation_of, frame_of
from iscm_analysis.errors import IscmError
from iscm_analysis.presentation import show
from iscm_analysis.presentation.block import escape
from iscm_analysis.terms import COMPILED_NOTE

HOSTILE = "<script>alert('x')</script>\""
QUESTIONS = frame_of("part_id | text | focus_item_ids", "R1a | By what process? | F1;F3", "R1b | Fit? | -")
EVALUATION = evaluation_of(
    question_gaps=frame_of(
        "part_id | state | missing | why | fill_source | fill_method | rough_n",
        "R1a | none_found | minutes | none kept | registry | document review | 4 files",
        "R9 | not_collected | survey | no time | donors | survey | 60 people",
    ),
    analyses=frame_of(
        "asked_id | page | block_id | reach | says",
        "R1a | relevance | T-R1-1 | context | Texts only.",
        "R1a | overview | F-O-2 | none | Nobody.",
    ),
    sources=frame_of(
        "source_id | title | publisher | year | status",
        "annex-2 | Documents | OIG | 2019 | received",
        "annex-4 | ISCMs | developers | 2026 | compiled",
    ),
    stated_facts=frame_of(
        "id | value | unit | text | source_id | locator",
        "observer_of | 18 | ISCMs | Observer of so many. | annex-1 | section 1",
        "grcp_since | 2005 | year | <b>Since</b> this year. | annex-1 | section 2",
    ),
    reconciliation_rules=frame_of(
        "fact_id | measure | definition | difference | reason | reason_locator | locator",
        "observer_of | iscms_with_iom_as_observer | ISCMs. | 17 | Not named. | sheet Roles | line 2",
        "grcp_since | first_meeting_year | First year. | 0 | - | - | line 3",
    ),
    iom_roles=frame_of("iscm_id role as_of_year source_id", "rcm observer 2018 annex-4"),
    scope_limits=frame_of("id | text | locator", "L1 | Performance is left out. | Annex 1, section 4"),
)


def test_sources_of_a_figure_are_worded_in_the_order_given() -> None:
    assert show.source("annex-2", "annex-1") == (
        "Annex 2 (documents reviewed); Annex 1 (terms of reference, restated)."
    )


def test_annex_4_is_never_named_without_saying_that_it_is_compiled() -> None:
    assert COMPILED_NOTE in show.source("annex-4")


def test_a_source_nobody_registered_cannot_be_named() -> None:
    with pytest.raises(KeyError):
        show.source("annex-9")


def test_counts_of_few_people_are_withheld_by_the_setting_of_the_project(project: Path) -> None:
    heard = frame_of("office n", "hq 24", "field 5", "former 4", "other 1")
    assert show.withheld(heard, "n")["n"].tolist() == ["24", "5", "withheld", "withheld"]
    settings = project / "iscm.toml"
    settings.write_text(settings.read_text("utf-8").replace("minimum_cell = 3", "minimum_cell = 1"), "utf-8")
    assert show.withheld(heard, "n")["n"].tolist() == ["24", "5", "4", "1"]


def test_a_note_is_shown_as_text() -> None:
    assert show.note("a < b").markup == '<div class="note" role="note">a &lt; b</div>'
    assert show.note("a < b").text == "a < b"


def test_questions_carry_their_id_text_and_focus_items() -> None:
    block = show.questions(QUESTIONS)
    assert '<li id="Q-R1a"><b class="qid">R1a</b> By what process?' in block.markup
    assert ">F1 F3<" in block.markup
    assert block.text == "R1a By what process?\nR1b Fit?"


def test_a_question_says_what_serves_it_how_far_that_carries_and_how_much_is_missing() -> None:
    markup = show.questions(QUESTIONS, EVALUATION).markup
    first, second = markup.split('<li id="Q-R1b">')
    assert '<a href="relevance.html#T-R1-1">T-R1-1</a> Texts only.' in first
    assert "The record <b>gives context, no answer</b>; gaps listed at the end of the page: 1." in first
    assert "The record <b>does not answer</b>; gaps listed at the end of the page: none." in second


def test_a_question_without_a_focus_item_names_none() -> None:
    assert "NA" not in show.questions(QUESTIONS).markup


def test_gaps_are_those_of_the_questions_with_their_state_in_words() -> None:
    block = show.gaps(EVALUATION, QUESTIONS, table_id="T-gaps")
    assert "none found" in block.markup
    assert "minutes" in block.markup
    assert "<td>4 files</td>" in block.markup
    assert "survey" not in block.markup
    assert block.registers["tables"][0]["rows"] == 1


def test_questions_without_gaps_say_so() -> None:
    block = show.gaps(EVALUATION, QUESTIONS.head(0), table_id="T-gaps")
    assert "no row to show" in block.markup


def test_sources_are_listed_with_publisher_date_and_standing() -> None:
    block = show.sources(EVALUATION, "annex-2")
    assert "<li><b>annex-2</b> Documents. OIG, 2019 (received).</li>" in block.markup
    assert "compiled" not in block.markup
    assert block.text == "annex-2: Documents (received)"


def test_a_list_with_annex_4_says_that_it_is_compiled() -> None:
    assert escape(f"Annex 4 is {COMPILED_NOTE}.") in show.sources(EVALUATION, "annex-2", "annex-4").markup


def test_a_source_without_publisher_or_year_shows_no_sign_for_missing_values() -> None:
    bare = frame_of("source_id | title | publisher | year | status", "annex-2 | Documents | - | - | cited")
    assert "NA" not in show.sources(evaluation_of(sources=bare), "annex-2").markup


def test_limits_are_listed_with_their_place() -> None:
    block = show.limits(EVALUATION)
    assert '<b class="qid">L1</b> Performance is left out.' in block.markup
    assert '<span class="locator">Annex 1, section 4</span>' in block.markup
    assert block.text == "Performance is left out."


def test_hostile_text_stays_text_wherever_it_is_shown() -> None:
    questions = frame_of("part_id | text | focus_item_ids", "a | b | c").map(lambda _: HOSTILE)
    hostile = frame_of("asked_id | page | block_id | reach | says", "a | b | c | context | d").map(
        lambda cell: "context" if cell == "context" else HOSTILE
    )
    blocks = [
        show.questions(questions, evaluation_of(analyses=hostile)),
        show.note(HOSTILE),
        show.questions(questions),
        show.limits(
            evaluation_of(scope_limits=frame_of("id | text | locator", f"{HOSTILE} | a | {HOSTILE}"))
        ),
        show.sources(
            evaluation_of(sources=frame_of("source_id | title | status", f"annex-2 | {HOSTILE} | {HOSTILE}")),
            "annex-2",
        ),
    ]
    assert [block.markup.count("<script") for block in blocks] == [0, 0, 0, 0, 0]


def test_stated_facts_stand_beside_counts_with_reasons_and_numbers_registered() -> None:
    block = show.reconciliation(EVALUATION, table_id="T-1")
    assert [(number["number_id"], number["value"]) for number in block.registers["numbers"]] == [
        ("T-1.n_stated", 2),
        ("T-1.n_counted", 1),
        ("T-1.n_differ", 1),
    ]
    assert [table["rows"] for table in block.registers["tables"]] == [2]
    assert "<td>Not named.</td>" in block.markup
    assert "<td>not counted: the list of global meetings is not there</td>" in block.markup
    assert "&lt;b&gt;Since&lt;/b&gt;" in block.markup
    assert (
        "Observer of so many. Stated in annex-1: section 1. Rule of the count: ISCMs. "
        "What is counted, by the year of its newest source: 2026: 1. "
        "The reason can be checked at: sheet Roles." in block.text
    )


def test_a_page_may_show_some_of_the_stated_facts() -> None:
    block = show.reconciliation(EVALUATION, "observer_of", table_id="T-1")
    assert [table["rows"] for table in block.registers["tables"]] == [1]
    assert "Since" not in block.markup


def refuse() -> pd.DataFrame:
    raise IscmError(REFUSAL)  # as an analysis does


REFUSAL = "only the evaluator can say"


def test_a_table_that_is_refused_gives_its_reason_in_words() -> None:
    words = {"table_id": "T-1", "caption": "Cases", "source": "Annex 4"}
    block = show.table_or_reason(refuse, {"a": "A"}, **words)
    assert block.text == "Cases: not answered. only the evaluator can say"
    assert "note" in block.markup
    made = show.table_or_reason(lambda: pd.DataFrame({"a": [1]}), {"a": "A"}, **words)
    assert 'id="T-1"' in made.markup
