"""Names of authors: organizations stay whole, people are taken apart into family and given name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from iscm_analysis.cleaning.text import tidy_text

# A word of these in "X, Y" makes it an organization and its part or place, not family and given name.
_ORGANIZATION_WORDS = frozenset({
    "agency", "and", "association", "authority", "bank", "centre", "center", "commission",
    "committee", "community", "conference", "council", "department", "dialogue", "directorate",
    "division", "for", "forum", "foundation", "fund", "government", "group", "institute",
    "ministry", "nations", "network", "of", "office", "on", "organisation", "organization",
    "process", "programme", "project", "republic", "secretariat", "section", "society", "state",
    "states", "the", "union", "unit", "university",
})  # fmt: skip
_BETWEEN = re.compile(r"\s*;\s*|,?\s+(?:and|&)\s+")
_JOINT = re.compile(r"(?P<first>[A-Z][A-Z-]+) and (?:the )?(?P<second>.+)")


@dataclass(frozen=True, slots=True)
class Name:
    """An organization (``literal``), or a person with a family name; the particle stands before it."""

    literal: str = ""
    family: str = ""
    given: str = ""
    particle: str = ""


def authors(printed: str, *, is_speaker: bool = False) -> list[Name]:
    """Take an author cell apart; what is not surely a list of people or joint bodies stays one literal.

    People are printed "Family, Given", further ones also "Given Family"; a speaker is printed in the
    natural order. Bodies are joint where an acronym comes first: "GFMD and World Bank".

    >>> authors("von Koppenfels, Amanda Klekowski")
    [Name(literal='', family='Koppenfels', given='Amanda Klekowski', particle='von')]
    >>> [name.literal for name in authors("IOM and the Ministry of Foreign Affairs of Thailand")]
    ['IOM', 'Ministry of Foreign Affairs of Thailand']
    """
    text = tidy_text(printed)
    people = [_natural(text)] if is_speaker else _people(text)
    known = [person for person in people if person]
    if known and len(known) == len(people):
        return known
    joint = _JOINT.fullmatch(text)
    return [Name(literal=body) for body in (joint.groups() if joint else [text]) if body]


def _people(text: str) -> list[Name | None]:
    """Read "Family, Given[, Given Family ...][ and ...]"; what is no person is None."""
    first, *others = _BETWEEN.split(text)
    family, given, *more = [*first.split(", "), ""][:-1] if ", " in first else ("", "")
    return [_person(family, given), *map(_natural, more), *map(_either, others)]


def _either(text: str) -> Name | None:
    family, comma, given = text.partition(", ")
    return _person(family, given) if comma else _natural(text)


def _natural(text: str) -> Name | None:
    # "G.S.Withanage" is printed without a blank as well.
    words = re.sub(r"\.(?=[^\W\d_]{2})", ". ", text).split()
    cut = next((place for place, word in enumerate(words) if word.islower()), len(words) - 1)
    return _person(" ".join(words[cut:]), " ".join(words[:cut]))


def _person(family: str, given: str) -> Name | None:
    words = family.split()
    start = next((place for place, word in enumerate(words) if not word.islower()), len(words))
    names = [*words[start:], *given.split()]
    is_person = given and words[start:] and all(map(_is_name, names))
    if not is_person:
        return None
    return Name(family=" ".join(words[start:]), given=given, particle=" ".join(words[:start]))


def _is_name(word: str) -> bool:
    is_acronym = len(word) > 1 and word.isupper() and "." not in word
    letters = re.fullmatch(r"[^\W\d_][\w.'-]*", word)
    return bool(letters) and not is_acronym and word.casefold() not in _ORGANIZATION_WORDS
