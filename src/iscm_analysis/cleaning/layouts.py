"""From a sheet laid out by hand to records: one for each ISCM, every cell with its address."""

from __future__ import annotations

from itertools import islice

from iscm_analysis.cleaning.banners import Walk, read_above
from iscm_analysis.cleaning.columns import say_columns, say_printed_once, settled
from iscm_analysis.cleaning.fact_sheets import labels_down, read_labels
from iscm_analysis.cleaning.headers import LOOK_IN, Header, find_header
from iscm_analysis.cleaning.records import DETAILS, Part, say_unseen
from iscm_analysis.cleaning.table_rows import read_row, used
from iscm_analysis.cleaning.vocabulary import Vocabulary
from iscm_analysis.sources.cells import Cell, Sheet, address


def read_sheet(sheet: Sheet, file: str, words: Vocabulary) -> Part:
    """Read a sheet as a table with a header, or as labels with values beside them.

    A sheet that is neither gives no records; its rows are ignored, and that is said.
    """
    part = Part(sheet, file, n_read=len(sheet.rows))
    header = find_header(sheet, words)
    column, labels = labels_down(sheet, words)
    n_labels = len(set(labels.values()) - {"unused"})
    if n_labels > 2 and n_labels > (header.score[0] if header else 0):  # noqa: PLR2004  # by chance
        read_labels(part, column, labels, words)
    elif header:
        _read_table(part, header, words)
    elif mark := _first_mark(sheet, words):
        part.n_refused += len(sheet.rows)
        hint = "give each ISCM a row and its members one cell, or list them by twos under ISCM and Country"
        part.say("error", "a matrix of marks is not read: nothing of this sheet is used", hint, cell=mark)
    else:
        part.ignored["on a sheet without a table of ISCMs"] += len(sheet.rows)
        part.say(
            "warning", "no table of ISCMs found on this sheet; nothing of it is used", _advice(sheet, words)
        )
    say_unseen(part)
    return part


def _first_mark(sheet: Sheet, words: Vocabulary) -> str:
    """Give the first mark of a sheet that ticks one thing against another, as States against ISCMs."""
    inside = [
        (number, column)
        for number, row in islice(sheet.rows.items(), 1, LOOK_IN)
        for column in row
        if column > min(row)
    ]
    marked = [(number, column) for number, column in inside if words.mark(sheet.rows[number][column].text)]
    is_matrix = len(marked) * 2 > len(inside) and len({column for _, column in marked}) > 1
    return address(*marked[0]) if is_matrix else ""


def _advice(sheet: Sheet, words: Vocabulary) -> str:
    row = next((row for row in sheet.rows.values() if len(row) > 1), next(iter(sheet.rows.values())))
    first = next(iter(row.values())).text
    near = words.suggestion(first[:60])
    found = f"; {first[:40]!r}: {near}" if near.startswith("did") and not words.column(first) else ""
    return f"a table needs a heading such as Name or ISCM{found}"


def _read_table(part: Part, header: Header, words: Vocabulary) -> None:
    sheet = part.sheet
    part.is_detail = bool(header.fields & DETAILS) or (
        "iscm_id" in header.fields and "name" not in header.fields
    )
    walk = Walk(header, settled(part, header, words), words.kind_of_iscm(sheet.name))
    say_columns(part, header, words)
    read_above(part, walk, words)
    filled = _filled_down(sheet)
    last = max((n for n, row in sheet.rows.items() if len(used(row, walk.fields)) > 1), default=0)
    for number, row in sheet.rows.items():
        if number > header.bottom:
            read_row(part, walk, number, {**filled.get(number, {}), **row}, words, is_below=number > last)
    say_printed_once(part, walk.fields)


def _filled_down(sheet: Sheet) -> dict[int, dict[int, Cell]]:
    """Give merged cells to all the rows they span, not to further columns."""
    filled: dict[int, dict[int, Cell]] = {}
    for area in sheet.merged:
        cell = sheet.rows.get(area.top, {}).get(area.left)
        if cell and area.bottom > area.top:
            for number in range(area.top + 1, area.bottom + 1):
                if number in sheet.rows:
                    filled.setdefault(number, {})[area.left] = cell
    return filled
