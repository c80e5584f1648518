"""Where a coded passage begins and ends: programs count letters in different ways, and none says which.

A way of counting is judged by all passages of a project: people mark whole words, so the right way has
nearly all ends between words, and a wrong one slips into them after the first accent or line end.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, product

UNITS = {"code_points": "code points", "utf16": "UTF-16 units", "utf8": "UTF-8 bytes"}
LINE_ENDS = {"stored": "line ends as stored", "one": "a line end as one", "two": "a line end as two"}
MARKS = {False: "byte order mark not counted", True: "byte order mark counted"}
LEAST_SCORE = 0.7  # below it not even the best way is believed
BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Passage:
    """A marked piece of a text, by the numbers its program wrote; ``end`` is the first letter after it."""

    text_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Counting:
    """A way of counting."""

    unit: str
    has_mark: bool
    line_end: str

    def __str__(self) -> str:
        """Say it in words."""
        return f"{UNITS[self.unit]}, {MARKS[self.has_mark]}, {LINE_ENDS[self.line_end]}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The best way of counting, the share of ends it puts between words, and what each passage then says.

    ``is_sure`` is false when another way, with other quotations, does as well, or none does well.
    """

    counting: Counting
    score: float
    n_passages: int
    is_sure: bool
    quotations: tuple[str | None, ...]


def read_passages(texts: Mapping[str, str], passages: Iterable[Passage]) -> Verdict | None:
    """Find out how positions were counted; None when there is no passage.

    Ways that give the same quotations are one; of equals the first in the order of the lists above counts.
    """
    marked = list(passages)
    if not marked:
        return None
    ways: dict[tuple[str | None, ...], list[tuple[float, Counting]]] = defaultdict(list)
    for unit, has_mark, line_end in product(UNITS, MARKS, LINE_ENDS):
        way = Counting(unit, has_mark, line_end)
        rulers = {text_id: _Ruler(text, way) for text_id, text in texts.items()}
        read = [rulers[passage.text_id].read(passage.start, passage.end) for passage in marked]
        score = sum(ends for _, ends in read) / (2 * len(marked))
        ways[tuple(quotation for quotation, _ in read)].append((score, way))
    ranked = sorted(ways.items(), key=lambda item: -item[1][0][0])
    quotations, [(score, way), *_] = ranked[0]
    is_sure = score >= LEAST_SCORE and (len(ranked) == 1 or score > ranked[1][1][0][0])
    return Verdict(way, score, len(marked), is_sure, quotations)


class _Ruler:
    """One text as one way of counting sees it."""

    def __init__(self, text: str, way: Counting) -> None:
        self.text = _with_line_ends(text.removeprefix(BOM), way.line_end)
        if way.has_mark and text.startswith(BOM):
            self.text = BOM + self.text
        self.places = _places(self.text, way.unit)

    def read(self, start: int, end: int) -> tuple[str | None, int]:
        """Give the passage, and how many of its two ends lie between words."""
        first, last = self._index(start), self._index(end)
        if first is None or last is None or last < first:
            return None, 0
        ends = int(self._is_start(first, last)) + int(self._is_end(first, last))
        return self.text[first:last].replace("\r\n", "\n").removeprefix(BOM), ends

    def _index(self, position: int) -> int | None:
        """Give the letter at a position; none when it lies outside the text or inside a letter."""
        if self.places is None:
            return position if 0 <= position <= len(self.text) else None
        index = bisect_left(self.places, position)
        return index if index < len(self.places) and self.places[index] == position else None

    def _is_start(self, first: int, last: int) -> bool:
        return self._is_between(first) and first < last and not self.text[first].isspace()

    def _is_end(self, first: int, last: int) -> bool:
        return self._is_between(last) and first < last and not self.text[last - 1].isspace()

    def _is_between(self, index: int) -> bool:
        before, after = self.text[index - 1 : index], self.text[index : index + 1]
        return not (before.isalnum() and after.isalnum())


def _with_line_ends(text: str, line_end: str) -> str:
    if line_end == "stored":
        return text
    one = text.replace("\r\n", "\n").replace("\r", "\n")
    return one if line_end == "one" else one.replace("\n", "\r\n")


def _places(text: str, unit: str) -> list[int] | None:
    """Give the position of every letter and of the end; None where it is the letter's own number."""
    if unit == "code_points" or text.isascii() or (unit == "utf16" and max(text) <= "\uffff"):
        return None
    encoding, width = ("utf-16-le", 2) if unit == "utf16" else ("utf-8", 1)
    sizes = (len(letter.encode(encoding, "surrogatepass")) // width for letter in text)
    return [0, *accumulate(sizes)]
