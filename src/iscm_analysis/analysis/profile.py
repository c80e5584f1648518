"""One ISCM: its facts, roles and participants as rows a page can show."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.cleaning.text import split_list
from iscm_analysis.terms import IOM_ROLES, ISCM_TYPES, PARTICIPATIONS

FACTS = {
    "acronym": "Acronym",
    "other_names": "Other names",
    "type": "Type around 2019",
    "region": "Region",
    "established_year": "First year",
    "status": "Status around 2019",
    "secretariat": "Secretariat",
    "associated_institution": "Tied to",
    "themes": "Themes",
    "notes": "Where sources differ",
}


def facts(iscms: pd.DataFrame) -> pd.DataFrame:
    """Turn the row of one ISCM into one row per fact; an unknown fact keeps its row, without a value."""
    row = iscms.assign(type=iscms["type"].map(ISCM_TYPES)).iloc[0]
    values = [pd.NA if pd.isna(row[name]) else str(row[name]) for name in FACTS]
    return pd.DataFrame({"field": list(FACTS.values()), "value": pd.array(values, dtype="string")})


def roles(iom_roles: pd.DataFrame) -> pd.DataFrame:
    """Name the roles, the latest source first."""
    named = iom_roles.assign(role_name=iom_roles["role"].map(IOM_ROLES))
    return named.sort_values(["as_of_year", "role"], ascending=[False, True], ignore_index=True)


def capacities(participation: pd.DataFrame, organizations: pd.DataFrame) -> pd.DataFrame:
    """Count the States in each capacity, and the organizations; empty when nobody is named."""
    counts = {
        name.capitalize(): int((participation["participation"] == name).sum()) for name in PARTICIPATIONS
    }
    counts["Organization"] = organizations["organization"].nunique()
    named = {name: count for name, count in counts.items() if any(counts.values())}
    return pd.DataFrame({"capacity": list(named), "n": list(named.values())})


def sources(every: pd.DataFrame, iscms: pd.DataFrame, iom_roles: pd.DataFrame) -> pd.DataFrame:
    """Keep the sources that the facts and roles of these ISCMs rest on."""
    used = {item for cell in iscms["source_ids"] for item in split_list(cell)} | set(iom_roles["source_id"])
    return every[every["source_id"].isin(used)]
