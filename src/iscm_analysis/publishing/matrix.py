"""The evaluation matrix as the annex that reports carry: a Word table or a workbook."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import docx
import openpyxl
import pandas as pd
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from iscm_analysis.analysis.matrix import COLUMNS, matrix_in_words
from iscm_analysis.archives import without_clock
from iscm_analysis.errors import IscmError
from iscm_analysis.tables.sheet_layout import fit_rows, for_paper
from iscm_analysis.tables.store import Evaluation

TITLE = "Evaluation matrix"
WIDTHS = (1.5, 6.0, 5.0, 4.6, 3.6, 3.4, 2.6)  # centimetres; a landscape A4 page less its margins


def matrix_file(evaluation: Evaluation, form: str) -> bytes:
    """Give the matrix as ``docx`` or ``xlsx``; the same matrix gives the same bytes.

    Raises:
        IscmError: the matrix has no rows.
    """
    rows = matrix_in_words(evaluation.evaluation_matrix, evaluation.questions)
    if rows.empty:
        message = (
            "the evaluation matrix has no rows; fill in sheet Matrix of the evidence log, then `iscm tables`"
        )
        raise IscmError(message)
    make: Callable[[pd.DataFrame], bytes] = {"docx": _document, "xlsx": _workbook}[form]
    return without_clock(make(rows))


def _headed(rows: pd.DataFrame) -> Iterator[str | list[str]]:
    """Give the rows, each group of questions under its heading."""
    for heading, group in rows.groupby("heading", sort=False):
        yield str(heading).replace("_", " ").capitalize()
        yield from group[list(COLUMNS)].fillna("").astype(str).to_numpy().tolist()


def _document(rows: pd.DataFrame) -> bytes:
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = TITLE, ""
    document.core_properties.language = "en-GB"
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.5)
    document.styles["Normal"].font.size = Pt(8)
    document.add_heading(TITLE, level=1)
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    _fill(table.rows[0], list(COLUMNS.values()), is_bold=True)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  # repeated on each page; docx has no word for it
    for row in _headed(rows):
        added = table.add_row()
        if isinstance(row, str):
            added.cells[0].merge(added.cells[-1])
            _fill(added, [row], is_bold=True)
        else:
            _fill(added, row)
    for column, width in zip(table.columns, WIDTHS, strict=True):
        for cell in column.cells:
            cell.width = Cm(width)
    return _saved(document.save)


def _fill(row: docx.table._Row, texts: list[str], *, is_bold: bool = False) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001  # likewise
    for cell, text in zip(row.cells, texts, strict=False):
        cell.paragraphs[0].add_run(text).bold = is_bold


def _workbook(rows: pd.DataFrame) -> bytes:
    book = openpyxl.Workbook()
    book.properties.creator, book.properties.title = "iscm-analysis", TITLE
    sheet = book.active
    sheet.title = TITLE
    for texts in ([*COLUMNS.values()], *_headed(rows)):
        sheet.append([texts] if isinstance(texts, str) else texts)
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=not isinstance(texts, str), vertical="top")
            cell.font = Font(bold=isinstance(texts, str) or sheet.max_row == 1)
            cell.data_type = "s" if cell.value else "n"  # no text becomes a formula
    for cell in sheet[1]:
        cell.fill = PatternFill("solid", fgColor="DCE6EA")
    for place, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width * 6
    fit_rows(sheet)
    sheet.freeze_panes = "B2"
    for_paper(sheet)
    return _saved(book.save)


def _saved(save: Callable[[io.BytesIO], None]) -> bytes:
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()
