"""Titles that say what a figure finds, made from its own numbers."""

from __future__ import annotations

import pandas as pd


def leading(frame: pd.DataFrame, *, label: str, value: str, noun: str, of: int | None = None) -> str:
    """Say which row has most, and how many of the whole, if rows have one; ties are all named.

    Without rows, or with nothing but zeros, there is nothing to say and the title is only the noun.
    """
    if frame.empty or int(frame[value].max()) == 0:
        return noun
    most = int(frame[value].max())
    names = frame[frame[value] == most][label].astype(str).tolist()
    whole = "" if of is None else f" of {of}"
    return f"{noun}, most often: {' and '.join(names)} ({most}{whole})"
