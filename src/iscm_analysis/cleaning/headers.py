"""The headings of a hand-made Annex 4: where they stand, and which column they make of theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice

from iscm_analysis.cleaning.codes import suggest
from iscm_analysis.cleaning.text import fold
from iscm_analysis.sources.cells import Cell, Sheet, address

FIELDS = (
    "name", "acronym", "type", "region", "year_established", "secretariat", "iom_roles",
    "members", "n_members", "observers", "thematic_focus", "website",
)  # fmt: skip
NAMING = frozenset({"name", "acronym", "name_acronym", "iscm_id"})
_KEPT_APART = ("role:", "type:", "group:", "word:", "mark:")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_IOM = re.compile(r"\b(?:IOM|OIM)(?:['\u2019]s)?(?: as| is)?\b(?: an?\b)?", re.IGNORECASE)
_LOOK_IN = 120
_DEEPEST = 3
_LONGEST_HEADING = 120


@lru_cache(maxsize=50_000)
def key(text: str) -> str:
    """Fold a heading for comparing: no case, accents, punctuation.

    >>> key("IOM\u2019s role(s):"), key("year_established")
    ('iom s role s', 'year established')
    """
    return " ".join(re.sub(r"[\W_]+", " ", fold(text[:400])).split())


def about_iom(text: str) -> bool:
    """Say whether a heading names IOM.

    >>> about_iom("IOM as observer"), about_iom("Observer")
    (True, False)
    """
    return not {"iom", "oim"}.isdisjoint(key(text).split())


@dataclass(frozen=True)
class Vocabulary:
    """The code list ``annex4-headings`` by field; the same word may head a column and name a role."""

    rows: tuple[tuple[str, str], ...]
    seen: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)

    @cached_property
    def columns(self) -> dict[str, str]:
        """Fields by folded heading."""
        found: dict[str, str] = {}
        for heading, name in self.rows:
            if not name.startswith(_KEPT_APART):
                found.setdefault(key(heading), name)
        return found

    @cached_property
    def words(self) -> dict[str, dict[str, str]]:
        """Codes of roles, types, groups, words and marks by kind and folded word."""
        found: dict[str, dict[str, str]] = {}
        for heading, name in self.rows:
            if name.startswith(_KEPT_APART):
                kind, code = name.split(":")
                found.setdefault(kind, {}).setdefault(key(heading) or heading.strip(), code)
        return found

    @cached_property
    def openings(self) -> dict[str, tuple[str, ...]]:
        """Give the words that tell a kind of row, by kind, each with the blank after it."""
        kinds = set(self.words["word"].values())
        return {
            kind: tuple(f"{word} " for word, of in self.words["word"].items() if of == kind) for kind in kinds
        }

    def column(self, heading: str) -> str:
        """Give the field a heading stands for, or nothing; what stands in brackets may be left out."""
        if heading not in self.asked:
            bare = key(_BRACKETS.sub(" ", heading))
            self.asked[heading] = self.columns.get(key(heading)) or self.columns.get(bare, "")
        return self.asked[heading]

    def role(self, text: str) -> str:
        """Give the code of a role, or nothing; "IOM as observer" is an observer."""
        return self._word("role", text) or self._word("role", _IOM.sub(" ", text))

    def kind_of_iscm(self, text: str) -> str:
        """Give the code of a type of ISCM, or nothing."""
        return self._word("type", text)

    def is_group_of_roles(self, text: str) -> bool:
        """Say whether a heading stands over role columns."""
        return self.column(text) == "iom_roles" or bool(self._word("group", text))

    def mark(self, text: str) -> str:
        """Give ``yes`` or ``no`` for a mark in a role column, or nothing."""
        return self.words["mark"].get(key(text) or text.strip(), "")

    def starts_with(self, kind: str, text: str) -> bool:
        """Say whether a text begins with one of the words of a kind (total, note)."""
        return f"{key(text)} ".startswith(self.openings[kind])

    def holds(self, kind: str, text: str) -> bool:
        """Say whether one of the words of a kind (region, mechanism) stands in a text."""
        folded = f" {key(text)} "
        return any(f" {word}" in folded for word in self.openings[kind])

    def suggestion(self, heading: str) -> str:
        """Word a hint for an unknown heading; the whole list would be too long to read."""
        if heading not in self.seen:
            words = suggest(key(heading)[:60], self.columns) if len(self.seen) < 200 else ""  # noqa: PLR2004  # enough to see
            self.seen[heading] = words if words.startswith("did") else "rename it if the column is needed"
        return self.seen[heading]

    def _word(self, kind: str, text: str) -> str:
        words = self.words.get(kind, {})
        return words.get(key(text), "") or words.get(key(_BRACKETS.sub(" ", text)), "")


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
    numbers = list(sheet.rows)[:_LOOK_IN]
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
    if any(len(cell.text) > _LONGEST_HEADING for cell in row.values()):
        return None
    header = _header(number, number, {column: [cell.text] for column, cell in row.items()}, words)
    return header if header.is_usable and header.is_plain else None


def _spread(sheet: Sheet) -> dict[tuple[int, int], Cell]:
    """Repeat the text of merged cells near the top, as the eye does."""
    cells: dict[tuple[int, int], Cell] = {}
    last = max(list(sheet.rows)[:_LOOK_IN], default=0) + _DEEPEST
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
        if any(len(cell.text) > _LONGEST_HEADING for cell in row.values()) or (not row and bottom > top):
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


def labels_down(sheet: Sheet, words: Vocabulary) -> tuple[int, dict[int, str]]:
    """Read a column of labels, as on a fact sheet; give the column and the field of each row."""
    best: tuple[int, dict[int, str]] = (0, {})
    for column in sorted({column for row in islice(sheet.rows.values(), _LOOK_IN) for column in row})[:5]:
        first = _labels_in(islice(sheet.rows.items(), _LOOK_IN), column, words)
        # In a table a column holds one label, its heading: no need to look through thousands of rows.
        found = _labels_in(sheet.rows.items(), column, words) if len(set(first.values())) > 1 else first
        if len(set(found.values()) - {"unused"}) > len(set(best[1].values()) - {"unused"}):
            best = (column, found)
    return best


def _labels_in(
    rows: Iterable[tuple[int, Mapping[int, Cell]]], column: int, words: Vocabulary
) -> dict[int, str]:
    return {
        number: name
        for number, row in rows
        if column in row and len(row[column].text) < _LONGEST_HEADING
        if (name := words.column(row[column].text.rstrip(" :")) or _role_label(row[column].text, words))
    }


def _role_label(text: str, words: Vocabulary) -> str:
    role = words.role(text.rstrip(" :")) if about_iom(text) else ""
    return f"role:{role}" if role else ""


def twice(header: Header, top: int) -> Iterator[tuple[str, list[str]]]:
    """Give the fields that two columns claim, with the cells of their headings."""
    places: dict[str, list[str]] = {}
    for column, name in header.columns.items():
        places.setdefault(name, []).append(address(top, column))
    singles = {*FIELDS, *NAMING} - {"members", "observers", "thematic_focus", "iom_roles"}
    yield from ((name, cells) for name, cells in places.items() if len(cells) > 1 and name in singles)


def vocabulary(rows: Iterable[Mapping[str, str]]) -> Vocabulary:
    """Put the rows of the code list together."""
    return Vocabulary(tuple((row["heading"], row["field"]) for row in rows))
