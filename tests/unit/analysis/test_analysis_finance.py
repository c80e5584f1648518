from __future__ import annotations

import pandas as pd
import pytest

from frames import frame_of
from iscm_analysis.analysis.finance import (
    amounts_by_kind,
    amounts_by_scope,
    amounts_per_year,
    budget_years,
    money_covered,
    total,
)

FINANCE = frame_of(
    "year scope currency kind amount",
    "2016 Fund USD budget 10",
    "2019 Fund USD budget 20",
    "2016 IOM CHF actual 5",
    "2006 Fund EUR budget 5",
)
BUDGETS = frame_of(
    "document_id title document_type title_year year locator",
    "D02 B programme_and_budget 2016 2015 line2",
    "D01 A programme_and_budget 2014 2013 line1",
    "D03 C publication 2015 2015 line3",
)


def test_amounts_are_counted_by_currency_and_kind_and_never_summed() -> None:
    counts = amounts_by_kind(FINANCE)
    assert counts.to_dict("records") == [
        {"currency": "USD", "kind": "budget", "n_amounts": 2, "first_year": 2016, "last_year": 2019},
        {"currency": "CHF", "kind": "actual", "n_amounts": 1, "first_year": 2016, "last_year": 2016},
        {"currency": "EUR", "kind": "budget", "n_amounts": 1, "first_year": 2006, "last_year": 2006},
    ]


def test_without_amounts_there_are_no_pairs() -> None:
    assert amounts_by_kind(FINANCE.head(0)).empty


def test_amounts_are_counted_by_whose_money_they_are() -> None:
    counts = amounts_by_scope(FINANCE)
    assert counts[["scope", "n_amounts", "currencies", "kinds"]].to_numpy().tolist() == [
        ["Fund", 3, "EUR;USD", "budget"],
        ["IOM", 1, "CHF", "actual"],
    ]
    assert amounts_by_scope(FINANCE.head(0)).empty


def test_amounts_of_one_currency_kind_and_scope_are_added_up() -> None:
    assert total(FINANCE.head(2)) == 30


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ([0, 3], r"no single currency \(EUR;USD\)"),
        ([0, 2], r"no single currency \(CHF;USD\), kind \(actual;budget\), scope \(Fund;IOM\)"),
        ([], r"no single currency \(\), kind \(\), scope \(\)"),
    ],
    ids=["two currencies", "all three differ", "no amount"],
)
def test_amounts_that_differ_in_one_of_the_three_are_not_added_up(rows: list[int], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        total(FINANCE.iloc[rows])


@pytest.mark.parametrize("column", ["kind", "scope"])
def test_one_currency_alone_does_not_allow_a_sum(column: str) -> None:
    mixed = FINANCE.head(2).assign(**{column: ["first", "second"]})
    with pytest.raises(ValueError, match=rf"no single {column} \(first;second\)$"):
        total(mixed)


def test_every_year_of_the_period_is_counted_by_kind_with_zeros_and_no_other() -> None:
    counts = amounts_per_year(FINANCE, 2016, 2019)
    assert list(counts.columns) == ["year", "budget", "actual", "pledge", "n_amounts"]
    assert counts.to_numpy().tolist() == [
        ["2016", 1, 1, 0, 2],
        ["2017", 0, 0, 0, 0],
        ["2018", 0, 0, 0, 0],
        ["2019", 1, 0, 0, 1],
    ]


def test_without_any_amount_no_year_counts_zero() -> None:
    assert amounts_per_year(FINANCE.head(0), 2018, 2019).empty


def test_budgets_are_listed_by_the_year_they_plan_for() -> None:
    listed = budget_years(BUDGETS)
    assert listed[["document_id", "title_year"]].to_numpy().tolist() == [["D01", 2014], ["D02", 2016]]
    assert budget_years(BUDGETS.head(0)).empty


def test_a_year_says_its_budget_document_and_how_many_amounts_there_are() -> None:
    covered = money_covered(BUDGETS, FINANCE, 2014, 2016)
    assert covered.fillna({"document_id": "missing"}).to_numpy().tolist() == [
        ["2014", "D01", 0],
        ["2015", "missing", 0],
        ["2016", "D02", 2],
    ]


def test_amounts_that_are_not_in_hand_are_missing_and_not_zero() -> None:
    covered = money_covered(BUDGETS, FINANCE.head(0), 2014, 2015)
    assert covered["n_amounts"].isna().all()
    assert pd.isna(covered["document_id"].iloc[1])
