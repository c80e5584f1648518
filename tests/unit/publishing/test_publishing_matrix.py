from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import Result

from frames import evaluation_of, frame_of
from iscm_analysis.errors import IscmError
from iscm_analysis.publishing.matrix import matrix_file
from iscm_analysis.tables import Evaluation

Command = Callable[..., Result]
HEADINGS = ["Part", "Question", "Indicator", "Judgement criterion", "Sources", "Methods", "Analyses"]
FIRST = ["R1", "Why?", "Number", "=Many", "files, people", "Document review; Interview", "T-R1-1"]
SECOND = ["EF1", "How?", "Cost", "Low", "accounts", "Administrative data (nobody to ask)", ""]


def matrix() -> Evaluation:
    return evaluation_of(
        questions=frame_of("part_id | heading | text", "R1 | relevance | Why?", "EF1 | efficiency | How?"),
        evaluation_matrix=frame_of(
            "part_id | indicator | judgement_criterion | source_kinds | methods | analyses | reason",
            "EF1 | Cost | Low | accounts | administrative_data | - | nobody to ask",
            "R1 | Number | =Many | files;people | document_review;interview | T-R1-1 | -",
        ),
    )


def test_the_workbook_has_the_matrix_in_the_order_of_the_questions() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(matrix_file(matrix(), "xlsx"))).active
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    blank = [""] * 6
    assert rows == [HEADINGS, ["Relevance", *blank], FIRST, ["Efficiency", *blank], SECOND]
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$1", "B2")


def test_the_document_has_it_as_a_table_whose_headings_repeat() -> None:
    document = docx.Document(io.BytesIO(matrix_file(matrix(), "docx")))
    (table,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [HEADINGS, ["Relevance"] * 7, FIRST, ["Efficiency"] * 7, SECOND]
    assert "w:tblHeader" in table.rows[0]._tr.xml  # noqa: SLF001  # docx has no word for it
    assert document.sections[0].page_width > document.sections[0].page_height


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_the_same_matrix_gives_the_same_bytes(form: str) -> None:
    assert matrix_file(matrix(), form) == matrix_file(matrix(), form)


def test_an_empty_matrix_is_no_annex() -> None:
    with pytest.raises(IscmError, match="the evaluation matrix has no rows; fill in sheet Matrix"):
        matrix_file(evaluation_of(), "docx")


def test_a_form_that_does_not_fit_is_asked_wrongly(project: Path, iscm: Command) -> None:
    result = iscm("export", "matrix", "--to", "ris", "--out", project / "m.ris")
    assert result.exit_code == 2
    assert "matrix cannot be written as ris; choose docx, xlsx" in result.stderr
    assert not (project / "m.ris").exists()
