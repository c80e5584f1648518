"""Compile ``annex-4-active-iscms.xlsx``, ``grcp-meetings.csv`` and ``finance.csv`` from collected facts.

Usage: python tools/compile_annex4.py FOLDER_WITH_THE_COLLECTED_CSV_FILES data/raw

The evaluation office published its own Annex 4 separately and it is not available here. This script
puts the facts collected from public sources into a workbook an evaluator can read and mend by hand.
It changes no fact, only how the collected files speak of themselves (``REWORDED``); the same input
gives the same bytes. Register the new sha256 in ``sources.toml``.
"""

from __future__ import annotations

import csv
import io
import shutil
import sys
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from iscm_analysis.archives import without_clock

SHEETS = {
    "ISCMs": "iscms.csv",
    "Roles": "iom_roles.csv",
    "Participation": "members.csv",
    "Organizations": "organizations.csv",
    "Sources": "sources.csv",
}
COPIES = {"grcp_meetings.csv": "grcp-meetings.csv", "finance.csv": "finance.csv"}
NOTES = [
    ["id", "value", "unit", "text", "source_id"],
    ["what_this_is", "", "", "Compiled from public sources; not the office's own Annex 4.", "ANNEXES"],
    ["active_iscms", "31", "active ISCMs", "IOM counted 31 active ISCMs on 5 April 2019.", "RCP-S005"],
    ["opening_passages", "", "", "Of most pages only the opening passage could be read.", "ANNEXES"],
    ["unsourced", "", "", "A row whose source is unsourced rests on no page that was read.", "ANNEXES"],
]  # fmt: skip
REWORDED = {
    "in members.csv": "on sheet Participation",
    " (kept here because the brief names it; count once)": " (count once)",
    " if the IRF file also has it": "",
}
WIDEST = 60


def main(collected: Path, raw: Path) -> None:
    """Write the workbook and the two lists into ``raw``."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, name in SHEETS.items():
        with (collected / name).open(encoding="utf-8", newline="") as file:
            rows = [[reword(cell) for cell in row] for row in csv.reader(file)]
            fill_sheet(book.create_sheet(title), rows)
    fill_sheet(book.create_sheet("Notes"), NOTES)
    book.properties.creator = "iscm-analysis"
    book.properties.title = "Active ISCMs and IOM's roles, compiled from public sources"
    buffer = io.BytesIO()
    book.save(buffer)
    (raw / "annex-4-active-iscms.xlsx").write_bytes(without_clock(buffer.getvalue()))
    for name, target in COPIES.items():
        shutil.copyfile(collected / name, raw / target)


def reword(cell: str) -> str:
    """Name sheets instead of the collected files."""
    for found, use in REWORDED.items():
        cell = cell.replace(found, use)
    return cell


def fill_sheet(sheet: Worksheet, rows: list[list[str]]) -> None:
    """Put rows on a sheet with a frozen, filtered header and columns as wide as they need."""
    for row in rows:
        sheet.append([int(cell) if cell.isdecimal() else cell or None for cell in row])
    for column, cells in enumerate(zip(*rows, strict=True), start=1):
        head = sheet.cell(1, column)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="DCE6EA")
        width = min(WIDEST, max(len(cell) for cell in cells) + 2)
        sheet.column_dimensions[get_column_letter(column)].width = width
        if width == WIDEST:
            for (cell,) in sheet.iter_rows(min_row=2, min_col=column, max_col=column):
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
