from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result
from openpyxl.comments import Comment

from conftest import ROOT
from evidence_logs import ITEM, SOUND, Rows, with_cell, write_texts, write_workbook
from iscm_analysis.errors import InvalidInputError, OpenGap, softened
from iscm_analysis.project import Project
from iscm_analysis.sources.interviewees import read_interviewees
from iscm_analysis.tables.build import build_tables
from iscm_analysis.tables.log_reading import log_files
from iscm_analysis.tables.readers import read_file
from iscm_analysis.tables.reading import Reading

Command = Callable[..., Result]
NAME = str(read_interviewees(ROOT / "data" / "raw" / "annex-3-interviewees.tsv")["name"].iloc[0])


def read(path: Path) -> Reading:
    return read_file(path, "evidence", Project(ROOT))


def said(tmp_path: Path, rows: Rows) -> list[str]:
    return [str(problem) for problem in read(write_workbook(tmp_path / "log.xlsx", rows)).problems]


def test_a_sound_log_is_read_without_a_complaint(tmp_path: Path) -> None:
    reading = read(write_workbook(tmp_path / "log.xlsx", SOUND))
    assert [str(problem) for problem in reading.problems] == []
    assert reading.frames["evidence"]["evidence_id"].tolist() == ["EV-1", "EV-2"]
    assert [str(account) for account in reading.accounts][:2] == [
        "sheet Evidence: 2 read, 2 kept, 0 ignored, 0 refused",
        "sheet Findings: 1 read, 1 kept, 0 ignored, 0 refused",
    ]


FAULTS = (
    ("Evidence", "question_ids", "R9", "column question_ids: no such question, nor part of one (found 'R9')"),
    ("Evidence", "iscm_ids", "rcm;nowhere", "column iscm_ids: no such row in iscms (found 'nowhere')"),
    ("Evidence", "indicator_ids", "IND9", "column indicator_ids: no such row in indicators (found 'IND9')"),
    ("Evidence", "source_id", "S-NOBODY", "column source_id: no such row in sources (found 'S-NOBODY')"),
    ("Evidence", "evidence_id", "EV-2", "column evidence_id: not unique"),
    ("Evidence", "evidence_id", "first", "column evidence_id: does not have the form"),
    ("Evidence", "statement", None, "column statement: a required cell is empty"),
    ("Evidence", "source_locator", None, "column source_locator: a required cell is empty"),
    ("Evidence", "stance", "positive", "column stance: not one of supports, contradicts, mixed, neutral"),
    ("Evidence", "origin", "nobody", "column origin: not one of iom_headquarters"),
    ("Evidence", "method", "hearsay", "column method: not one of document_review"),
    ("Evidence", "consent", "perhaps", "column consent: not one of given"),
    ("Evidence", "recorded_date", "5 April 2019", "column recorded_date: not a date like 2019-04-05"),
    ("Evidence", "year", "soon", "column year: not a whole number (found 'soon')"),
    ("Evidence", "statement", "=A2", "cell G2: a formula where text belongs"),
    ("Findings", "evidence_ids", None, "column evidence_ids: a required cell is empty"),
    ("Findings", "evidence_ids", "EV-1;EV-9", "column evidence_ids: no such row in evidence (found 'EV-9')"),
    ("Findings", "part_ids", "R2", "column part_ids: no such row in questions (found 'R2')"),
    ("Conclusions", "finding_ids", None, "column finding_ids: a required cell is empty"),
    ("Conclusions", "finding_ids", "FI-R4-9", "column finding_ids: no such row in findings"),
    ("Recommendations", "conclusion_ids", None, "column conclusion_ids: a required cell is empty"),
    ("Recommendations", "conclusion_ids", "CO-REL-9", "column conclusion_ids: no such row in conclusions"),
    ("Recommendations", "area_id", "REC9", "column area_id: no such row in recommendation_areas"),
    ("Recommendations", "means", None, "column means: a required cell is empty"),
    ("Responses", "recommendation_id", "RE-9", "column recommendation_id: no such row in recommendations"),
    ("Responses", "action_status", "completed", "not the same state as action_status (found 'in_progress')"),
    ("Stakeholders", "is_heard", "perhaps", "column is_heard: neither yes nor no (found 'perhaps')"),
)


@pytest.mark.parametrize(("sheet", "column", "value", "complaint"), FAULTS)
def test_each_fault_is_said_with_sheet_and_row(
    tmp_path: Path, sheet: str, column: str, value: object, complaint: str
) -> None:
    lines = said(tmp_path, with_cell(sheet, column, value))
    assert any(line.startswith(f"log.xlsx, sheet {sheet}, row 2, ") and complaint in line for line in lines)


def test_a_row_that_is_refused_is_left_out_and_the_others_are_kept(tmp_path: Path) -> None:
    reading = read(write_workbook(tmp_path / "log.xlsx", with_cell("Evidence", "stance", "good", row=1)))
    assert reading.frames["evidence"]["evidence_id"].tolist() == ["EV-1"]
    assert "sheet Evidence: 2 read, 1 kept, 0 ignored, 1 refused" in map(str, reading.accounts)


def test_check_says_everything_at_once_and_fails(project: Path, iscm: Command) -> None:
    rows = with_cell("Evidence", "stance", "good")
    rows["Evidence"][1]["recorded_date"] = "yesterday"
    rows["Findings"][0]["evidence_ids"] = "EV-1;EV-7"
    rows["Comments"][0]["answer"] = f"As {NAME.upper()} said."
    write_workbook(project / "data" / "evidence" / "evidence-log.xlsx", rows)
    result = iscm("check")
    assert result.exit_code == 1
    for place in (
        "evidence-log.xlsx, sheet Evidence, row 2, column stance: ",
        "evidence-log.xlsx, sheet Evidence, row 3, column recorded_date: ",
        "evidence-log.xlsx, sheet Findings, row 2, column evidence_ids: ",
        "evidence-log.xlsx, sheet Comments, row 2, cell G2: an interviewee's name stands here",
    ):
        assert place in result.stderr
    assert NAME.lower() not in result.stderr.lower()


def test_an_interviewee_named_beside_the_sheets_or_in_a_comment_is_found(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "log.xlsx", SOUND)
    book = openpyxl.load_workbook(path)
    book.create_sheet("My notes")["B3"] = f"ask {NAME}"
    book["Findings"]["C2"].comment = Comment(f"told by {NAME}", "AB")
    book.save(path)
    lines = [str(problem) for problem in read(path).problems]
    hint = "write the interviewee's id and role instead"
    assert f"log.xlsx, sheet My notes, row 3, cell B3: an interviewee's name stands here; {hint}" in lines
    assert any(
        "sheet Findings, row 2, cell C2: an interviewee's name stands in the comment" in s for s in lines
    )


def test_an_interviewee_is_found_in_any_order_of_names(tmp_path: Path) -> None:
    first, *_, last = NAME.split()
    lines = said(tmp_path, with_cell("Comments", "comment", f"{last.upper()}, {first} asks why"))
    (line,) = lines
    assert line.startswith("log.xlsx, sheet Comments, row 2, cell D2: an interviewee's name stands here")


def test_the_stored_result_of_a_formula_is_no_text_either(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "plain.xlsx", with_cell("Findings", "limits", "=CONCAT(A2)"))
    stored = tmp_path / "log.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stored, "w") as new:
        for part in old.namelist():
            new.writestr(part, re.sub(rb"</f><v ?/?>(?:</v>)?", b"</f><v>1</v>", old.read(part)))
    line = "log.xlsx, sheet Findings, row 2, cell I2: a formula where text belongs (found '1'); type what it"
    assert [str(problem)[: len(line)] for problem in read(stored).problems] == [line]


def test_a_date_typed_as_a_date_is_a_date(tmp_path: Path) -> None:
    day = dt.date(2019, 4, 5)
    reading = read(write_workbook(tmp_path / "log.xlsx", with_cell("Evidence", "recorded_date", day)))
    assert reading.refusals == []
    assert reading.frames["evidence"]["recorded_date"].tolist() == ["2019-04-05", "2019-04-05"]


def test_what_is_no_part_of_the_log_is_said_and_not_read(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "log.xlsx", SOUND)
    book = openpyxl.load_workbook(path)
    book.create_sheet("Finding")["A1"] = "finding_id"
    book["Evidence"]["P1"] = "mood"
    book["Conclusions"].delete_cols(2)
    book["Findings"].merge_cells("H2:I2")
    book.save(path)
    lines = [str(problem) for problem in read(path).problems]
    assert "log.xlsx, sheet Finding: no sheet of an evidence log; not read; did you mean 'Findings'?" in lines
    assert any("sheet Evidence, row 1, column mood: no column of this sheet; not read" in s for s in lines)
    assert any("sheet Conclusions, row 1: no column criterion; the first row holds" in s for s in lines)
    assert any("sheet Findings, row 2, cell H2: merged cells" in s for s in lines)


def test_text_for_each_sheet_says_the_same_as_the_workbook(project: Path) -> None:
    folder = project / "data" / "evidence"
    write_workbook(folder / "evidence-log.xlsx", SOUND)
    by_book = build_tables(Project(project)).evaluation
    (folder / "evidence-log.xlsx").unlink()
    write_texts(folder, SOUND)
    by_text = build_tables(Project(project)).evaluation
    places = ["logged_at", "locator"]
    for table in ("findings", "conclusions", "responses", "stakeholders", "comments"):
        one, other = (
            getattr(made, table).drop(columns=places, errors="ignore") for made in (by_book, by_text)
        )
        assert one.equals(other)
    assert by_text.evidence["logged_at"].tolist() == [
        "evidence log, evidence.csv, line 2", "evidence log, evidence.csv, line 3",
    ]  # fmt: skip


def test_a_fault_in_a_text_is_said_with_file_and_line(tmp_path: Path) -> None:
    path = write_texts(tmp_path, with_cell("Evidence", "stance", "good", row=1)) / "evidence.csv"
    assert any(
        line.startswith("evidence.csv, row 3, column stance: not one of") for line in read(path).refusals
    )


def test_workbook_and_text_side_by_side_are_refused(tmp_path: Path) -> None:
    write_workbook(tmp_path / "evidence-log.xlsx", SOUND)
    write_texts(tmp_path, {"Findings": SOUND["Findings"]})
    with pytest.raises(InvalidInputError, match=r"evidence-log.xlsx: lies beside findings.csv; keep one of"):
        log_files(tmp_path)


def test_without_a_log_its_tables_are_empty_and_everything_else_is_there(project: Path) -> None:
    (project / "data" / "evidence" / "evidence-log.xlsx").unlink()
    made = build_tables(Project(project))
    assert made.evaluation.evidence.empty
    assert made.evaluation.findings.empty
    assert len(made.evaluation.iscms) == 38


def test_a_source_of_the_log_stands_among_the_sources_once(tmp_path: Path, project: Path) -> None:
    rows = with_cell("Evidence", "source_id", "S-OWN")
    own = {"source_id": "S-OWN", "title": "A letter", "origin": "donor", "status": "received"}
    rows["Sources"] = [own]
    write_workbook(project / "data" / "evidence" / "evidence-log.xlsx", rows)
    sources = build_tables(Project(project)).evaluation.sources.set_index("source_id")
    assert sources.loc["S-OWN", "locator"] == "evidence log, sheet Sources, row 2"
    rows["Sources"] = [own, {**own, "source_id": "S-ADD-AR"}]
    lines = said(tmp_path, rows)
    assert any("log.xlsx, sheet Sources, row 3" in line and "not unique" in line for line in lines)


def test_a_question_stands_for_all_its_parts(tmp_path: Path) -> None:
    rows = with_cell("Evidence", "question_ids", "R2;R4;R2b")
    reading = read(write_workbook(tmp_path / "log.xlsx", rows))
    assert reading.frames["evidence"]["part_ids"].iloc[0] == "R2a;R2b;R4"


def test_both_vocabularies_of_status_are_filled_in(tmp_path: Path) -> None:
    responses = read(write_workbook(tmp_path / "log.xlsx", SOUND)).frames["responses"]
    assert responses["action_status"].tolist() == ["ongoing"]
    other = {
        **SOUND["Responses"][0],
        "action_status": "no_longer_applicable",
        "action_status_alternative": None,
    }
    rows = {**SOUND, "Responses": [other]}
    responses = read(write_workbook(tmp_path / "log.xlsx", rows)).frames["responses"]
    assert responses["action_status_alternative"].tolist() == ["closed"]


GAPS = (
    ("Findings", "strength_stated", "strong", "stated stronger than its evidence, which is moderate"),
    ("Findings", "strength_stated", "limited", "stated weaker than its evidence, which is moderate"),
    ("Findings", "statement", "Members met 4 times.", "none of the evidence it cites holds (found '4')"),
    ("Findings", "statement", "That led to change.", "claims a cause"),
    ("Conclusions", "statement", "Thanks to IOM they meet.", "claims a cause"),
)


@pytest.mark.parametrize(("sheet", "column", "value", "complaint"), GAPS)
def test_what_a_draft_may_lack_is_said_and_refuses_no_row(
    tmp_path: Path, sheet: str, column: str, value: str, complaint: str
) -> None:
    reading = read(write_workbook(tmp_path / "log.xlsx", with_cell(sheet, column, value)))
    gap = next(problem for problem in reading.problems if complaint in str(problem))
    assert str(gap).startswith(f"log.xlsx, sheet {sheet}, row 2, column {column}: ")
    assert (type(gap), gap.severity, softened([gap])[0].severity) == (OpenGap, "error", "warning")
    assert len(reading.frames[sheet.lower()]) == 1


def test_a_strength_stated_with_its_reason_is_no_complaint(tmp_path: Path) -> None:
    rows = with_cell("Findings", "strength_stated", "strong")
    rows["Findings"][0]["override_reason"] = "Both were there."
    assert said(tmp_path, rows) == []


def test_numbers_may_come_from_the_year_of_the_evidence_and_from_ids(tmp_path: Path) -> None:
    words = "In 2016 members met 3 times (R2a, IG-001)."
    assert said(tmp_path, with_cell("Findings", "statement", words)) == []


def test_the_matrix_has_a_row_for_each_part_with_two_methods_or_a_reason(tmp_path: Path) -> None:
    row = {"part_id": "R4", "indicator": "x", "judgement_criterion": "y", "source_kinds": "z"}
    rows: Rows = {**SOUND, "Matrix": [{**row, "methods": "interview"}]}
    lines = said(tmp_path, rows)
    assert any(
        line.startswith("log.xlsx, sheet Matrix, row 2, column methods: fewer than two") for line in lines
    )
    assert any(
        line.startswith("evidence log, sheet Matrix, column part_id: part R1a has no") for line in lines
    )
    assert sum("has no row" in line for line in lines) == 22
    rows["Matrix"] = [{**row, "methods": "interview", "reason": "no documents"}]
    assert not any("fewer than two" in line for line in said(tmp_path, rows))
    rows["Matrix"] = [{**row, "methods": "interview;survey", "judgement_criterion": None}]
    assert any(
        "column judgement_criterion: a required cell is empty" in line for line in said(tmp_path, rows)
    )


def test_loose_ends_are_said_but_refuse_nothing(tmp_path: Path) -> None:
    rows = deepcopy(SOUND)
    rows["Evidence"].append({"evidence_id": "EV-3", **ITEM})
    rows["Findings"].append({**rows["Findings"][0], "finding_id": "FI-R4-2"})
    rows["Conclusions"].append({**rows["Conclusions"][0], "conclusion_id": "CO-REL-2"})
    reading = read(write_workbook(tmp_path / "log.xlsx", rows))
    assert [(problem.severity, problem.sheet, problem.row) for problem in reading.problems] == [
        ("note", "Evidence", ""), ("warning", "Findings", "3"), ("warning", "Conclusions", "3"),
    ]  # fmt: skip
    assert "1 of 3 items are cited by no finding: EV-3" in str(reading.problems[0])


def test_one_page_under_two_ids_is_said_because_it_would_count_twice(tmp_path: Path) -> None:
    rows = with_cell("Evidence", "source_id", "S-CP-SEC")
    rows["Evidence"][1]["source_id"] = "RCP-S104"
    (line,) = said(tmp_path, rows)
    assert line.startswith("log.xlsx, sheet Evidence, row ")
    assert "has the same address as" in line


def test_a_log_that_cannot_be_read_is_refused_in_one_line(tmp_path: Path, iscm: Command) -> None:
    path = tmp_path / "log.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook")
    result = iscm("read", path, "--as", "evidence", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "log.xlsx: the archive is damaged" in result.stderr
