"""Text as read becomes typed columns; what does not fit its type is said, never guessed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from iscm_analysis.cleaning.text import join_list, split_list
from iscm_analysis.errors import Problem
from iscm_analysis.tables.fields import Field, TableSpec
from iscm_analysis.tables.store import DTYPES

_MISFITS = {"integer": "not a whole number", "number": "not a number", "boolean": "neither yes nor no"}
_TRUTHS = {"yes": True, "no": False, "true": True, "false": False}


def numbered(frame: pd.DataFrame, column: str, letter: str) -> pd.DataFrame:
    """Give each row an id by its place: ``I01`` for the first."""
    return frame.assign(**{column: [f"{letter}{place:02}" for place in range(1, len(frame) + 1)]})


def typed(frame: pd.DataFrame, spec: TableSpec) -> tuple[pd.DataFrame, list[Problem]]:
    """Give the columns of ``spec``, in its order and types, and the cells that do not fit.

    A cell that does not fit is left empty in the frame; the caller refuses the table.
    """
    columns, problems = {}, list[Problem]()
    for field in spec.fields:
        cells = frame[field.name] if field.name in frame else pd.Series(pd.NA, index=frame.index)
        columns[field.name] = _converted(cells, field)
        problems.extend(_misfits(cells, columns[field.name], frame, field, spec))
    return pd.DataFrame(columns, index=frame.index), problems


def _converted(cells: pd.Series, field: Field) -> pd.Series:
    dtype: Any = DTYPES[field.type]
    if field.type == "list":
        return cells.map(lambda cell: join_list(split_list(cell)) or pd.NA).astype("string")
    if field.type == "boolean" and cells.dtype == "string":
        return cells.str.lower().map(_TRUTHS).astype("boolean")
    if field.type in ("integer", "number"):
        numbers = pd.to_numeric(cells, errors="coerce").astype("Float64")
        whole = numbers.mask(numbers % 1 != 0) if field.type == "integer" else numbers
        return whole.astype(dtype)
    return cells.astype(dtype)


def _misfits(
    cells: pd.Series, converted: pd.Series, frame: pd.DataFrame, field: Field, spec: TableSpec
) -> Iterator[Problem]:
    if field.type not in _MISFITS:
        return
    for index in cells.index[cells.notna() & converted.isna()]:
        yield Problem(
            "error",
            f"{spec.name}.csv",
            _MISFITS[field.type],
            row=str(frame[spec.place].get(index, "")),
            column=field.name,
            value=str(cells[index]),
        )
