from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iscm_analysis.sources.text_positions import BOM, LINE_ENDS, UNITS, Counting, Passage, read_passages

TEXT = (
    "C\u00f4te d\u2019Ivoire sent \U0001f4c4 three notes.\r\n"
    "The \u00e9lan of S\u00e3o Tom\u00e9 was praised.\r\nNobody paid.\r\n"
)
MARKED = ("three notes", "S\u00e3o Tom\u00e9", "praised", "Nobody paid")


def counted(text: str, unit: str) -> int:
    """Count the length of a text as a program of this kind does."""
    if unit == "utf16":
        return len(text.encode("utf-16-le")) // 2
    return len(text) if unit == "code_points" else len(text.encode())


def as_program(way: Counting) -> tuple[str, list[Passage]]:
    """Give a text as stored, and the positions that a program with this way of counting writes."""
    seen = TEXT if way.line_end != "one" else TEXT.replace("\r\n", "\n")
    seen = BOM + seen if way.has_mark else seen
    passages = []
    for words in MARKED:
        start = seen.index(words)
        passages.append(
            Passage("t", counted(seen[:start], way.unit), counted(seen[: start + len(words)], way.unit))
        )
    return BOM + TEXT, passages


@pytest.mark.parametrize(
    "way", [Counting(*way) for way in product(UNITS, (False, True), ("stored", "one"))], ids=str
)
def test_each_way_of_counting_is_found_out_by_its_passages(way: Counting) -> None:
    text, passages = as_program(way)
    verdict = read_passages({"t": text}, passages)
    assert verdict is not None
    assert verdict.is_sure
    assert verdict.quotations == MARKED
    assert verdict.score == 1


def test_a_text_stored_with_plain_line_ends_may_have_been_counted_with_two() -> None:
    stored, seen = TEXT.replace("\r\n", "\n"), TEXT
    start = seen.index("Nobody paid")
    marked = [Passage("t", start, start + 11), Passage("t", seen.index("praised"), seen.index("praised") + 7)]
    verdict = read_passages({"t": stored}, marked)
    assert verdict is not None
    assert (verdict.counting.line_end, verdict.quotations) == ("two", ("Nobody paid", "praised"))


def test_ways_that_give_the_same_quotations_are_no_tie() -> None:
    verdict = read_passages({"t": "plain words only"}, [Passage("t", 6, 11)])
    assert verdict is not None
    assert (verdict.is_sure, verdict.quotations) == (True, ("words",))


def test_two_ways_that_do_as_well_are_a_tie() -> None:
    text = "\u00e9\u00e9 a b c d e"  # in bytes all stands two further on, and letters stand alone there too
    verdict = read_passages({"t": text}, [Passage("t", 5, 8)])
    assert verdict is not None
    assert not verdict.is_sure


def test_passages_that_cut_words_everywhere_are_believed_in_no_way() -> None:
    verdict = read_passages({"t": "abcdefghij klmnopqrst"}, [Passage("t", 1, 4), Passage("t", 13, 17)])
    assert verdict is not None
    assert (verdict.is_sure, verdict.score) == (False, 0)


def test_a_passage_outside_its_text_has_no_quotation() -> None:
    verdict = read_passages({"t": "short text"}, [Passage("t", 0, 5), Passage("t", 50, 60)])
    assert verdict is not None
    assert verdict.quotations == ("short", None)


def test_without_a_passage_there_is_nothing_to_find_out() -> None:
    assert read_passages({"t": "text"}, []) is None


@given(st.text(max_size=60), st.integers(-5, 80), st.integers(-5, 80))
def test_whatever_stands_there_is_read_without_an_error(text: str, start: int, end: int) -> None:
    verdict = read_passages({"t": text}, [Passage("t", start, end)])
    assert verdict is not None
    assert 0 <= verdict.score <= 1


def test_every_list_has_words() -> None:
    said = {
        str(Counting(unit, has_mark=mark, line_end=end))
        for unit in UNITS
        for mark in (False, True)
        for end in LINE_ENDS
    }
    assert len(said) == 18
