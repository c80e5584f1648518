from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frames import frame_of
from iscm_analysis.analysis.changes import compare

KEY = ("iscm_id", "iso3", "participation")
COLUMNS = "iscm_id iso3 participation source_id locator"
MEX = "rcm MEX member S1 row-1"
GTM = "rcm GTM member S1 row-2"


def said(before: pd.DataFrame, after: pd.DataFrame, *key: str, numbered: bool = False) -> list[str]:
    """Give the lines of a comparison as text: change, row, column, before, after."""
    found = compare(before, after, key, numbered=numbered)
    return [
        f"{line.change} {'/'.join(line.row)} {line.column} {line.before or '-'} {line.after or '-'}"
        for line in found.itertuples()
    ]


def test_the_same_rows_in_another_order_are_no_change() -> None:
    assert said(frame_of(COLUMNS, MEX, GTM), frame_of(COLUMNS, GTM, MEX), *KEY) == []


def test_a_row_that_was_added_is_listed_by_its_cells() -> None:
    assert said(frame_of(COLUMNS, MEX), frame_of(COLUMNS, MEX, "rcm GTM member - row-2"), *KEY) == [
        "added rcm/GTM/member iscm_id - rcm",
        "added rcm/GTM/member iso3 - GTM",
        "added rcm/GTM/member participation - member",
        "added rcm/GTM/member locator - row-2",
    ]


def test_rows_below_one_that_was_removed_have_only_moved() -> None:
    after = frame_of(COLUMNS, "rcm GTM member S1 row-1")
    found = compare(frame_of(COLUMNS, MEX, GTM), after, KEY)
    assert found.groupby("change")["n"].nunique().to_dict() == {"moved": 1, "removed": 1}
    assert said(frame_of(COLUMNS, MEX, GTM), after, *KEY)[-1] == "moved rcm/GTM/member locator row-2 row-1"


def test_a_changed_cell_is_named_with_both_values_and_no_other() -> None:
    after = frame_of(COLUMNS, MEX, "rcm GTM member S2 row-2")
    assert said(frame_of(COLUMNS, MEX, GTM), after, *KEY) == ["changed rcm/GTM/member source_id S1 S2"]


def test_a_cell_that_was_missing_and_is_known_now_is_a_change() -> None:
    before, after = frame_of("id year", "a -", "b 7"), frame_of("id year", "a 2019", "b 7")
    assert said(before, after, "id") == ["changed a year - 2019"]


def test_one_part_of_a_key_that_changed_is_a_change_of_the_row() -> None:
    after = frame_of(COLUMNS, MEX, "rcm GTM observer S1 row-2")
    assert said(frame_of(COLUMNS, MEX, GTM), after, *KEY) == [
        "changed rcm/GTM/observer participation member observer"
    ]


def test_rows_with_the_same_key_belong_together_even_if_another_says_the_same() -> None:
    before = frame_of("id grade", "a low", "b high")
    after = frame_of("id grade", "a high", "c low")
    assert said(before, after, "id") == [
        "changed a grade low high",
        "added c id - c",
        "added c grade - low",
        "removed b id b -",
        "removed b grade high -",
    ]


def test_an_id_by_place_that_was_shifted_is_a_renumbered_row() -> None:
    before = frame_of("id title locator", "I01 head row-1", "I02 officer row-2")
    after = frame_of("id title locator", "I01 head row-1", "I02 adviser row-2", "I03 officer row-3")
    assert said(before, after, "id", numbered=True) == [
        "added I02 id - I02",
        "added I02 title - adviser",
        "added I02 locator - row-2",
        "renumbered I03 id I02 I03",
        "renumbered I03 locator row-2 row-3",
    ]


def test_without_a_key_rows_are_counted_by_what_they_say() -> None:
    before = frame_of("message locator", "doubt row-1", "doubt row-2", "slip row-3")
    after = frame_of("message locator", "doubt row-1", "slip row-9", "slip row-3")
    found = compare(before, after, ())
    assert found.groupby("change")["n"].nunique().to_dict() == {"added": 1, "removed": 1}
    assert "removed doubt message doubt -" in said(before, after)


def test_a_column_that_only_one_version_has_is_left_out() -> None:
    before, after = frame_of("id old", "a 1"), frame_of("id new", "a 2")
    assert said(before, after, "id") == []


def test_a_table_without_rows_is_compared_too() -> None:
    empty = frame_of(COLUMNS, MEX).head(0)
    assert {line.split()[0] for line in said(empty, frame_of(COLUMNS, MEX), *KEY)} == {"added"}
    assert said(empty, empty, *KEY) == []


ROWS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.sampled_from("12")), max_size=6)


@pytest.mark.parametrize("numbered", [True, False])
@given(first=ROWS, then=ROWS, key=st.sampled_from([(), ("id",)]))
def test_what_is_listed_turns_one_version_into_the_other(
    first: list[tuple[str, ...]], then: list[tuple[str, ...]], key: tuple[str, ...], *, numbered: bool
) -> None:
    columns = ["id", "says", "locator"]
    before, after = (pd.DataFrame(rows, columns=columns, dtype="string") for rows in (first, then))
    found = compare(before, after, key, numbered=numbered)
    counts = found.groupby("change")["n"].nunique()
    assert len(first) + counts.get("added", 0) - counts.get("removed", 0) == len(then)
    assert found.empty == (sorted(first) == sorted(then))
    assert (found["before"] != found["after"]).all()
