"""Who was read and heard: documents and interviewees by what they are and which ISCMs they touch."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from iscm_analysis.cleaning.text import split_list
from iscm_analysis.tables.origin import gives_rows

TOUCHED = {
    (True, True): "documents and interviews",
    (True, False): "documents only",
    (False, True): "interviews only",
    (False, False): "neither",
}


@gives_rows
def count_by(frame: pd.DataFrame, column: str, names: Mapping[str, str]) -> pd.DataFrame:
    """Count rows by a coded column, most frequent first; a code nobody has counts zero.

    The result has ``code``, ``name`` and ``n``; of a table without rows it is empty, not zero.
    """
    counts = frame[column].value_counts().reindex(list(names), fill_value=0)
    result = pd.DataFrame({"code": list(names), "name": list(names.values()), "n": counts.to_list()})
    ordered = result.sort_values(["n", "name"], ascending=[False, True], ignore_index=True)
    return ordered if len(frame) else ordered.head(0)


@gives_rows
def documents_by_voice(documents: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Count documents by type, those written or published by IOM apart from all others."""
    counts = count_by(documents, "document_type", names)
    by_iom = documents[documents["is_iom"]]["document_type"].value_counts()
    n_iom = counts["code"].map(by_iom).fillna(0).astype(int)
    return counts.assign(n_iom=n_iom, n_other=counts["n"] - n_iom)[counts["n"] > 0]


@gives_rows
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


@gives_rows
def coverage_by_denominator(
    iscms: pd.DataFrame, documents: pd.DataFrame, interviewees: pd.DataFrame, stated: pd.DataFrame
) -> pd.DataFrame:
    """Count ISCMs named in documents, interviewees' units, both and neither, against each whole there is.

    A row is a whole: all that the annexes name (then nobody knows how many there are, and ``neither`` is
    missing), those known from Annex 4, those of them active, and the stated number of active ISCMs
    (``stated``, rows of ``stated_facts``). The stated ones are not named; the row takes the active ISCMs
    that the annexes touch as among them, so its ``n_neither`` is what is left.
    """
    read, heard = set(_mentions(documents).index), set(_mentions(interviewees).index)
    known = set(iscms["iscm_id"])
    active = set(iscms.loc[iscms["status"] == "active", "iscm_id"])
    rows = [_covered("named in Annexes 2 and 3, whole unknown", None, read, heard)]
    if known:
        rows.append(_covered("known from Annex 4", len(known), read & known, heard & known))
        rows.append(_covered("known from Annex 4 and active", len(active), read & active, heard & active))
        for n_stated in stated.loc[stated["id"] == "active_iscms", "value"]:
            words = "active as IOM counted in April 2019, not named"
            rows.append(_covered(words, int(n_stated), read & active, heard & active))
    result = pd.DataFrame(rows).astype({name: "Int64" for name in rows[0] if name != "denominator"})
    return result if read or heard else result.head(0)


def _covered(denominator: str, whole: int | None, read: set[str], heard: set[str]) -> dict[str, object]:
    return {
        "denominator": denominator,
        "n_iscms": whole,
        "n_both": len(read & heard),
        "n_documents_only": len(read - heard),
        "n_interviews_only": len(heard - read),
        "n_neither": None if whole is None else whole - len(read | heard),
    }


@gives_rows
def concentrations(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Put the concentrations of several tables under each other; ``what`` names the table."""
    rows = [concentration(frame).assign(what=name) for name, frame in frames.items()]
    return pd.concat(rows, ignore_index=True)


@gives_rows
def concentration(frame: pd.DataFrame) -> pd.DataFrame:
    """Say how unevenly the rows of ``frame`` spread over the ISCMs they name; one row, or none.

    ``herfindahl`` is the sum of squared shares of all mentions: 1 when one ISCM has them all.
    ``effective_number`` is its inverse: so many ISCMs with equal shares would be as concentrated.
    Rows that name no ISCM are left out; a row that names two is two mentions.
    """
    mentions = _mentions(frame)
    total = int(mentions.sum())
    herfindahl = float(((mentions / total) ** 2).sum()) if total else 0.0
    result = pd.DataFrame(
        {
            "n_rows": [len(frame)],
            "n_naming": [int(frame["iscm_ids"].notna().sum())],
            "n_mentions": [total],
            "n_iscms": [len(mentions)],
            "herfindahl": [round(herfindahl, 3)],
            "effective_number": [round(1 / herfindahl, 1) if total else 0.0],
        }
    )
    return result if total else result.head(0)


@gives_rows
def units_heard(interviewees: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Count interviewees by unit, with the unit above and the kind of office, most first."""
    counts = interviewees.groupby(["unit", "parent_unit", "location_type"], as_index=False, dropna=False)
    result = counts.agg(n_interviewees=("interviewee_id", "size"))
    named = result.assign(location_name=result["location_type"].map(names))
    return named.sort_values(["n_interviewees", "unit"], ascending=[False, True], ignore_index=True)
