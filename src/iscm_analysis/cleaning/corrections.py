"""The corrections ledger: slips of the sources, repaired one by one, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from iscm_analysis.cleaning.codes import suggest
from iscm_analysis.cleaning.text import tidy_text
from iscm_analysis.errors import Problem

LEDGER_COLUMNS = ["table", "column", "found", "use", "reason"]


def apply_corrections(frame: pd.DataFrame, table: str, ledger: pd.DataFrame) -> pd.DataFrame:
    """Replace what the ledger says of ``table``; spelling is compared after tidying."""
    repaired = frame.copy()
    for row in ledger[ledger["table"] == table].itertuples(index=False):
        column = str(row.column)
        repaired[column] = repaired[column].mask(_says(repaired[column], str(row.found)), str(row.use))
    return repaired


def count_applied(frames: dict[str, pd.DataFrame], ledger: pd.DataFrame) -> pd.DataFrame:
    """Add ``applied``: in how many cells of the uncorrected ``frames`` each ledger row was found."""
    counts = [
        int(_says(frames[row["table"]][row["column"]], row["found"]).sum())
        for row in ledger.to_dict("records")
    ]
    return ledger.assign(applied=counts)


def misplaced_corrections(ledger: pd.DataFrame, frames: dict[str, pd.DataFrame]) -> Iterator[Problem]:
    """Complain about ledger rows for a table or column that takes no corrections."""
    for row in ledger.to_dict("records"):
        taken = [str(name) for name in frames.get(row["table"], ()) if name != "name"]
        if row["column"] not in taken:
            yield Problem(
                "error",
                "corrections.csv",
                f"{row['table']}.{row['column']} takes no corrections",
                suggest(row["column"], taken or sorted(frames)),
                row=str(row["locator"]),
            )


def stale_corrections(counted: pd.DataFrame, frames: dict[str, pd.DataFrame]) -> Iterator[Problem]:
    """Report ledger rows that no source says any more; a source that is missing says nothing."""
    absent = [name for name, frame in frames.items() if frame.empty]
    for row in counted[(counted["applied"] == 0) & ~counted["table"].isin(absent)].itertuples(index=False):
        yield Problem(
            "warning",
            "corrections.csv",
            f"no row of {row.table} says this in {row.column} any more",
            "drop this correction from the ledger",
            row=str(row.locator),
            value=str(row.found),
        )


def _says(cells: pd.Series, found: str) -> pd.Series:
    return cells.map(lambda cell: tidy_text(cell) == tidy_text(found), na_action="ignore").eq(other=True)
