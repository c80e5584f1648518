"""The index of all profiles: what a reader can narrow down by name, type, region, status and role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from iscm_analysis.languages import Words
from iscm_analysis.publishing.plan import PROFILES, STATES, Page
from iscm_analysis.tables.store import Evaluation
from iscm_analysis.terms import IOM_ROLES, ISCM_TYPES

PROFILES_FILE = f"{PROFILES}/index.html"


def profiles_content(evaluation: Evaluation, present: Sequence[Page], say: Words) -> dict[str, Any]:
    """Gather the rows of the index, ISCMs in the order of ``iscms``, States by name."""
    iscms = evaluation.iscms.set_index("iscm_id").astype(object)
    iscms = iscms.where(iscms.notna(), "")
    roles = _roles(evaluation.iom_roles)
    return {
        "title": say("profiles.title"),
        "kind": "profiles",
        "root": "../",
        "summary": say("profiles.summary"),
        "iscms": [
            {
                "href": page.href.removeprefix(f"{PROFILES}/"),
                "name": page.title,
                **iscms.loc[page.parameters["iscm"], ["acronym", "region", "status", "established_year"]],
                "type": ISCM_TYPES[iscms.loc[page.parameters["iscm"], "type"]],
                "roles": roles.get(page.parameters["iscm"], []),
            }
            for page in present
            if page.kind == "profile"
        ],
        "states": [
            {"href": page.href.removeprefix(f"{PROFILES}/"), "name": page.title, "n_iscms": n_iscms}
            for page in present
            if page.kind == "state"
            for n_iscms in [_n_iscms(evaluation.participation, page.name.removeprefix(f"{STATES}/"))]
        ],
    }


def _roles(iom_roles: pd.DataFrame) -> dict[str, list[str]]:
    """Name the roles IOM holds or held in each ISCM, in the order of the code list; none where none."""
    held = iom_roles[iom_roles["role"] != "none"].groupby("iscm_id")["role"].agg(set)
    return {
        str(iscm): [name for role, name in IOM_ROLES.items() if role in own] for iscm, own in held.items()
    }


def _n_iscms(participation: pd.DataFrame, iso3: str) -> int:
    return int(participation.loc[participation["iso3"] == iso3, "iscm_id"].nunique())
