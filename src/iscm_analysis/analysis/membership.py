"""States and organizations in ISCMs. A chair is a member too, so capacities are never summed."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.terms import IOM_NAME, PARTICIPATIONS


def participants_per_iscm(
    iscms: pd.DataFrame, participation: pd.DataFrame, organizations: pd.DataFrame
) -> pd.DataFrame:
    """Count States by capacity, and organizations, in every ISCM; zero means that none is named.

    States here are all named participants with a code, territories included.
    """
    counts = pd.crosstab(participation["iscm_id"], participation["participation"])
    counts = counts.reindex(index=list(iscms["iscm_id"]), columns=list(PARTICIPATIONS), fill_value=0)
    named = iscms[["iscm_id", "name", "type"]].set_index("iscm_id").join(counts.astype("Int64"))
    n_organizations = organizations.groupby("iscm_id")["organization"].nunique()
    result = named.assign(n_organizations=n_organizations.astype("Int64")).fillna({"n_organizations": 0})
    return result.rename(columns={name: f"n_{name}" for name in PARTICIPATIONS}).reset_index()


def iscms_per_state(participation: pd.DataFrame) -> pd.DataFrame:
    """Count the ISCMs each State takes part in, in any capacity; a row is a State, most first."""
    counts = participation.groupby(["iso3", "state_name", "un_status"], as_index=False).agg(
        n_iscms=("iscm_id", "nunique")
    )
    return counts.sort_values(["n_iscms", "state_name"], ascending=[False, True], ignore_index=True)


def partners_by_reach(organizations: pd.DataFrame) -> pd.DataFrame:
    """Count the ISCMs each organization but IOM takes part in, most first."""
    partners = organizations[organizations["organization"] != IOM_NAME]
    counts = partners.groupby("organization", as_index=False).agg(n_iscms=("iscm_id", "nunique"))
    return counts.sort_values(["n_iscms", "organization"], ascending=[False, True], ignore_index=True)
