"""The columns of a table: what each stands for, by its heading and its cells, and which are not used."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from iscm_analysis.cleaning.headers import Header, header_in_row, twice
from iscm_analysis.cleaning.records import Part
from iscm_analysis.cleaning.vocabulary import Vocabulary, about_iom
from iscm_analysis.errors import InvalidInputError, Problem
from iscm_analysis.sources.cells import Cell, Sheet, address, column_letters

_FEWEST_EMPTY = 2
_SETTLED_BY_CELLS = ("secretariat", "observers", "members", "role:observer", "role:member")


def settled(part: Part, header: Header, words: Vocabulary) -> dict[int, str]:
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


def say_columns(part: Part, header: Header, words: Vocabulary) -> None:
    """Say which columns are not used.

    Raises:
        InvalidInputError: two columns claim one field.
    """
    _check_once(part, header)
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


def _check_once(part: Part, header: Header) -> None:
    claimed = [
        f"two columns for {name}: {' and '.join(cells)}" for name, cells in twice(header, header.bottom)
    ]
    if claimed:
        beside = "tables side by side; " if claimed[1:] else ""
        hint = "keep one table on the sheet and one column for each"
        raise InvalidInputError(
            [Problem("error", part.file, f"{beside}{'; '.join(claimed)}", hint, part.sheet.name)]
        )


def say_printed_once(part: Part, fields: Mapping[int, str]) -> None:
    """Say which column seems to print a type or a region once for a group of rows; it is not filled down.

    Merged cells are: there the file itself says how far a group reaches.
    """
    for column, name in fields.items():
        texts = [record.text(name) for record in part.records] if name in ("type", "region") else []
        filled = [text for text in texts if text]
        n_empty = len(texts) - len(filled)
        is_plain = bool(filled) and texts[0] != "" and len(set(filled)) == len(filled)
        if is_plain and n_empty >= max(len(filled), _FEWEST_EMPTY):
            message = f"{name} stands once for a group of rows, it seems; {n_empty} cells below stay empty"
            hint = "fill it in every row, or merge the cells of each group"
            part.say("warning", message, hint, column=column_letters(column))


def _below(sheet: Sheet, header: Header, words: Vocabulary) -> list[dict[int, Cell]]:
    """Give the rows a header is over: those before the next header."""
    after = ((number, row) for number, row in sheet.rows.items() if number > header.bottom)
    return [row for _, row in takewhile(lambda item: not header_in_row(sheet, item[0], words), after)]
