"""People as a page may show them: by their ids, and in the internal edition by name too."""

from __future__ import annotations

import os

import pandas as pd

from iscm_analysis.errors import IscmError
from iscm_analysis.project import find_project
from iscm_analysis.sources.people import people_as_printed
from iscm_analysis.sources.register import read_register
from iscm_analysis.terms import EDITION_VARIABLE, INTERNAL


def is_internal() -> bool:
    """Say whether this process makes pages of the internal edition."""
    return os.environ.get(EDITION_VARIABLE) == INTERNAL


def with_labels(people: pd.DataFrame) -> pd.DataFrame:
    """Add to interviewees their ``label`` on a page: the id, or in the internal edition id and name."""
    ids = people["interviewee_id"]
    if not is_internal():
        return people.assign(label=ids)
    names = people["locator"].map(_names())
    return people.assign(label=(ids + ", " + names).fillna(ids))


def _names() -> dict[str, str]:
    """Read the names of Annex 3, by the line on which each stands.

    Raises:
        IscmError: this is not the internal edition.
    """
    if not is_internal():
        message = "interviewees' names are for the internal edition only; build it with `iscm build --names`"
        raise IscmError(message)
    printed = people_as_printed(read_register(find_project().raw)).dropna(subset=["name"])
    return dict(zip(printed["locator"], printed["name"], strict=True))
