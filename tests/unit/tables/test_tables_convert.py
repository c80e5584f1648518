from __future__ import annotations

import pandas as pd
import pytest

from frames import frame_of
from iscm_analysis.errors import Problem
from iscm_analysis.tables.convert import numbered, typed
from iscm_analysis.tables.fields import Field, TableSpec

SPEC = TableSpec(
    "amounts",
    "one amount",
    ("year",),
    (
        Field("year", "year", "integer"),
        Field("share", "share", "number"),
        Field("themes", "themes", "list"),
        Field("is_open", "open", "boolean"),
        Field("locator", "place"),
    ),
)


def convert(year: str = "2019", share: str = "0.5") -> tuple[pd.DataFrame, list[Problem]]:
    cells = {"locator": "line 2", "share": share, "year": year, "mood": "good"}
    return typed(pd.DataFrame([cells], dtype="string"), SPEC)


def test_columns_come_in_the_order_and_types_of_the_table() -> None:
    frame, problems = convert()
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        "year": "Int64",
        "share": "Float64",
        "themes": "string",
        "is_open": "boolean",
        "locator": "string",
    }
    assert problems == []


def test_a_column_nobody_read_is_there_and_missing() -> None:
    frame, _ = convert()
    assert frame[["themes", "is_open"]].isna().to_numpy().tolist() == [[True, True]]


@pytest.mark.parametrize("text", ["12.5", "about 60", "1,000", "inf", "nan"])
def test_a_cell_that_is_no_whole_number_is_said_and_left_empty(text: str) -> None:
    frame, problems = convert(year=text)
    assert frame["year"].isna().tolist() == [True]
    assert [str(problem) for problem in problems] == [
        f"amounts.csv, line 2, column year: not a whole number (found {text!r})"
    ]


def test_a_cell_that_is_no_number_is_said_as_well() -> None:
    _, problems = convert(share="half")
    assert [problem.message for problem in problems] == ["not a number"]


def test_a_whole_number_may_be_written_with_a_point() -> None:
    frame, problems = convert(year="2019.0")
    assert (frame["year"].tolist(), problems) == ([2019], [])


def test_an_amount_of_many_digits_keeps_them_all() -> None:
    frame, _ = convert(year="999999999999999")
    assert frame["year"].tolist() == [999999999999999]


def test_lists_are_tidied_and_an_empty_list_is_missing() -> None:
    frame, _ = typed(frame_of("themes | locator", "rights ;  return; | a", "; | b", "- | c"), SPEC)
    assert frame["themes"].fillna("missing").tolist() == ["rights;return", "missing", "missing"]


def test_ids_follow_the_order_printed() -> None:
    assert numbered(frame_of("title", "b", "a"), "document_id", "D")["document_id"].tolist() == ["D01", "D02"]


def test_no_rows_get_no_ids() -> None:
    assert numbered(frame_of("title", "b").head(0), "document_id", "D")["document_id"].tolist() == []


def test_an_empty_frame_converts_to_an_empty_table() -> None:
    frame, problems = typed(pd.DataFrame(), SPEC)
    assert (list(frame.columns), len(frame), problems) == (SPEC.columns, 0, [])
