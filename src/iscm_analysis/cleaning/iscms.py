"""ISCMs, States and organizations: missing said as missing, one name for each."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.cleaning.text import fold, tidy_columns
from iscm_analysis.terms import WORDS_FOR_MISSING

DESCRIPTIVE = ["established_year", "secretariat", "associated_institution", "themes", "acronym"]


def clean_iscms(printed: pd.DataFrame) -> pd.DataFrame:
    """Turn "none found" into missing and add ``completeness``, the known share of ``DESCRIPTIVE``."""
    renamed = printed.rename(columns={"status_2019": "status", "thematic_focus": "themes"})
    known = renamed.assign(**{name: renamed[name].mask(_says_missing(renamed[name])) for name in DESCRIPTIVE})
    return known.assign(completeness=known[DESCRIPTIVE].notna().mean(axis=1).astype("Float64").round(2))


def _says_missing(cells: pd.Series) -> pd.Series:
    return cells.map(lambda cell: fold(cell) in WORDS_FOR_MISSING, na_action="ignore").eq(other=True)


def name_states(printed: pd.DataFrame, states: pd.DataFrame) -> pd.DataFrame:
    """Name each State as the United Nations do, by its code; the source's spelling is kept beside."""
    renamed = tidy_columns(printed.rename(columns={"country": "state_printed"}), ["state_printed"])
    return renamed.merge(states[["iso3", "state_name", "un_status"]], on="iso3", how="left")


def name_organizations(printed: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """Give each organization one spelling, by the code list; the source's spelling is kept beside."""
    known = dict(zip(names["spelling"], names["name"], strict=True))
    spelled = tidy_columns(printed, ["organization"]).assign(organization_printed=printed["organization"])
    return spelled.assign(organization=spelled["organization"].replace(known))
