"""The numbers that the terms of reference state in running text, in figures or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBER_WORDS = (
    {word: value for value, word in enumerate(_ONES)}
    | {word: 10 * value for value, word in enumerate(_TENS, start=2)}
    | {
        f"{ten}-{one}": 10 * tens + ones
        for tens, ten in enumerate(_TENS, start=2)
        for ones, one in enumerate(_ONES[1:10], start=1)
    }
)
_WORDS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)).replace("-", "[- ]")
_N = rf"(?P<n>\d{{1,4}}|{_WORDS})\b"
# Identifier, unit, and how the sentence says it.
FACTS = (
    ("years_of_support", "years", rf"\b(?:over|more than) {_N} years\b"),
    ("member_of", "ISCMs", rf"\bmember(?: organi[sz]ation)?s? (?:of|in) {_N}"),
    ("observer_of", "ISCMs", rf"\bobserver (?:of|in|to) {_N}"),
    ("grcp_since", "year", r"\bsince (?P<n>\d{4})\b.*\b(?:GRCP|Global RCP)"),
    ("iscms_emerged", "decade", r"\bmid-?\s?(?P<n>\d{4})s\b"),
    ("plan_first_year", "year", r"\bplan for (?P<n>\d{4})"),
    ("plan_last_year", "year", r"\bplan for \d{4}\s*[-\u2013]\s*(?P<n>\d{4})"),
)


def stated_facts(sentences: Sequence[tuple[str, str]]) -> Iterator[dict[str, str]]:
    """Give each fact of ``FACTS`` from the first sentence, with its locator, that states it."""
    for fact, unit, pattern in FACTS:
        for sentence, locator in sentences:
            if found := re.search(pattern, sentence, re.IGNORECASE):
                value = str(number(found["n"]))
                yield {"id": fact, "value": value, "unit": unit, "text": sentence, "locator": locator}
                break


def number(words: str) -> int:
    """Understand a number below a hundred in words, or any in figures.

    >>> number("Eighteen"), number("twenty one"), number("2005")
    (18, 21, 2005)
    """
    return int(words) if words.isdecimal() else NUMBER_WORDS[words.casefold().replace(" ", "-")]
