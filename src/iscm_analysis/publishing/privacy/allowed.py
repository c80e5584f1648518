"""What may stand on pages although it looks private, each with its reason: ``privacy-allowed.csv``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from iscm_analysis.errors import InvalidInputError, Problem
from iscm_analysis.project import Project
from iscm_analysis.sources.rows import read_csv_rows

ALLOWED_FILE = "privacy-allowed.csv"


@dataclass(frozen=True)
class Allowed:
    """Values that are cut out of a text before it is searched; one that ends in @ is any such mailbox."""

    values: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Match a value as it is spelled, not inside a longer word."""
        if not self.values:
            return None
        words = "|".join(re.escape(value) for value in self.values)
        return re.compile(rf"(?<![\w.@+-])(?:{words})(?:(?<=@)|(?![\w@]|\.\w))")

    def cut(self, text: str) -> str:
        """Take the values out of a text."""
        if self.pattern is None or not any(value in text for value in self.values):
            return text
        return self.pattern.sub(" ", text)


def allowed_here(project: Project) -> Allowed:
    """Read the list of the project; without the file nothing is allowed.

    Raises:
        InvalidInputError: a value has no reason.
    """
    path = project.reference / ALLOWED_FILE
    if not path.is_file():
        return Allowed(())
    rows = read_csv_rows(path, columns=["value", "reason"])
    bare = rows[rows["value"].isna() | rows["reason"].isna()]
    if not bare.empty:
        hint = "say why it may stand on pages"
        raise InvalidInputError(
            [
                Problem(
                    "error", path.name, "a value without a reason, or the other way", hint, row=str(place)
                )
                for place in bare["locator"]
            ]
        )
    return Allowed(tuple(sorted(rows["value"], key=lambda value: (-len(value), value))))
