"""Highlights exported from Taguette (.csv, .xlsx): one row for each tag of each highlight."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from iscm_analysis.errors import InvalidInputError, Problem
from iscm_analysis.files import read_text
from iscm_analysis.sources.coded_project import CodedProject, Row
from iscm_analysis.sources.grid import read_sheets

COLUMNS = ("id", "document", "tag", "content")


def read_highlights(path: Path) -> CodedProject:
    """Read an export; a highlight without a tag is nobody's judgement and is said.

    Raises:
        InvalidInputError: a column is missing.
    """
    rows = list(_rows(path))
    untagged = sorted({row["id"] for row in rows if not row["tag"]})
    made = CodedProject(
        codes=[_code(tag) for tag in dict.fromkeys(row["tag"] for row in rows if row["tag"])],
        sources=[
            {"coded_source_id": name, "name": name, "kind": "text", "text": "none"}
            for name in dict.fromkeys(row["document"] for row in rows)
        ],
        codings=[_coding(row) for row in rows if row["tag"]],
    )
    if untagged:
        made.problems.append(
            Problem("note", path.name, f"highlights without a tag, left out: {len(untagged)}")
        )
    return made


def _code(tag: str) -> Row:
    """Make a code of a tag; Taguette joins the levels of a tag with a dot."""
    return {
        "code_id": tag,
        "code": tag,
        "name": tag.rpartition(".")[2] or tag,
        "parent_id": "",
        "is_codable": "true",
        "description": "",
    }


def _coding(row: Row) -> Row:
    return {
        "coding_id": f"{row['id']}:{row['tag']}",
        "coded_source_id": row["document"],
        "selection_id": row["id"],
        "code_id": row["tag"],
        "coder": "",
        "coded_date": "",
        "place": f"highlight {row['id']}",
        "start": "",
        "end": "",
        "quotation": row["content"],
        "is_sure": "true",
    }


def _rows(path: Path) -> list[Row]:
    cells = _sheet_cells(path) if path.suffix.lower() == ".xlsx" else _text_cells(path)
    header = [cell.strip().lower() for cell in next(iter(cells), [])]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        message = f"no column {', '.join(missing)}; the first row has {', '.join(header) or 'nothing'}"
        hint = "export all highlights from Taguette as CSV or Excel"
        raise InvalidInputError([Problem("error", path.name, message, hint, row="1")])
    places = {name: header.index(name) for name in COLUMNS}
    padded = ([*row, *[""] * len(header)] for row in cells[1:] if any(row))
    return [{name: row[place].strip() for name, place in places.items()} for row in padded]


def _text_cells(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(read_text(path), newline="")))


def _sheet_cells(path: Path) -> list[list[str]]:
    sheet = read_sheets(path)[0]
    width = max(max(row) for row in sheet.rows.values())
    lines = (sheet.rows[number] for number in sorted(sheet.rows))
    return [[row[column].text if column in row else "" for column in range(1, width + 1)] for row in lines]
