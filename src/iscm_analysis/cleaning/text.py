"""Text as people type it, made comparable."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

_LOOK_ALIKES = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u02bc", "'"),
    **dict.fromkeys("\u201c\u201d\u201e", '"'),
}
# Whole pages go through here: a search is ten times faster than str.translate where a text is not ASCII.
_LOOK_ALIKE = re.compile(f"[{''.join(_LOOK_ALIKES)}]")


def tidy_text(text: str) -> str:
    r"""Compose accents, collapse white space, and turn look-alike dashes and quotes into plain ones.

    >>> tidy_text("Project  Manager \u2013 WH\u00a0Program ")
    'Project Manager - WH Program'
    """
    composed = unicodedata.normalize("NFC", text)
    return " ".join(_LOOK_ALIKE.sub(lambda found: _LOOK_ALIKES[found[0]], composed).split())


def fold(text: str) -> str:
    """Drop case and accents too, for comparing names.

    >>> fold("Co\u0302te  d\u2019Ivoire")
    "cote d'ivoire"
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    letters = unicodedata.normalize("NFKD", tidy_text(text).casefold())
    marks = {ord(letter): None for letter in set(letters) if unicodedata.combining(letter)}
    plain = tidy_text(letters.translate(marks) if marks else letters)
    return plain if plain == text else fold(plain)


def split_list(cell: object) -> list[str]:
    """Take a cell apart at its semicolons; a missing cell is an empty list.

    >>> split_list("RP; KP ;")
    ['RP', 'KP']
    """
    if not isinstance(cell, str):
        return []
    return [tidy_text(item) for item in cell.split(";") if item.strip()]


def join_list(items: list[str]) -> str:
    """Put a list into a cell, as every table here does."""
    return ";".join(items)


def tidy_columns(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Tidy the text of some columns; missing stays missing."""
    return frame.assign(**{name: frame[name].map(tidy_text, na_action="ignore") for name in columns})


def matches_word(word: str, text: str) -> bool:
    """Say whether ``word`` stands in ``text`` as a word of its own, in this spelling.

    >>> matches_word("RCM", "RO San Jose / RCM"), matches_word("RCM", "RCMs")
    (True, False)
    """
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None
