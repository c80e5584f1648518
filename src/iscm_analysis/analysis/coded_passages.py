"""Coded passages: which code in which case, which codes meet, and what was said under a code."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.cleaning.text import split_list
from iscm_analysis.tables.origin import gives_rows


@gives_rows
def codes_by_case(codings: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """Count codings by code and case; a coding belongs to the cases of its source or of its passage.

    A row is a pair with at least one coding, in the order of the codings and the cases.
    """
    of_source = _links(cases, "coded_source_ids", "coded_source_id")
    of_passage = _links(cases, "selection_ids", "selection_id")
    met = pd.concat(
        [codings.merge(of_source, on="coded_source_id"), codings.merge(of_passage, on="selection_id")]
    ).drop_duplicates(["coding_id", "code_id", "case_id"])
    return met.groupby(["code_id", "case_id"], as_index=False, sort=True).agg(n_codings=("coding_id", "size"))


def _links(cases: pd.DataFrame, lists: str, name: str) -> pd.DataFrame:
    rows = [
        (case_id, item)
        for case_id, cell in zip(cases["case_id"], cases[lists].fillna(""), strict=True)
        for item in split_list(cell)
    ]
    return pd.DataFrame(rows, columns=["case_id", name], dtype="string")


@gives_rows
def codes_together(codings: pd.DataFrame) -> pd.DataFrame:
    """Count the passages in which two codes meet: the same passage, or passages that overlap in a text.

    A row is a pair of codes, each pair once; ``n_passages`` counts pairs of codings that meet.
    """
    placed = codings.assign(
        start=pd.to_numeric(codings["start"]), end=pd.to_numeric(codings["end"]), place_no=range(len(codings))
    )
    pairs = placed.merge(placed, on="coded_source_id", suffixes=("", "_other"))
    pairs = pairs[
        (pairs["place_no"] < pairs["place_no_other"]) & (pairs["code_id"] != pairs["code_id_other"])
    ]
    is_same = (pairs["selection_id"] == pairs["selection_id_other"]).fillna(value=False)
    overlaps = ((pairs["start"] < pairs["end_other"]) & (pairs["start_other"] < pairs["end"])).fillna(
        value=False
    )
    met = pairs[is_same | overlaps]
    first = met[["code_id", "code_id_other"]].min(axis=1)
    second = met[["code_id", "code_id_other"]].max(axis=1)
    counted = pd.DataFrame({"code_id": first, "other_code_id": second}).value_counts(sort=False)
    return (
        counted.rename("n_passages")
        .reset_index()
        .sort_values(["code_id", "other_code_id"], ignore_index=True)
    )


@gives_rows
def quotations(codings: pd.DataFrame, code_ids: list[str]) -> pd.DataFrame:
    """Keep the passages under some codes that have words, with their places, in the order of the project."""
    return codings[codings["code_id"].isin(code_ids)].dropna(subset=["quotation"])
