"""The four annexes of a document, found by their headings; covers, contents and page furniture left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from iscm_analysis.errors import Problem
from iscm_analysis.sources.document_text import Document, Line

TITLES = {
    1: "Annex 1. Evaluation Terms of Reference",
    2: "Annex 2. List of Documents Reviewed",
    3: "Annex 3. List of Interviewees",
    4: "Annex 4. Active ISCMs and IOM's Roles",
}
# A heading has to name its subject: "Annex 3 lists the people" inside a sentence is none.
_SUBJECTS = {1: "terms of|reference", 2: "documents?|references", 3: "interview", 4: "iscms?|mechanisms"}
_NUMBERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4} | {
    word: place for place, word in enumerate(("one", "two", "three", "four"), start=1)
}
_HEADING = re.compile(
    rf"[\s#*_>]*annex(?:ure)?\s*(?P<number>{'|'.join(sorted(_NUMBERS, reverse=True))})\b"
    r"\s*[.:)\u2010-\u2015|-]*\s*(?P<title>.*)",
    re.IGNORECASE,
)
_CONTENTS_ENTRY = re.compile(r"(?:\.{2,}|\u2026|\s|_{2,})[.\u2026_\s]*\d{1,3}[\s*]*$")
_LONGEST_HEADING = 100
_PAGE_NUMBER = re.compile(
    r"[\s*_]*(?:[-\u2013\u2014|\[]\s*)?(?:page\s*|p\.\s*)?(?:\d{1,3}|[ivx]{1,5})"
    r"(?:\s*(?:of|/)\s*\d{1,3})?(?:\s*[-\u2013\u2014|\]])?(?:\s*page)?[\s*_]*",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}")
_NUMBER_AT_EDGE = re.compile(
    r"^(?:page\s*)?\d+(?:\s*(?:of|/)\s*\d+)?\b|\b(?:page\s*)?\d+(?:\s*(?:of|/)\s*\d+)?$", re.IGNORECASE
)
_SEEN_OFTEN = 3


@dataclass(frozen=True, slots=True)
class Annexes:
    """The lines of each annex found, blank ones included, and how many lines belong to none."""

    lines: Mapping[int, tuple[Line, ...]]
    width: int
    slack: float
    n_read: int
    n_left_out: int

    @property
    def last(self) -> int:
        """The annex with which the document ends."""
        return list(self.lines)[-1] if self.lines else 0


def find_annexes(document: Document) -> Annexes:
    """Find the annexes in whatever order they stand; a heading printed again on each page is furniture."""
    lines = [*_without_furniture(document.lines)]
    starts = _starts(lines)
    ends = [*sorted(starts.values()), len(lines)]
    found = {}
    for number, start in sorted(starts.items(), key=lambda item: item[1]):
        end = ends[ends.index(start) + 1]
        found[number] = tuple(line for line in lines[start + 1 : end] if _heading(line) is None)
    n_read = sum(not line.is_blank for line in document.lines)
    n_kept = sum(not line.is_blank for part in found.values() for line in part)
    return Annexes(found, _width(found), document.slack, n_read, n_read - n_kept)


def missing_annexes(annexes: Annexes, file: str) -> Iterator[Problem]:
    """Name every annex that the document does not have; Annex 4 is only a pointer to a workbook."""
    for number, title in TITLES.items():
        if not any(not line.is_blank for line in annexes.lines.get(number, ())):
            words = "has a heading and nothing under it" if number in annexes.lines else "not in the document"
            hint = "the text may be cut off, or the heading worded otherwise"
            yield Problem("warning" if number == max(TITLES) else "error", file, f"{title}: {words}", hint)


def _heading(line: Line) -> tuple[int, str] | None:
    """Give number and title of a line that is an annex heading, in the contents or in place."""
    found = _HEADING.fullmatch(line.text)
    if found is None or len(line.text.strip()) > _LONGEST_HEADING:
        return None
    number, title = _NUMBERS[found["number"].casefold()], found["title"].strip(" *_#")
    if title and not _names_subject(number, title):
        return None
    return number, title


def _starts(lines: Sequence[Line]) -> dict[int, int]:
    """Say at which line each annex begins: its first heading with a text under it and no page number."""
    headings = [(place, found) for place, line in enumerate(lines) if (found := _heading(line))]
    bounds = [*(place for place, _ in headings), len(lines)]
    starts: dict[int, int] = {}
    for (place, (number, title)), end in zip(headings, bounds[1:], strict=True):
        under = [below for below in range(place + 1, end) if not lines[below].is_blank]
        if number in starts or not (under or end == len(lines)):
            continue
        title_at = place if title or not under else under[0]
        shown = title or lines[title_at].text
        if _names_subject(number, shown) and _CONTENTS_ENTRY.search(shown) is None:
            starts[number] = title_at
    return starts


def _names_subject(number: int, title: str) -> bool:
    return re.search(_SUBJECTS[number], title, re.IGNORECASE) is not None


def _width(annexes: Mapping[int, Sequence[Line]]) -> int:
    """Give the widest line of running text: the width at which lines were wrapped, if they were."""
    prose = [line.text for number in (1, 2, 4) for line in annexes.get(number, ())]
    return max((len(text.strip()) for text in prose if "http" not in text), default=0)


def _without_furniture(lines: Sequence[Line]) -> Iterator[Line]:
    """Blank out page numbers, drawn rules and running heads, so that what they cut stays apart by a blank."""
    shown = [replace(line, text="") if _is_number_or_rule(line) else line for line in lines]
    heads = _running_heads(shown, _page_edges(lines))
    for place, line in enumerate(shown):
        yield replace(line, text="") if place in heads else line


def _is_number_or_rule(line: Line) -> bool:
    return _PAGE_NUMBER.fullmatch(line.text) is not None or _RULE.fullmatch(line.text) is not None


def _page_edges(lines: Sequence[Line]) -> set[int]:
    """Find the printed lines that stand first or last on a page, or next to a page number."""
    filled = [place for place, line in enumerate(lines) if not line.is_blank]
    edges = set[int]()
    for before, after in pairwise(filled):
        if any(line.begins_page for line in lines[before + 1 : after + 1]):
            edges |= {before, after}
        if _PAGE_NUMBER.fullmatch(lines[before].text):
            edges.add(after)
        if _PAGE_NUMBER.fullmatch(lines[after].text):
            edges.add(before)
    return edges | set(filled[:1]) | set(filled[-1:])


def _running_heads(lines: Sequence[Line], edges: set[int]) -> set[int]:
    """Find lines repeated at page edges, or standing alone three times and more."""
    places: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        if not line.is_blank and _heading(line) is None and _may_be_head(line.text):
            words = _NUMBER_AT_EDGE.sub("", " ".join(line.text.split()).strip("*_ ")).strip(" |-\u2013\u2014")
            places.setdefault(words.casefold(), []).append(place)
    heads = set[int]()
    for found in places.values():
        at_edge = [place for place in found if place in edges]
        if len(at_edge) > 1:
            heads |= set(at_edge)
        if len(found) >= _SEEN_OFTEN and all(_stands_alone(lines, place) for place in found):
            heads |= set(found)
    return heads


def _may_be_head(text: str) -> bool:
    """Leave out what the annexes themselves print: annex headings, entries, list items, table rows."""
    bare = text.strip()
    is_item = re.match(r"[-\u2010-\u2015*\u2022]+\s|-+\s?\.|\d+[.)]\s", bare) is not None
    ends_sentence = re.search(r"[.?;,>:]['\"*)]*$", bare) is not None
    return not (is_item or ends_sentence or len(re.split(r"\t+|\s{2,}", bare)) > 2)  # noqa: PLR2004  # left and right


def _stands_alone(lines: Sequence[Line], place: int) -> bool:
    around = [lines[near] for near in (place - 1, place + 1) if 0 <= near < len(lines)]
    return all(line.is_blank for line in around)
