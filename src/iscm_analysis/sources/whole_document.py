"""Annexes 1 to 3 out of one document, in the columns their separate files give."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from iscm_analysis.errors import Problem
from iscm_analysis.sources.annex_entries import read_entries
from iscm_analysis.sources.annex_people import read_people
from iscm_analysis.sources.annex_terms import read_terms
from iscm_analysis.sources.annexes_document import find_annexes, missing_annexes
from iscm_analysis.sources.document_text import read_document


def read_whole_document(path: Path) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Read the three annexes as printed, and what there is to say of them.

    Raises:
        InvalidInputError: the document cannot be read.
    """
    document = read_document(path)
    annexes = find_annexes(document)
    people, terms = read_people(annexes, path.name), read_terms(annexes, path.name)
    frames = {"documents": read_entries(annexes), "interviewees": people.frame, **terms.frames}
    missing = missing_annexes(annexes, path.name)
    return frames, [*document.problems, *missing, *people.problems, *terms.problems]


def names_annexes(path: Path) -> bool:
    """Say whether a text document has the heading of one of the annexes 1 to 3.

    Raises:
        InvalidInputError: the document cannot be read.
    """
    return any(number in find_annexes(read_document(path)).lines for number in (1, 2, 3))
