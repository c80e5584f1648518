from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result
from openpyxl.worksheet.worksheet import Worksheet

from conftest import ROOT
from iscm_analysis.project import Project
from iscm_analysis.tables import load
from iscm_analysis.tables.forms import LISTS, READ_ME, Column, Form, form_bytes
from iscm_analysis.tables.log_form import log_form
from iscm_analysis.tables.log_sheets import SHEETS
from iscm_analysis.tables.readers import read_file

Command = Callable[..., Result]
LOG = ROOT / "data" / "evidence" / "evidence-log.xlsx"


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(log_form(load(Project(ROOT)), {})))


def offered(book: openpyxl.Workbook, sheet: Worksheet, column: str) -> list[object]:
    """Give what the drop-down of a column offers."""
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == column)
    rule = next(
        rule for rule in sheet.data_validations.dataValidation if str(rule.sqref).startswith(f"{letter}2:")
    )
    name, cells = rule.formula1.replace("'", "").split("!")
    return [row[0].value for row in book[name][cells.replace("$", "")]]


def test_an_empty_log_has_every_sheet_with_its_headings(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [READ_ME, *SHEETS, LISTS]
    for title, sheet in SHEETS.items():
        assert [cell.value for cell in book[title][1]] == sheet.columns
        assert book[title].max_row == 1


def test_every_heading_has_a_note_and_stays_in_sight(book: openpyxl.Workbook) -> None:
    for title in SHEETS:
        assert all(cell.comment.text.endswith((" Required.", " May stay empty.")) for cell in book[title][1])
        assert book[title].freeze_panes == "B2"


def test_drop_downs_offer_the_words_of_the_project(book: openpyxl.Workbook) -> None:
    evidence = book["Evidence"]
    assert offered(book, evidence, "question_ids")[:4] == ["R1", "R2", "R3", "R4"]
    assert "R2b" in offered(book, evidence, "question_ids")
    assert len(offered(book, evidence, "iscm_ids")) == 38
    assert offered(book, evidence, "stance") == ["supports", "contradicts", "mixed", "neutral"]
    assert "S-ADD-AR" in offered(book, evidence, "source_id")
    assert offered(book, book["Stakeholders"], "is_heard") == ["yes", "no"]
    rule = next(
        rule
        for rule in book["Findings"].data_validations.dataValidation
        if rule.formula1.startswith("'Evidence'!")
    )
    assert not rule.showErrorMessage  # a cell may hold several


def test_filled_ids_are_locked_and_the_rest_is_free() -> None:
    sheet = openpyxl.load_workbook(LOG)["Evidence"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert (sheet["A2"].protection.locked, sheet["B2"].protection.locked) == (True, False)
    assert not sheet.column_dimensions["A"].protection.locked  # so that new rows can be added
    assert sheet["G2"].alignment.wrap_text


def test_the_same_content_gives_the_same_bytes_and_no_text_becomes_a_formula() -> None:
    forms = [Form("One", [Column("id", "An id.", is_id=True), Column("text", "A text.")], [["A-1", "=1+1"]])]
    made = form_bytes("Title", ["Read this."], forms)
    assert made == form_bytes("Title", ["Read this."], forms)
    cell = openpyxl.load_workbook(io.BytesIO(made))["One"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_templates_are_written_once_and_can_be_read(project: Path, iscm: Command) -> None:
    assert iscm("tables").exit_code == 0
    for kind, name in (("evidence", "evidence-log.xlsx"), ("annex4", "annex-4.xlsx")):
        assert iscm("template", kind).stdout == f"{name} written\n"
        again = iscm("template", kind)
        assert again.exit_code == 2
        assert f"{name} is there already and may be filled in" in again.stderr
    assert read_file(project / "evidence-log.xlsx", "evidence", Project(project)).problems == []


def test_a_filled_in_template_of_annex_4_is_read_without_a_complaint(project: Path, iscm: Command) -> None:
    iscm("template", "annex4", "--out", "mine.xlsx")
    book = openpyxl.load_workbook(project / "mine.xlsx")
    book["ISCMs"].append(
        ["Process of Trying", "PT", "RCP", "Americas", 1996, "IOM", "Observer", "Mexico; Canada"]
    )
    book.save(project / "mine.xlsx")
    reading = read_file(project / "mine.xlsx", "annex4", Project(project))
    assert reading.problems == []
    assert reading.frames["annex4"]["iom_roles"].tolist() == ["observer"]
