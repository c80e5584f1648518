"""A sheet that can be read as it opens, and as it is printed."""

from __future__ import annotations

from math import ceil

from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

LINE, HIGHEST = 15, 409  # points; a spreadsheet shows no higher row


def for_paper(sheet: Worksheet, *, head: int = 1) -> None:
    """Put all columns side by side on one page, and row ``head`` on top of each."""
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head}:{head}"


def fit_rows(sheet: Worksheet) -> None:
    """Make each row as high as its tallest wrapped cell; not every program does when it opens a file."""
    for row, cells in enumerate(sheet.iter_rows(), start=1):
        lines = max((_lines(sheet, cell) for cell in cells), default=1)
        if lines > 1:
            sheet.row_dimensions[row].height = min(lines * LINE, HIGHEST)


def _lines(sheet: Worksheet, cell: Cell | MergedCell) -> int:
    """Count the lines a cell takes; a word that no longer fits moves down, so a line is not quite full."""
    if not isinstance(cell.value, str) or not cell.alignment.wrap_text:
        return 1
    room = max(sheet.column_dimensions[get_column_letter(cell.column)].width * 0.9, 1)
    return sum(max(ceil(len(line) / room), 1) for line in cell.value.split("\n"))
