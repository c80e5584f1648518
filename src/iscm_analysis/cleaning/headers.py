"""The headings of a hand-made Annex 4: where they stand, and which column they make of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from iscm_analysis.cleaning.vocabulary import FIELDS, NAMING, Vocabulary, about_iom
from iscm_analysis.sources.cells import Cell, Sheet, address

LOOK_IN = 120
LONGEST_HEADING = 120
_DEEPEST = 3


@dataclass(frozen=True)
class Header:
    """The rows a header takes and the field of each column; ``unknown`` are headings nobody knows."""

    top: int
    bottom: int
    columns: Mapping[int, str]
    unknown: Mapping[int, str]

    @property
    def fields(self) -> set[str]:
        """The fields it has columns for."""
        return set(self.columns.values())

    @property
    def score(self) -> tuple[int, bool, int]:
        """How many different fields it knows; one with names is better, fewer rows are better."""
        return (len(self.fields - {"unused"}), "name" in self.fields, self.top - self.bottom)

    @property
    def is_plain(self) -> bool:
        """At least two fields are named, and more headings are known than not."""
        return self.score[0] > 1 and len(self.columns) > len(self.unknown)

    @property
    def is_usable(self) -> bool:
        """It must name ISCMs, and unless that is all there is, something about them."""
        return bool(self.fields & NAMING) and (self.score[0] > 1 or not self.unknown)


def find_header(sheet: Sheet, words: Vocabulary) -> Header | None:
    """Find the first header of a sheet; of rows that overlap, those that name most fields."""
    spread = _spread(sheet)
    numbers = list(sheet.rows)[:LOOK_IN]
    found = [header for number in numbers for header in _headers_at(sheet, spread, number, words)]
    usable = [header for header in found if header.is_usable]
    first = next((header for header in usable if header.is_plain), None)
    if first is None:
        return max(usable, key=lambda header: (header.score, -header.top), default=None)
    near = (header for header in usable if first.top <= header.bottom and header.top <= first.bottom + 1)
    return max(near, key=lambda header: (header.score, -header.top))


def header_in_row(sheet: Sheet, number: int, words: Vocabulary) -> Header | None:
    """Read one row as a header, if most of it is headings: a repeated or a second header."""
    row = sheet.rows[number]
    if len(row) < 2 or not any(words.column(cell.text) for cell in islice(row.values(), 2)):  # noqa: PLR2004  # one cell is a banner
        return None
    if any(len(cell.text) > LONGEST_HEADING for cell in row.values()):
        return None
    header = _header(number, number, {column: [cell.text] for column, cell in row.items()}, words)
    return header if header.is_usable and header.is_plain else None


def _spread(sheet: Sheet) -> dict[tuple[int, int], Cell]:
    """Repeat the text of merged cells near the top, as the eye does."""
    cells: dict[tuple[int, int], Cell] = {}
    last = max(list(sheet.rows)[:LOOK_IN], default=0) + _DEEPEST
    for area in sheet.merged:
        cell = sheet.rows.get(area.top, {}).get(area.left)
        if cell and area.top <= last and area.right - area.left < 200:  # noqa: PLR2004  # wider than any table
            for row in range(area.top, min(area.bottom, area.top + _DEEPEST) + 1):
                cells.update({(row, column): cell for column in range(area.left, area.right + 1)})
    return cells


def _headers_at(
    sheet: Sheet, spread: Mapping[tuple[int, int], Cell], top: int, words: Vocabulary
) -> Iterator[Header]:
    stacks: dict[int, list[str]] = {}
    for bottom in range(top, top + _DEEPEST):
        row = {column: cell for (at, column), cell in spread.items() if at == bottom}
        row.update(sheet.rows.get(bottom, {}))
        if any(len(cell.text) > LONGEST_HEADING for cell in row.values()) or (not row and bottom > top):
            return
        for column, cell in row.items():
            stack = stacks.setdefault(column, [])
            if cell.text not in stack:
                stack.append(cell.text)
        yield _header(top, bottom, stacks, words)


def _header(top: int, bottom: int, stacks: Mapping[int, list[str]], words: Vocabulary) -> Header:
    columns, unknown = {}, {}
    for column in sorted(stacks):
        if name := _field_of(stacks[column], words):
            columns[column] = name
        else:
            unknown[column] = " ".join(stacks[column])
    return Header(top, bottom, columns, unknown)


def _field_of(stack: list[str], words: Vocabulary) -> str:
    """Read the headings over a column, the group first: under "IOM's roles" a word is a role."""
    last, groups = stack[-1], stack[:-1]
    if any(words.is_group_of_roles(group) for group in groups):
        role = words.role(last)
        return f"role:{role}" if role else words.column(" ".join(stack))
    if own := words.column(" ".join(stack)) or words.column(last):
        return own
    names_iom = about_iom(" ".join(stack))
    role = words.role(last) or words.role(" ".join(stack))
    return f"role:{role}" if role and (names_iom or not groups) else ""


def twice(header: Header, top: int) -> Iterator[tuple[str, list[str]]]:
    """Give the fields that two columns claim, with the cells of their headings."""
    places: dict[str, list[str]] = {}
    for column, name in header.columns.items():
        places.setdefault(name, []).append(address(top, column))
    singles = {*FIELDS, *NAMING} - {"members", "observers", "thematic_focus", "iom_roles"}
    yield from ((name, cells) for name, cells in places.items() if len(cells) > 1 and name in singles)
