from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from iscm_analysis.errors import InvalidInputError
from iscm_analysis.sources.terms_of_reference import read_terms_of_reference

ITEM = '[[{key}]]\nid = "{id}"\ntext = "Text of {id}"\nlocator = "Annex 1, {id}"\n'
TERMS = """
[[heading]]
id = "both"
criteria = ["outcome", "impact"]

[[question]]
id = "Q1"
heading = "both"

[[question.part]]
id = "Q1a"
text = "What came of it?"
locator = "Annex 1, sentence 1"

[[question.part]]
id = "Q1b"
text = "And later?"
locator = "Annex 1, sentence 2"

[[stated_fact]]
id = "member_of"
value = 5
unit = "ISCMs"
text = "IOM belongs to so many."
locator = "Annex 1, paragraph 3"
"""
LISTS = "".join(
    ITEM.format(key=key, id=f"X{place}")
    for place, key in enumerate(["indicator", "focus_item", "recommendation_area", "scope_limit"], start=1)
)


def read(folder: Path, content: str) -> dict[str, pd.DataFrame]:
    path = folder / "annex-1.toml"
    path.write_text(content, encoding="utf-8")
    return read_terms_of_reference(path)


def test_a_row_of_questions_is_a_part_with_the_criteria_of_its_heading(tmp_path: Path) -> None:
    questions = read(tmp_path, TERMS + LISTS)["questions"]
    assert questions[["question_id", "part_id", "criteria", "locator"]].to_dict("records") == [
        {
            "question_id": "Q1",
            "part_id": "Q1a",
            "criteria": "outcome;impact",
            "locator": "Annex 1, sentence 1",
        },
        {
            "question_id": "Q1",
            "part_id": "Q1b",
            "criteria": "outcome;impact",
            "locator": "Annex 1, sentence 2",
        },
    ]


def test_each_list_is_a_table_and_each_row_names_the_annex(tmp_path: Path) -> None:
    frames = read(tmp_path, TERMS + LISTS)
    lists = ["indicators", "focus_items", "recommendation_areas", "scope_limits"]
    assert [frames[name]["id"].tolist() for name in lists] == [["X1"], ["X2"], ["X3"], ["X4"]]
    assert {source for frame in frames.values() for source in frame["source_id"]} == {"annex-1"}


def test_a_stated_number_is_kept_as_text_until_it_is_typed(tmp_path: Path) -> None:
    facts = read(tmp_path, TERMS + LISTS)["stated_facts"]
    assert facts[["id", "value", "unit"]].to_dict("records") == [
        {"id": "member_of", "value": "5", "unit": "ISCMs"}
    ]


@pytest.mark.parametrize(
    ("gone", "field"),
    [
        ('text = "And later?"\n', "text"),
        ('locator = "Annex 1, X1"\n', "locator"),
        ('criteria = ["outcome", "impact"]\n', "criteria"),
        (ITEM.format(key="indicator", id="X1"), "indicator"),
    ],
    ids=["part without text", "item without locator", "heading without criteria", "no list"],
)
def test_an_entry_without_a_field_is_refused(tmp_path: Path, gone: str, field: str) -> None:
    with pytest.raises(InvalidInputError, match=rf"annex-1.toml: an entry has no '{field}'; add it"):
        read(tmp_path, (TERMS + LISTS).replace(gone, ""))
