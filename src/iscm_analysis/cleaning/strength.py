"""How strong evidence is: counts of what is cited, and the word that follows from them by rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from iscm_analysis.cleaning.text import split_list
from iscm_analysis.terms import IOM_ORIGINS

if TYPE_CHECKING:
    from iscm_analysis.settings import StrengthSettings

# What evidence says against a statement of each stance; a mixed one says both, so nothing is against it.
AGAINST = {"supports": "contradicts", "contradicts": "supports", "neutral": "contradicts", "mixed": ""}
_SCHEME = re.compile(r"^https?://(?:www\.)?|(?<=\w)/(?:en|es|fr)(?=/)|/$")
COUNTS = ["n_items", "n_sources", "n_origins", "n_methods", "n_contradicting"]


def cited(frame: pd.DataFrame, key: str, column: str = "evidence_ids") -> pd.DataFrame:
    """Give a row for each item that a row of ``frame`` cites: its ``key``, its stance, ``evidence_id``."""
    ids = frame[column].map(split_list)
    listed = frame[[key]].assign(evidence_id=ids, stance=frame["stance"])
    return listed.explode("evidence_id").dropna(subset=["evidence_id"])


def support(cited: pd.DataFrame, key: str, evidence: pd.DataFrame) -> pd.DataFrame:
    """Count what is cited for each ``key``: items, sources, origins, methods, sources that contradict.

    A source counts once however many items it gave, and contradicts as soon as one of them does.
    ``share_contradicting`` is of all its sources; what cites nothing has no row.
    """
    against = cited["stance"].fillna("supports").map(AGAINST)
    links = cited[[key, "evidence_id"]].assign(against=against).drop_duplicates()
    items = links.merge(evidence, on="evidence_id")
    is_outside = items["origin"].notna() & ~items["origin"].isin(IOM_ORIGINS)
    groups = items.assign(is_outside_iom=is_outside).groupby(key, sort=True)
    counted = groups.agg(
        n_items=("evidence_id", "nunique"),
        n_sources=("source_id", "nunique"),
        n_origins=("origin", "nunique"),
        n_methods=("method", "nunique"),
        is_outside_iom=("is_outside_iom", "any"),
    )
    opposed = items[items["stance"] == items["against"]].groupby(key)["source_id"].nunique()
    n_contradicting = opposed.reindex(counted.index, fill_value=0)
    return counted.assign(
        n_contradicting=n_contradicting, share_contradicting=n_contradicting / counted["n_sources"]
    ).reset_index()


def strength_words(counted: pd.DataFrame, rule: StrengthSettings) -> pd.Series:
    """Give the word for each row of counts, the columns of ``support``."""
    methods, origins, share = counted["n_methods"], counted["n_origins"], counted["share_contradicting"]
    is_strong = (
        (methods >= rule.strong_methods)
        & (origins >= rule.strong_origins)
        & counted["is_outside_iom"].astype(bool)
        & (share <= rule.strong_contradiction)
    )
    is_moderate = (methods >= rule.moderate_methods) | (origins >= rule.moderate_origins)
    words = pd.Series("limited", index=counted.index, dtype="string")
    words = words.mask(is_moderate, "moderate").mask(is_strong, "strong")
    words = words.mask(share > rule.moderate_contradiction, "contested")
    return words.mask(counted["n_items"] == 0, "none")


def bare_address(url: str) -> str:
    """Give what two addresses of one page have in common.

    >>> bare_address("https://www.iom.int/en/budapest-process/") == bare_address("http://iom.int/budapest-process")
    True
    """
    return _SCHEME.sub("", url.strip().lower())
