from __future__ import annotations

import pandas as pd
import pytest

from frames import evaluation_of, frame_of
from iscm_analysis.analysis.reconciliation import MEASURES, UNEXPLAINED, doubtful_reasons, reconcile
from iscm_analysis.tables import Evaluation
from iscm_analysis.terms import MEASURES as CODES

RULES = "fact_id | measure | definition | difference | reason | reason_locator | locator"
OBSERVER = "observer_of | iscms_with_iom_as_observer | ISCMs | 16 | no names | sheet Roles | line 2"
ACTIVE = "active_iscms | active_iscms | active ones | 29 | no list | sheet ISCMs | line 3"
SINCE = "grcp_since | first_meeting_year | first year | 0 | - | - | line 4"
PLAN = "plan_first_year | none | not counted | - | - | - | line 5"

WHOLE = evaluation_of(
    stated_facts=frame_of(
        "id | value | unit | text | source_id | locator",
        "observer_of | 18 | ISCMs | observer | annex-1 | row 1",
        "active_iscms | 31 | ISCMs | active | S17 | row 2",
        "grcp_since | 2005 | year | since | annex-1 | row 3",
        "plan_first_year | 2017 | year | plan | annex-1 | row 4",
    ),
    reconciliation_rules=frame_of(RULES, OBSERVER, ACTIVE, SINCE, PLAN),
    iscms=frame_of(
        "iscm_id established_year status source_ids",
        "rcm 1996 active S17;S19",
        "gfmd 2007 active undated",
        "apc - dormant S17",
    ),
    iom_roles=frame_of(
        "iscm_id role as_of_year source_id",
        "rcm observer 2010 S17",
        "rcm observer 2018 S19",
        "gfmd observer 2019 undated",
        "apc member 2005 S17",
        "apc none 1990 unsourced",
    ),
    meetings=frame_of("meeting_no start_date source_ids", "2 2009-06-04 S19", "1 2005-04-14 S17;S19"),
    sources=frame_of("source_id year", "annex-1 2019", "S17 2017", "S19 2019", "undated -", "unsourced -"),
)


def ruled(*rules: str) -> Evaluation:
    return WHOLE.with_tables(
        reconciliation_rules=evaluation_of(reconciliation_rules=frame_of(RULES, *rules)).reconciliation_rules,
    )


def complaints(evaluation: Evaluation) -> list[str]:
    return [str(problem) for problem in doubtful_reasons(evaluation)]


def test_stated_stands_beside_counted_with_the_reason() -> None:
    beside = reconcile(WHOLE)
    assert beside[["fact_id", "stated", "counted", "difference", "reason"]].to_numpy().tolist() == [
        ["observer_of", 18, 2, 16, "no names"],
        ["active_iscms", 31, 2, 29, "no list"],
        ["grcp_since", 2005, 2005, 0, "none needed: the two agree"],
    ]
    assert complaints(WHOLE) == []


def test_each_thing_counts_under_the_year_of_its_newest_source() -> None:
    assert reconcile(WHOLE)["source_years"].tolist() == [
        "2019: 1; no year: 1",
        "2019: 1; no year: 1",
        "2019: 1",
    ]


@pytest.mark.parametrize(
    ("measure", "counted"),
    [
        ("active_iscms", 2),
        ("iscms_with_iom_as_member", 1),
        ("iscms_with_iom_as_observer", 2),
        ("years_since_first_role", 2019 - 2005),
        ("first_iscm_decade", 1990),
        ("first_meeting_year", 2005),
    ],
)
def test_a_measure_counts_what_its_name_says(measure: str, counted: int) -> None:
    found = MEASURES[measure].count(WHOLE)
    assert found is not None
    assert found.value == counted


def test_the_code_list_names_the_measures_there_are() -> None:
    assert set(CODES) == {*MEASURES, "none"}


def test_what_is_missing_is_not_counted_and_never_zero() -> None:
    without = WHOLE.with_tables(
        iscms=WHOLE.iscms.head(0), iom_roles=WHOLE.iom_roles.head(0), meetings=WHOLE.meetings.head(0)
    )
    beside = reconcile(without)
    assert beside[["counted", "difference", "source_years"]].isna().all(axis=None)
    assert beside["reason"].tolist() == [
        "not counted: Annex 4 is not there",
        "not counted: Annex 4 is not there",
        "not counted: the list of global meetings is not there",
    ]
    assert complaints(without) == []


def test_a_table_without_any_year_gives_no_year_to_compare() -> None:
    undated = ruled(
        "observer_of | years_since_first_role | years | - | - | - | line 2",
        "active_iscms | first_iscm_decade | decade | - | - | - | line 3",
        SINCE,
        PLAN,
    ).with_tables(
        iscms=WHOLE.iscms.assign(established_year=pd.array([pd.NA] * 3, dtype="Int64")),
        iom_roles=WHOLE.iom_roles.assign(as_of_year=pd.array([pd.NA] * 5, dtype="Int64")),
    )
    assert reconcile(undated)["reason"].tolist()[:2] == ["not counted: Annex 4 gives no year for it"] * 2


def test_a_fact_that_left_with_annex_4_is_no_unknown_fact() -> None:
    facts = WHOLE.stated_facts[WHOLE.stated_facts["id"] != "active_iscms"]
    assert complaints(WHOLE.with_tables(stated_facts=facts, iscms=WHOLE.iscms.head(0))) == []
    assert complaints(WHOLE.with_tables(stated_facts=facts)) == [
        (
            "reconciliation.csv, line 3: no such stated fact (found 'active_iscms'); "
            "known: observer_of, grcp_since, plan_first_year"
        )
    ]


def test_nothing_stated_leaves_nothing_to_compare() -> None:
    beside = reconcile(WHOLE.with_tables(stated_facts=WHOLE.stated_facts.head(0)))
    assert (len(beside), "reason" in beside) == (0, True)


def test_a_reason_for_no_difference_is_stale() -> None:
    stale = ruled(OBSERVER, ACTIVE, SINCE.replace("| 0 | -", "| 0 | some"), PLAN)
    assert complaints(stale) == [
        "reconciliation.csv, line 4: a reason for a difference that is no more; take the reason out"
    ]
    assert reconcile(stale)["reason"].tolist()[-1] == "none needed: the two agree"


def test_a_difference_without_a_reason_is_said() -> None:
    silent = ruled(OBSERVER.replace("no names", "-"), ACTIVE, SINCE, PLAN)
    assert complaints(silent) == [
        "reconciliation.csv, line 2: no reason for a difference of 16; say why, or that it is not known"
    ]
    assert reconcile(silent)["reason"].tolist()[0] == UNEXPLAINED


@pytest.mark.parametrize("written_for", ["15", "-"])
def test_a_reason_holds_only_for_the_difference_it_was_written_for(written_for: str) -> None:
    moved = ruled(OBSERVER.replace("| 16 |", f"| {written_for} |"), ACTIVE, SINCE, PLAN)
    assert complaints(moved) == [
        (
            "reconciliation.csv, line 2: the reason was not written for a difference of 16; "
            "see whether it still holds, then write 16 as its difference"
        )
    ]
    first = reconcile(moved).iloc[0]
    assert first["reason"] == UNEXPLAINED
    assert pd.isna(first["reason_locator"])


def test_a_stated_fact_that_no_row_speaks_of_is_said() -> None:
    assert complaints(ruled(OBSERVER, ACTIVE, SINCE)) == [
        "reconciliation.csv: no row says how plan_first_year is counted; add a row; its measure may be 'none'"
    ]
