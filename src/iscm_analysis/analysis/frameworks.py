"""Roles of IOM and themes of ISCMs held against mandate texts, the Global Compact and the SDG targets.

Every meeting point is a judgement of the developers, kept as a row with its reason; none is a finding.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from iscm_analysis.cleaning.text import split_list
from iscm_analysis.tables.origin import gives_rows
from iscm_analysis.terms import FRAMEWORKS, IOM_ROLES, RELATIONS

MARKS = {"direct": 2, "indirect": 1}


@gives_rows
def themes_of(iscms: pd.DataFrame, theme_topics: pd.DataFrame) -> pd.DataFrame:
    """Take the themes of every ISCM apart; a row is an ISCM, a theme, and one topic it belongs to.

    A theme nobody has put under a topic keeps its row, without a topic.
    """
    listed = iscms[["iscm_id", "themes"]].assign(theme=iscms["themes"].map(split_list)).explode("theme")
    placed = theme_topics[["theme", "topic_ids"]].assign(topic_id=theme_topics["topic_ids"].map(split_list))
    rows = listed.dropna(subset=["theme"])[["iscm_id", "theme"]].astype({"theme": "string"})
    both = rows.merge(placed.explode("topic_id")[["theme", "topic_id"]], on="theme", how="left")
    return both.astype({"topic_id": "string"}).reset_index(drop=True)


@gives_rows
def unplaced_themes(themes: pd.DataFrame) -> pd.DataFrame:
    """List the themes that nobody has put under a topic, with the ISCMs that have them."""
    unplaced = themes[themes["topic_id"].isna()]
    return unplaced.groupby("theme", as_index=False).agg(iscm_ids=("iscm_id", _joined))


def _joined(ids: pd.Series) -> str:
    return ";".join(sorted(set(ids)))


@gives_rows
def iscms_per_topic(themes: pd.DataFrame, topics: pd.DataFrame) -> pd.DataFrame:
    """Count the ISCMs with a theme under each topic, most first; an ISCM counts once per topic."""
    counts = themes.dropna(subset=["topic_id"]).groupby("topic_id")["iscm_id"].nunique()
    counted = topics[["topic_id", "topic_name"]].assign(
        n_iscms=topics["topic_id"].map(counts).fillna(0).astype("Int64")
    )
    ordered = counted.sort_values(["n_iscms", "topic_id"], ascending=[False, True], ignore_index=True)
    return ordered if len(themes) else ordered.head(0)


@gives_rows
def judgements(crosswalk: pd.DataFrame, items: pd.DataFrame, topics: pd.DataFrame) -> pd.DataFrame:
    """Word every judgement: what was judged, against which item of which framework, how and why."""
    named = crosswalk.merge(items[["item_id", "framework", "number", "text"]], on="item_id")
    topic_names = dict(zip(topics["topic_id"], topics["topic_name"], strict=True))
    subject = named["role"].map(IOM_ROLES).fillna(named["topic_id"].map(topic_names))
    return named.assign(
        subject=subject.astype("string"),
        kind=named["role"].isna().map({True: "topic", False: "role"}),
        framework_name=named["framework"].map(FRAMEWORKS),
        relation_name=named["relation"].map(RELATIONS),
    )


@gives_rows
def square(judged: pd.DataFrame, items: pd.DataFrame, frameworks: list[str]) -> pd.DataFrame:
    """Lay judgements out: a row is a role or topic, a column an item of ``frameworks`` in printed order.

    A cell is 2 where the item names it, 1 where it bears on it, 0 where nobody has judged that it does.
    Rows keep the order of ``judged``.
    """
    wanted = items[items["framework"].isin(frameworks)]
    kept = judged[judged["framework"].isin(frameworks)]
    marks = kept.assign(mark=kept["relation"].map(MARKS))
    laid = marks.pivot_table(index="subject", columns="item_id", values="mark", fill_value=0, sort=False)
    return laid.reindex(columns=list(wanted["item_id"]), fill_value=0).astype("Int64")


@gives_rows
def items_reached(
    judged: pd.DataFrame, items: pd.DataFrame, roles: pd.DataFrame, themes: pd.DataFrame
) -> pd.DataFrame:
    """Count for every item the judgements that name it, and the ISCMs behind them.

    ``n_iscms_by_role`` counts ISCMs in which IOM holds a role that names the item, ``n_iscms_by_theme``
    those with a theme that does; one ISCM may be in both, so the two are never added up.
    """
    direct = judged[judged["relation"] == "direct"]
    by_role = direct.merge(roles[["role", "iscm_id"]], on="role")
    by_theme = direct.merge(themes[["topic_id", "iscm_id"]].dropna(), on="topic_id")
    return items.assign(
        framework_name=items["framework"].map(FRAMEWORKS),
        n_direct=_per_item(items, direct, "subject"),
        n_indirect=_per_item(items, judged[judged["relation"] == "indirect"], "subject"),
        n_iscms_by_role=_per_item(items, by_role, "iscm_id"),
        n_iscms_by_theme=_per_item(items, by_theme, "iscm_id"),
    )


def _per_item(items: pd.DataFrame, rows: pd.DataFrame, column: str) -> pd.Series:
    counts = rows.groupby("item_id")[column].nunique()
    return items["item_id"].map(counts).fillna(0).astype("Int64")


@gives_rows
def unreached(reached: pd.DataFrame) -> pd.DataFrame:
    """Keep the items that no role and no topic was judged to meet, directly or indirectly."""
    return reached[(reached["n_direct"] == 0) & (reached["n_indirect"] == 0)].reset_index(drop=True)


def item_names(items: pd.DataFrame) -> dict[str, str]:
    """Name each item by its framework and its place in it."""
    named = items["framework"].map(FRAMEWORKS) + ", " + items["place"]
    return dict(zip(items["item_id"], named, strict=True))


def most_met(laid: pd.DataFrame, names: Mapping[str, str], noun: str) -> str:
    """Say which item of a square most rows name, and how many of them; ties are all named."""
    named = (laid == MARKS["direct"]).sum()
    if laid.empty or not named.max():
        return noun
    items = " and ".join(names[str(item)] for item in named[named == named.max()].index)
    return f"{noun}: {items} named by most, {named.max()} of {len(laid)}"
