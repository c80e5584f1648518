import re

import pytest

from frames import evaluation_of, frame_of
from iscm_analysis.presentation import chain
from iscm_analysis.presentation.checklist import checklist
from iscm_analysis.presentation.places import places
from iscm_analysis.tables import Evaluation

QUESTIONS = frame_of(
    "question_id | part_id | criteria | focus_item_ids | text",
    "R1 | R1a | relevance | F1 | Who decides?",
    "R1 | R1b | relevance | F1;F2 | Does it fit?",
    "ES1 | ES1a | effectiveness;sustainability | F3 | Is it paid for?",
)
EVIDENCE = frame_of(
    "evidence_id question_ids part_ids source_id origin method stance",
    "IG-1 R1a R1a S-A iom_field document_review supports",
    "IG-2 R1a R1a S-B donor interview contradicts",
    "IG-3 ES1a ES1a S-B donor document_review contradicts",
)
FINDINGS = frame_of(
    "finding_id | part_ids | statement | stance | evidence_ids | status | limits",
    "FI-R1a-1 | R1a | States ask. | supports | IG-1;IG-2 | draft | Two texts.",
    "FI-ES1a-1 | ES1a | Money ended. | contradicts | IG-3 | reviewed | -",
)
CONCLUSIONS = frame_of(
    "conclusion_id | criterion | statement | finding_ids | status",
    "CO-REL-1 | relevance | It fits. | FI-R1a-1 | draft",
    "CO-SUS-1 | sustainability | It ends. | FI-ES1a-1 | final",
)
ADVICE = frame_of(
    "recommendation_id | area_id | statement | conclusion_ids | responsible_unit | priority | action | "
    "means | time_frame | status",
    "RE-1 | REC1 | Write it down. | CO-REL-1 | ICP/IPD | high | Draft | Time | A year | draft",
)
AREAS = frame_of("id | text", "REC1 | Engagement", "REC2 | Reporting")
GAPS = frame_of(
    "part_id | state | missing | why | fill_source | fill_method",
    "R1a | not_collected | Requests. | None in hand. | ICP/IPD | interview",
)
LOGGED = evaluation_of(
    questions=QUESTIONS, evidence=EVIDENCE, findings=FINDINGS, conclusions=CONCLUSIONS,
    recommendations=ADVICE, recommendation_areas=AREAS, question_gaps=GAPS,
)  # fmt: skip


def links_in(markup: str) -> set[str]:
    return set(re.findall(r'href="([^"]*)"', markup))


def without_evidence() -> Evaluation:
    return LOGGED.with_tables(evidence=LOGGED.evidence.head(0), findings=LOGGED.findings.head(0))


def test_a_question_shows_what_is_asked_what_the_log_says_how_strong_and_what_is_missing() -> None:
    block = chain.answers(LOGGED, "relevance")
    first = block.markup.split("</section>")[0]
    for said in (
        "Who decides?",
        "States ask.",
        ">contested</b>",
        "Two texts.",
        "Requests. <span>interview: ICP/IPD",
    ):
        assert said in first


def test_the_numbers_of_a_question_are_registered() -> None:
    numbers = {
        item["number_id"]: item["value"] for item in chain.answers(LOGGED, "relevance").registers["numbers"]
    }
    assert numbers == {
        "R1a.n_evidence": 2, "R1a.n_sources": 2, "R1a.n_methods": 2, "R1a.n_origins": 2,
        "R1a.n_evidence_outside": 1, "R1a.n_evidence_against": 1,
    }  # fmt: skip


def test_a_question_without_evidence_says_so_and_has_no_finding() -> None:
    markup = chain.answers(without_evidence(), "relevance").markup
    assert markup.count("No evidence in hand, so there is no finding.") == 2
    assert 'class="card"' not in markup


def test_a_finding_names_what_it_rests_on_apart_from_what_speaks_against_it() -> None:
    words = chain.finding(LOGGED, "FI-R1a-1").text
    assert "Rests on: IG-1; Against it: IG-2; Limits: Two texts.; Used in: CO-REL-1" in words


def test_evidence_against_a_good_answer_is_for_a_finding_that_says_so() -> None:
    words = chain.finding(LOGGED, "FI-ES1a-1").text
    assert "Rests on: IG-3; Used in: CO-SUS-1" in words
    assert "Against it" not in words


def test_a_finding_shows_the_numbers_beside_its_strength() -> None:
    markup = chain.finding(LOGGED, "FI-R1a-1").markup
    said = "2 items, 2 sources, 2 methods, 2 classes of origin (some outside IOM), 1 against"
    assert f'<b class="contested">contested</b> {said}' in markup


def test_a_strength_stated_by_hand_is_shown_as_such_with_its_reason() -> None:
    stated = LOGGED.findings.assign(strength_stated="limited", override_reason="Both are <old>.")
    markup = chain.finding(LOGGED.with_tables(findings=stated), "FI-R1a-1").markup
    assert '<b class="limited">limited</b>' in markup
    assert "stated by hand, because: Both are &lt;old&gt;." in markup


@pytest.mark.parametrize(
    ("finding_id", "standing"),
    [
        ("FI-R1a-1", "Draft, from the public record; not the evaluation office&#x27;s findings."),
        ("FI-ES1a-1", "Reviewed by evaluators."),
    ],
)
def test_each_finding_says_what_it_is(finding_id: str, standing: str) -> None:
    assert standing in chain.finding(LOGGED, finding_id).markup


def test_one_click_leads_down_and_up_the_chain() -> None:
    assert links_in(chain.recommendations(LOGGED, page="synthesis").markup) == {"#RE-1", "#CO-REL-1"}
    assert links_in(chain.conclusions(LOGGED, page="synthesis").markup) == {
        "#CO-REL-1", "#CO-SUS-1", "relevance.html#FI-R1a-1", "effectiveness.html#FI-ES1a-1", "#RE-1",
    }  # fmt: skip
    assert links_in(chain.finding(LOGGED, "FI-R1a-1", page="relevance").markup) == {
        "#FI-R1a-1", "evidence.html#E-IG-1", "evidence.html#E-IG-2", "synthesis.html#CO-REL-1",
    }  # fmt: skip


def test_a_finding_of_two_criteria_is_the_one_at_hand() -> None:
    assert places(LOGGED, "sustainability")["FI-ES1a-1"] == "#FI-ES1a-1"
    assert places(LOGGED, "effectiveness")["FI-ES1a-1"] == "#FI-ES1a-1"
    assert places(LOGGED, "synthesis")["FI-ES1a-1"] == "effectiveness.html#FI-ES1a-1"


def test_a_profile_looks_up_to_the_root() -> None:
    seen = places(LOGGED, root="../")
    assert (seen["IG-1"], seen["S-A"]) == ("../evidence.html#E-IG-1", "../evidence.html#SO-S-A")
    assert (seen["R1a"], seen["RE-1"]) == ("../relevance.html#Q-R1a", "../synthesis.html#RE-1")


def test_a_page_of_a_criterion_shows_its_conclusions_only() -> None:
    assert "CO-SUS-1" not in chain.conclusions(LOGGED, page="relevance").markup
    nothing = chain.conclusions(LOGGED, page="impact").markup
    assert nothing == '<p class="nothing">No conclusion is drafted yet.</p>'


def test_an_area_without_a_recommendation_says_so() -> None:
    markup = chain.recommendations(LOGGED, page="synthesis").markup
    assert markup.endswith('REC2 Reporting</h3><p class="nothing">No recommendation is drafted yet.</p>')


def test_a_recommendation_says_who_with_what_and_until_when() -> None:
    words = chain.recommendations(LOGGED, page="synthesis").text
    said = "Who: ICP/IPD; Priority: high; Action: Draft; Means: Time; When: A year; Rests on: CO-REL-1"
    assert said in words


def test_rows_that_ids_head_are_their_places() -> None:
    block = chain.table(
        LOGGED, LOGGED.evidence, {"evidence_id": "Item", "source_id": "Source"}, page="evidence", heads=True,
        table_id="T-1", caption="Items", source="Log.",
    )  # fmt: skip
    assert '<th scope="row" id="E-IG-1">IG-1</th>' in block.markup
    assert '<a class="ref" href="#SO-S-A">S-A</a>' in block.markup


def test_the_drawing_has_a_line_for_every_link() -> None:
    drawn = chain.drawing(LOGGED)
    assert drawn.title == "1 recommendations rest on 2 findings"
    assert drawn.alt == (
        "5 lines between columns: 1 under Recommendations, 2 under Conclusions, 2 under Findings, "
        "2 under Evidence by question."
    )


def test_words_from_the_log_stay_words() -> None:
    hostile = LOGGED.findings.assign(statement="<script>x</script>", limits='"><img src=x>')
    markup = chain.answers(LOGGED.with_tables(findings=hostile), "relevance").markup
    assert "<script" not in markup
    assert "<img" not in markup


def test_the_grid_is_walked_component_by_component_with_the_way_to_each_place() -> None:
    grid = frame_of(
        "item_id | component | text | state | places | reason | grid",
        "Q1.1 | Structure | In order? | present | synthesis.html#T-S-1;index.html | It is. | UNEG, section 1",
        "Q2.1 | Methods | Said? | absent | overview.html | It is not. | UNEG, section 4",
    )
    block = checklist(LOGGED.with_tables(quality_grid=grid), page="quality")
    assert [item["table_id"] for item in block.registers["tables"]] == ["T-Q1", "T-Q2"]
    assert links_in(block.markup) == {"synthesis.html#T-S-1", "index.html", "overview.html"}
    assert "Source: UNEG, section 4" in block.markup
