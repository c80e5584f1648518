"""What can go wrong, in words a user can act on; caught once, at the door (``cli``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One complaint about one place of an input; a row of ``problems.csv``."""

    severity: Severity
    file: str
    message: str
    hint: str = ""
    sheet: str = ""
    row: str = ""
    column: str = ""
    cell: str = ""
    value: str = ""

    def __str__(self) -> str:
        """Say place, complaint and next step in one line."""
        places = (
            "" if self.row.startswith(self.file) else self.file,
            f"sheet {self.sheet}" if self.sheet else "",
            f"row {self.row}" if self.row.isdecimal() else self.row,
            f"column {self.column}" if self.column else "",
            f"cell {self.cell}" if self.cell else "",
        )
        where = ", ".join(place for place in places if place)
        found = f" (found {self.value!r})" if self.value else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{where}: {self.message}{found}{hint}"


class OpenGap(Problem):
    """A complaint about what is not there yet: it stops a build, but not that of a draft."""


def softened(problems: Iterable[Problem]) -> list[Problem]:
    """Turn open gaps into warnings, for a draft; every other complaint stays what it is."""
    return [replace(each, severity="warning") if isinstance(each, OpenGap) else each for each in problems]


class IscmError(Exception):
    """The work failed for a reason the user can mend; the command ends with exit code 1."""

    exit_code = 1


class UsageError(IscmError):
    """The command was asked wrongly; it ends with exit code 2."""

    exit_code = 2


class InvalidInputError(IscmError):
    """Inputs that cannot be used, with every complaint at once."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the complaints; the message has one line for each."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
