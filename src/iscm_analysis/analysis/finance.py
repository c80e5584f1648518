"""Published amounts. Currencies and kinds stay apart and nothing is summed across them."""

from __future__ import annotations

import pandas as pd


def amounts_by_kind(finance: pd.DataFrame) -> pd.DataFrame:
    """Count published amounts by currency and kind; a row is a pair that occurs."""
    counts = finance.groupby(["currency", "kind"], as_index=False).agg(
        n_amounts=("amount", "size"), first_year=("year", "min"), last_year=("year", "max")
    )
    return counts.sort_values(
        ["n_amounts", "currency", "kind"], ascending=[False, True, True], ignore_index=True
    )


def amounts_per_year(finance: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Count published amounts for every year from ``first`` to ``last``; a year without one counts zero."""
    counts = finance["year"].value_counts()
    years = range(first, last + 1)
    return pd.DataFrame(
        {"year": [str(year) for year in years], "n_amounts": [int(counts.get(y, 0)) for y in years]}
    )


def budget_years(documents: pd.DataFrame) -> pd.DataFrame:
    """List the Programme and Budget documents by the year they plan for."""
    budgets = documents[documents["document_type"] == "programme_and_budget"]
    return budgets.sort_values("title_year", ignore_index=True)[
        ["document_id", "title", "title_year", "year", "locator"]
    ]
