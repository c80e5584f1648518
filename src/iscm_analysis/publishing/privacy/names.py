"""Interviewees' names, in every order and short form in which somebody may be named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from iscm_analysis.publishing.privacy.readings import Form, Readings, plain

SHORT = 5  # letters; a shorter family name alone is too often something else
JOINED = 8  # letters; together so many make a name even without a blank: luisserrano
AROUND = 60  # letters to both sides of a part of a name in which the rest of it may stand
_SEVERAL = re.compile(r"\s+(?:and|et|y)\s+|[/;&]")
_PART = re.compile(r"[^\W\d_]+")
_NO_NAME = {
    "mr", "mrs", "ms", "miss", "dr", "prof", "sr", "sra", "mme", "he", "ambassador",
    "de", "la", "del", "da", "do", "dos", "das", "di", "van", "von", "der", "den", "ter", "le", "el", "al",
    "bin", "ibn", "abu", "san", "st",
}  # fmt: skip
_SMALL = "|".join(sorted(_NO_NAME))


@dataclass(frozen=True)
class Name:
    """One person's name by its parts in small plain letters; ``alone`` if the last one is enough."""

    first: str
    later: tuple[str, ...]
    alone: bool

    @cached_property
    def full(self) -> re.Pattern[str]:
        """Match two parts in either order, in small letters, with initials and particles in between."""
        pairs = [
            f"{one}{_gap(one, other)}{self._between}{other}"
            for later in self.later
            for one, other in ((self.first, later), (later, self.first))
        ]
        compound = [
            f"{one}{_gap(one, other)}{self._between}{other}"
            for place, one in enumerate(self.later)
            for other in self.later[place + 1 :]
        ]
        return re.compile(rf"(?<![^\W\d_])(?:{'|'.join([*pairs, *compound])})(?![^\W\d_])")

    @property
    def _between(self) -> str:
        return rf"(?:(?:{'|'.join(self.later)}|{_SMALL}|[^\W\d_])\b[\W_]{{1,4}}){{0,4}}"

    @cached_property
    def short(self) -> re.Pattern[str]:
        """Match an initial with its full stop and a family name, in either order, as they are capitalised."""
        family = "|".join(f"{part[0].upper()}(?i:{part[1:]})" for part in self.later)
        initial = self.first[0].upper()
        more = rf"(?:[A-Z](?:\.|\b)[\s-]{{0,2}}|(?:{family}|(?i:{_SMALL}))[\s-]{{1,2}}){{0,3}}"
        before = rf"(?<![^\W_]){initial}\.[\s-]{{0,2}}{more}(?:{family})(?![^\W\d_])"
        after = rf"(?<![^\W_])(?:{family})(?:,\s?{initial}(?:\.|(?![\w'])|(?=[A-Z]\b))|\s{initial}\.)"
        return re.compile(f"{before}|{after}")

    def stands_around(self, form: Form, part: str, at: int) -> bool:
        """Say whether the person is named where ``part`` of the name was found."""
        if (
            self.alone
            and part == self.later[-1]
            and form.text[at].isupper()
            and _is_word(form.small, at, part)
        ):
            return True
        around = slice(max(0, at - AROUND), at + len(part) + AROUND)
        return bool(self.full.search(form.small[around]) or self.short.search(form.text[around]))


def _gap(one: str, other: str) -> str:
    return r"[\W_]{0,4}" if len(one) + len(other) >= JOINED else r"[\W_]{1,4}"


def _is_word(text: str, at: int, part: str) -> bool:
    end = at + len(part)
    before, after = text[at - 1 : at] if at else "", text[end : end + 1]
    return not before.isalpha() and not after.isalpha()


@dataclass(frozen=True)
class Names:
    """The names of all interviewees; it says whether one of them stands in a text, never which."""

    names: tuple[Name, ...]
    message: str = "an interviewee's name stands here"
    hint: str = "show the interviewee's id and role instead"
    by_part: dict[str, list[Name]] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the names by the parts that give them away."""
        for name in self.names:
            for part in name.later:
                self.by_part.setdefault(part, []).append(name)

    def stand_in(self, text: Readings) -> bool:
        """Say whether somebody is named."""
        return any(
            name.stands_around(form, part, at)
            for form in text.forms
            for part, names in self.by_part.items()
            if part in form.small
            for at in _places(part, form.small)
            for name in names
        )


def _places(part: str, text: str) -> Iterator[int]:
    """Find a part of a name; a short one as a word of its own only."""
    if len(part) < SHORT and part.lower() != part.upper():
        yield from (found.start() for found in re.finditer(rf"{part}(?<![^\W\d_]{part})(?![^\W\d_])", text))
        return
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def names_of(printed: Iterable[str], ordinary: str) -> Names:
    """Take names apart as a list of people prints them; ``ordinary`` is text that may use them as words."""
    known = {
        name for cell in printed for one in _SEVERAL.split(cell) if (name := _name(one, ordinary)) is not None
    }
    return Names(tuple(sorted(known, key=lambda name: (name.later, name.first))))


def _name(printed: str, ordinary: str) -> Name | None:
    family, comma, given = plain(printed).partition(",")
    parts = _PART.findall(f"{given} {family}".lower() if comma else family.lower())
    telling = [part for part in parts if len(part) > 1 and part not in _NO_NAME] or parts
    if not telling:
        return None
    first, later = telling[0], tuple(telling[1:]) or (telling[0],)
    is_compound = "-" in family.split()[-1] if family.split() else False
    is_alone = len(later[-1]) >= SHORT and not is_compound and not _is_ordinary(later[-1], ordinary)
    return Name(first, later, alone=is_alone)


def _is_ordinary(part: str, ordinary: str) -> bool:
    return part in ordinary and re.search(rf"{part}(?<![^\W\d_]{part})(?![^\W\d_])", ordinary) is not None
