"""The words of a hand-made Annex 4: which headings, types, roles and marks a text stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from iscm_analysis.cleaning.codes import suggest
from iscm_analysis.cleaning.text import fold

FIELDS = (
    "name", "acronym", "type", "region", "year_established", "secretariat", "iom_roles",
    "members", "n_members", "observers", "thematic_focus", "website",
)  # fmt: skip
NAMING = frozenset({"name", "acronym", "name_acronym", "iscm_id"})
_KEPT_APART = ("role:", "type:", "group:", "word:", "mark:")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_IOM = re.compile(r"\b(?:IOM|OIM)(?:['\u2019]s)?(?: as| is)?\b(?: an?\b)?", re.IGNORECASE)


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
        """Fields by folded heading; what is spelled out counts before what only lacks punctuation."""
        found: dict[str, str] = {}
        for form in (fold, key):  # "ISCM (acronym)" has both in one cell, "ISCM acronym" has not
            for heading, name in self.rows:
                if not name.startswith(_KEPT_APART):
                    found.setdefault(form(heading), name)
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
            forms = (fold(heading[:400]), key(heading), key(_BRACKETS.sub(" ", heading)))
            self.asked[heading] = next(filter(None, map(self.columns.get, forms)), "")
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


def vocabulary(rows: Iterable[Mapping[str, str]]) -> Vocabulary:
    """Put the rows of the code list together."""
    return Vocabulary(tuple((row["heading"], row["field"]) for row in rows))
