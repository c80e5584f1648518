"""Who was read and heard: documents and interviewees by what they are and which ISCMs they touch."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from iscm_analysis.cleaning.text import split_list

TOUCHED = {
    (True, True): "documents and interviews",
    (True, False): "documents only",
    (False, True): "interviews only",
    (False, False): "neither",
}


def count_by(frame: pd.DataFrame, column: str, names: Mapping[str, str]) -> pd.DataFrame:
    """Count rows by a coded column, most frequent first; a code nobody has counts zero.

    The result has ``code``, ``name`` and ``n``; of a table without rows it is empty, not zero.
    """
    counts = frame[column].value_counts().reindex(list(names), fill_value=0)
    result = pd.DataFrame({"code": list(names), "name": list(names.values()), "n": counts.to_list()})
    ordered = result.sort_values(["n", "name"], ascending=[False, True], ignore_index=True)
    return ordered if len(frame) else ordered.head(0)


def documents_by_voice(documents: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Count documents by type, those written or published by IOM apart from all others."""
    counts = count_by(documents, "document_type", names)
    by_iom = documents[documents["is_iom"]]["document_type"].value_counts()
    n_iom = counts["code"].map(by_iom).fillna(0).astype(int)
    return counts.assign(n_iom=n_iom, n_other=counts["n"] - n_iom)[counts["n"] > 0]


def iscms_touched(iscms: pd.DataFrame, documents: pd.DataFrame, interviewees: pd.DataFrame) -> pd.DataFrame:
    """Count the documents and interviewees that name each ISCM; a row is an ISCM, most touched first.

    A document or person that names two ISCMs counts for both.
    """
    counted = iscms[["iscm_id", "name", "type", "status"]].assign(
        n_documents=iscms["iscm_id"].map(_mentions(documents)).fillna(0).astype(int),
        n_interviewees=iscms["iscm_id"].map(_mentions(interviewees)).fillna(0).astype(int),
    )
    pairs = zip(counted["n_documents"] > 0, counted["n_interviewees"] > 0, strict=True)
    touched = counted.assign(touched_by=[TOUCHED[bool(read), bool(heard)] for read, heard in pairs])
    return touched.sort_values(
        ["n_interviewees", "n_documents", "iscm_id"], ascending=[False, False, True], ignore_index=True
    )


def _mentions(frame: pd.DataFrame) -> pd.Series:
    return frame["iscm_ids"].map(split_list).explode().value_counts()


def units_heard(interviewees: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Count interviewees by unit, with the unit above and the kind of office, most first."""
    counts = interviewees.groupby(["unit", "parent_unit", "location_type"], as_index=False, dropna=False)
    result = counts.agg(n_interviewees=("interviewee_id", "size"))
    named = result.assign(location_name=result["location_type"].map(names))
    return named.sort_values(["n_interviewees", "unit"], ascending=[False, True], ignore_index=True)
