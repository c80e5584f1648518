"""Annex 1, the terms of reference: restated in TOML, each sentence with its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from iscm_analysis.errors import InvalidInputError, Problem
from iscm_analysis.files import read_toml
from iscm_analysis.sources.rows import as_frame

SOURCE_ID = "annex-1"
LISTS = {
    "indicators": "indicator",
    "focus_items": "focus_item",
    "recommendation_areas": "recommendation_area",
    "scope_limits": "scope_limit",
}
QUESTION_COLUMNS = ["question_id", "part_id", "heading", "criteria", "text", "source_id", "locator"]
ITEM_COLUMNS = ["id", "text", "source_id", "locator"]
FACT_COLUMNS = ["id", "value", "unit", "text", "source_id", "locator"]


def read_terms_of_reference(path: Path) -> dict[str, pd.DataFrame]:
    """Read Annex 1: questions (a row is a part), the four lists, and the facts it states.

    Raises:
        InvalidInputError: an entry lacks a field.
    """
    content = read_toml(path)
    try:
        frames = {"questions": as_frame(_question_parts(content), QUESTION_COLUMNS)}
        for table, key in LISTS.items():
            frames[table] = as_frame(_with_source(content[key]), ITEM_COLUMNS)
        frames["stated_facts"] = as_frame(_with_source(content["stated_fact"]), FACT_COLUMNS)
    except KeyError as error:
        problem = Problem("error", path.name, f"an entry has no {error}", "add it")
        raise InvalidInputError([problem]) from error
    return frames


def _question_parts(content: dict[str, Any]) -> Iterator[dict[str, str]]:
    criteria = {heading["id"]: ";".join(heading["criteria"]) for heading in content["heading"]}
    for question in content["question"]:
        for part in question["part"]:
            yield {
                "question_id": question["id"],
                "part_id": part["id"],
                "heading": question["heading"],
                "criteria": criteria[question["heading"]],
                "text": part["text"],
                "source_id": SOURCE_ID,
                "locator": part["locator"],
            }


def _with_source(entries: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        yield {
            **{name: str(value) for name, value in entry.items()},
            "text": entry["text"],
            "source_id": SOURCE_ID,
            "locator": entry["locator"],
        }
