from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from iscm_analysis.cleaning.vocabulary import FIELDS, key, vocabulary
from iscm_analysis.terms import IOM_ROLES, ISCM_TYPES

ROOT = Path(__file__).resolve().parents[3]
with (ROOT / "data" / "reference" / "annex4-headings.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
WORDS = vocabulary(ROWS)
LANGUAGES = ("en", "fr", "es")


def meaning(row: dict[str, str]) -> str:
    """Give the field a row is read as."""
    kind, _, code = row["field"].partition(":")
    if not code:
        return WORDS.column(row["heading"])
    return f"{kind}:{WORDS.words[kind].get(key(row['heading']) or row['heading'].strip(), '')}"


def spelling(row: dict[str, str]) -> str:
    """Give what tells a row from others: its letters, or all of it where the letters mean another field."""
    letters = key(row["heading"])
    is_enough = letters and (":" in row["field"] or WORDS.columns[letters] == row["field"])
    return letters if is_enough else row["heading"].casefold()


def test_every_row_of_the_list_is_read_as_it_says() -> None:
    assert [(row["heading"], row["field"]) for row in ROWS if meaning(row) != row["field"]] == []


def test_no_row_of_the_list_says_what_another_says() -> None:
    said = Counter((spelling(row), row["field"], row["language"]) for row in ROWS)
    assert [row for row, count in said.items() if count > 1] == []


def test_every_field_is_one_that_is_read() -> None:
    columns = {row["field"] for row in ROWS if ":" not in row["field"]}
    assert columns == {*FIELDS, "name_acronym", "iscm_id", "country", "iso3", "participation", "unused"}
    codes = {kind: set(words.values()) for kind, words in WORDS.words.items()}
    assert codes["role"] == set(IOM_ROLES)
    assert codes["type"] == set(ISCM_TYPES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_documented_column_can_be_named_in_every_language(language: str) -> None:
    spoken = {row["field"] for row in ROWS if row["language"] == language}
    assert set(FIELDS) - spoken == set()
    assert {f"role:{code}" for code in IOM_ROLES} - spoken == set()
    assert {f"type:{code}" for code in ISCM_TYPES} - spoken == set()


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("ISCM (acronym)", "name_acronym"), ("ISCM acronym", "acronym"), ("# MEMBERS", "n_members"),
        ("Members", "members"), ("Members (#)", "n_members"), ("A\u00f1o de creaci\u00f3n", "year_established"), ("ann\u00e9e", "year_established"),
        ("Region (as of 2019)", "region"), ("Budget", ""),
    ],
)  # fmt: skip
def test_headings(heading: str, field: str) -> None:
    assert WORDS.column(heading) == field
