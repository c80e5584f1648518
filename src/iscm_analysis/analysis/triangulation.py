"""Where evidence comes from: items by part of a question and method or origin, by ISCM and source."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from iscm_analysis.cleaning.text import split_list
from iscm_analysis.tables.origin import gives_rows


@gives_rows
def evidence_by_method(
    questions: pd.DataFrame, evidence: pd.DataFrame, methods: Iterable[str]
) -> pd.DataFrame:
    """Count items for each part of a question (rows) by method (columns); nothing found is a zero."""
    return _crossed(questions["part_id"], "part_ids", evidence, "method", methods)


@gives_rows
def evidence_by_origin(
    questions: pd.DataFrame, evidence: pd.DataFrame, origins: Iterable[str]
) -> pd.DataFrame:
    """Count items for each part of a question (rows) by class of origin (columns)."""
    return _crossed(questions["part_id"], "part_ids", evidence, "origin", origins)


@gives_rows
def evidence_by_iscm(iscms: pd.DataFrame, evidence: pd.DataFrame, origins: Iterable[str]) -> pd.DataFrame:
    """Count items for each ISCM (rows) by class of origin (columns); items on no single ISCM are left out."""
    return _crossed(iscms["iscm_id"], "iscm_ids", evidence, "origin", origins)


@gives_rows
def sources_by_iscm(iscms: pd.DataFrame, evidence: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Count items for each pair of an ISCM and a source that has something on it, ISCMs in their order.

    A row is a pair; an ISCM of which no source says anything has one row, without a source and zero items.
    """
    pairs = _spread(evidence, "iscm_ids", "iscm_id")
    counts = pairs.groupby(["iscm_id", "source_id"], as_index=False).agg(n_items=("evidence_id", "nunique"))
    known = iscms[["iscm_id"]].merge(counts, on="iscm_id", how="left")
    named = known.merge(sources[["source_id", "title", "origin"]], on="source_id", how="left")
    return named.assign(n_items=named["n_items"].fillna(0).astype(int))


def _spread(evidence: pd.DataFrame, column: str, key: str) -> pd.DataFrame:
    """Give a row for each item and each id in its cell of ``column``."""
    spread = evidence.assign(**{key: evidence[column].map(split_list)}).explode(key)
    return spread.dropna(subset=[key])


def _crossed(
    keys: pd.Series, column: str, evidence: pd.DataFrame, by: str, codes: Iterable[str]
) -> pd.DataFrame:
    key = str(keys.name)
    spread = _spread(evidence, column, key)
    counts = spread.groupby([key, by])["evidence_id"].nunique().unstack(by, fill_value=0)  # noqa: PD010  # counts, no pivot of values
    whole = counts.reindex(index=list(keys), columns=list(codes), fill_value=0).astype(int)
    return whole.rename_axis(columns=None).reset_index().rename(columns={"index": key})
