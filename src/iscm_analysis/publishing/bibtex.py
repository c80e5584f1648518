"""CSL-JSON items as BibTeX: text that TeX reads as text, accents as UTF-8."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from iscm_analysis.publishing.csl import Item

ENTRY_TYPES = {"webpage": "misc", "book": "book", "report": "techreport", "speech": "misc"}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# BibTeX counts braces even after a backslash, so a brace becomes a command with braces that match.
_ESCAPES = str.maketrans(
    {
        **{letter: f"\\{letter}" for letter in "&%#_$"},
        "{": "\\textbraceleft{}",
        "}": "\\textbraceright{}",
        "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}",
        "\\": "\\textbackslash{}",
    }
)
_UNSAFE_IN_ADDRESS = re.compile(r'[\s\\{}"<>^`|]')


def bibtex(items: Iterable[Item]) -> str:
    """Write one entry for each item, in their order."""
    return "\n".join(_entry(item) for item in items)


def escape(text: str) -> str:
    r"""Make text safe for TeX, which would run a command in it.

    >>> print(escape(r"\input{passwd} at 5 %"))
    \textbackslash{}input\textbraceleft{}passwd\textbraceright{} at 5 \%
    """
    return text.translate(_ESCAPES)


def _entry(item: Item) -> str:
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(item))
    return f"@{ENTRY_TYPES[item['type']]}{{{item['id']},\n{fields}}}\n"


def _fields(item: Item) -> Iterator[tuple[str, str]]:
    if "author" in item:
        yield "author", f"{{{' and '.join(_name(name) for name in item['author'])}}}"
    # The second pair keeps styles from changing GFMD into gfmd.
    yield "title", f"{{{{{escape(item['title'])}}}}}"
    yield from _texts(item)
    yield from _dates(item)
    if "URL" in item:
        # A command inside an address would be run too, but a backslash before _ or % would break it.
        yield "url", f"{{{_UNSAFE_IN_ADDRESS.sub(lambda found: quote(found[0]), item['URL'])}}}"
    yield "note", f"{{{escape(item['note'])}}}"


def _texts(item: Item) -> Iterator[tuple[str, str]]:
    is_report = item["type"] == "report"
    texts = {
        # A report prints its type before its number: "IOM Migration Research Series 38".
        "type": item.get("collection-title", item["genre"]) if is_report else None,
        "howpublished": None if is_report else item.get("genre"),
        "series": item.get("collection-title"),
        "number": item.get("collection-number", item.get("number")),
        "edition": item.get("edition"),
        "institution" if is_report else "publisher": item.get("publisher"),
        "address": item.get("publisher-place"),
    }
    for name, text in texts.items():
        if text:
            yield name, f"{{{escape(text)}}}"


def _dates(item: Item) -> Iterator[tuple[str, str]]:
    if "issued" in item:
        year, *month_and_day = item["issued"]["date-parts"][0]
        yield "year", f"{{{year}}}"
        if month_and_day:
            month, day = month_and_day
            yield "month", MONTHS[month - 1]
            yield "day", f"{{{day}}}"
    if "event-date" in item:
        days = ("-".join(f"{part:02}" for part in day) for day in item["event-date"]["date-parts"])
        yield "eventdate", f"{{{'/'.join(days)}}}"


def _name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return f"{{{escape(name['literal'])}}}"
    family = " ".join(name[part] for part in ("non-dropping-particle", "family") if part in name)
    return escape(f"{family}, {name['given']}")
