"""Workbooks for people to fill in: drop-downs, notes on headings, frozen headings, protected ids."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from iscm_analysis.archives import without_clock
from iscm_analysis.tables.sheet_layout import fit_rows, for_paper

READ_ME, LISTS = "Read me", "Lists"
LAST_ROW = 50_001  # drop-downs reach as far
AUTHOR = "iscm-analysis"
OPEN, TOP = Protection(locked=False), Alignment(wrap_text=True, vertical="top")
HEAD, PAPER = PatternFill("solid", fgColor="DCE6EA"), PatternFill("solid", fgColor="F4F6F7")


@dataclass(frozen=True, slots=True)
class Column:
    """One column to fill in; ``choices`` are offered, and with ``is_strict`` nothing else is taken.

    ``choices_on`` names another sheet whose first column holds the choices.
    """

    heading: str
    note: str
    width: int = 50
    choices: tuple[str, ...] = ()
    choices_on: str = ""
    is_strict: bool = False
    is_id: bool = False
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One sheet: its columns, and the rows already filled in.

    Notes hang on the headings as comments; ``has_prompts``: they show beside the cell being filled in.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]] = ()
    has_prompts: bool = False


def form_bytes(title: str, read_me: Sequence[str], forms: Sequence[Form]) -> bytes:
    """Make the workbook; the same content gives the same bytes."""
    book = openpyxl.Workbook()
    book.properties.creator, book.properties.title = AUTHOR, title
    _fill_read_me(book.active, title, read_me)
    lists = _Lists(forms)
    for form in forms:
        _fill(book.create_sheet(form.title), form, lists)
    lists.fill(book.create_sheet(LISTS))
    buffer = io.BytesIO()
    book.save(buffer)
    return without_clock(buffer.getvalue())


class _Lists:
    """The lists behind the drop-downs, a column each on a hidden sheet."""

    def __init__(self, forms: Sequence[Form]) -> None:
        offered = [column.choices for form in forms for column in form.columns if column.choices]
        self.columns = list(dict.fromkeys(offered))

    def range_of(self, column: Column) -> str:
        """Name the cells that hold the choices of a column."""
        if column.choices_on:
            return f"'{column.choices_on}'!$A$2:$A${LAST_ROW}"
        letter = get_column_letter(self.columns.index(column.choices) + 1)
        return f"{LISTS}!${letter}$1:${letter}${len(column.choices)}"

    def fill(self, sheet: Worksheet) -> None:
        for place, choices in enumerate(self.columns, start=1):
            for row, choice in enumerate(choices, start=1):
                sheet.cell(row, place, choice)
        sheet.sheet_state = "hidden"


def _fill_read_me(sheet: Worksheet, title: str, lines: Sequence[str]) -> None:
    sheet.title = READ_ME
    sheet.column_dimensions["A"].width = 100
    for row, line in enumerate([title, *lines], start=1):
        cell = sheet.cell(row, 1, line)
        cell.alignment, cell.font = TOP, Font(bold=row == 1, size=14 if row == 1 else 11)
    sheet.sheet_view.showGridLines = False
    fit_rows(sheet)


def _fill(sheet: Worksheet, form: Form, lists: _Lists) -> None:
    for place, column in enumerate(form.columns, start=1):
        _head(sheet, place, column)
        if not form.has_prompts:
            sheet.cell(1, place).comment = Comment(column.note, AUTHOR, height=140, width=320)
        if column.choices or column.choices_on or form.has_prompts:
            _offer(sheet, place, column, lists, prompt=column.note if form.has_prompts else None)
    for row, texts in enumerate(form.rows, start=2):
        for place, (column, text) in enumerate(zip(form.columns, texts, strict=True), start=1):
            _write(sheet, row, place, column, text)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(form.columns))}{max(len(form.rows) + 1, 2)}"
    fit_rows(sheet)
    for_paper(sheet)
    _protect(sheet)


def _head(sheet: Worksheet, place: int, column: Column) -> None:
    cell = sheet.cell(1, place, column.heading)
    cell.font, cell.fill, cell.alignment = Font(bold=True), HEAD, TOP
    whole = sheet.column_dimensions[get_column_letter(place)]
    whole.width, whole.protection, whole.alignment = column.width, OPEN, TOP


def _offer(sheet: Worksheet, place: int, column: Column, lists: _Lists, *, prompt: str | None) -> None:
    rule = DataValidation(allow_blank=True, prompt=prompt, showInputMessage=prompt is not None)
    if column.choices or column.choices_on:
        rule.type, rule.formula1 = "list", lists.range_of(column)
    rule.showErrorMessage = column.is_strict
    rule.error, rule.errorTitle = "Choose one from the list.", column.heading
    letter = get_column_letter(place)
    rule.add(f"{letter}2:{letter}{LAST_ROW}")
    sheet.add_data_validation(rule)


def _write(sheet: Worksheet, row: int, place: int, column: Column, text: str) -> None:
    """Write one cell as text, numbers as numbers; a filled id keeps its lock."""
    cell = sheet.cell(row, place)
    cell.alignment = TOP
    if column.is_id and text:
        cell.fill, cell.font = PAPER, Font(bold=True)
    else:
        cell.protection = OPEN
    if text:
        cell.value = int(text) if column.is_number and text.isdecimal() else text
        cell.data_type = "n" if column.is_number and text.isdecimal() else "s"  # no text becomes a formula


def _protect(sheet: Worksheet) -> None:
    """Lock headings and filled ids, without a password; the rest stays as free as on any sheet."""
    sheet.protection.enable()
    for right in (
        "formatCells",
        "formatColumns",
        "formatRows",
        "insertRows",
        "deleteRows",
        "sort",
        "autoFilter",
    ):
        setattr(sheet.protection, right, False)  # False: not forbidden
