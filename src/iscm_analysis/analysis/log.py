"""What the evidence log holds as a whole: whose voice it carries, and from which sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from iscm_analysis.cleaning.text import split_list
from iscm_analysis.tables.origin import gives_rows


@gives_rows
def by_origin_and_stance(
    evidence: pd.DataFrame, origins: Mapping[str, str], stances: Iterable[str]
) -> pd.DataFrame:
    """Count items by class of origin, a column for each stance and ``n`` for all, most first."""
    counts = pd.crosstab(evidence["origin"], evidence["stance"]).reindex(
        index=list(origins), columns=list(stances), fill_value=0
    )
    wide = counts.assign(n=counts.sum(axis="columns"), origin_name=counts.index.map(origins))
    ordered = wide.rename_axis(columns=None).reset_index()
    return ordered.sort_values(["n", "origin"], ascending=[False, True], ignore_index=True)


@gives_rows
def sources_cited(sources: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    """Keep the sources that the log cites, with the ids of their items and how many these are."""
    items = evidence.groupby("source_id")["evidence_id"].agg([";".join, "size"])
    named = items.set_axis(["evidence_ids", "n_items"], axis="columns").reset_index()
    return sources.merge(named, on="source_id").sort_values("source_id", ignore_index=True)


@gives_rows
def coverage(iscms: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Say of each ISCM how many items and sources name it, and which; a row is an ISCM, most items first.

    ``pairs`` are those of ``triangulation.sources_by_iscm``.
    """
    counts = pairs.groupby("iscm_id", as_index=False).agg(
        n_items=("n_items", "sum"), n_sources=("source_id", "count"), source_ids=("source_id", _named)
    )
    beside = iscms[["iscm_id", "name"]].merge(counts, on="iscm_id")
    return beside.sort_values(["n_items", "iscm_id"], ascending=[False, True], ignore_index=True)


def _named(ids: pd.Series) -> str:
    return ";".join(ids.dropna())


@gives_rows
def in_words(frame: pd.DataFrame, column: str, names: Mapping[str, str]) -> pd.DataFrame:
    """Give the codes in the lists of ``column`` their names."""
    return frame.assign(
        **{column: frame[column].map(lambda cell: ";".join(names[code] for code in split_list(cell)))}
    )
