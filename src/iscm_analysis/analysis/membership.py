"""States and organizations in ISCMs. A chair is a member too, so capacities are never summed."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.tables.origin import gives_rows
from iscm_analysis.terms import IOM_NAME


@gives_rows
def partners_by_reach(organizations: pd.DataFrame) -> pd.DataFrame:
    """Count the ISCMs each organization but IOM takes part in, most first."""
    partners = organizations[organizations["organization"] != IOM_NAME]
    counts = partners.groupby("organization", as_index=False).agg(n_iscms=("iscm_id", "nunique"))
    return counts.sort_values(["n_iscms", "organization"], ascending=[False, True], ignore_index=True)


@gives_rows
def members_per_state(participation: pd.DataFrame, states: pd.DataFrame) -> pd.DataFrame:
    """Count the ISCMs that name each State as a member, with its tile; a row is a State, zero included.

    Territories are rows only where an ISCM names them in some capacity. Global processes open to all
    States name few of their members, so zero means named nowhere, not excluded. Where no ISCM names
    anybody nothing is known, and there is no row.
    """
    members = participation[participation["participation"] == "member"]
    counts = members.groupby("iso3")["iscm_id"].nunique()
    anywhere = states["iso3"].isin(participation["iso3"])
    kept = states[anywhere | (states["un_status"] == "member")] if len(participation) else states.head(0)
    return kept.assign(n_iscms=kept["iso3"].map(counts).fillna(0).astype("Int64")).reset_index(drop=True)


@gives_rows
def in_none(counted: pd.DataFrame) -> pd.DataFrame:
    """Keep the Members of the United Nations that no ISCM names as a member, in order of name."""
    absent = counted[(counted["un_status"] == "member") & (counted["n_iscms"] == 0)]
    return absent.sort_values("state_name", ignore_index=True)


@gives_rows
def without_members(iscms: pd.DataFrame, participation: pd.DataFrame) -> pd.DataFrame:
    """Keep the ISCMs that no source names a member of: they are missing from every count of members."""
    named = participation[participation["participation"] == "member"]["iscm_id"]
    return iscms[~iscms["iscm_id"].isin(named)].reset_index(drop=True)
