"""The rows of a table under its header: records, further lines of one, banners, totals, notes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from iscm_analysis.cleaning.banners import Walk, is_banner, is_wide, take_banner, take_groups
from iscm_analysis.cleaning.columns import say_columns, settled
from iscm_analysis.cleaning.headers import Header, header_in_row
from iscm_analysis.cleaning.records import Entry, Part, Record
from iscm_analysis.cleaning.vocabulary import NAMING, Vocabulary
from iscm_analysis.sources.cells import Cell, address
from iscm_analysis.sources.containers import TEXT_SUFFIXES

LISTS = frozenset({"members", "observers", "thematic_focus", "iom_roles", "country", "iso3", "participation"})
_LONG_TEXT = 150
_MARKED = re.compile(r"^(?:[*\u2020\u2021]|\[\w{1,2}\]|\(?\d{1,2}\)|[\u00b9\u00b2\u00b3])\s*\S")


def read_row(
    part: Part, walk: Walk, number: int, row: dict[int, Cell], words: Vocabulary, *, is_below: bool
) -> None:
    """Read one row of a table, or a row below it; ``row`` has the merged cells that reach it too."""
    own = part.sheet.rows[number]
    again = header_in_row(part.sheet, number, words)
    if again:
        part.ignored["headings repeated"] += 1
        if dict(again.columns) != dict(walk.header.columns):
            walk.header, walk.fields = again, settled(part, again, words)
            say_columns(part, again, words)
        return
    lone = _lone(own, walk.fields)
    first = own[min(own)].text
    if lone and _goes_on(part, walk, number, lone):
        _take_record(part, walk, number, row)
    elif words.starts_with("total", first) and not words.holds("mechanism", first):
        part.ignored["totals"] += 1
    elif _is_note(first, own, words, is_below=is_below and lone is not None):
        part.ignored["notes"] += 1
    elif lone and is_banner(part, walk, number, lone, words):
        take_banner(part, walk, number, lone, words)
    elif part.file.lower().endswith(TEXT_SUFFIXES) and max(own) > _last_heading(walk.header):
        part.n_refused += 1
        hint = "put cells that hold a comma or semicolon in quotes"
        part.say("error", "more cells than headings: the row is not used", hint, row=str(number))
    elif not used(own, walk.fields):
        part.ignored["nothing in a column that is used"] += 1
    else:
        _take_record(part, walk, number, row)


def _last_heading(header: Header) -> int:
    return max([*header.columns, *header.unknown])


def _goes_on(part: Part, walk: Walk, number: int, column: int) -> bool:
    """Say whether the only cell of a row is one more member (theme, role) of the ISCM above."""
    is_list = walk.fields.get(column) in LISTS and column > min(walk.fields)
    return bool(part.records) and is_list and not is_wide(part, number, column)


def _lone(row: Mapping[int, Cell], fields: Mapping[int, str]) -> int | None:
    """Give the column of the only filled cell, numbers of rows apart."""
    counted = [
        column for column, cell in row.items() if fields.get(column) != "unused" or not cell.text.isdigit()
    ]
    return counted[0] if len(counted) == 1 else None


def _is_note(first: str, row: Mapping[int, Cell], words: Vocabulary, *, is_below: bool) -> bool:
    if len(row) > 2:  # noqa: PLR2004  # a note is a label and a text at most
        return False
    if len(row) == 1 and (len(first) > _LONG_TEXT or _MARKED.match(first)):
        return True
    if words.starts_with("note", first) and (":" in first or len(first.split()) == 1 or is_below):
        return True
    return is_below and not words.holds("mechanism", first) and not words.kind_of_iscm(first)


def used(row: Mapping[int, Cell], fields: Mapping[int, str]) -> dict[int, Cell]:
    """Give the cells of a row that stand in a column that is used."""
    return {column: cell for column, cell in row.items() if fields.get(column, "unused") != "unused"}


def _take_record(part: Part, walk: Walk, number: int, row: Mapping[int, Cell]) -> None:
    own = part.sheet.rows[number]
    named = [column for column in row if walk.fields.get(column) in NAMING]
    continues = part.records and (
        (named and not any(column in own for column in named))
        or (not named and all(walk.fields[column] in LISTS for column in used(own, walk.fields)))
    )
    if continues:
        part.ignored["continue the row above"] += 1
        _fill(part.records[-1], walk.fields, number, own)
    elif not named:
        part.n_refused += 1
        part.say(
            "error",
            "no name and no acronym: the row is not used",
            "name the ISCM, or clear the row",
            row=str(number),
        )
    else:
        record = Record(part.sheet.name, str(number))
        _fill(record, walk.fields, number, row)
        take_groups(record, walk, number)
        part.records.append(record)


def _fill(record: Record, fields: Mapping[int, str], number: int, row: Mapping[int, Cell]) -> None:
    for column, cell in sorted(used(row, fields).items()):
        entry = Entry(cell.text, cell.kind, address(number, column), number, record.sheet)
        record.add(fields[column], entry)
