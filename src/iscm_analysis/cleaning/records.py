"""An ISCM between its cells and its row: entries with their place, and what was said of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from iscm_analysis.errors import Problem, Severity
from iscm_analysis.sources.cells import Sheet, column_letters

DETAILS = frozenset({"country", "iso3", "participation"})
_MOST_NOTES = 200


class Entry(NamedTuple):
    """A filled cell of a record and where it stands."""

    text: str
    kind: str
    place: str
    row: int
    sheet: str


@dataclass
class Record:
    """What one file says of one ISCM: entries by field."""

    sheet: str
    row: str
    entries: dict[str, list[Entry]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Give the first text of a field, or nothing."""
        return next((entry.text for entry in self.entries.get(name, ())), "")

    def add(self, name: str, entry: Entry) -> None:
        """Add an entry once: the same text twice in one field says nothing new."""
        entries = self.entries.setdefault(name, [])
        if not entries or all(entry.text != other.text for other in entries) or name in DETAILS:
            entries.append(entry)


@dataclass
class Part:
    """What came of one sheet: records, rows read, rows ignored by reason, rows refused, complaints."""

    sheet: Sheet
    file: str
    records: list[Record] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    n_refused: int = 0
    problems: list[Problem] = field(default_factory=list)
    is_detail: bool = False
    n_read: int = 0

    def say(self, severity: Severity, message: str, hint: str = "", **place: str) -> None:
        """Complain about a place of the sheet."""
        self.problems.append(Problem(severity, self.file, message, hint, self.sheet.name, **place))


def say_unseen(part: Part) -> None:
    """Say what a reader of the file may overlook; it was read like everything else."""
    sheet = part.sheet
    if sheet.is_hidden:
        part.say("note", "the sheet is hidden; it was read")
    used = {column for row in sheet.rows.values() for column in row}
    for column in sorted(sheet.hidden_columns & used):
        part.say("note", "the column is hidden; it was read", column=column_letters(column))
    for row in sorted(sheet.hidden_rows & sheet.rows.keys())[:_MOST_NOTES]:
        part.say("note", "the row is hidden; it was read", row=str(row))
    for place, comment in sorted(sheet.comments.items())[:_MOST_NOTES]:
        part.say("note", "a comment; it is in no table", cell=place, value=comment[:200])
    for remark in sheet.remarks:
        part.say("note", f"the file: {remark}")


@dataclass
class Mechanism:
    """The row of one ISCM, its participation rows, and what had to be said on the way."""

    record: Record
    file: str
    row: dict[str, str] = field(default_factory=dict)
    participation: list[dict[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    n_names: int = 0
    n_no_states: int = 0
    n_unknown: int = 0

    def say(
        self,
        severity: Severity,
        message: str,
        entry: Entry,
        hint: str = "",
        value: str = "",
        column: str = "",
    ) -> None:
        """Complain about a cell."""
        row = "" if entry.place else str(entry.row)
        value = value or entry.text[:120]
        problem = Problem(severity, self.file, message, hint, entry.sheet, row, column, entry.place, value)
        self.problems.append(problem)
