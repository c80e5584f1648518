"""One State: the ISCMs it is in, in what capacity, and with whom it shares them."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.errors import UsageError
from iscm_analysis.tables.origin import gives_rows


def state_name(states: pd.DataFrame, iso3: str) -> str:
    """Give the name of a State by its code.

    Raises:
        UsageError: the code is on no list.
    """
    found = states[states["iso3"] == iso3]["state_name"].tolist()
    if not found:
        message = f"no State {iso3!r}; give its ISO 3166-1 alpha-3 code, for example MEX"
        raise UsageError(message)
    return str(found[0])


@gives_rows
def mechanisms_of(participation: pd.DataFrame, iscms: pd.DataFrame, iso3: str) -> pd.DataFrame:
    """List the ISCMs that name this State; a row is an ISCM and a capacity, with its year and source.

    ``as_of_year`` is the year the source speaks of, not the year the State joined; no source read gives
    that year for all.
    """
    own = participation[participation["iso3"] == iso3]
    named = own.merge(iscms[["iscm_id", "name", "type", "status", "established_year"]], on="iscm_id")
    return named.sort_values(["type", "name", "participation"], ascending=[False, True, True]).reset_index(
        drop=True
    )


@gives_rows
def shares_most_with(participation: pd.DataFrame, iso3: str) -> pd.DataFrame:
    """Count the ISCMs in which each other State is a member beside this one, most first.

    ``iscm_ids`` names them. Large ISCMs bring many companions, so the count says little of closeness.
    """
    members = participation[participation["participation"] == "member"]
    own = members[members["iso3"] == iso3]["iscm_id"]
    beside = members[members["iscm_id"].isin(own) & (members["iso3"] != iso3)]
    counts = beside.groupby(["iso3", "state_name"], as_index=False).agg(
        n_shared=("iscm_id", "nunique"), iscm_ids=("iscm_id", lambda ids: ";".join(sorted(set(ids))))
    )
    return counts.sort_values(["n_shared", "state_name"], ascending=[False, True], ignore_index=True)


@gives_rows
def at_the_top(shared: pd.DataFrame, n: int) -> pd.DataFrame:
    """Keep the first ``n`` rows and all that tie with the last of them."""
    if len(shared) <= n:
        return shared
    least = int(shared["n_shared"].iloc[n - 1])
    return shared.loc[shared["n_shared"] >= least].reset_index(drop=True)
