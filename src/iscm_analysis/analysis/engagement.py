"""The roles IOM holds in ISCMs. Roles overlap, so they are counted one by one and never summed."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.terms import IOM_ROLES, ISCM_TYPES

HELD = {code: name for code, name in IOM_ROLES.items() if code != "none"}


def iscms_with_role(iscms: pd.DataFrame, roles: pd.DataFrame, role: str) -> pd.DataFrame:
    """Keep the ISCMs in which IOM holds or held ``role``."""
    return iscms[iscms["iscm_id"].isin(roles[roles["role"] == role]["iscm_id"])]


def iscms_per_role(roles: pd.DataFrame) -> pd.DataFrame:
    """Count the ISCMs in which IOM holds or held each role, most frequent first.

    An ISCM counts once per role, however many sources say so. Without any role the result is empty.
    """
    held = roles.drop_duplicates(["iscm_id", "role"])["role"].value_counts()
    counts = pd.DataFrame(
        {
            "role": list(HELD),
            "role_name": list(HELD.values()),
            "n_iscms": [int(held.get(code, 0)) for code in HELD],
        }
    )
    ordered = counts.sort_values(["n_iscms", "role"], ascending=[False, True], ignore_index=True)
    return ordered if len(roles) else ordered.head(0)


def iscms_per_role_and_type(roles: pd.DataFrame, iscms: pd.DataFrame) -> pd.DataFrame:
    """Count the ISCMs of each type in which IOM holds a role; a row is a role, a column a type."""
    held = roles.drop_duplicates(["iscm_id", "role"]).merge(iscms[["iscm_id", "type"]], on="iscm_id")
    counts = pd.crosstab(held["role"], held["type"])
    counts = counts.reindex(index=list(HELD), columns=list(ISCM_TYPES), fill_value=0).astype("Int64")
    named = counts.rename_axis(index="role", columns=None).reset_index()
    return named.assign(role_name=named["role"].map(HELD)).head(len(HELD) if len(roles) else 0)


def role_grid(roles: pd.DataFrame, iscms: pd.DataFrame) -> pd.DataFrame:
    """Say for every ISCM which roles IOM holds in it; a row is an ISCM, one yes/no column per role.

    ``n_roles`` counts the different roles. ISCMs with most roles come first.
    """
    held = set(zip(roles["iscm_id"], roles["role"], strict=True))
    grid = iscms[["iscm_id", "name", "type"]].assign(
        **{role: [(iscm, role) in held for iscm in iscms["iscm_id"]] for role in HELD}
    )
    counted = grid.assign(n_roles=grid[list(HELD)].sum(axis=1).astype("Int64"))
    return counted.sort_values(["n_roles", "iscm_id"], ascending=[False, True], ignore_index=True)


def role_combinations(grid: pd.DataFrame) -> pd.DataFrame:
    """Count the ISCMs that share exactly the same set of roles, most frequent first."""
    sets = [" + ".join(HELD[role] for role in HELD if row[role]) for row in grid.to_dict("records")]
    named = grid.assign(combination=[combination or IOM_ROLES["none"] for combination in sets])
    counts = named.groupby("combination", as_index=False).agg(
        n_iscms=("iscm_id", "size"), iscm_ids=("iscm_id", lambda ids: ";".join(sorted(ids)))
    )
    return counts.sort_values(["n_iscms", "combination"], ascending=[False, True], ignore_index=True)
