"""States by any spelling in use: exact match on folded names, else unknown; never a guess."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from iscm_analysis.cleaning.text import fold

FOOTNOTE = re.compile(
    r"\s*(?:[*\u2020\u2021\u00a7\u00b9\u00b2\u00b3\u2070-\u2079#]+|\[\w{1,2}\]|\(\d\)|\b\d\)|(?<=[^\W\d])\d{1,2})$"
)
_REMARK = re.compile(
    r"\s*[(\[](?:(?:current |former )?(?:co-?|vice-? ?)?chair|"
    r"host|since|as of|from|until|joined|suspended|pro tempore|"
    r"pr[e\u00e9]siden|observer|member|(?:19|20)\d\d)[^()\[\]]*[)\]]$",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|\band\b|\bet\b|\by\b|\be\b|&|/|\u2022|\u00b7|\s-\s|\u2013)\s*", re.IGNORECASE)
_HARD = re.compile(r"\s*(?:;|\n|\u2022|\u00b7|\u25aa|\u25cf|\uf0b7|\|)\s*")
_BULLET = re.compile(r"^\s*(?:[-\u2013\u2022\u00b7*\u25aa\u25cf]|\d{1,3}[.)])\s+")
_LONGEST_JOIN = 6
_LONGEST_NAME = 80
_NEAR = 0.78


@dataclass(frozen=True, slots=True)
class State:
    """A State or territory: its code, United Nations name, and standing there."""

    iso3: str
    state_name: str
    un_status: str


@dataclass(frozen=True, eq=False)
class StateNames:
    """Every known spelling, folded, and what is known to be no State."""

    states: Mapping[str, State]
    no_states: Mapping[str, str]
    suggestions: dict[str, str] = field(default_factory=dict)

    def find(self, name: str) -> State | None:
        """Give the State of this name, or None."""
        return self.states.get(state_key(name))

    def kind_of(self, name: str) -> str:
        """Say what a name that is no State is, if the list of such names has it."""
        return self.no_states.get(state_key(name), "")

    def suggest(self, name: str) -> str:
        """Give the nearest known spelling, or nothing; asked once for each name."""
        key = state_key(name)
        if key not in self.suggestions and len(self.suggestions) < 100 and len(key) < _LONGEST_NAME:  # noqa: PLR2004  # enough to see
            near = difflib.get_close_matches(key, self.states, n=1, cutoff=_NEAR)
            self.suggestions[key] = self.states[near[0]].state_name if near else ""
        return self.suggestions.get(key, "")


@lru_cache(maxsize=50_000)
def state_key(name: str) -> str:
    """Fold a name for comparing: no case, accents, punctuation, article; "St." and "&" written out.

    >>> state_key("The St. Kitts & Nevis"), state_key("Guinea-Bissau"), state_key("C\u00f4te d\u2019Ivoire")
    ('saint kitts and nevis', 'guinea bissau', 'cote d ivoire')
    """
    words = re.sub(r"[^\w]+", " ", fold(name).replace("&", " and ")).replace("_", " ").split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join("saint" if word == "st" else word for word in words)


def known_states(
    states: Iterable[Mapping[str, str]],
    names: Iterable[Mapping[str, str]],
    others: Iterable[Mapping[str, str]],
) -> StateNames:
    """Put the code lists ``states``, ``state-names`` and ``no-states`` together."""
    by_code = {row["iso3"]: State(row["iso3"], row["state_name"], row["un_status"]) for row in states}
    spelled = {state_key(state.state_name): state for state in by_code.values()}
    spelled.update(
        {state_key(row["spelling"]): by_code[row["iso3"]] for row in names if row["iso3"] in by_code}
    )
    return StateNames(spelled, {state_key(row["spelling"]): row["kind"] for row in others})


def without_footnote(name: str) -> tuple[str, str]:
    """Take a footnote mark or a remark like "(Chair)" off the end of a name; give both.

    >>> without_footnote("Kosovo*"), without_footnote("Albania1"), without_footnote("Italy (Chair)")
    (('Kosovo', '*'), ('Albania', '1'), ('Italy', '(Chair)'))
    """
    text = tidy_space(name)
    head, bare = text[:-_LONGEST_NAME], text[-_LONGEST_NAME:]
    for pattern in (FOOTNOTE, _REMARK, FOOTNOTE):
        bare = pattern.sub("", bare).rstrip()
    return (head + bare, text[len(head + bare) :].strip()) if bare else (text, "")


def tidy_space(text: str) -> str:
    """Compose accents and collapse white space; dashes and quotes stay as printed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def split_names(cell: str, names: StateNames) -> list[str]:
    """Take a cell of State names apart; names that hold a comma or "and" stay whole when they are known.

    Semicolons, line breaks and bullets always part names.
    """
    pieces = [tidy_space(_BULLET.sub("", piece)) for piece in _HARD.split(cell)]
    return [name for piece in pieces if piece.strip(" .,;") for name in _names_in(piece.strip(" ,;"), names)]


def _names_in(piece: str, names: StateNames) -> Iterator[str]:
    if _is_known(piece, names):
        yield piece
        return
    parts, joints = parted(piece)
    start = 0
    while start < len(parts):
        end = _longest_known(parts, joints, start, names)
        name = _joined(parts, joints, start, end).strip(" .:")
        if name:
            yield name
        start = end


def parted(piece: str) -> tuple[list[str], list[str]]:
    """Part a piece at commas and the like, but not within brackets; give parts and what stood between."""
    parts, joints, last = [], [], 0
    for found in _AND.finditer(piece):
        if piece.count("(", 0, found.start()) == piece.count(")", 0, found.start()):
            parts.append(piece[last : found.start()])
            joints.append(found[0])
            last = found.end()
    return [*parts, piece[last:]], [*joints, ""]


def _longest_known(parts: list[str], joints: list[str], start: int, names: StateNames) -> int:
    """Give the end of the longest known name from ``start``; "China, Hong Kong SAR" in a list is two."""
    for end in range(min(len(parts), start + _LONGEST_JOIN), start + 1, -1):
        whole = _joined(parts, joints, start, end)
        if _is_known(whole, names) and not all(_is_known(part, names) for part in parts[start:end]):
            return end
    return start + 1


def _joined(parts: list[str], joints: list[str], start: int, end: int) -> str:
    pairs = zip(parts[start:end], [*joints[start : end - 1], ""], strict=True)
    return "".join(part + joint for part, joint in pairs)


def _is_known(name: str, names: StateNames) -> bool:
    return bool(name) and len(name) <= 2 * _LONGEST_NAME and recognise(name, names).is_known


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a printed name is: a State, something that is known to be none, or nothing known.

    ``name`` is the printed one, without its footnote ``mark`` when the name is known without it.
    """

    state: State | None
    kind: str
    name: str
    mark: str

    @property
    def is_known(self) -> bool:
        """Whether a code list has it."""
        return self.state is not None or bool(self.kind)


@lru_cache(maxsize=50_000)
def recognise(printed: str, names: StateNames) -> Recognised:
    """Say what a printed name is, with or without its footnote mark."""
    bare, mark = without_footnote(printed)
    if names.find(bare) or (names.kind_of(bare) and not names.find(printed)):
        return Recognised(names.find(printed) or names.find(bare), names.kind_of(bare), bare, mark)
    return Recognised(names.find(printed), names.kind_of(printed), printed, "")
