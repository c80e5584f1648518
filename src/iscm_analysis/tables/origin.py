"""Where rows come from: a frame carries along which tables it was made of, and by which function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import ParamSpec

import pandas as pd

FUNCTION, TABLES = "function", "tables"  # keys of a frame's attrs, which pandas hands on when rows are chosen
Given = ParamSpec("Given")


def of_table(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Give the rows of a table, marked as such."""
    marked = frame.copy(deep=False)
    marked.attrs = {TABLES: (name,)}
    return marked


def gives_rows(function: Callable[Given, pd.DataFrame]) -> Callable[Given, pd.DataFrame]:
    """Have the rows that ``function`` gives say so, and of which tables it was given rows.

    What is chosen from them later, in a cell, still says it. Tables inside an ``Evaluation`` are not seen.
    """
    name = f"{function.__module__.removeprefix('iscm_analysis.')}.{function.__name__}"

    @wraps(function)
    def told(*args: Given.args, **kwargs: Given.kwargs) -> pd.DataFrame:
        rows = function(*args, **kwargs).copy(deep=False)
        rows.attrs = {FUNCTION: name, TABLES: tuple(sorted(set(_tables((*args, *kwargs.values())))))}
        return rows

    return told


def _tables(given: Iterable[object]) -> Iterator[str]:
    for item in given:
        if isinstance(item, pd.DataFrame):
            yield from item.attrs.get(TABLES, ())
        elif isinstance(item, Mapping):
            yield from _tables(item.values())
