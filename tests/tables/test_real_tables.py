"""The processed tables of this evaluation; every number here was counted by hand in the raw files."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from iscm_analysis.analysis.reconciliation import doubtful_reasons, reconcile
from iscm_analysis.cleaning.text import fold, split_list
from iscm_analysis.project import Project
from iscm_analysis.sources.interviewees import read_interviewees
from iscm_analysis.sources.register import fingerprint
from iscm_analysis.tables import Evaluation, load
from iscm_analysis.tables.build import Build, build_tables
from iscm_analysis.tables.specs import SPECS
from iscm_analysis.tables.store import store
from iscm_analysis.terms import IOM_NAME

PROJECT = Project(Path(__file__).resolve().parents[2])


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return load(PROJECT)


@pytest.fixture(scope="module")
def rebuilt() -> Build:
    return build_tables(PROJECT)


def counts(values: Iterable[str]) -> dict[str, int]:
    return dict(Counter(values))


def test_annex_2_lists_45_documents_in_three_sections(evaluation: Evaluation) -> None:
    assert counts(evaluation.documents["section"]) == {"main": 30, "programme_and_budget": 6, "grcp": 9}


def test_documents_are_of_nine_kinds(evaluation: Evaluation) -> None:
    assert counts(evaluation.documents["document_type"]) == {
        "web_page": 14,
        "publication": 10,
        "series_paper": 3,
        "governing_body_document": 2,
        "resolution": 1,
        "programme_and_budget": 6,
        "meeting_report": 7,
        "background_note": 1,
        "statement": 1,
    }


def test_IOM_made_36_of_the_45_documents(evaluation: Evaluation) -> None:  # noqa: N802
    # 22 of the main list, 6 budgets, 8 of the global meetings.
    documents = evaluation.documents
    assert int(documents["is_iom"].sum()) == 36
    others = documents[~documents["is_iom"]]["document_id"].tolist()
    assert others == ["D01", "D03", "D04", "D05", "D08", "D27", "D28", "D30", "D45"]


def test_the_14_web_pages_have_no_year_and_all_other_documents_have_one(evaluation: Evaluation) -> None:
    undated = evaluation.documents[evaluation.documents["year"].isna()]
    assert set(undated["document_type"]) == {"web_page"}
    assert len(undated) == 14


def test_dashes_stand_for_IOM_everywhere_in_the_list(evaluation: Evaluation) -> None:  # noqa: N802
    dashes = evaluation.documents[
        evaluation.documents["author_printed"].str.startswith("-").fillna(value=False)
    ]
    # 17 in the main list, 5 budgets, 5 of the global meetings.
    assert len(dashes) == 27
    assert set(dashes["author"]) == {"IOM"}


def test_the_workshop_of_2005_counts_under_2005_and_is_flagged(evaluation: Evaluation) -> None:
    workshop = evaluation.documents.set_index("document_id").loc["D37"]
    assert workshop[["year_printed", "year", "meeting_no"]].tolist() == [2015, 2005, 1]
    flagged = evaluation.problems[evaluation.problems["row"] == workshop["locator"]]
    assert flagged["message"].tolist() == ["the imprint says 2015, the meeting was in 2005"]


def test_there_is_nothing_else_to_say_against_the_inputs(evaluation: Evaluation) -> None:
    assert len(evaluation.problems) == 1


def test_the_conference_is_found_by_its_old_name(evaluation: Evaluation) -> None:
    page = evaluation.documents.set_index("document_id").loc["D09"]
    assert page[["title", "iscm_ids", "url"]].tolist() == [
        "Puebla Process",
        "rcm",
        "https://www.iom.int/puebla-process",
    ]


def test_documents_name_nine_iscms(evaluation: Evaluation) -> None:
    named = [item for cell in evaluation.documents["iscm_ids"] for item in split_list(cell)]
    assert counts(named) == {
        "bali-process": 2,
        "colombo-process": 1,
        "gfmd": 4,
        "rcm": 2,
        "midwa": 1,
        "pafom": 1,
        "sacm": 1,
        "igc": 1,
        "un-hld": 1,
    }


def test_every_global_meeting_has_its_report_or_note(evaluation: Evaluation) -> None:
    about = evaluation.documents.dropna(subset=["meeting_no"])
    assert about[["document_id", "meeting_no"]].to_numpy().tolist() == [
        ["D37", 1],
        ["D38", 2],
        ["D39", 3],
        ["D40", 4],
        ["D41", 5],
        ["D42", 6],
        ["D43", 7],
        ["D44", 8],
        ["D45", 5],
    ]


def test_reports_agree_with_the_list_of_meetings_on_their_days(evaluation: Evaluation) -> None:
    both = evaluation.documents.dropna(subset=["event_end_date"]).merge(evaluation.meetings, on="meeting_no")
    reports = both[both["document_type"] == "meeting_report"]
    assert len(reports) == 7
    assert reports["event_start_date"].tolist() == reports["start_date"].tolist()
    assert reports["event_end_date"].tolist() == reports["end_date"].tolist()


def test_41_people_were_heard_by_kind_of_office(evaluation: Evaluation) -> None:
    assert counts(evaluation.interviewees["location_type"]) == {
        "hq": 24,
        "regional_office": 8,
        "country_office": 5,
        "regional_support_office": 1,
        "iscm_secretariat": 2,
        "former": 1,
    }


def test_17_people_are_linked_to_an_iscm(evaluation: Evaluation) -> None:
    assert counts(evaluation.interviewees["iscm_ids"].dropna()) == {
        "bali-process": 7,
        "rcm": 4,
        "sacm": 2,
        "midwa": 2,
        "pafom": 1,
        "gfmd": 1,
    }


def test_seven_people_lead_a_department_or_region(evaluation: Evaluation) -> None:
    leaders = evaluation.interviewees[evaluation.interviewees["seniority"] == "leadership"]
    assert leaders["interviewee_id"].tolist() == ["I10", "I16", "I21", "I22", "I27", "I33", "I34"]


@pytest.mark.parametrize(
    ("interviewee", "column", "printed", "used"),
    [
        ("I24", "title", "Coordiantor Technical Secretariat", "Coordinator, Technical Secretariat"),
        (
            "I04",
            "title",
            "Senior Regional Advisor for the Americas",
            "Senior Regional Adviser for the Americas",
        ),
        ("I29", "unit", "IOM RO Bangkpk / Bali Process", "RO Bangkok"),
        ("I38", "unit", "Governing Bodies Division /I CP", "Governing Bodies Division"),
        ("I14", "unit", "MECC/DMM", "MECC"),
    ],
)
def test_slips_are_repaired_and_what_is_printed_is_kept(
    evaluation: Evaluation, interviewee: str, column: str, printed: str, used: str
) -> None:
    person = evaluation.interviewees.set_index("interviewee_id").loc[interviewee]
    assert person[[f"{column}_printed", column]].tolist() == [printed, used]


def test_every_correction_is_applied_once(evaluation: Evaluation) -> None:
    assert evaluation.corrections["applied"].tolist() == [1, 1, 1, 1]


def test_the_terms_of_reference_ask_18_questions_in_23_parts(evaluation: Evaluation) -> None:
    questions = evaluation.questions
    assert (questions["question_id"].nunique(), len(questions)) == (18, 23)
    assert counts(questions["heading"]) == {
        "relevance": 7,
        "effectiveness_and_sustainability": 9,
        "efficiency": 4,
        "outcome_and_impact": 3,
    }


def test_the_terms_of_reference_list_indicators_focus_items_and_areas(evaluation: Evaluation) -> None:
    assert evaluation.indicators["id"].tolist() == [
        "IND1",
        "IND2",
        "IND3",
        "IND4",
        "IND5",
        "IND6a",
        "IND6b",
    ]
    assert evaluation.focus_items["id"].tolist() == ["F1", "F2", "F3", "F4", "F5"]
    assert evaluation.recommendation_areas["id"].tolist() == ["REC1", "REC2", "REC3", "REC4"]


def test_every_part_of_a_question_serves_a_focus_item_and_says_its_gaps(evaluation: Evaluation) -> None:
    assert evaluation.questions["focus_item_ids"].notna().all()
    assert set(evaluation.question_gaps["part_id"]) == set(evaluation.questions["part_id"])


def test_38_iscms_are_known_of_three_types_and_28_are_active(evaluation: Evaluation) -> None:
    assert counts(evaluation.iscms["type"]) == {"RCP": 20, "IRF": 15, "GLOBAL": 3}
    assert counts(evaluation.iscms["status"])["active"] == 28


def test_roles_participation_meetings_and_amounts_are_all_read(evaluation: Evaluation) -> None:
    tables = [
        evaluation.iom_roles,
        evaluation.participation,
        evaluation.meetings,
        evaluation.finance,
    ]
    assert [len(table) for table in tables] == [82, 894, 8, 26]


def test_amounts_are_in_four_currencies(evaluation: Evaluation) -> None:
    assert counts(evaluation.finance["currency"]) == {"USD": 11, "CHF": 6, "EUR": 8, "AUD": 1}


def test_what_is_stated_and_what_is_counted_differ_and_both_are_shown(evaluation: Evaluation) -> None:
    beside = reconcile(evaluation)
    assert beside[["fact_id", "stated", "counted", "difference"]].to_numpy().tolist() == [
        ["years_of_support", 30, 23, 7],
        ["member_of", 5, 1, 4],
        ["observer_of", 18, 9, 9],
        ["grcp_since", 2005, 2005, 0],
        ["iscms_emerged", 1980, 1980, 0],
        ["active_iscms", 31, 28, 3],
    ]
    assert beside.set_index("fact_id").loc["observer_of", "source_years"] == (
        "2013: 1; 2017: 1; 2018: 1; 2019: 2; 2020: 2; 2021: 1; 2023: 1"
    )
    assert list(doubtful_reasons(evaluation)) == []


def test_the_reasons_for_the_differences_say_what_the_tables_hold(evaluation: Evaluation) -> None:
    roles, iscms, found = evaluation.iom_roles, evaluation.iscms, evaluation.sources.set_index("source_id")
    hosting = roles[(roles["iscm_id"] == "igc") & (roles["role"] == "secretariat_support")].iloc[0]
    assert "since 1993" in hosting["detail"]
    assert hosting["as_of_year"] > 1993
    in_bodies = evaluation.organizations[evaluation.organizations["organization"] == IOM_NAME]
    assert set(in_bodies[in_bodies["participation"] == "member"]["iscm_id"]) == {"bali-process"}
    assert set(roles[roles["role"] == "member"]["iscm_id"]) == {"bali-process"}
    ids = {role: set(roles[roles["role"] == role]["iscm_id"]) for role in ("observer", "partner")}
    assert ids["partner"] - ids["observer"]
    assert found.loc["RCP-S005", "access"].startswith("opening passage")
    assert "unknown" in set(iscms["status"])
    notes = iscms.set_index("iscm_id")
    assert "NOT on any IOM list of RCPs read here (2013-2018)" in notes.loc["marri", "notes"]
    assert "Not in the IOM RCPs-by-region list (c. 2018)" in notes.loc["afml", "notes"]
    assert notes.loc[["marri", "afml"], "status"].tolist() == ["active", "active"]


def test_every_row_from_a_raw_file_has_a_source_that_is_listed_and_a_place(evaluation: Evaluation) -> None:
    known = set(evaluation.sources["source_id"])
    for name, frame in evaluation.frames().items():
        if "source_id" in frame:
            assert set(frame["source_id"]) <= known, name
        if "source_ids" in frame:
            assert {item for cell in frame["source_ids"] for item in split_list(cell)} <= known, name
        if "locator" in frame:
            assert frame["locator"].notna().all(), name


@pytest.mark.parametrize(
    ("table", "annex"),
    [("documents", "annex-2-documents.txt"), ("interviewees", "annex-3-interviewees.tsv")],
)
def test_a_locator_leads_back_to_the_line_of_the_annex(
    evaluation: Evaluation, table: str, annex: str
) -> None:
    lines = (PROJECT.raw / annex).read_text(encoding="utf-8").split("\n")
    frame = evaluation.frames()[table]
    ends = frame["url"] if table == "documents" else frame["unit_printed"]
    for locator, end in zip(frame["locator"], ends.fillna(""), strict=True):
        line = lines[int(locator.rpartition(" ")[2]) - 1]
        assert line
        assert end in line


def test_rebuilding_gives_the_committed_tables_to_the_byte(rebuilt: Build, tmp_path: Path) -> None:
    store(rebuilt.evaluation.frames(), rebuilt.hashes, tmp_path)
    assert [path.name for path in sorted(tmp_path.iterdir())] == [
        path.name for path in sorted(PROJECT.processed.iterdir())
    ]
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (PROJECT.processed / path.name).read_bytes(), path.name


def test_the_order_in_which_rows_are_stored_is_the_order_printed(evaluation: Evaluation) -> None:
    for frame, column in (
        (evaluation.documents, "document_id"),
        (evaluation.interviewees, "interviewee_id"),
        (evaluation.meetings, "meeting_no"),
    ):
        assert frame[column].is_monotonic_increasing


def test_every_raw_file_is_the_one_that_was_registered() -> None:
    package = json.loads((PROJECT.processed / "datapackage.json").read_text(encoding="utf-8"))
    for source in package["sources"]:
        assert source["hash"] == f"sha256:{fingerprint(PROJECT.root / source['path'])}"


def test_every_file_has_the_columns_of_its_table() -> None:
    for name, spec in SPECS.items():
        with (PROJECT.processed / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            assert next(csv.reader(lines)) == spec.columns, name


def test_no_processed_file_holds_the_name_of_a_person_interviewed() -> None:
    names = [fold(name) for name in read_interviewees(PROJECT.raw / "annex-3-interviewees.tsv")["name"]]
    assert len(names) == 41
    for path in PROJECT.processed.iterdir():
        content = fold(path.read_text(encoding="utf-8"))
        for number, name in enumerate(names, start=1):
            first, _, last = name.partition(" ")
            # The message gives the place of the person, never the name.
            for form in (name, f"{last}, {first}", f"{last} {first}"):
                assert form not in content, f"{path.name} names interviewee {number}"
