from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from frames import frame_of
from iscm_analysis.analysis.suppression import WITHHELD, suppress


def withheld(*counts: int, minimum: int = 3) -> list[str]:
    return suppress(pd.DataFrame({"n": counts}), ["n"], minimum)["n"].tolist()


def test_counts_below_the_smallest_cell_are_withheld_and_zero_is_not() -> None:
    assert withheld(24, 2, 2, 0) == ["24", "0", WITHHELD, WITHHELD]


def test_the_smallest_cell_itself_is_shown() -> None:
    assert withheld(3, 4, 1, 2) == ["3", "4", WITHHELD, WITHHELD]


def test_one_withheld_count_takes_the_next_smallest_along() -> None:
    assert withheld(14, 11, 7, 2) == ["14", "11", WITHHELD, WITHHELD]


def test_two_cells_of_one_person_each_are_known_from_their_sum_so_a_third_is_withheld() -> None:
    assert withheld(9, 5, 1, 1) == ["9", WITHHELD, WITHHELD, WITHHELD]


def test_where_nothing_else_can_cover_it_nobody_is_withheld_too() -> None:
    assert withheld(2, 0) == [WITHHELD, WITHHELD]
    assert withheld(2) == [WITHHELD]


def test_rows_and_columns_both_cover_what_is_withheld() -> None:
    table = frame_of("office lead staff", "hq 10 12", "field 1 9", "former 8 7")
    shown = suppress(table, ["lead", "staff"], 3)
    assert shown.to_numpy().tolist() == [
        ["hq", "10", "12"],
        ["field", WITHHELD, WITHHELD],
        ["former", WITHHELD, WITHHELD],
    ]


def test_the_order_of_the_rows_does_not_tell_which_of_two_is_larger() -> None:
    table = frame_of("office n", "hq 10", "field 2", "former 1", "donor 0")
    assert suppress(table, ["n"], 3)["office"].tolist() == ["hq", "donor", "field", "former"]
    assert suppress(table.iloc[[0, 2, 1, 3]], ["n"], 3)["office"].tolist() == [
        "hq",
        "donor",
        "field",
        "former",
    ]


def test_other_columns_and_the_given_frame_stay_as_they_are() -> None:
    table = frame_of("office n", "hq 10", "field 1", "former 4")
    assert suppress(table, ["n"], 3)["office"].tolist() == ["hq", "field", "former"]
    assert table["n"].tolist() == [10, 1, 4]


def test_a_table_without_rows_withholds_nothing() -> None:
    assert suppress(frame_of("office n", "hq 10").head(0), ["n"], 3).empty


@pytest.mark.parametrize("minimum", [1, 0])
def test_with_a_smallest_cell_of_one_everything_is_shown(minimum: int) -> None:
    assert withheld(24, 1, minimum=minimum) == ["24", "1"]


def solutions(counts: np.ndarray, hidden: np.ndarray) -> list[tuple[int, ...]]:
    """Give all ways to fill the hidden cells that leave the sums of rows and columns as they are."""
    places = [tuple(place) for place in np.argwhere(hidden)]
    found = []
    for values in product(range(int(counts.sum()) + 1), repeat=len(places)):
        guess = counts.copy()
        for place, value in zip(places, values, strict=True):
            guess[place] = value
        if (guess.sum(0) == counts.sum(0)).all() and (guess.sum(1) == counts.sum(1)).all():
            found.append(values)
    return found


@settings(max_examples=60, deadline=None)
@example(np.array([[0, 0, 0], [1, 3, 0]]))  # a row of nobody gives its cells away
@given(arrays(np.int64, (2, 3), elements=st.integers(0, 4)))
def test_no_sum_gives_a_withheld_count_away(counts: np.ndarray) -> None:
    frame = pd.DataFrame(counts, columns=["a", "b", "c"]).rename_axis("row").reset_index()
    shown = suppress(frame, ["a", "b", "c"], 3).sort_values("row")
    hidden = (shown[["a", "b", "c"]] == WITHHELD).to_numpy()
    assert ((counts > 0) & (counts < 3) <= hidden).all()
    if hidden.any() and not hidden.all():
        fillings = solutions(counts, hidden)
        assert all(len(set(values)) > 1 or not any(values) for values in zip(*fillings, strict=True))
