"""From a sheet laid out by hand to records: one for each ISCM, every cell with its address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile

from iscm_analysis.cleaning.fact_sheets import read_labels
from iscm_analysis.cleaning.headers import (
    NAMING,
    Header,
    Vocabulary,
    about_iom,
    find_header,
    header_in_row,
    key,
    labels_down,
    twice,
)
from iscm_analysis.cleaning.records import DETAILS, Entry, Part, Record, say_unseen
from iscm_analysis.errors import InvalidInputError, Problem
from iscm_analysis.sources.cells import Cell, Sheet, address, column_letters
from iscm_analysis.sources.containers import TEXT_SUFFIXES

LISTS = frozenset({"members", "observers", "thematic_focus", "iom_roles", "country", "iso3", "participation"})
_SETTLED_BY_CELLS = ("secretariat", "observers", "members", "role:observer", "role:member")
_LONG_TEXT = 150
_FEW_WORDS = 6
_MARKED = re.compile(r"^(?:[*\u2020\u2021]|\[\w{1,2}\]|\(?\d{1,2}\)|[\u00b9\u00b2\u00b3])\s*\S")


@dataclass
class _Walk:
    """Where the reading of a table stands: the header in force, and what the banners above said."""

    header: Header
    fields: Mapping[int, str]
    kind: str = ""
    region: str = ""


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
    else:
        part.ignored["on a sheet without a table of ISCMs"] += len(sheet.rows)
        part.say(
            "warning", "no table of ISCMs found on this sheet; nothing of it is used", _advice(sheet, words)
        )
    say_unseen(part)
    return part


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
    walk = _Walk(header, _settled(part, header, words), words.kind_of_iscm(sheet.name))
    _say_columns(part, header, words)
    _read_above(part, walk, words)
    filled = _filled_down(sheet)
    last = max((n for n, row in sheet.rows.items() if len(_used(row, walk.fields)) > 1), default=0)
    for number, row in sheet.rows.items():
        if number > header.bottom:
            _read_row(part, walk, number, {**filled.get(number, {}), **row}, words, is_below=number > last)


def _say_columns(part: Part, header: Header, words: Vocabulary) -> None:
    for name, cells in twice(header, header.bottom):
        hint = "keep one table on the sheet and one column for each"
        problem = Problem(
            "error", part.file, f"two columns for {name}: {' and '.join(cells)}", hint, part.sheet.name
        )
        raise InvalidInputError([problem])
    below = _below(part.sheet, header, words)
    for column, heading in header.unknown.items():
        if any(column in row for row in below):
            place = address(header.bottom, column)
            part.say(
                "warning",
                "unknown heading; the column is not used",
                words.suggestion(heading),
                cell=place,
                value=heading[:80],
            )
    known = header.columns.keys() | header.unknown.keys()
    for column in sorted({column for row in below if len(row) > 1 for column in row} - known)[:50]:
        part.say("warning", "a column without a heading is not used", column=column_letters(column))


def _below(sheet: Sheet, header: Header, words: Vocabulary) -> list[dict[int, Cell]]:
    """Give the rows a header is over: those before the next header."""
    after = ((number, row) for number, row in sheet.rows.items() if number > header.bottom)
    return [row for _, row in takewhile(lambda item: not header_in_row(sheet, item[0], words), after)]


def _settled(part: Part, header: Header, words: Vocabulary) -> dict[int, str]:
    """Settle what the cells decide: ticks under "Observer" are roles, numbers under "Members" a count."""
    fields, below = dict(header.columns), _below(part.sheet, header, words)
    for column, name in header.columns.items():
        if name not in _SETTLED_BY_CELLS:
            continue
        cells = [row[column] for row in below if column in row and not words.column(row[column].text)]
        if not cells:
            continue
        if name == "members" and all(cell.text.isdigit() for cell in cells):
            if "n_members" not in header.fields:
                fields[column] = "n_members"
        elif name.startswith("role:"):
            if _is_bare(part, header, column) and not any(words.mark(cell.text) for cell in cells):
                fields[column] = f"{name.removeprefix('role:')}s"
        elif all(words.mark(cell.text) for cell in cells) and any(_is_tick(cell.text) for cell in cells):
            fields[column] = f"role:{name.removesuffix('s')}"
        if fields[column] != name:
            part.say(
                "note",
                f"read as {fields[column]}, by what stands in the column",
                cell=address(header.bottom, column),
            )
    return fields


def _is_bare(part: Part, header: Header, column: int) -> bool:
    """Say whether a heading like "Observer" stands alone: under no group, without the word IOM."""
    heading = part.sheet.rows[header.bottom].get(column)
    return header.top == header.bottom and heading is not None and not about_iom(heading.text)


def _is_tick(text: str) -> bool:
    return text.strip().lower() in ("x", "xx") or not any(
        letter.isalnum() or letter in "-\u2013\u2014" for letter in text
    )


def _read_above(part: Part, walk: _Walk, words: Vocabulary) -> None:
    """Ignore titles and logos; a title that is a type or a region holds for the rows below."""
    for number, row in part.sheet.rows.items():
        if number > walk.header.bottom:
            break
        is_heading = number >= walk.header.top
        part.ignored["headings" if is_heading else "titles above the table"] += 1
        texts = [cell.text for cell in row.values()]
        if not is_heading and len(set(texts)) == 1:
            walk.kind = words.kind_of_iscm(texts[0]) or walk.kind
            if number == walk.header.top - 1 and _is_region(texts[0], words):
                walk.region = _one_line(texts[0])


def _is_region(text: str, words: Vocabulary) -> bool:
    few = len(text.split()) <= _FEW_WORDS
    return (
        few and words.holds("region", text) and not words.holds("mechanism", text) and "iscm" not in key(text)
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


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


def _used(row: Mapping[int, Cell], fields: Mapping[int, str]) -> dict[int, Cell]:
    return {column: cell for column, cell in row.items() if fields.get(column, "unused") != "unused"}


def _read_row(
    part: Part, walk: _Walk, number: int, row: dict[int, Cell], words: Vocabulary, *, is_below: bool
) -> None:
    own = part.sheet.rows[number]
    again = header_in_row(part.sheet, number, words)
    if again:
        part.ignored["headings repeated"] += 1
        if dict(again.columns) != dict(walk.header.columns):
            walk.header, walk.fields = again, _settled(part, again, words)
            _say_columns(part, again, words)
        return
    lone = _lone(own, walk.fields)
    first = own[min(own)].text
    if lone and _goes_on(part, walk, number, lone):
        _take_record(part, walk, number, row)
    elif words.starts_with("total", first) and not words.holds("mechanism", first):
        part.ignored["totals"] += 1
    elif _is_note(first, own, words, is_below=is_below and lone is not None):
        part.ignored["notes"] += 1
    elif lone and _is_banner(part, walk, number, lone, words):
        _take_banner(part, walk, number, lone, words)
    elif part.file.lower().endswith(TEXT_SUFFIXES) and max(own) > _last_heading(walk.header):
        part.n_refused += 1
        hint = "put cells that hold a comma or semicolon in quotes"
        part.say("error", "more cells than headings: the row is not used", hint, row=str(number))
    elif not _used(own, walk.fields):
        part.ignored["nothing in a column that is used"] += 1
    else:
        _take_record(part, walk, number, row)


def _last_heading(header: Header) -> int:
    return max([*header.columns, *header.unknown])


def _goes_on(part: Part, walk: _Walk, number: int, column: int) -> bool:
    """Say whether the only cell of a row is one more member (theme, role) of the ISCM above."""
    is_list = walk.fields.get(column) in LISTS and column > min(walk.fields)
    return bool(part.records) and is_list and not _is_wide(part, number, column)


def _is_wide(part: Part, number: int, column: int) -> bool:
    return any(a.top == number and a.left == column and a.right > column for a in part.sheet.merged)


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


def _is_banner(part: Part, walk: _Walk, number: int, column: int, words: Vocabulary) -> bool:
    """Say whether the only cell of a row is a heading for the rows below."""
    cell = part.sheet.rows[number][column]
    name = walk.fields.get(column, "")
    if len(set(walk.fields.values()) - {"unused"}) == 1:
        return bool(words.kind_of_iscm(cell.text)) or _is_region(cell.text, words)
    if _is_wide(part, number, column) or words.kind_of_iscm(cell.text):
        return True
    if column > min(walk.fields) and name not in NAMING:
        return False
    return not (name in NAMING and words.holds("mechanism", cell.text) and not _is_region(cell.text, words))


def _take_banner(part: Part, walk: _Walk, number: int, column: int, words: Vocabulary) -> None:
    text = part.sheet.rows[number][column].text
    part.ignored["headings of groups"] += 1
    kind = words.kind_of_iscm(text)
    # "Global" is a type and a region; under the type, or beside a column of types, it is the region.
    is_known = kind == walk.kind or "type" in walk.fields.values()
    if kind and not (is_known and _is_region(text, words)):
        walk.kind, walk.region = kind, ""
        return
    walk.region = _one_line(text)
    if not _is_region(text, words) and not _is_wide(part, number, column):
        hint = "if it is an ISCM, fill at least one more cell of its row"
        part.say("warning", "read as the region of the rows below", hint, row=str(number), value=text[:80])


def _take_record(part: Part, walk: _Walk, number: int, row: Mapping[int, Cell]) -> None:
    own = part.sheet.rows[number]
    named = [column for column in row if walk.fields.get(column) in NAMING]
    continues = part.records and (
        (named and not any(column in own for column in named))
        or (not named and all(walk.fields[column] in LISTS for column in _used(own, walk.fields)))
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
        _take_groups(record, walk, number)
        part.records.append(record)


def _fill(record: Record, fields: Mapping[int, str], number: int, row: Mapping[int, Cell]) -> None:
    for column in sorted(row):
        name = fields.get(column, "unused")
        if name != "unused":
            cell = row[column]
            record.add(name, Entry(cell.text, cell.kind, address(number, column), number, record.sheet))


def _take_groups(record: Record, walk: _Walk, number: int) -> None:
    for name, text in (("type", walk.kind), ("region", walk.region)):
        if text and name not in record.entries:
            record.add(name, Entry(text, "text", "", number, record.sheet))
