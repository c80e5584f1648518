"""Do coders agree? Percent, Cohen's kappa and Krippendorff's alpha, with the number of items."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pandas as pd

from iscm_analysis.tables.origin import gives_rows

FEW_ITEMS = 30  # below it the figures say little


@gives_rows
def judged(codings: pd.DataFrame) -> pd.DataFrame:
    """Say of each source and code whether each coder used it there.

    A row is an item (source and code) and a coder who coded anything in that source; ``value`` is yes or
    no. Codes that nobody used in a source are no items: agreement on absence alone would flatter.
    """
    known = codings.dropna(subset=["coder"])
    at_work = known[["coded_source_id", "coder"]].drop_duplicates()
    used = known[["coded_source_id", "code_id"]].drop_duplicates()
    held = known[["coded_source_id", "code_id", "coder"]].drop_duplicates().assign(value="yes")
    every = used.merge(at_work, on="coded_source_id").merge(held, how="left")
    item = every["coded_source_id"].astype("string") + " / " + every["code_id"].astype("string")
    return every.assign(item=item, value=every["value"].fillna("no"))[["item", "code_id", "coder", "value"]]


@gives_rows
def agreement(ratings: pd.DataFrame) -> pd.DataFrame:
    """Measure agreement over items that two or more coders judged (columns item, coder, value).

    One row a pair of coders with percent and kappa, and one of all coders with percent of agreeing pairs
    and alpha (nominal). A measure that is not defined (no variation, no common item) is missing.
    """
    wide = ratings.drop_duplicates(["item", "coder"]).pivot_table(
        index="item", columns="coder", values="value", aggfunc="first"
    )
    pairs = [_pair(wide, *names) for names in combinations(sorted(wide.columns), 2)]
    rows = [*pairs, _all(wide)] if pairs else []
    columns = ["coders", "n_items", "share_agreeing", "kappa", "alpha", "has_few_items"]
    return pd.DataFrame(rows, columns=columns).astype({"n_items": "Int64"})


def _pair(wide: pd.DataFrame, first: str, second: str) -> tuple[object, ...]:
    both = wide[[first, second]].dropna()
    n_items = len(both)
    agreed = int((both[first] == both[second]).sum())
    share = agreed / n_items if n_items else None
    expected = sum(
        (both[first] == value).mean() * (both[second] == value).mean()
        for value in pd.unique(both.to_numpy().ravel())
    )
    kappa = None if share is None or expected == 1 else (share - expected) / (1 - expected)
    return f"{first} and {second}", n_items, share, kappa, None, n_items < FEW_ITEMS


def _all(wide: pd.DataFrame) -> tuple[object, ...]:
    """Compare all coders: alpha after Krippendorff for nominal values, missing judgements allowed."""
    units = [[value for value in row if not pd.isna(value)] for row in wide.to_numpy()]
    paired = [unit for unit in units if len(unit) > 1]
    totals = Counter(value for unit in paired for value in unit)
    n_values = sum(totals.values())
    observed = sum(_unlike(Counter(unit)) / (len(unit) - 1) for unit in paired)
    expected = _unlike(totals)
    n_pairs = sum(len(unit) * (len(unit) - 1) for unit in paired)
    share = 1 - sum(_unlike(Counter(unit)) for unit in paired) / n_pairs if n_pairs else None
    alpha = 1 - (n_values - 1) * observed / expected if expected else None
    return "all coders", len(paired), share, None, alpha, len(paired) < FEW_ITEMS


def _unlike(counts: Counter[str]) -> int:
    """Count ordered pairs of unlike values."""
    total = sum(counts.values())
    return total * total - sum(count * count for count in counts.values())
