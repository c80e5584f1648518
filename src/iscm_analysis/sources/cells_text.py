"""Delimited text (.csv, .txt): encoding and delimiter found out, quotes checked, blocks of labels too."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

from iscm_analysis.errors import InvalidInputError, Problem
from iscm_analysis.sources.cells import ISCM_LIST, LONGEST_CELL, Bounds, Cell, Collector, Rows, Sheet
from iscm_analysis.sources.encoding import decode

DELIMITERS = (",", ";", "\t", "|")
SAVE_AS = "save it as CSV in UTF-8"
_LABEL = re.compile(r"\s*([^:\t|;,]{2,60}?)\s*:\s+(\S.*)")
_RULE = re.compile(r"[\s|+:=-]+")
_GAP = re.compile(r" {2,}")
_SAMPLE = 200


def read_delimited(path: Path, bounds: Bounds = ISCM_LIST) -> Sheet:
    """Give the one sheet of a text file, named like the file.

    Raises:
        InvalidInputError: the text cannot be decoded, or its quotes do not close.
    """
    text, remark, line = decode(path, path.read_bytes())
    remarks = (f"{remark} (line {line})",) if remark else ()
    lines = io.StringIO(text, newline="").readlines()
    if lines and re.match(r"sep=.$", lines[0].strip()):
        delimiter, lines[0] = lines[0].strip()[-1], "\n"
    elif _is_labelled(lines):
        return _labelled(path, lines, remarks, bounds)
    else:
        delimiter = _delimiter(lines)
        if path.suffix.lower() == ".txt" and _regularity(lines, delimiter)[0] < _n_aligned(lines):
            return _aligned(path, lines, remarks, bounds)
    return Sheet(path.stem, _rows(path, lines, delimiter, bounds), remarks=remarks)


def _refused(path: Path, message: str, line: int) -> InvalidInputError:
    return InvalidInputError([Problem("error", path.name, message, SAVE_AS, row=str(line))])


def _delimiter(lines: list[str]) -> str:
    """Find the delimiter under which most rows have the same number of cells, and more than one."""
    scores = {delimiter: _regularity(lines, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    return best if scores[best][0] else ","


def _regularity(lines: list[str], delimiter: str) -> tuple[int, int]:
    try:
        rows = [row for row in csv.reader(lines[:_SAMPLE], delimiter=delimiter) if any(row)]
    except csv.Error:
        return (0, 0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return (0, 0)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (count, width)


def _rows(path: Path, lines: list[str], delimiter: str, bounds: Bounds) -> Rows:
    csv.field_size_limit(LONGEST_CELL * 2)
    collect, rows = Collector(path.name, bounds), Rows()
    reader, first = csv.reader(lines, delimiter=delimiter, strict=True), 1
    try:
        for values in reader:
            if any(values) and not _is_rule(values):
                _check_quotes(path, values, delimiter, first)
                if cells := collect.row("", first, enumerate(map(_cell, values), start=1)):
                    rows[first] = cells
            first = reader.line_num + 1
    except csv.Error as error:
        raise _refused(path, f"quotes or line ends are not in order ({error})", first) from error
    return rows


def _is_rule(values: list[str]) -> bool:
    """Say whether a row only draws a line, as under the headings of a text table."""
    line = "".join(values).strip()
    return len(line) > 2 and _RULE.fullmatch(line) is not None and "-" in line  # noqa: PLR2004  # a dash alone is a value


def _check_quotes(path: Path, values: list[str], delimiter: str, line: int) -> None:
    """Refuse a row in which one quoted cell swallowed whole lines."""
    width = max(len(values), 3)
    for value in values:
        swallowed = [part for part in value.split("\n")[1:] if part.count(delimiter) >= width - 1]
        if len(swallowed) > 1 or (swallowed and len(values) < 3):  # noqa: PLR2004  # what a table has at least
            raise _refused(path, "a quote that opens here is not closed", line)


def _cell(value: str) -> Cell | str:
    """Take a cell that begins like a formula for one: text has no results."""
    return Cell(value.strip()[:200], "formula") if re.match(r"\s*=\s*[A-Z(]", value) else value


def _n_aligned(lines: list[str]) -> int:
    return sum(_GAP.search(line.strip()) is not None for line in lines[:_SAMPLE])


def _aligned(path: Path, lines: list[str], remarks: tuple[str, ...], bounds: Bounds) -> Sheet:
    """Read columns set apart by two blanks or more, if every row fills all of them.

    Raises:
        InvalidInputError: a row has another number of cells: which is empty cannot be told.
    """
    cells = {number: _GAP.split(line.strip()) for number, line in enumerate(lines, start=1) if line.strip()}
    width = max(len(row) for row in cells.values())
    odd = [number for number, row in cells.items() if 1 < len(row) < width]
    if odd:
        raise _refused(path, "columns set apart by blanks, and an empty cell in this line", odd[0])
    collect = Collector(path.name, bounds)
    filled = {number: collect.row("", number, enumerate(row, start=1)) for number, row in cells.items()}
    return Sheet(path.stem, {number: row for number, row in filled.items() if row}, remarks=remarks)


def _is_labelled(lines: list[str]) -> bool:
    """Say whether the text is "label: value" lines rather than a table."""
    filled = [line for line in lines[:_SAMPLE] if line.strip()]
    labels = sum(_LABEL.match(line) is not None for line in filled)
    return labels > 2 and labels * 2 > len(filled) and _regularity(lines, "\t")[0] < labels  # noqa: PLR2004  # by chance


def _labelled(path: Path, lines: list[str], remarks: tuple[str, ...], bounds: Bounds) -> Sheet:
    collect, rows = Collector(path.name, bounds), Rows()
    for number, line in enumerate(lines, start=1):
        pair = _LABEL.match(line)
        values = [pair[1], pair[2]] if pair else [line]
        if cells := collect.row("", number, enumerate(values, start=1)):
            rows[number] = cells
    return Sheet(path.stem, rows, remarks=remarks)
