"""Rows as printed: text in every cell, and the place each row came from."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from iscm_analysis.errors import InvalidInputError, Problem


def as_frame(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> pd.DataFrame:
    """Make a frame of text; an empty cell is missing (``<NA>``).

    >>> as_frame([{"a": "x", "b": ""}], ["a", "b"])["b"].isna().tolist()
    [True]
    """
    frame = pd.DataFrame(list(rows), columns=list(columns), dtype="string")
    return frame.replace("", pd.NA)


def read_text(path: Path) -> str:
    """Read a UTF-8 text file, with or without a byte order mark, whatever its line ends.

    Raises:
        InvalidInputError: the bytes are not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        hint = "save the file as UTF-8 and try again"
        problem = Problem("error", path.name, "not UTF-8 text", hint, row=str(line))
        raise InvalidInputError([problem]) from error


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        InvalidInputError: it is no TOML; the message names line and column.
    """
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise InvalidInputError([Problem("error", path.name, str(error))]) from error


def read_csv_rows(
    path: Path, *, columns: Sequence[str], place: str = "", delimiter: str = ","
) -> pd.DataFrame:
    r"""Read a delimited file with a header row; each row keeps its ``locator``.

    The locator is ``place`` (by default the file's name) and the line the row ends on; blank lines
    are no rows. Quotes mean nothing in tab-separated text.

    Raises:
        InvalidInputError: a column is missing, or a row has more or fewer cells than the header.
    """
    lines = read_text(path).splitlines(keepends=True)
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
