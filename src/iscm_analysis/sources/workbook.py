"""A workbook with one table per sheet (the compiled Annex 4): cells as text, rows with their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd

from iscm_analysis.errors import InvalidInputError, Problem
from iscm_analysis.sources.rows import as_frame

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

SOURCE_ID = "annex-4"
SHEETS: Mapping[str, Sequence[str]] = {
    "ISCMs": (
        "iscm_id", "name", "acronym", "other_names", "type", "region", "established_year",
        "status_2019", "secretariat", "associated_institution", "thematic_focus", "source_ids", "notes",
    ),
    "Roles": ("iscm_id", "role", "detail", "as_of_year", "source_id", "confidence"),
    "Participation": ("iscm_id", "country", "iso3", "participation", "as_of_year", "source_id"),
    "Organizations": ("iscm_id", "organization", "participation", "as_of_year", "source_id"),
    "Sources": ("source_id", "title", "publisher", "year", "url", "access", "what_it_supports"),
    "Notes": ("id", "value", "unit", "text", "source_id"),
}  # fmt: skip


def read_workbook(path: Path, sheets: Mapping[str, Sequence[str]] = SHEETS) -> dict[str, pd.DataFrame]:
    """Read the named sheets; the first row of each is its header; blank rows are no rows.

    Raises:
        InvalidInputError: the file is no workbook, or a sheet or column is missing.
    """
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl lets through whatever its parsers raise
        hint = "open it in a spreadsheet program and save it as .xlsx"
        raise InvalidInputError([Problem("error", path.name, "not a readable workbook", hint)]) from error
    try:
        absent = [name for name in sheets if name not in book.sheetnames]
        if absent:
            message = f"no sheet {', '.join(absent)}; it has {', '.join(book.sheetnames)}"
            raise InvalidInputError([Problem("error", path.name, message)])
        return {name: _read_sheet(path, book[name], columns) for name, columns in sheets.items()}
    finally:
        book.close()


def _read_sheet(path: Path, sheet: ReadOnlyWorksheet, columns: Sequence[str]) -> pd.DataFrame:
    lines = sheet.iter_rows(values_only=True)
    header = [_as_text(value) for value in next(lines, ())]
    missing = [column for column in columns if column not in header]
    if missing:
        message = f"no column {', '.join(missing)}; the header row has {', '.join(header)}"
        raise InvalidInputError([Problem("error", path.name, message, sheet=sheet.title, row="1")])
    return as_frame(_rows(sheet.title, header, lines), [*columns, "locator"])


def _rows(title: str, header: Sequence[str], lines: Iterator[tuple[object, ...]]) -> Iterator[dict[str, str]]:
    for number, values in enumerate(lines, start=2):
        cells = [_as_text(value) for value in values]
        if any(cells):
            locator = f"Annex 4, sheet {title}, row {number}"
            yield {**dict(zip(header, cells, strict=False)), "locator": locator}


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
