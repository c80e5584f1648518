"""One ISCM: its facts, roles and participants as rows a page can show."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.cleaning.codes import linked_iscms
from iscm_analysis.cleaning.text import split_list
from iscm_analysis.tables import Evaluation
from iscm_analysis.tables.origin import gives_rows
from iscm_analysis.terms import GAP_STATES, IOM_ROLES, ISCM_TYPES, PARTICIPATIONS

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


@gives_rows
def facts(iscms: pd.DataFrame) -> pd.DataFrame:
    """Turn the row of one ISCM into one row per fact; an unknown fact keeps its row, without a value."""
    row = iscms.assign(type=iscms["type"].map(ISCM_TYPES)).iloc[0]
    values = [pd.NA if pd.isna(row[name]) else str(row[name]) for name in FACTS]
    return pd.DataFrame({"field": list(FACTS.values()), "value": pd.array(values, dtype="string")})


@gives_rows
def roles(iom_roles: pd.DataFrame) -> pd.DataFrame:
    """Name the roles, the latest source first."""
    named = iom_roles.assign(role_name=iom_roles["role"].map(IOM_ROLES))
    return named.sort_values(["as_of_year", "role"], ascending=[False, True], ignore_index=True)


@gives_rows
def capacities(participation: pd.DataFrame, organizations: pd.DataFrame) -> pd.DataFrame:
    """Count the States in each capacity, and the organizations; empty when nobody is named."""
    counts = {
        name.capitalize(): int((participation["participation"] == name).sum()) for name in PARTICIPATIONS
    }
    counts["Organization"] = organizations["organization"].nunique()
    named = {name: count for name, count in counts.items() if any(counts.values())}
    return pd.DataFrame({"capacity": list(named), "n": list(named.values())})


@gives_rows
def sources(every: pd.DataFrame, iscms: pd.DataFrame, iom_roles: pd.DataFrame) -> pd.DataFrame:
    """Keep the sources that the facts and roles of these ISCMs rest on."""
    used = {item for cell in iscms["source_ids"] for item in split_list(cell)} | set(iom_roles["source_id"])
    return every[every["source_id"].isin(used)]


@gives_rows
def meetings_naming(meetings: pd.DataFrame, iscms: pd.DataFrame) -> pd.DataFrame:
    """Keep the global meetings whose row names this ISCM by its name or acronym, in this spelling.

    A meeting that does not name it may still have been attended by it: the record lists few of those there.
    """
    names = {
        str(name): str(row["iscm_id"])
        for row in iscms.to_dict("records")
        for name in (row["name"], row["acronym"])
        if not pd.isna(name)
    }
    said = meetings[["co_host", "theme", "outcome"]].fillna("").itertuples(index=False)
    return meetings.loc[[bool(linked_iscms(" / ".join(cells), names)) for cells in said]]


@gives_rows
def gaps(one: Evaluation) -> pd.DataFrame:
    """List what the record lacks on the one ISCM in ``one``; a row is what is missing, its state, and why."""
    unnamed = [
        (name.lower(), "none_found", "No source read gives it.")
        for column, name in FACTS.items()
        if column not in ("acronym", "other_names", "notes") and one.iscms[column].isna().all()
    ]
    members = one.participation[one.participation["participation"] == "member"]
    known = {
        "members": (len(members), "none_found", "No source read names a member."),
        "roles of IOM": (
            int((one.iom_roles["role"] != "none").sum()), "none_found", "No source read names a role.",
        ),
        "a document of Annex 2 on it": (len(one.documents), "none_found", "No entry of the list names it."),
        "an interviewee of its own": (
            len(one.interviewees), "not_collected", "No one in Annex 3 is listed with it.",
        ),
    }  # fmt: skip
    absent = [(name, state, why) for name, (n, state, why) in known.items() if n == 0]
    always = [
        ("what its members think of IOM", "not_collected", "Nobody heard speaks for a government."),
        ("what IOM spends on it", "not_collected", "Project budgets are not in hand."),
    ]
    frame = pd.DataFrame([*unnamed, *absent, *always], columns=["missing", "state", "why"])
    return frame.assign(state_name=frame["state"].map(GAP_STATES))
