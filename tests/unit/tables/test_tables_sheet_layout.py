from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment

from iscm_analysis.tables.sheet_layout import HIGHEST, LINE, fit_rows, for_paper


def heights(*texts: object, width: float = 10, wrap: bool = True) -> list[float | None]:
    """Give the height of each row of a sheet of one column."""
    sheet = Workbook().create_sheet()
    sheet.column_dimensions["A"].width = width
    for text in texts:
        sheet.append([text])
        sheet.cell(sheet.max_row, 1).alignment = Alignment(wrap_text=wrap)
    fit_rows(sheet)
    return [sheet.row_dimensions[row].height for row in range(1, len(texts) + 1)]


def test_a_row_is_as_high_as_the_lines_its_text_takes() -> None:
    assert heights("short", "x" * 9, "x" * 10, "one\ntwo\n\nfour", 123456789012, None) == [
        None, None, 2 * LINE, 4 * LINE, None, None,
    ]  # fmt: skip
    assert heights("x" * 10_000) == [HIGHEST]


def test_text_that_does_not_wrap_needs_no_room() -> None:
    assert heights("x" * 100, wrap=False) == [None]


def test_on_paper_columns_stay_together_under_their_head() -> None:
    sheet = Workbook().active
    for_paper(sheet, head=4)
    assert sheet.print_title_rows == "$4:$4"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
