"""What an ISCM rests on: its age, its secretariat, the institution it is tied to."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.cleaning.text import matches_word

SECRETARIATS = {
    "iom": "IOM is named",
    "other": "others are named, IOM is not",
    "none": "none is named",
    "unknown": "not known",
}


def arrangements(iscms: pd.DataFrame, as_of: int) -> pd.DataFrame:
    """Add to each ISCM its age in ``as_of``, who its secretariat names, and whether it is tied to a body.

    ``is_tied`` is missing where no source says. The reading of the secretariat is by the words of the
    cell: it names IOM, says that there is none (even where IOM helps), names others, or is missing.
    """
    kinds = [_secretariat(cell) for cell in iscms["secretariat"]]
    tied = iscms["associated_institution"].map(lambda cell: not _says_none(cell), na_action="ignore")
    return iscms.assign(
        age_years=(as_of - iscms["established_year"]).astype("Int64"),
        secretariat_kind=kinds,
        secretariat_name=[SECRETARIATS[kind] for kind in kinds],
        is_tied=tied.astype("boolean"),
    )


def _secretariat(cell: object) -> str:
    if not isinstance(cell, str):
        return "unknown"
    if _says_none(cell):
        return "none"
    return "iom" if matches_word("IOM", cell) else "other"


def _says_none(cell: str) -> bool:
    return cell.casefold().startswith(("none", "no "))


def founded_by_decade(iscms: pd.DataFrame) -> pd.DataFrame:
    """Count ISCMs by the decade they began in; those without a year are left out."""
    decades = (iscms["established_year"].dropna() // 10 * 10).astype(int)
    counts = decades.value_counts().sort_index()
    return pd.DataFrame({"decade": [f"{decade}s" for decade in counts.index], "n_iscms": counts.to_list()})


def with_theme(iscms: pd.DataFrame, words: str) -> pd.DataFrame:
    """Keep the ISCMs whose themes or name mention ``words`` in this spelling."""
    said = [
        f"{name} / {themes}" for name, themes in zip(iscms["name"], iscms["themes"].fillna(""), strict=True)
    ]
    return iscms.loc[[words in cell for cell in said]]
