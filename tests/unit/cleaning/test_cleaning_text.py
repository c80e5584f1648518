from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iscm_analysis.cleaning.text import (
    fold,
    join_list,
    matches_word,
    split_list,
    tidy_columns,
    tidy_text,
)


@pytest.mark.parametrize(
    ("printed", "tidied"),
    [
        ("Project  Manager \u2013 WH\u00a0Program ", "Project Manager - WH Program"),
        ("2007 \u2014 2017", "2007 - 2017"),
        ("\u201cDefining the Place\u201d", '"Defining the Place"'),
        ("IOM\u2019s", "IOM's"),
        ("San Jose\u0301", "San José"),
        ("line\nbreak\tand tab", "line break and tab"),
        ("", ""),
    ],
)
def test_tidy_text_makes_look_alikes_alike(printed: str, tidied: str) -> None:
    assert tidy_text(printed) == tidied


def test_tidy_text_keeps_case_and_accents() -> None:
    assert tidy_text("Söderköping Process") == "Söderköping Process"


@given(st.text())
def test_tidy_text_settles_after_one_pass(text: str) -> None:
    once = tidy_text(text)
    assert tidy_text(once) == once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C\u00f4te d\u2019Ivoire", "COTE D'IVOIRE"),
        ("None  found", "none found"),
        ("Stra\u00dfe", "STRASSE"),
    ],
)
def test_fold_makes_names_equal_that_differ_in_case_and_accents(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_fold_keeps_names_apart_that_differ_in_letters() -> None:
    assert fold("Niger") != fold("Nigeria")


@given(st.text())
def test_fold_settles_after_one_pass(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@pytest.mark.parametrize("text", ["\u00b4", "\u0149"], ids=["accent alone", "n with apostrophe"])
def test_fold_settles_where_letters_come_apart_into_blanks_and_quotes(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_list_drops_blanks_and_empty_items() -> None:
    assert split_list("RP; KP ;; ") == ["RP", "KP"]


@pytest.mark.parametrize("cell", [pd.NA, None, float("nan"), ""])
def test_a_missing_cell_is_an_empty_list(cell: object) -> None:
    assert split_list(cell) == []


@given(st.lists(st.text("abc -", min_size=1).map(tidy_text).filter(bool)))
def test_a_list_put_into_a_cell_comes_out_again(items: list[str]) -> None:
    assert split_list(join_list(items)) == items


def test_tidying_columns_gives_a_new_frame_and_keeps_missing_missing() -> None:
    frame = pd.DataFrame({"title": ["Head  of", pd.NA], "unit": ["a  b", "c"]}, dtype="string")
    tidied = tidy_columns(frame, ["title"])
    assert tidied["title"].fillna("missing").tolist() == ["Head of", "missing"]
    assert tidied["unit"].tolist() == ["a  b", "c"]
    assert frame["title"].iloc[0] == "Head  of"


@pytest.mark.parametrize(
    ("word", "text", "stands"),
    [
        ("RCM", "RO San Jose / RCM", True),
        ("RCM", "(RCM)", True),
        ("RCM", "RCMs", False),
        ("RCM", "rcm", False),
        ("IOM", "GCIM-IOM", True),
        ("5+5 Dialogue", "the 5+5 Dialogue", True),
        ("5+5 Dialogue", "the 555 Dialogue", False),
    ],
)
def test_a_word_stands_by_itself_in_its_own_spelling(word: str, text: str, *, stands: bool) -> None:
    assert matches_word(word, text) is stands
