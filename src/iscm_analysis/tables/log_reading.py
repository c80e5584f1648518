"""The evidence log as it lies: a workbook, or a CSV file for each sheet, read cell by cell within limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from iscm_analysis.cleaning.codes import suggest
from iscm_analysis.cleaning.text import fold
from iscm_analysis.errors import InvalidInputError, Problem
from iscm_analysis.sources.cells import Bounds, Cell, Sheet, address
from iscm_analysis.sources.grid import read_sheets
from iscm_analysis.sources.limits import Limits, run_limited
from iscm_analysis.sources.rows import as_frame
from iscm_analysis.tables.forms import LISTS, READ_ME
from iscm_analysis.tables.log_sheets import PLACE, SHEETS, WORKBOOK, LogSheet

BOUNDS = Bounds(2_000_000, 100_000_000, "evidence log")
LIMITS = Limits(seconds=120.0)  # 50,000 rows take five; a busy machine may need ten times as long


@dataclass(frozen=True)
class Log:
    """The filled rows of each sheet as text, by table, and what is wrong with their cells."""

    frames: dict[str, pd.DataFrame]
    problems: list[Problem]


def log_files(folder: Path) -> list[Path]:
    """List the files of the log in ``folder``: the workbook, or its sheets as CSV; none is no log.

    Raises:
        InvalidInputError: both are there, and nobody can say which of the two holds.
    """
    book = folder / WORKBOOK
    parts = [path for title in SHEETS if (path := folder / f"{title.lower()}.csv").is_file()]
    if book.is_file() and parts:
        hint = f"keep one of the two: move {WORKBOOK} or the .csv files out of {folder.name}"
        message = f"lies beside {', '.join(path.name for path in parts)}"
        raise InvalidInputError([Problem("error", WORKBOOK, message, hint)])
    return [book] if book.is_file() else parts


def read_log(files: Iterable[Path], names: Iterable[str]) -> Log:
    """Read the files of a log; nobody called by one of ``names`` may stand in a cell of it.

    Raises:
        InvalidInputError: a file cannot be read at all, with what its kind of file must not have.
    """
    rows: dict[str, list[list[str]]] = {title: [] for title in SHEETS}
    problems: list[Problem] = []
    forms = sorted({form for name in names for form in name_forms(name)})
    for path in files:
        plain = run_limited(partial(read_plain, names=forms), path, LIMITS)
        problems.extend(Problem(**problem) for problem in plain["problems"])
        for title, found in plain["rows"].items():
            rows[title].extend(found)
    frames = {sheet.table: _frame(sheet, rows[title]) for title, sheet in SHEETS.items()}
    return Log(frames, problems)


def name_forms(printed: str) -> set[str]:
    """Give the ways in which somebody may be named in full, folded: as printed, or by two names in any order.

    >>> sorted(name_forms("Ana Lopez"))
    ['ana lopez', 'lopez ana', 'lopez, ana']
    """
    whole = fold(printed)
    first, *later = whole.split()
    pairs = [(first, name) for name in later if len(name) > 3]  # noqa: PLR2004  # shorter ones are particles
    return {whole, *(form for a, b in pairs for form in (f"{a} {b}", f"{b} {a}", f"{b}, {a}"))}


def _frame(sheet: LogSheet, rows: list[list[str]]) -> pd.DataFrame:
    return as_frame(rows, [*(field.name for field in sheet.fields), sheet.spec.place])


def read_plain(path: Path, *, names: Sequence[str]) -> dict[str, Any]:
    """Read a file into lists of plain rows, as they go from one process to the other."""
    rows: dict[str, list[list[str]]] = {}
    problems: list[Problem] = []
    for sheet in read_sheets(path, BOUNDS):
        problems.extend(_named(sheet, path, names))
        if known := _log_sheet(sheet, path):
            rows[known.title] = list(_rows(sheet, known, path, problems))
        elif sheet.name not in (READ_ME, LISTS):
            hint = suggest(sheet.name, SHEETS)
            problems.append(
                Problem("warning", path.name, "no sheet of an evidence log; not read", hint, sheet.name)
            )
    return {"rows": rows, "problems": [asdict(problem) for problem in problems]}


def _log_sheet(sheet: Sheet, path: Path) -> LogSheet | None:
    """Give the sheet of the log by its name; text is known by its file's name or its first heading."""
    by_name = {title.lower(): log_sheet for title, log_sheet in SHEETS.items()}
    if path.suffix.lower() not in (".csv", ".txt"):
        return by_name.get(sheet.name.strip().lower())
    by_heading = {log_sheet.columns[0]: log_sheet for log_sheet in SHEETS.values()}
    heading = next(iter(_header(sheet)), "")
    return by_name.get(sheet.name.lower()) or by_heading.get(heading)


def _header(sheet: Sheet) -> dict[str, int]:
    first = next(iter(sheet.rows.values()), {})
    return {fold(cell.text).replace(" ", "_"): column for column, cell in first.items()}


def _rows(sheet: Sheet, known: LogSheet, path: Path, problems: list[Problem]) -> Iterator[list[str]]:
    header = _header(sheet)
    places = [header.get(column, 0) for column in known.columns]
    problems.extend(_heading_problems(sheet, known, path, header))
    problems.extend(_cell_problems(sheet, path))
    is_text = path.suffix.lower() in (".csv", ".txt")
    place = f"{PLACE}, {path.name}, line" if is_text else f"{PLACE}, sheet {known.title}, row"
    nothing = Cell("")
    for number in list(sheet.rows)[1:]:
        cells = sheet.rows[number]
        texts = [cells.get(column, nothing).text for column in places]
        if any(texts):
            yield [*texts, f"{place} {number}"]


def _heading_problems(sheet: Sheet, known: LogSheet, path: Path, header: dict[str, int]) -> Iterator[Problem]:
    needed = [known.heading(field.name) for field in known.fields if field.required]
    absent = [column for column in needed if column not in header]
    row = str(next(iter(sheet.rows), 1))
    if absent:
        message = f"no column {', '.join(absent)}"
        hint = f"the first row holds the headings: {', '.join(known.columns)}"
        yield Problem("error", path.name, message, hint, known.title, row)
    for column in header:
        if column not in known.columns:
            hint = suggest(column, known.columns)
            yield Problem(
                "warning", path.name, "no column of this sheet; not read", hint, known.title, row, column
            )


def _cell_problems(sheet: Sheet, path: Path) -> Iterator[Problem]:
    """Complain of cells that hold no text of their own."""
    for row, column in _formulas(sheet):
        cell = sheet.rows.get(row, {}).get(column, Cell(""))
        hint = "type what it should say; where a text begins with =, put an apostrophe before it"
        yield _problem(sheet, path, "a formula where text belongs", hint, row, column, cell.text[:80])
    for row, cells in sheet.rows.items():
        for column, cell in cells.items():
            if cell.kind == "error":
                hint = "type what it should say"
                yield _problem(
                    sheet, path, "the result of a formula that failed", hint, row, column, cell.text
                )
    for area in sheet.merged:
        hint = "take the merge apart and fill in each cell"
        yield _problem(sheet, path, "merged cells; each row needs its own", hint, area.top, area.left, "")


def _formulas(sheet: Sheet) -> Iterator[tuple[int, int]]:
    yield from sheet.formulas
    for row, cells in sheet.rows.items():
        for column, cell in cells.items():
            if cell.kind == "formula":
                yield row, column


def _named(sheet: Sheet, path: Path, names: Sequence[str]) -> Iterator[Problem]:
    """Say in which cell, or comment on a cell, an interviewee's name stands; never the name."""
    texts = [cell.text for cells in sheet.rows.values() for cell in cells.values()]
    whole = fold("\n".join([*texts, *sheet.comments.values()]))
    present = [name for name in names if name in whole]
    hint = "write the interviewee's id and role instead"
    if not present:
        return
    for row, cells in sheet.rows.items():
        for column, cell in cells.items():
            if any(name in fold(cell.text) for name in present):
                yield _problem(sheet, path, "an interviewee's name stands here", hint, row, column, "")
    for place, text in sheet.comments.items():
        if any(name in fold(text) for name in present):
            message = "an interviewee's name stands in the comment on this cell"
            row_of = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            yield Problem("error", path.name, message, hint, sheet.name, row_of, "", place)


def _problem(sheet: Sheet, path: Path, message: str, hint: str, row: int, column: int, value: str) -> Problem:
    return Problem("error", path.name, message, hint, sheet.name, str(row), "", address(row, column), value)
