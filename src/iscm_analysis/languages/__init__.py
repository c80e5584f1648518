"""The words of ours on a page, in the language of its readers; what an evaluation writes stays as written.

A language is a file beside this one: the same keys, the same ``{places}``. A test keeps them in step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from iscm_analysis.files import read_toml

CONTENT = "en"  # what notebooks, tables and settings of this evaluation are written in
_FOLDER = Path(__file__).parent
_LIKE_ONE = {"fr": (0, 1)}  # numbers that go with the singular


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The catalogue of one language; ``entries`` go by section and name, as in ``table.missing``."""

    language: str
    entries: Mapping[str, Mapping[str, str]]

    def __call__(self, key: str, **values: object) -> str:
        """Give the words of ``key``, with values in their places."""
        return self.raw(key).format(**values)

    def count(self, key: str, n: int, **values: object) -> str:
        """Give the words that suit ``n``: an entry says one and many, or none, one and many, between bars."""
        *none, one, many = self.raw(key).split(" | ")
        form = none[0] if none and n == 0 else one if n in _LIKE_ONE.get(self.language, (1,)) else many
        return form.format(n=n, **values)

    def raw(self, key: str) -> str:
        """Give the words of ``key`` as they stand, for a template that puts markup in their places."""
        section, name = key.split(".")
        return self.entries[section][name]

    def section(self, name: str) -> dict[str, str]:
        """Give a whole section as it stands, for the script of a page."""
        return dict(self.entries[name])

    @property
    def is_foreign(self) -> bool:
        """Say whether these words stand in a language other than the content's."""
        return self.language != CONTENT


def languages() -> list[str]:
    """List the languages there are, by code."""
    return sorted(path.stem for path in _FOLDER.glob("*.toml"))


@cache
def words(language: str = CONTENT) -> Words:
    """Read the catalogue of a language."""
    return Words(language, read_toml(_FOLDER / f"{language}.toml"))
