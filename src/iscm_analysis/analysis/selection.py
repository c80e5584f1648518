"""Which rows a page speaks of: one ISCM, one region, one period."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from iscm_analysis.cleaning.text import split_list
from iscm_analysis.errors import UsageError
from iscm_analysis.tables import Evaluation
from iscm_analysis.tables.origin import gives_rows

SELECTING = ("period", "iscm", "region")


def select(
    evaluation: Evaluation,
    *,
    period: Sequence[int] | None = None,
    iscm: str | None = None,
    region: str | None = None,
) -> Evaluation:
    """Keep the rows of one ISCM or region, and of the years ``period`` (first and last, both kept).

    ISCM and region bear on ISCMs, roles, participation and organizations, and on the documents and
    interviewees that name one of them. The period bears on what happens in a year: meetings and
    amounts. What the terms of reference ask is never filtered; what is stated of all ISCMs together
    (``stated_facts``) says nothing of some of them and is left out.

    Raises:
        UsageError: no such ISCM or region, or the period ends before it starts.
    """
    chosen = _in_period(evaluation, period) if period else evaluation
    if iscm is None and region is None:
        return chosen
    iscms = chosen.iscms
    if iscm is not None:
        iscms = _only(iscms, "iscm_id", iscm, "ISCM")
    if region is not None:
        iscms = _only(iscms, "region", region, "region")
    kept = set(iscms["iscm_id"])
    return chosen.with_tables(
        iscms=iscms,
        iom_roles=lambda: chosen.iom_roles[chosen.iom_roles["iscm_id"].isin(kept)],
        participation=lambda: chosen.participation[chosen.participation["iscm_id"].isin(kept)],
        organizations=lambda: chosen.organizations[chosen.organizations["iscm_id"].isin(kept)],
        documents=lambda: naming(chosen.documents, kept),
        interviewees=lambda: naming(chosen.interviewees, kept),
        stated_facts=lambda: chosen.stated_facts.head(0),
    )


@gives_rows
def naming(frame: pd.DataFrame, iscm_ids: set[str]) -> pd.DataFrame:
    """Keep the rows that name at least one of the ISCMs in ``iscm_ids``."""
    return frame.loc[[bool(iscm_ids & set(split_list(cell))) for cell in frame["iscm_ids"]]]


def _in_period(evaluation: Evaluation, period: Sequence[int]) -> Evaluation:
    first, last = period
    if first > last:
        message = f"period [{first}, {last}] ends before it starts; give the first year first"
        raise UsageError(message)

    def held() -> pd.DataFrame:
        years = evaluation.meetings["start_date"].str[:4].astype("Int64")
        return evaluation.meetings[years.between(first, last)]

    return evaluation.with_tables(
        meetings=held,
        finance=lambda: evaluation.finance[evaluation.finance["year"].between(first, last)],
    )


def _only(iscms: pd.DataFrame, column: str, wanted: str, noun: str) -> pd.DataFrame:
    kept = iscms[iscms[column] == wanted]
    if kept.empty:
        known = ", ".join(sorted(iscms[column].unique())) or "none, Annex 4 is missing"
        message = f"no {noun} {wanted!r}; known: {known}"
        raise UsageError(message)
    return kept
