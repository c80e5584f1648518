"""The smallest frames that can fail, written as they read."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.tables import Evaluation
from iscm_analysis.tables.convert import typed
from iscm_analysis.tables.specs import SPECS

MISSING = "-"


def frame_of(columns: str, *rows: str) -> pd.DataFrame:
    """Write a frame as text: cells apart by blanks, or by bars where the heading has bars.

    A dash is a missing cell; a column of whole numbers or of yes and no gets that type.
    """
    split = "|" if "|" in columns else None
    names = [name.strip() for name in columns.split(split)]
    cells = [[cell.strip() for cell in row.split(split)] for row in rows]
    frame = pd.DataFrame(cells, columns=names, dtype="string").replace(MISSING, pd.NA)
    return frame.assign(**{name: _typed(frame[name]) for name in names})


def _typed(cells: pd.Series) -> pd.Series:
    known = cells.dropna()
    if known.empty:
        return cells
    if known.str.fullmatch(r"-?\d+").all():
        return cells.astype("Int64")
    if known.isin(["yes", "no"]).all():
        return cells.map({"yes": True, "no": False}, na_action="ignore").astype("boolean")
    return cells


def evaluation_of(**frames: pd.DataFrame) -> Evaluation:
    """Give an evaluation with these tables, all columns of each; the tables not named are empty."""
    given = {name: frames.get(name, pd.DataFrame()) for name in SPECS}
    return Evaluation(**{name: typed(frame, SPECS[name])[0] for name, frame in given.items()})
