"""People listed twice, said by their places: a message never names anyone."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from iscm_analysis.cleaning.text import fold
from iscm_analysis.errors import Problem


def repeated_people(people: pd.DataFrame, file: str) -> Iterator[Problem]:
    """Flag rows with a name that stands further up; both are kept, a person may hold two posts."""
    first: dict[str, str] = {}
    for name, locator in zip(people["name"], people["locator"], strict=True):
        same = " ".join(sorted(fold(name).replace(",", " ").split()))
        if same in first:
            message = f"the same person as in {first[same]}"
            hint = "both rows are kept; take one out if it is a slip"
            yield Problem("warning", file, message, hint, row=str(locator), column="name")
        first.setdefault(same, str(locator))
