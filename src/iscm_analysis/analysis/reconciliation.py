"""What is stated in words beside what the tables count, and why the two differ."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from iscm_analysis.cleaning.codes import suggest
from iscm_analysis.cleaning.text import split_list
from iscm_analysis.errors import Problem
from iscm_analysis.tables import Evaluation
from iscm_analysis.tables.origin import gives_rows

COLUMNS = [
    "fact_id", "text", "stated", "unit", "counted", "definition", "difference", "reason", "reason_locator",
    "source_years", "source_id", "locator",
]  # fmt: skip
AGREE = "none needed: the two agree"
UNEXPLAINED = "no reason given for this difference"
LEDGER = "reconciliation.csv"
UNCOUNTED = "none"


@dataclass(frozen=True, slots=True)
class Counted:
    """A count, and the source ids of each thing counted (or of each thing that sets the year)."""

    value: int
    sources: pd.Series


@dataclass(frozen=True, slots=True)
class Measure:
    """One way to count: the table it needs, what that table is read from, and the count itself.

    The count is None where the table is there but dates nothing.
    """

    table: str
    origin: str
    count: Callable[[Evaluation], Counted | None]


@gives_rows
def reconcile(evaluation: Evaluation) -> pd.DataFrame:
    """Put each stated fact that can be counted beside its count; a row is a fact, in the order stated.

    ``difference`` is stated less counted. Where the table to count is missing, ``counted`` is missing too
    and ``reason`` says what is not there. A reason shows only with the difference it was written for.
    ``source_years`` says from which years the counted things are known: each by its newest source.
    Give the whole evaluation, not a selection: what is stated speaks of all ISCMs and years.
    """
    facts = evaluation.stated_facts.rename(columns={"id": "fact_id", "value": "stated"})
    rules = evaluation.reconciliation_rules.drop(columns="locator")
    countable = facts.merge(rules[rules["measure"] != UNCOUNTED], on="fact_id")
    rows = [{**row, **_counted(row, evaluation)} for row in countable.to_dict("records")]
    return pd.DataFrame(rows, columns=COLUMNS).astype(
        {"stated": "Int64", "counted": "Int64", "difference": "Int64"}
    )


def doubtful_reasons(evaluation: Evaluation) -> Iterator[Problem]:
    """Complain about differences without a reason, reasons without their difference, and unknown facts.

    What cannot be counted because its table is missing is no complaint.
    """
    facts = evaluation.stated_facts["id"].tolist()
    rules = evaluation.reconciliation_rules
    for fact in evaluation.stated_facts[~evaluation.stated_facts["id"].isin(rules["fact_id"])].itertuples():
        hint = f"add a row; its measure may be {UNCOUNTED!r}"
        yield Problem("warning", LEDGER, f"no row says how {fact.id} is counted", hint)
    reconciled = reconcile(evaluation).set_index("fact_id")
    for rule in rules.to_dict("records"):
        if rule["fact_id"] in reconciled.index:
            yield from _doubts(rule, reconciled.loc[rule["fact_id"], "difference"])
        elif rule["fact_id"] not in facts and not _is_absent(rule["measure"], evaluation):
            yield _doubt(rule, "no such stated fact", suggest(rule["fact_id"], facts), value=rule["fact_id"])


def _counted(row: Mapping[Hashable, Any], evaluation: Evaluation) -> dict[str, object]:
    measure = MEASURES[row["measure"]]
    if _is_absent(row["measure"], evaluation):
        return _not_counted(f"{measure.origin} is not there")
    found = measure.count(evaluation)
    if found is None:
        return _not_counted(f"{measure.origin} gives no year for it")
    difference = row["stated"] - found.value
    explained = difference and not pd.isna(row["reason"]) and row["difference"] == difference
    return {
        "counted": found.value,
        "difference": difference,
        "reason": row["reason"] if explained else UNEXPLAINED if difference else AGREE,
        "reason_locator": row["reason_locator"] if explained else pd.NA,
        "source_years": _source_years(found.sources, evaluation.sources),
    }


def _not_counted(why: str) -> dict[str, object]:
    missing = dict.fromkeys(("counted", "difference", "reason_locator", "source_years"), pd.NA)
    return {**missing, "reason": f"not counted: {why}"}


def _is_absent(measure: str, evaluation: Evaluation) -> bool:
    return measure != UNCOUNTED and evaluation.frames()[MEASURES[measure].table].empty


def _doubts(rule: Mapping[Hashable, Any], difference: object) -> Iterator[Problem]:
    if pd.isna(difference):  # type: ignore[call-overload]  # a scalar
        return
    has_reason = not pd.isna(rule["reason"])
    if difference == 0 and has_reason:
        yield _doubt(rule, "a reason for a difference that is no more", "take the reason out")
    elif difference and not has_reason:
        yield _doubt(rule, f"no reason for a difference of {difference}", "say why, or that it is not known")
    elif difference and (pd.isna(rule["difference"]) or rule["difference"] != difference):
        hint = f"see whether it still holds, then write {difference} as its difference"
        yield _doubt(rule, f"the reason was not written for a difference of {difference}", hint)


def _doubt(rule: Mapping[Hashable, Any], message: str, hint: str, *, value: str = "") -> Problem:
    return Problem("warning", LEDGER, message, hint, row=rule["locator"], value=value)


def _source_years(sources: pd.Series, listed: pd.DataFrame) -> str:
    """Count things by the year of the newest source each rests on: ``2017: 1; 2019: 3``."""
    year_of = listed.dropna(subset=["year"]).set_index("source_id")["year"].to_dict()
    newest = [
        max((int(year_of[item]) for item in split_list(cell) if item in year_of), default=None)
        for cell in sources
    ]
    years = sorted({year for year in newest if year is not None})
    known = [f"{year}: {newest.count(year)}" for year in years]
    return "; ".join([*known, *([f"no year: {newest.count(None)}"] if None in newest else [])])


def _active_iscms(evaluation: Evaluation) -> Counted:
    active = evaluation.iscms[evaluation.iscms["status"] == "active"]
    return Counted(len(active), active["source_ids"])


def _iscms_with_role(role: str) -> Callable[[Evaluation], Counted]:
    def count(evaluation: Evaluation) -> Counted:
        held = evaluation.iom_roles[evaluation.iom_roles["role"] == role]
        sources = held.groupby("iscm_id")["source_id"].agg(";".join)
        return Counted(len(sources), sources)

    return count


def _years_since_first_role(evaluation: Evaluation) -> Counted | None:
    held = evaluation.iom_roles[evaluation.iom_roles["role"] != "none"]
    sources = evaluation.sources
    stated, first = sources.loc[sources["source_id"] == "annex-1", "year"].max(), held["as_of_year"].min()
    if pd.isna(stated) or pd.isna(first):
        return None
    return Counted(int(stated - first), held[held["as_of_year"].eq(first).fillna(value=False)]["source_id"])


def _first_iscm_decade(evaluation: Evaluation) -> Counted | None:
    years = evaluation.iscms["established_year"]
    if pd.isna(years.min()):
        return None
    earliest = evaluation.iscms[years.eq(years.min()).fillna(value=False)]
    return Counted(int(years.min()) // 10 * 10, earliest["source_ids"])


def _first_meeting_year(evaluation: Evaluation) -> Counted:
    first = evaluation.meetings.sort_values("start_date").head(1)
    return Counted(int(first["start_date"].iloc[0][:4]), first["source_ids"])


MEASURES = {
    "active_iscms": Measure("iscms", "Annex 4", _active_iscms),
    "iscms_with_iom_as_member": Measure("iom_roles", "Annex 4", _iscms_with_role("member")),
    "iscms_with_iom_as_observer": Measure("iom_roles", "Annex 4", _iscms_with_role("observer")),
    "years_since_first_role": Measure("iom_roles", "Annex 4", _years_since_first_role),
    "first_iscm_decade": Measure("iscms", "Annex 4", _first_iscm_decade),
    "first_meeting_year": Measure("meetings", "the list of global meetings", _first_meeting_year),
}
