"""Annex 3, the people interviewed: the table as printed. Names stay in this room and below."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from iscm_analysis.sources.rows import read_csv_rows

SOURCE_ID = "annex-3"
COLUMNS = ["name", "title_printed", "unit_printed", "locator", "source_id"]


def read_interviewees(path: Path) -> pd.DataFrame:
    """Read the table; a row is a person: name, title and unit as printed, source and locator."""
    rows = read_csv_rows(
        path, columns=["Name", "Title", "Division/Department"], place="Annex 3", delimiter="\t"
    )
    return rows.rename(
        columns={"Name": "name", "Title": "title_printed", "Division/Department": "unit_printed"}
    ).assign(source_id=SOURCE_ID)
