"""Published amounts. Currencies and kinds stay apart and nothing is summed across them."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.tables.origin import gives_rows
from iscm_analysis.terms import AMOUNT_KINDS

APART = ("currency", "kind", "scope")


@gives_rows
def amounts_by_kind(finance: pd.DataFrame) -> pd.DataFrame:
    """Count published amounts by currency and kind; a row is a pair that occurs."""
    counts = finance.groupby(["currency", "kind"], as_index=False).agg(
        n_amounts=("amount", "size"), first_year=("year", "min"), last_year=("year", "max")
    )
    return counts.sort_values(
        ["n_amounts", "currency", "kind"], ascending=[False, True, True], ignore_index=True
    )


@gives_rows
def amounts_by_scope(finance: pd.DataFrame) -> pd.DataFrame:
    """Count published amounts by whose money it is, with their currencies and kinds named, most first."""
    counts = finance.groupby("scope", as_index=False).agg(
        n_amounts=("amount", "size"),
        currencies=("currency", _listed),
        kinds=("kind", _listed),
        first_year=("year", "min"),
        last_year=("year", "max"),
    )
    return counts.sort_values(["n_amounts", "scope"], ascending=[False, True], ignore_index=True)


def _listed(cells: pd.Series) -> str:
    return ";".join(sorted(set(cells)))


def total(amounts: pd.DataFrame) -> int:
    """Add up amounts of one currency, one kind and one scope, in units of the currency.

    Raises:
        ValueError: they differ in one of these, or there is none; such a sum would mean nothing.
    """
    mixed = [f"{name} ({_listed(amounts[name])})" for name in APART if len(set(amounts[name])) != 1]
    if mixed:
        message = f"these amounts are not added up: no single {', '.join(mixed)}"
        raise ValueError(message)
    return int(amounts["amount"].sum())


@gives_rows
def amounts_per_year(finance: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Count published amounts by kind for every year from ``first`` to ``last``; none counts zero.

    A row is a year, with one column per kind and ``n_amounts``. Without any amount the result is empty.
    """
    years = range(first, last + 1)
    counts = pd.crosstab(finance["year"], finance["kind"])
    counts = counts.reindex(index=list(years), columns=list(AMOUNT_KINDS), fill_value=0).astype("Int64")
    named = counts.assign(n_amounts=counts.sum(axis=1)).rename_axis(columns=None).reset_index(drop=True)
    named.insert(0, "year", [str(year) for year in years])
    return named if len(finance) else named.head(0)


@gives_rows
def budget_years(documents: pd.DataFrame) -> pd.DataFrame:
    """List the Programme and Budget documents by the year they plan for."""
    budgets = documents[documents["document_type"] == "programme_and_budget"]
    return budgets.sort_values("title_year", ignore_index=True)[
        ["document_id", "title", "title_year", "year", "locator"]
    ]


@gives_rows
def money_covered(documents: pd.DataFrame, finance: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Say for every year which budget document is listed and how many amounts are published.

    A row is a year; ``document_id`` is missing where no Programme and Budget is listed for it, and
    ``n_amounts`` where the table of amounts is not in hand at all.
    """
    listed = budget_years(documents).drop_duplicates("title_year").set_index("title_year")["document_id"]
    counts = finance["year"].value_counts()
    years = range(first, last + 1)
    n_amounts = [int(counts.get(year, 0)) if len(finance) else pd.NA for year in years]
    return pd.DataFrame(
        {
            "year": [str(year) for year in years],
            "document_id": pd.array([listed.get(year, pd.NA) for year in years], dtype="string"),
            "n_amounts": pd.array(n_amounts, dtype="Int64"),
        }
    )
