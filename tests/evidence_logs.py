"""Evidence logs to try things on: a small one in which everything holds, written as a workbook or as text."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import openpyxl

from iscm_analysis.tables.log_sheets import SHEETS

Rows = dict[str, list[dict[str, Any]]]
ITEM = {
    "question_ids": "R4",
    "iscm_ids": "rcm",
    "source_id": "annex-1",
    "source_locator": "page 2",
    "statement": "In 2016 members met 3 times.",
    "stance": "supports",
    "origin": "iom_headquarters",
    "method": "document_review",
    "year": 2016,
    "coder": "AB",
    "recorded_date": "2019-04-05",
    "consent": "not_needed",
}
SOUND: Rows = {
    "Evidence": [
        {"evidence_id": "EV-1", **ITEM},
        {"evidence_id": "EV-2", **ITEM, "source_id": "annex-2", "origin": "donor", "method": "interview"},
    ],
    "Findings": [
        {
            "finding_id": "FI-R4-1",
            "part_ids": "R4",
            "statement": "Members met 3 times.",
            "evidence_ids": "EV-1;EV-2",
            "status": "draft",
        }
    ],
    "Conclusions": [
        {
            "conclusion_id": "CO-REL-1",
            "criterion": "relevance",
            "statement": "They meet.",
            "finding_ids": "FI-R4-1",
            "status": "draft",
        }
    ],
    "Recommendations": [
        {
            "recommendation_id": "RE-1",
            "area_id": "REC1",
            "statement": "Meet.",
            "conclusion_ids": "CO-REL-1",
            "responsible_unit": "ICP",
            "priority": "high",
            "action": "Meet",
            "means": "Time",
            "time_frame": "2020",
            "status": "draft",
        }
    ],
    "Responses": [
        {
            "response_id": "MR-1",
            "recommendation_id": "RE-1",
            "response": "accept",
            "action_status_alternative": "in_progress",
        }
    ],
    "Stakeholders": [
        {
            "stakeholder_id": "ST-1",
            "stakeholder": "Donors",
            "interest": "Pay",
            "is_heard": "yes",
            "how": "Asked",
            "origin": "donor",
        }
    ],
    "Comments": [
        {
            "comment_id": "CM-1",
            "page": "relevance",
            "comment": "Why?",
            "commenter_role": "donor",
            "status": "open",
        }
    ],
}


def with_cell(sheet: str, column: str, value: object, row: int = 0) -> Rows:
    """Give the sound log with one cell that says something else."""
    rows = deepcopy(SOUND)
    rows[sheet][row][column] = value
    return rows


def write_workbook(path: Path, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Path:
    """Write the rows of each sheet below its headings."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, own in rows.items():
        sheet = book.create_sheet(title)
        sheet.append(SHEETS[title].columns)
        for row in own:
            sheet.append([row.get(column) for column in SHEETS[title].columns])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def write_texts(folder: Path, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Path:
    """Write a CSV file for each sheet."""
    folder.mkdir(parents=True, exist_ok=True)
    for title, own in rows.items():
        with (folder / f"{title.lower()}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, SHEETS[title].columns)
            writer.writeheader()
            writer.writerows(own)
    return folder
