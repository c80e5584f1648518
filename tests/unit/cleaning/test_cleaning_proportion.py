from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iscm_analysis.cleaning.proportion import of_total


@pytest.mark.parametrize(
    ("n", "total", "said"),
    [
        (9, 9, "9 of 9"),
        (5, 10, "5 of 10 (50 %)"),
        (36, 45, "36 of 45 (80 %)"),
        (1, 8, "1 of 8"),
        (1, 894, "1 of 894 (under 1 %)"),
        (893, 894, "893 of 894 (over 99 %)"),
        (0, 41, "0 of 41 (0 %)"),
        (1, 200, "1 of 200 (1 %)"),
    ],
)
def test_a_percentage_stands_beside_n_of_N_only_from_ten_on(n: int, total: int, said: str) -> None:  # noqa: N802
    assert of_total(n, total) == said


@pytest.mark.parametrize(("n", "total"), [(0, 0), (3, 2), (-1, 4)])
def test_what_is_no_part_of_a_whole_is_refused(n: int, total: int) -> None:
    with pytest.raises(ValueError, match="is no part of"):
        of_total(n, total)


@given(st.integers(1, 10_000), st.data())
def test_both_numbers_are_always_said_and_only_none_and_all_are_0_and_100(
    total: int, data: st.DataObject
) -> None:
    n = data.draw(st.integers(0, total))
    said = of_total(n, total)
    assert said.startswith(f"{n} of {total}")
    assert ("%" in said) == (total >= 10)
    assert ("(0 %)" in said) <= (n == 0)
    assert ("(100 %)" in said) <= (n == total)
