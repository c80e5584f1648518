"""Rows as printed: text in every cell, and the place each row came from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

import pandas as pd

from iscm_analysis.errors import InvalidInputError, Problem
from iscm_analysis.files import read_text


def as_frame(rows: Iterable[Mapping[str, object] | Sequence[object]], columns: Sequence[str]) -> pd.DataFrame:
    """Make a frame of text; an empty cell is missing (``<NA>``).

    >>> as_frame([{"a": "x", "b": ""}], ["a", "b"])["b"].isna().tolist()
    [True]
    """
    frame = pd.DataFrame(list(rows), columns=list(columns), dtype="string")
    return frame.replace("", pd.NA)


def read_csv_rows(
    path: Path, *, columns: Sequence[str], place: str = "", delimiter: str = ","
) -> pd.DataFrame:
    r"""Read a delimited file with a header row; each row keeps its ``locator``.

    The locator is ``place`` (by default the file's name) and the line the row ends on; blank lines
    are no rows. Quotes mean nothing in tab-separated text.

    Raises:
        InvalidInputError: a column is missing, or a row has more or fewer cells than the header.
    """
    lines = io.StringIO(read_text(path))
    quotes: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    reader = csv.reader(lines, delimiter=delimiter, quoting=quotes)
    header = next(reader, [])
    missing = [column for column in columns if column not in header]
    if missing:
        message = f"no column {', '.join(missing)}; the header row has {', '.join(header) or 'nothing'}"
        raise InvalidInputError([Problem("error", path.name, message, row="1")])
    rows, problems = [], []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            message = f"{len(cells)} cells under {len(header)} headings"
            problems.append(Problem("error", path.name, message, row=str(reader.line_num)))
        locator = f"{place or path.name}, line {reader.line_num}"
        rows.append({**dict(zip(header, cells, strict=False)), "locator": locator})
    if problems:
        raise InvalidInputError(problems)
    return as_frame(rows, [*columns, "locator"])
