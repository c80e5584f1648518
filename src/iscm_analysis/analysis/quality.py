"""What a published grid asks of an evaluation report, and how people and their data are treated here.

Nothing is scored: an item is there, partly there or not there, and the reader is led to the place.
"""

from __future__ import annotations

import pandas as pd

from iscm_analysis.settings import DisclosureSettings
from iscm_analysis.tables import Evaluation
from iscm_analysis.tables.origin import gives_rows
from iscm_analysis.terms import CONSENTS, QUALITY_STATES

FROM_PEOPLE = ("interview", "focus_group", "survey")


@gives_rows
def by_component(grid: pd.DataFrame) -> pd.DataFrame:
    """Count the items of each component by state, in the order of the grid; the columns are the states."""
    counts = pd.crosstab(grid["component"], grid["state"]).reindex(
        index=grid["component"].unique(), columns=list(QUALITY_STATES), fill_value=0
    )
    return counts.rename_axis(index="component", columns=None).reset_index()


@gives_rows
def safeguards(evaluation: Evaluation, disclosure: DisclosureSettings, edition: str) -> pd.DataFrame:
    """Say what this build did for the people in its data; a row is a fact read from tables and settings."""
    people, items = evaluation.interviewees, evaluation.evidence
    named = [column for column in people.columns if column == "name" or column.endswith("_name")]
    told = items[items["method"].isin(FROM_PEOPLE)]
    consents = items["consent"].map(CONSENTS).value_counts()
    rows = [
        ("Names", f"The table of interviewees has {len(named)} columns with a name.", "interviewees.csv"),
        ("Pseudonyms", _ids(people["interviewee_id"]), "interviewees.csv"),
        (
            "Small counts",
            f"Counts of fewer than {disclosure.minimum_cell} people are withheld.",
            "iscm.toml, minimum_cell",
        ),
        ("Edition", f"This is the {edition} edition.", "iscm.toml, edition"),
        (
            "Consent",
            "; ".join(f"{name}: {n} items" for name, n in consents.items()) or "No item in the log.",
            "evidence.csv, consent",
        ),
        ("Told by people", f"{len(told)} items come from interviews or surveys.", "evidence.csv, method"),
        ("Retention", disclosure.retention or "No period is set.", "iscm.toml, retention"),
    ]
    return pd.DataFrame(rows, columns=["what", "fact", "place"], dtype="string")


def _ids(ids: pd.Series) -> str:
    return f"People appear as {ids.iloc[0]} to {ids.iloc[-1]}." if len(ids) else "Nobody is listed."
