"""Ways to reach people: e-mail addresses and telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from iscm_analysis.publishing.privacy.readings import Readings

_AT = r"(?:@|\s?[\[({]\s?at\s?[\])}]\s?)"
LONGEST = 100  # letters of an address to either side
_DOT = r"(?:\.|\s?[\[({]\s?dot\s?[\])}]\s?)"
_EMAIL = re.compile(
    rf"[A-Za-z0-9_%+'-](?:[\w.%+'-]{{0,63}}){_AT}(?:[A-Za-z0-9-]{{1,63}}{_DOT}){{1,5}}(?!\d|png\b|svg\b|jpe?g\b)[A-Za-z]{{2,24}}\b"
)
_GROUPS = r"(?:[\s().\-/]{0,3}\d){%s}(?!\w)"
# A number says that it is one: by its +, by 00 and groups, as the American (202) 555-0123, or by a word
# before it. Each pattern starts with letters of its own and looks back after them: that makes it fast.
_NUMBERS = {
    "+": re.compile(r"\+(?<![\w.+]\+)[1-9]" + _GROUPS % "8,14"),
    "00": re.compile(r"00(?<![\w.,+-]00)[1-9]\d{0,2}[\s().\-/]" + _GROUPS % "7,12"),
    "(": re.compile(r"\((?<![\w.]\()\d{3}\)\s?\d{3}[-.\s]\d{4}(?!\w)"),
}
_SAID = {
    word: re.compile(rf"{word}(?<![^\W\d_]{word})(?:\.|:|\s|no\.|number|is){{0,4}}[\d(]" + _GROUPS % "5,14")
    for word in ("tel", "telf", "telefono", "telephone", "phone", "mobile", "fax", "whatsapp")
}
_YEARS = re.compile(r"(?:19|20)\d\d(?:\D{1,3}(?:19|20)\d\d)*|\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{4}")
_NUMBER = re.compile(r"[\d(][\d\s().\-/]*")


@dataclass(frozen=True)
class Emails:
    """E-mail addresses, plain or with (at)."""

    message: str = "an e-mail address stands here"
    hint: str = "take it out, or list an institution's in data/reference/privacy-allowed.csv with the reason"

    def stand_in(self, text: Readings) -> bool:
        """Say whether there is one."""
        return any(
            _EMAIL.search(form.text, max(0, found.start() - LONGEST), found.end() + LONGEST)
            for form in text.forms
            for found in _signs(form.small)
        )


def _signs(text: str) -> Iterator[re.Match[str]]:
    if "@" in text:
        yield from re.finditer("@", text)
    if "at)" in text or "at]" in text or "at}" in text:
        yield from re.finditer(r"at[\])}]", text)
    if "at )" in text or "at ]" in text or "at }" in text:
        yield from re.finditer(r"at [\])}]", text)


@dataclass(frozen=True)
class Telephones:
    """Telephone numbers that can be told from symbols of documents, amounts, dates and fingerprints."""

    message: str = "a telephone number stands here"
    hint: str = "take it out, or list an institution's in data/reference/privacy-allowed.csv with the reason"

    def stand_in(self, text: Readings) -> bool:
        """Say whether there is one."""
        return any(_is_called(form.small) for form in text.forms)


def _is_called(text: str) -> bool:
    if any(pattern.search(text) for start, pattern in _NUMBERS.items() if start in text):
        return True
    said = (found[0] for word, pattern in _SAID.items() if word in text for found in pattern.finditer(text))
    return any(not _YEARS.fullmatch(_digits(one)) for one in said)


def _digits(said: str) -> str:
    found = _NUMBER.search(said)
    return found[0].strip() if found else ""
