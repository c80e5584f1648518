"""The roles IOM holds in ISCMs. Roles overlap, so they are counted one by one and never summed."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.tables.origin import gives_rows
from iscm_analysis.terms import IOM_ROLES, ISCM_TYPES

HELD = {code: name for code, name in IOM_ROLES.items() if code != "none"}


@gives_rows
def iscms_with_role(iscms: pd.DataFrame, roles: pd.DataFrame, role: str) -> pd.DataFrame:
    """Keep the ISCMs in which IOM holds or held ``role``."""
    return iscms[iscms["iscm_id"].isin(roles[roles["role"] == role]["iscm_id"])]


@gives_rows
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


@gives_rows
def iscms_per_role_by(roles: pd.DataFrame, iscms: pd.DataFrame, column: str) -> pd.DataFrame:
    """Count the ISCMs in which IOM holds each role by a column of ``iscms``, ISCMs without a value left out.

    A row is a role, with a column for every value that any ISCM has, in order of the values. An ISCM with
    two roles counts in both rows, so rows are never added up.
    """
    held = roles.drop_duplicates(["iscm_id", "role"]).merge(iscms[["iscm_id", column]], on="iscm_id")
    counts = pd.crosstab(held["role"], held[column])
    values = sorted(iscms[column].dropna().unique())
    counts = counts.reindex(index=list(HELD), columns=values, fill_value=0).astype("Int64")
    named = counts.rename_axis(index="role", columns=None).reset_index()
    return named.assign(role_name=named["role"].map(HELD)).head(len(HELD) if len(roles) else 0)


@gives_rows
def iscms_per_role_and_type(roles: pd.DataFrame, iscms: pd.DataFrame) -> pd.DataFrame:
    """Count the ISCMs of each type in which IOM holds a role; a row is a role, a column a type."""
    counts = iscms_per_role_by(roles, iscms, "type")
    return counts.reindex(columns=["role", *ISCM_TYPES, "role_name"], fill_value=0).astype(
        dict.fromkeys(ISCM_TYPES, "Int64")
    )


@gives_rows
def with_decade(iscms: pd.DataFrame) -> pd.DataFrame:
    """Add the decade each ISCM began in, in words; missing where no year is known."""
    first = iscms["established_year"] // 10 * 10
    return iscms.assign(decade=first.map(lambda year: f"{year}s", na_action="ignore").astype("string"))


def sizes(iscms: pd.DataFrame, column: str) -> dict[str, int]:
    """Count the ISCMs behind each value of a column: the N that a role's count stands against."""
    return {str(value): int(n) for value, n in iscms[column].value_counts().sort_index().items()}


@gives_rows
def types_without_role(by_type: pd.DataFrame) -> pd.DataFrame:
    """List the roles that IOM holds in no ISCM of a type; a row is a type and a role."""
    rows = [
        (kind, ISCM_TYPES[kind], role_name)
        for kind in ISCM_TYPES
        for role_name, n in zip(by_type["role_name"], by_type[kind], strict=True)
        if n == 0
    ]
    return pd.DataFrame(rows, columns=["type", "type_name", "role_name"])


@gives_rows
def common_to_most(grid: pd.DataFrame) -> pd.DataFrame:
    """Keep the roles that IOM holds in more than half of the ISCMs, most frequent first.

    ``n_known`` is the number of ISCMs looked at.
    """
    counts = pd.DataFrame(
        {
            "role": list(HELD),
            "role_name": list(HELD.values()),
            "n_iscms": [int(grid[role].sum()) for role in HELD],
            "n_known": len(grid),
        }
    )
    common = counts[counts["n_iscms"] * 2 > counts["n_known"]]
    return common.sort_values(["n_iscms", "role"], ascending=[False, True], ignore_index=True)


@gives_rows
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


def role_sets(grid: pd.DataFrame) -> pd.Series:
    """Gather the roles of each ISCM into a set; the index is the ISCM, in order of its id."""
    ordered = grid.sort_values("iscm_id")
    sets = [frozenset(role for role in HELD if row[role]) for row in ordered.to_dict("records")]
    return pd.Series(sets, index=list(ordered["iscm_id"]), dtype="object")


@gives_rows
def role_combinations(grid: pd.DataFrame) -> pd.DataFrame:
    """Count the ISCMs that share exactly the same set of roles, most frequent first.

    Besides its name in ``combination`` a row keeps the yes/no column of every role.
    """
    counts = grid.groupby(list(HELD), as_index=False).agg(
        n_iscms=("iscm_id", "size"), iscm_ids=("iscm_id", lambda ids: ";".join(sorted(ids)))
    )
    named = [" + ".join(HELD[role] for role in HELD if row[role]) for row in counts.to_dict("records")]
    combined = counts.assign(combination=[name or IOM_ROLES["none"] for name in named])
    return combined.sort_values(["n_iscms", "combination"], ascending=[False, True], ignore_index=True)
