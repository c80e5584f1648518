"""The global meetings of chairs and secretariats (GRCP): when, where, with whom, on what, how many."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from iscm_analysis.tables.origin import gives_rows
from iscm_analysis.terms import WORDS_FOR_MISSING

HOSTS = {
    "government": "a government with IOM",
    "organization": "another organization with IOM",
    "iom": "IOM alone",
}
# Words of the themes as printed; a meeting may come under several.
THEMES = {
    "value": ("Value and role of the mechanisms", ("value", "place of", "role of")),
    "capacity": ("Cooperation and capacity", ("cooperation", "capacity")),
    "frameworks": (
        "United Nations frameworks",
        ("high-level dialogue", "development agenda", "sustainable development goals", "global compact"),
    ),
    "governance": ("Migration governance", ("governance",)),
}
FACTS = {
    "n_iscms": "ISCMs represented",
    "n_participants": "Participants",
    "theme": "Theme",
    "host_kind": "Host beside IOM, or IOM alone",
    "outcome": "What came out of it",
}


@gives_rows
def cadence(meetings: pd.DataFrame) -> pd.DataFrame:
    """Add to each meeting its length and the days since the meeting before ended, in order of date.

    The first meeting has no meeting before it, so its ``days_since_last`` is missing.
    """
    ordered = meetings.sort_values("start_date", ignore_index=True)
    start = pd.to_datetime(ordered["start_date"])
    end = pd.to_datetime(ordered["end_date"])
    return ordered.assign(
        year=start.dt.year.astype("Int64"),
        n_days=((end - start).dt.days + 1).astype("Int64"),
        days_since_last=(start - end.shift()).dt.days.astype("Int64"),
    )


@gives_rows
def pauses(held: pd.DataFrame) -> pd.DataFrame:
    """Sum up the days between meetings (``held`` as ``cadence`` gives it); one row, or none below two."""
    days = held["days_since_last"].dropna()
    result = pd.DataFrame(
        {
            "n_pauses": [len(days)],
            "shortest": [days.min()],
            "median": [days.median()],
            "longest": [days.max()],
        }
    )
    return result if len(days) else result.head(0)


@gives_rows
def with_host(meetings: pd.DataFrame) -> pd.DataFrame:
    """Add who hosted (``host_kind``), by the words of the cell; where no host was found it is missing."""
    kinds = meetings["co_host"].map(_host_kind, na_action="ignore")
    return meetings.assign(host_kind=kinds.astype("string"))


def _host_kind(cell: str) -> object:
    if cell.startswith(WORDS_FOR_MISSING):
        return pd.NA
    if cell.startswith("none"):
        return "iom"
    return "government" if cell.startswith("Government") else "organization"


@gives_rows
def places(meetings: pd.DataFrame) -> pd.DataFrame:
    """Count meetings by city and country, most first; ``years`` says when."""
    years = meetings["start_date"].str[:4]
    counts = (
        meetings.assign(year=years)
        .groupby(["city", "country"], as_index=False)
        .agg(n_meetings=("meeting_no", "size"), years=("year", lambda cells: ";".join(sorted(cells))))
    )
    return counts.sort_values(["n_meetings", "city"], ascending=[False, True], ignore_index=True)


@gives_rows
def with_themes(meetings: pd.DataFrame) -> pd.DataFrame:
    """Add one yes/no column per entry of ``THEMES``: whether the printed theme holds one of its words."""
    themes = meetings["theme"].fillna("").str.casefold()
    return meetings.assign(
        **{
            code: [any(word in theme for word in words) for theme in themes]
            for code, (_, words) in THEMES.items()
        }
    )


@gives_rows
def known_facts(meetings: pd.DataFrame, facts: Mapping[str, str] = FACTS) -> pd.DataFrame:
    """Count the meetings (``with_host``) for which a source gives each fact; least known last."""
    counts = [int(meetings[column].notna().sum()) for column in facts]
    result = pd.DataFrame({"fact": list(facts.values()), "n_meetings": counts})
    ordered = result.sort_values(["n_meetings", "fact"], ascending=[False, True], ignore_index=True)
    return ordered if len(meetings) else ordered.head(0)


@gives_rows
def disputed(disputes: pd.DataFrame, meetings: pd.DataFrame) -> pd.DataFrame:
    """Keep what sources dispute about these meetings, in the order of the meetings."""
    kept = disputes[disputes["meeting_no"].isin(meetings["meeting_no"])]
    return kept.sort_values(["meeting_no", "fact"], ignore_index=True)
