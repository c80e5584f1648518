"""Where rows come from: a frame carries along which tables it was made of, and by which function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import NamedTuple, ParamSpec, Self

import pandas as pd

ORIGIN = "origin"  # key of a frame's attrs, which pandas hands on when rows are chosen
Given = ParamSpec("Given")


class Origin(NamedTuple):
    """The function that gave the rows, if it is one of ours, and the tables it was given."""

    function: str = ""
    tables: tuple[str, ...] = ()

    def __deepcopy__(self, _memo: object) -> Self:
        """Stay the same: pandas copies it along with every choice of rows, thousands of times a page."""
        return self


def origin_of(frame: pd.DataFrame) -> Origin:
    """Say where the rows of ``frame`` come from, as far as it knows."""
    origin: Origin = frame.attrs.get(ORIGIN, Origin())
    return origin


def of_table(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Give the rows of a table, marked as such."""
    marked = frame.copy(deep=False)
    marked.attrs = {ORIGIN: Origin(tables=(name,))}
    return marked


def gives_rows(function: Callable[Given, pd.DataFrame]) -> Callable[Given, pd.DataFrame]:
    """Have the rows that ``function`` gives say so, and of which tables it was given rows.

    What is chosen from them later, in a cell, still says it. Tables inside an ``Evaluation`` are not seen.
    """
    name = f"{function.__module__.removeprefix('iscm_analysis.')}.{function.__name__}"

    @wraps(function)
    def told(*args: Given.args, **kwargs: Given.kwargs) -> pd.DataFrame:
        rows = function(*args, **kwargs).copy(deep=False)
        rows.attrs = {ORIGIN: Origin(name, tuple(sorted(set(_tables((*args, *kwargs.values()))))))}
        return rows

    return told


def _tables(given: Iterable[object]) -> Iterator[str]:
    for item in given:
        if isinstance(item, pd.DataFrame):
            yield from origin_of(item).tables
        elif isinstance(item, Mapping):
            yield from _tables(item.values())
