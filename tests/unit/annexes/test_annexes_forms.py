from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from annexes_forms import TERMS, composed, forms
from iscm_analysis.project import find_project
from iscm_analysis.tables.annexes import read_annexes
from iscm_analysis.tables.reading import Reading
from iscm_analysis.tables.store import load

PROJECT = find_project(Path(__file__).resolve().parent)
FORMS = forms()
SAID = {"Windows-1252": "it is not UTF-8; read as Windows-1252, check accented letters"}


def read(folder: Path, content: bytes, suffix: str = ".txt") -> Reading:
    path = folder / f"annexes{suffix}"
    path.write_bytes(content)
    return read_annexes(path, PROJECT)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    return read(tmp_path_factory.mktemp("plain"), composed().text().encode())


def without_locators(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop(columns="locator")


@pytest.mark.parametrize("form", FORMS)
def test_the_form_of_the_document_changes_no_table(form: str, plain: Reading, tmp_path: Path) -> None:
    suffix, content = FORMS[form]
    reading = read(tmp_path, content, suffix)
    for name, frame in plain.frames.items():
        pd.testing.assert_frame_equal(without_locators(reading.frames[name]), without_locators(frame))
    messages = [problem.message for problem in plain.problems]
    assert [problem.message for problem in reading.problems] == [*filter(None, [SAID.get(form)]), *messages]
    for account in reading.accounts:
        assert account.n_read == account.n_kept + account.n_ignored + account.n_refused


def test_the_tables_have_the_rows_counted_by_hand(plain: Reading) -> None:
    assert {name: len(frame) for name, frame in plain.frames.items()} == {
        "documents": 45,
        "interviewees": 41,
        "questions": 23,
        "indicators": 7,
        "focus_items": 5,
        "recommendation_areas": 4,
        "scope_limits": 5,
        "stated_facts": 7,
        "cleaned_cells": 140,
    }


@pytest.mark.parametrize("name", ["documents", "interviewees"])
def test_the_document_gives_the_tables_of_the_raw_files(plain: Reading, name: str) -> None:
    committed = load(PROJECT).frames()[name]
    pd.testing.assert_frame_equal(without_locators(plain.frames[name]), without_locators(committed))


def test_questions_are_numbered_as_in_the_raw_file_and_keep_their_words(plain: Reading) -> None:
    parts = [part for question in TERMS["question"] for part in question["part"]]
    questions = plain.frames["questions"]
    assert questions["part_id"].tolist() == [part["id"] for part in parts]
    assert questions["text"].tolist() == [part["text"] for part in parts]
    assert questions["question_id"].nunique() == 18


def test_a_bullet_has_the_criteria_of_its_heading(plain: Reading) -> None:
    questions = plain.frames["questions"].drop_duplicates("heading")
    assert questions[["heading", "criteria"]].to_numpy().tolist() == [
        ["relevance", "relevance"],
        ["effectiveness_and_sustainability", "effectiveness;sustainability"],
        ["efficiency", "efficiency"],
        ["outcome_and_impact", "outcome;impact"],
    ]


def test_the_sixth_indicator_names_two_things(plain: Reading) -> None:
    indicators = plain.frames["indicators"]
    assert indicators["id"].tolist() == [*(f"IND{place}" for place in range(1, 6)), "IND6a", "IND6b"]
    assert indicators["text"].tolist()[-1] == "funding of what IOM proposes"


def test_numbers_in_words_are_understood(plain: Reading) -> None:
    facts = plain.frames["stated_facts"]
    assert dict(zip(facts["id"], facts["value"], strict=True)) == {
        "years_of_support": 30,
        "member_of": 5,
        "observer_of": 18,
        "grcp_since": 2005,
        "iscms_emerged": 1980,
        "plan_first_year": 2017,
        "plan_last_year": 2018,
    }


def test_a_locator_leads_back_to_the_line(plain: Reading) -> None:
    lines = composed().text().split("\n")
    for name, annex in (("documents", 2), ("interviewees", 3), ("questions", 1)):
        frame = plain.frames[name]
        column = {"documents": "author_printed", "interviewees": "unit_printed", "questions": "text"}[name]
        for locator, words in zip(frame["locator"], frame[column].fillna(""), strict=True):
            start, _, number = locator.rpartition(" ")
            assert start == f"Annex {annex}, line"
            assert words in lines[int(number) - 1]


def test_no_table_and_no_message_names_a_person(plain: Reading) -> None:
    said = [str(problem) for problem in plain.problems]
    content = [frame.to_csv() for name, frame in plain.frames.items() if name != "documents"]
    shown = "\n".join([*content, *said])
    assert sum(row[0] in shown for row in composed().people) == 0
