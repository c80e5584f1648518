"""The mapping of what is asked to what is shown, walked both ways."""

from __future__ import annotations

import importlib
import json
from functools import cache

import pytest

from conftest import ROOT
from iscm_analysis.cleaning.text import split_list
from iscm_analysis.project import Project
from iscm_analysis.tables import load
from iscm_analysis.tables.specs import SPECS

EVALUATION = load(Project(ROOT))
ANALYSES = EVALUATION.analyses
CRITERIA = EVALUATION.questions.set_index("part_id")["criteria"].to_dict()
FOCUS_PAGES = {
    "F1": {"engagement"},
    "F2": {"relevance"},
    "F3": {"effectiveness"},
    "F4": {"efficiency"},
    "F5": {"outcome", "impact", "sustainability"},
}
INDICATOR_PAGES = {"outcome", "impact"}
RIGHT_PAGES = {
    **{part: set(split_list(criteria)) for part, criteria in CRITERIA.items()},
    **FOCUS_PAGES,
    **dict.fromkeys(EVALUATION.indicators["id"], INDICATOR_PAGES),
}


@cache
def code_of(page: str) -> str:
    cells = json.loads((ROOT / "notebooks" / f"{page}.ipynb").read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def test_23_parts_5_focus_items_and_7_indicators_are_asked() -> None:
    assert (len(CRITERIA), len(EVALUATION.focus_items), len(EVALUATION.indicators)) == (23, 5, 7)
    assert len(RIGHT_PAGES) == 35


@pytest.mark.parametrize("asked", list(RIGHT_PAGES))
def test_what_is_asked_has_a_block_on_a_page_where_it_belongs(asked: str) -> None:
    pages = set(ANALYSES[ANALYSES["asked_id"] == asked]["page"])
    assert pages & RIGHT_PAGES[asked]


def test_nothing_is_mapped_that_is_not_asked() -> None:
    assert set(ANALYSES["asked_id"]) == set(RIGHT_PAGES)


# What a page calls through the presentation.
CALLED_BY = {"inquiry.gaps_of": "show.gaps(", "strength.strength_by_part": "chain.strengths("}
BLOCKS = sorted(set(zip(ANALYSES["page"], ANALYSES["block_id"], strict=True)))


@pytest.mark.parametrize(("page", "block"), BLOCKS)
def test_a_block_that_is_named_stands_on_its_page(page: str, block: str) -> None:
    assert f'"{block.removeprefix("N-")}"' in code_of(page)


@pytest.mark.parametrize("name", sorted({item for cell in ANALYSES["analysis"] for item in split_list(cell)}))
def test_an_analysis_that_is_named_is_a_function_some_page_with_its_block_calls(name: str) -> None:
    module, function = name.split(".")
    assert callable(getattr(importlib.import_module(f"iscm_analysis.analysis.{module}"), function))
    pages = ANALYSES[[name in split_list(cell) for cell in ANALYSES["analysis"]]]["page"]
    ways = (f"{name}(", CALLED_BY.get(name, f"{name}("))
    assert [page for page in set(pages) if not any(way in code_of(page) for way in ways)] == []


def test_the_tables_that_are_named_exist() -> None:
    assert {item for cell in ANALYSES["tables"] for item in split_list(cell)} <= set(SPECS)


def test_a_part_that_nothing_answers_says_so_by_its_gaps() -> None:
    open_parts = set(EVALUATION.question_gaps["part_id"])
    reaches = ANALYSES.groupby("asked_id")["reach"].agg(set)
    assert [asked for asked in CRITERIA if reaches[asked] == {"none"} and asked not in open_parts] == []


def test_every_gap_and_every_indicator_says_what_would_fill_it_and_roughly_how_many() -> None:
    for frame in (EVALUATION.question_gaps, EVALUATION.indicator_measures):
        assert frame[["missing", "fill_source", "fill_method", "rough_n"]].notna().all(axis=None)
    assert set(EVALUATION.indicator_measures["indicator_id"]) == set(EVALUATION.indicators["id"])
