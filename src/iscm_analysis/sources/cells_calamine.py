"""Workbooks of older and other programs (.xls, .ods), by calamine."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from iscm_analysis.errors import InvalidInputError, Problem
from iscm_analysis.sources.cells import ISCM_LIST, Area, Bounds, Collector, Rows, Sheet

_UNSEEN = "whether rows or columns are hidden, and what comments say, cannot be seen in an .xls"
_ODS_REMARKS = {
    "hidden rows or columns": re.compile(rb"table:visibility=\"(?:collapse|filter)\""),
    "comments": re.compile(rb"<office:annotation[\s/>]"),
    "formulas without a stored result": re.compile(
        rb"<table:table-cell(?=[^>]*table:formula=)(?![^>]*office:value-type=)[^>]*/>"
    ),
}


def read_with_calamine(path: Path, bounds: Bounds = ISCM_LIST) -> Iterator[Sheet]:
    """Give every sheet with cells, the hidden ones too.

    Of an .xls nobody tells hidden rows and comments; of an .ods they are told without their place.
    """
    remarks = _remarks(path) if path.suffix.lower() == ".ods" else (_UNSEEN,)
    collect = Collector(path.name, bounds)
    try:
        with CalamineWorkbook.from_path(path) as book:
            for about in book.sheets_metadata:
                if about.typ == SheetTypeEnum.WorkSheet:
                    sheet = book.get_sheet_by_name(about.name)
                    yield _sheet(sheet, collect, remarks, is_hidden=about.visible != SheetVisibleEnum.Visible)
                    remarks = ()
    except PasswordError as error:
        hint = "take the password off and save it again"
        raise InvalidInputError([Problem("error", path.name, "locked by a password", hint)]) from error


def _sheet(sheet: CalamineSheet, collect: Collector, remarks: tuple[str, ...], *, is_hidden: bool) -> Sheet:
    rows: Rows = {}
    if sheet.start is not None:
        top, left = sheet.start
        grid = sheet.to_python(skip_empty_area=True)
        for number, values in enumerate(grid, start=top + 1):
            if cells := collect.row(sheet.name, number, enumerate(values, start=left + 1)):
                rows[number] = cells
    return Sheet(sheet.name, rows, merged=_merged(sheet), is_hidden=is_hidden, remarks=remarks)


def _merged(sheet: CalamineSheet) -> tuple[Area, ...]:
    found = sheet.merged_cell_ranges or []
    return tuple(Area(first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1) for first, last in found)


def _remarks(path: Path) -> tuple[str, ...]:
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    return tuple(words for words, pattern in _ODS_REMARKS.items() if pattern.search(content))
