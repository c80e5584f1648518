"""Annex 2, the documents reviewed: entries as printed, each with its section and line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from iscm_analysis.files import read_text
from iscm_analysis.sources.rows import as_frame

SOURCE_ID = "annex-2"
TITLE = "Annex 2. List of Documents Reviewed"
SECTION_HEADINGS = {"IOM Programme and Budget": "programme_and_budget", "GRCPs": "grcp"}
COLUMNS = ["section", "printed", "source_id", "locator"]


def read_reference_list(path: Path) -> pd.DataFrame:
    """Read the list; a row is an entry as printed, slips and repeated-author dashes included."""
    return as_frame(_entries(read_text(path)), COLUMNS)


def _entries(text: str) -> Iterator[dict[str, str]]:
    section = "main"
    for number, line in enumerate(text.split("\n"), start=1):
        printed = line.strip()
        if printed in SECTION_HEADINGS:
            section = SECTION_HEADINGS[printed]
        elif printed and printed != TITLE:
            locator = f"Annex 2, line {number}"
            yield {"section": section, "printed": printed, "source_id": SOURCE_ID, "locator": locator}
