"""What an ISCM rests on: its age, its secretariat, the institution it is tied to."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.cleaning.text import split_list
from iscm_analysis.tables.origin import gives_rows
from iscm_analysis.terms import IOM_ROLES, ISCM_STATUSES, SECRETARIAT_FORMS

FORMS = {
    **SECRETARIAT_FORMS,
    "not_read": "Wording not read yet",
    "not_known": "Not known",
}
DEPENDENCES = {
    "serves_alone": "IOM alone serves as secretariat",
    "hosts_alone": "A unit of its own, IOM the only host named",
    "shares": "IOM together with others",
    "others": "Others; IOM neither serves nor hosts",
    "nobody": "Nobody, as the source says",
    "not_known": "Not known",
}
UNIT = "own unit"
SUPPORT = ("secretariat_support", "technical_support", "funding_support")


@gives_rows
def arrangements(iscms: pd.DataFrame, readings: pd.DataFrame, as_of: int) -> pd.DataFrame:
    """Add to each ISCM its age in ``as_of``, how its secretariat is read, on whom that rests, and its tie.

    ``form`` says ``not_read`` where the wording has no reading yet and ``not_known`` where no source says
    anything. ``is_tied`` (to an institution) is missing where no source says.
    """
    read = iscms.merge(readings.drop(columns=["locator", "reason"]), on="secretariat", how="left")
    fallback = read["secretariat"].isna().map({True: "not_known", False: "not_read"})
    tied = read["associated_institution"].map(lambda cell: not _says_none(cell), na_action="ignore")
    known = read.assign(
        age_years=(as_of - read["established_year"]).astype("Int64"),
        form=read["form"].fillna(fallback).astype("string"),
        is_tied=tied.astype("boolean"),
    )
    wordings = zip(known["form"], known["served_by"], known["hosted_by"], strict=True)
    rests = [_dependence(form, served_by, hosted_by) for form, served_by, hosted_by in wordings]
    return known.assign(
        form_name=known["form"].map(FORMS),
        rests_on=pd.array(rests, "string"),
        rests_on_name=pd.array([DEPENDENCES[kind] for kind in rests], "string"),
    )


def _dependence(form: str, served_by: object, hosted_by: object) -> str:
    if form in ("not_known", "not_read"):
        return "not_known"
    serving, hosting = set(split_list(served_by)), set(split_list(hosted_by))
    if serving == {"IOM"}:
        return "serves_alone"
    if serving == {UNIT} and hosting == {"IOM"}:
        return "hosts_alone"
    if "IOM" in serving | hosting:
        return "shares"
    return "others" if serving | hosting else "nobody"


def _says_none(cell: str) -> bool:
    return cell.casefold().startswith(("none", "no "))


@gives_rows
def on_iom_alone(resting: pd.DataFrame) -> pd.DataFrame:
    """Keep the ISCMs whose secretariat IOM alone serves or hosts."""
    return resting[resting["rests_on"].isin(["serves_alone", "hosts_alone"])]


@gives_rows
def by_code(resting: pd.DataFrame, column: str, names: dict[str, str]) -> pd.DataFrame:
    """Count ISCMs by a coded column, those that no longer live apart; codes nobody has are left out.

    A row has ``code``, ``name``, ``n_iscms``, and one count per status; most frequent first.
    """
    counts = pd.crosstab(resting[column], resting["status"]).reindex(
        index=list(names), columns=list(ISCM_STATUSES), fill_value=0
    )
    counts = counts.astype("Int64").rename_axis(index="code", columns=None)
    totals = counts.sum(axis=1).astype("Int64")
    named = counts.assign(n_iscms=totals, name=pd.Series(names)).reset_index()
    ordered = named.sort_values(["n_iscms", "name"], ascending=[False, True], ignore_index=True)
    return ordered[ordered["n_iscms"] > 0].reset_index(drop=True)


@gives_rows
def payers(resting: pd.DataFrame, roles: pd.DataFrame) -> pd.DataFrame:
    """List who is said to pay for an ISCM: by the secretariat's wording, or as a role of IOM.

    A row is an ISCM, a payer, and what was paid as the source words it. An ISCM that is not here has no
    payer in any source read; that is a gap, not a sign that nobody pays.
    """
    worded = resting.dropna(subset=["paid_by"]).rename(columns={"paid_by": "payer", "secretariat": "detail"})
    funded = roles[roles["role"] == "funding_support"].merge(resting[["iscm_id", "name"]], on="iscm_id")
    both = pd.concat([worded, funded.assign(payer="IOM")], ignore_index=True)
    columns = ["iscm_id", "name", "payer", "detail", "as_of_year"]
    ordered = both.reindex(columns=columns).sort_values(["iscm_id", "payer"], ignore_index=True)
    return ordered.astype({"as_of_year": "Int64"})


@gives_rows
def support_beside(resting: pd.DataFrame, roles: pd.DataFrame) -> pd.DataFrame:
    """Add to each ISCM the kinds of support IOM gives beside or instead of serving as secretariat."""
    held = roles[roles["role"].isin(SUPPORT)].drop_duplicates(["iscm_id", "role"])
    named = held.assign(support=held["role"].map(IOM_ROLES)).sort_values(["iscm_id", "support"])
    return resting.assign(support=resting["iscm_id"].map(named.groupby("iscm_id")["support"].agg(";".join)))


@gives_rows
def founded_by_decade(iscms: pd.DataFrame) -> pd.DataFrame:
    """Count ISCMs by the decade they began in; those without a year are left out."""
    decades = (iscms["established_year"].dropna() // 10 * 10).astype(int)
    counts = decades.value_counts().sort_index()
    return pd.DataFrame({"decade": [f"{decade}s" for decade in counts.index], "n_iscms": counts.to_list()})


@gives_rows
def with_theme(iscms: pd.DataFrame, words: str) -> pd.DataFrame:
    """Keep the ISCMs whose themes or name mention ``words`` in this spelling."""
    said = [
        f"{name} / {themes}" for name, themes in zip(iscms["name"], iscms["themes"].fillna(""), strict=True)
    ]
    return iscms.loc[[words in cell for cell in said]]
