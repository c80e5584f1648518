"""One text, as it can be read: as it is written, decoded, and without markup."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_UNICODE_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_SPACE_ESCAPE = re.compile(r"\\[nrt]")
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
_TAG = re.compile(r"<[/!?a-zA-Z][^>]*>")
# Tags that may stand inside a word: of HTML, Word (w:), spreadsheets (r, t), drawings (tspan). Others end it.
_INSIDE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|o:p|q|r|rPr|rPh|s|samp"
    r"|small|span|strong|sub|sup|t|time|tspan|tt|u|var|wbr|w:(?!(?:p|tc|tr|br|cr|tab)\b)\w+)(?:\s[^>]*)?/?>",
    re.IGNORECASE,
)
_LETTERS = str.maketrans({
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ß": "ss", "æ": "ae",
    "Æ": "AE", "œ": "oe", "Œ": "OE", "\u0131": "i", "þ": "th", "Þ": "Th",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """One way to read a text, also in small letters, place for place."""

    text: str
    small: str


@dataclass(frozen=True, slots=True)
class Readings:
    """A text as it is ``written``, and its ``forms`` with plain letters: without tags, and the tags alone."""

    written: str
    forms: tuple[Form, ...]


def readings(text: str) -> Readings:
    r"""Read a text in every way in which a name can be put into it.

    >>> [form.text for form in readings(r"Lu&#237;s%20S\u00e1n<b id='it'>ch</b>ez").forms]
    ['Luis Sanchez', "<b id='it'>"]
    """
    decoded = _decode(text)
    if "<" not in decoded:
        return Readings(text, (_form(decoded),))
    tags = dict.fromkeys(tag for tag in _TAG.findall(decoded) if "=" in tag or tag[1] in "!?")
    shown = _TAG.sub(" ", _INSIDE.sub("", decoded))
    return Readings(text, (_form(shown), _form("\n".join(tags))))


def _form(text: str) -> Form:
    plainer = plain(text)
    small = plainer.lower()
    return Form(plainer if len(small) == len(plainer) else small, small)


def _decode(text: str) -> str:
    if "\\" in text:
        text = _SPACE_ESCAPE.sub(
            " ", _UNICODE_ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), text)
        )
    if "%" in text and _PERCENT.search(text):
        text = unquote(text, errors="replace")
    while "&" in text and (plainer := html.unescape(text)) != text:
        text = plainer
    return text


def plain(text: str) -> str:
    r"""Drop accents and signs nobody sees, and collapse white space; case stays.

    >>> plain("P\u00e4r\u00a0\u200bLi\u00adljert")
    'Par Liljert'
    """
    if not text.isascii():
        text = _FOREIGN.sub(lambda found: _plain_letters(found[0]), _UNSEEN.sub("", text))
    return " ".join(text.split())


@cache
def _plain_letters(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
