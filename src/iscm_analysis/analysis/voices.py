"""Whose voice the record carries: who wrote what was read, and for whom the people heard speak."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import pandas as pd

from iscm_analysis.cleaning.text import matches_word
from iscm_analysis.tables.origin import gives_rows
from iscm_analysis.terms import VOICE_OF_OFFICE, VOICES


@gives_rows
def authorship(documents: pd.DataFrame) -> pd.DataFrame:
    """Add to each document whether IOM wrote it, only published it, or neither (``authorship``).

    IOM counts as author where its name stands in the author's place as a word of its own, joint authors
    included.
    """
    kinds = [
        _authorship(author, is_iom=bool(is_iom))
        for author, is_iom in zip(documents["author"], documents["is_iom"], strict=True)
    ]
    return documents.assign(authorship=pd.array(kinds, dtype="string"))


def _authorship(author: object, *, is_iom: bool) -> str:
    if not is_iom:
        return "others"
    return "written" if isinstance(author, str) and matches_word("IOM", author) else "published"


@gives_rows
def issuers(documents: pd.DataFrame) -> pd.DataFrame:
    """Count documents by who issued them, most first: IOM, or else the publisher, or else the author."""
    issuer = documents["publisher"].fillna(documents["author"]).mask(documents["is_iom"], "IOM")
    counts = documents.assign(issuer=issuer).groupby("issuer", as_index=False).agg(n=("document_id", "size"))
    return counts.sort_values(["n", "issuer"], ascending=[False, True], ignore_index=True)


@gives_rows
def documents_per_year(documents: pd.DataFrame) -> pd.DataFrame:
    """Count the dated documents of every year from the first to the last; a year without one counts zero."""
    years = documents["year"].dropna()
    counts = years.value_counts()
    span = range(int(years.min()), int(years.max()) + 1) if len(years) else range(0)
    return pd.DataFrame(
        {"year": [str(year) for year in span], "n_documents": [int(counts.get(year, 0)) for year in span]}
    )


@gives_rows
def voices_heard(interviewees: pd.DataFrame) -> pd.DataFrame:
    """Count interviewees by whose voice they are; a voice nobody speaks for counts zero.

    Of a table without rows the result is empty, not zero.
    """
    counts = interviewees["location_type"].map(VOICE_OF_OFFICE).value_counts()
    result = pd.DataFrame(
        {"code": list(VOICES), "name": list(VOICES.values()), "n": [int(counts.get(v, 0)) for v in VOICES]}
    )
    return result if len(interviewees) else result.head(0)


@gives_rows
def speaking_for(interviewees: pd.DataFrame, *voices: str) -> pd.DataFrame:
    """Keep the interviewees who are one of these ``voices``."""
    return interviewees[interviewees["location_type"].map(VOICE_OF_OFFICE).isin(voices)]


@gives_rows
def groups_compared(groups: Mapping[str, pd.DataFrame], key: str) -> pd.DataFrame:
    """Say of each pair of groups how many items they share; the same items cannot be compared.

    Items are told apart by the column ``key``. An empty group can be compared with nothing and is left out.
    """
    members = {name: set(frame[key]) for name, frame in groups.items() if len(frame)}
    rows = [
        {
            "first": first,
            "second": second,
            "n_first": len(members[first]),
            "n_second": len(members[second]),
            "n_both": len(members[first] & members[second]),
            "verdict": _verdict(members[first], members[second]),
        }
        for first, second in combinations(members, 2)
    ]
    return pd.DataFrame(rows, columns=["first", "second", "n_first", "n_second", "n_both", "verdict"])


def _verdict(first: set[str], second: set[str]) -> str:
    if first == second:
        return "the same: cannot be compared"
    return "apart" if first.isdisjoint(second) else "overlapping"
