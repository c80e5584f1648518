"""The evaluation matrix in words: how each part of a question is to be answered."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.cleaning.text import split_list
from iscm_analysis.tables.origin import gives_rows
from iscm_analysis.terms import METHODS

COLUMNS = {
    "part_id": "Part",
    "question": "Question",
    "indicator": "Indicator",
    "judgement_criterion": "Judgement criterion",
    "sources": "Sources",
    "methods": "Methods",
    "analyses": "Analyses",
}


@gives_rows
def matrix_in_words(matrix: pd.DataFrame, questions: pd.DataFrame) -> pd.DataFrame:
    """Give a row for each part of a question in the matrix, in the order of the terms of reference.

    Lists are set apart by commas, methods have their names, and where one method has to do, the reason
    stands behind it.
    """
    asked = questions[["part_id", "heading", "text"]].rename(columns={"text": "question"})
    rows = asked.merge(matrix, on="part_id")
    return rows.assign(
        sources=rows["source_kinds"].map(_listed),
        methods=[_methods(*cells) for cells in zip(rows["methods"], rows["reason"], strict=True)],
        analyses=rows["analyses"].map(_listed),
    )[["heading", *COLUMNS]]


def _listed(cell: object) -> str:
    return ", ".join(split_list(cell))


def _methods(cell: object, reason: object) -> str:
    names = "; ".join(METHODS[code] for code in split_list(cell))
    return f"{names} ({reason})" if isinstance(reason, str) else names
