from __future__ import annotations

from frames import frame_of
from iscm_analysis.analysis.finance import amounts_by_kind, amounts_per_year, budget_years

FINANCE = frame_of(
    "year currency kind amount",
    "2016 USD budget 10",
    "2019 USD budget 20",
    "2016 CHF actual 5",
    "2006 EUR budget 5",
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


def test_every_year_of_the_period_is_counted_with_zeros_and_no_other() -> None:
    assert amounts_per_year(FINANCE, 2016, 2019).to_dict("records") == [
        {"year": "2016", "n_amounts": 2},
        {"year": "2017", "n_amounts": 0},
        {"year": "2018", "n_amounts": 0},
        {"year": "2019", "n_amounts": 1},
    ]


def test_without_amounts_every_year_counts_zero() -> None:
    assert amounts_per_year(FINANCE.head(0), 2018, 2019)["n_amounts"].tolist() == [0, 0]


def test_budgets_are_listed_by_the_year_they_plan_for() -> None:
    documents = frame_of(
        "document_id title document_type title_year year locator",
        "D02 B programme_and_budget 2016 2015 line2",
        "D01 A programme_and_budget 2014 2013 line1",
        "D03 C publication 2015 2015 line3",
    )
    listed = budget_years(documents)
    assert listed[["document_id", "title_year"]].to_numpy().tolist() == [["D01", 2014], ["D02", 2016]]
    assert budget_years(documents.head(0)).empty
