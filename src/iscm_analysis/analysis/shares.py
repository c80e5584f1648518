"""Shares beside counts, in words."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.cleaning.proportion import of_total
from iscm_analysis.tables.origin import gives_rows


@gives_rows
def with_share(counts: pd.DataFrame, column: str, total: int) -> pd.DataFrame:
    """Add ``share_text``: the count in ``column`` of ``total`` in words.

    It is missing where the count is missing or withheld, and where there is no whole.
    """
    words = counts[column].astype("string").fillna("")
    said = [of_total(int(n), total) if n.isdigit() and total else pd.NA for n in words]
    return counts.assign(share_text=pd.array(said, dtype="string"))
