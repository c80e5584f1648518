from __future__ import annotations

import pandas as pd
import pytest

from frames import frame_of
from iscm_analysis.analysis import arrangements as resting_on
from iscm_analysis.analysis.arrangements import arrangements, founded_by_decade, with_theme

READINGS = frame_of(
    "secretariat | form | served_by | hosted_by | paid_by | reason | locator",
    "IOM | iom | IOM | IOM | - | r | line 2",
    "Unit hosted by IOM | own | own unit | IOM | - | r | line 3",
    "UNHCR and IOM | joint | UNHCR;IOM | - | - | r | line 4",
    "ICMPD with EU money | other_organization | ICMPD | - | European Union | r | line 5",
    "none | none | - | - | - | r | line 6",
    "Unit hosted by Poland | own | own unit | Poland | - | r | line 7",
)
ISCMS = frame_of(
    "iscm_id | name | status | secretariat | associated_institution | established_year",
    "sacm | South | active | IOM | MERCOSUR | 2000",
    "rcm | Regional | active | Unit hosted by IOM | - | 1996",
    "almaty | Almaty | concluded | UNHCR and IOM | none (State-led) | -",
    "prague | Prague | active | ICMPD with EU money | No body | 2009",
    "cmc | Caribbean | dormant | none | - | 2016",
    "manila | Manila | unknown | - | - | 1996",
    "new | New | active | words nobody read | - | 2019",
    "border | Border | active | Unit hosted by Poland | - | 1991",
)
ROLES = frame_of(
    "iscm_id | role | detail | as_of_year",
    "sacm | funding_support | paid for follow-up | 2001",
    "sacm | technical_support | helped | 2010",
    "rcm | observer | sits in | 2018",
)


def resting(iscms: pd.DataFrame = ISCMS) -> pd.DataFrame:
    return arrangements(iscms, READINGS, as_of=2019)


def test_age_is_counted_to_the_year_asked_for_and_missing_without_a_year() -> None:
    assert resting()["age_years"].tolist()[:2] == [19, 23]
    assert pd.isna(resting()["age_years"][2])


@pytest.mark.parametrize(
    ("iscm_id", "form", "rests_on"),
    [
        ("sacm", "iom", "serves_alone"),
        ("rcm", "own", "hosts_alone"),
        ("almaty", "joint", "shares"),
        ("prague", "other_organization", "others"),
        ("cmc", "none", "nobody"),
        ("manila", "not_known", "not_known"),
        ("new", "not_read", "not_known"),
        ("border", "own", "others"),
    ],
)
def test_an_arrangement_is_read_by_its_wording_or_said_to_be_unread(
    iscm_id: str, form: str, rests_on: str
) -> None:
    row = resting().set_index("iscm_id").loc[iscm_id]
    assert (row["form"], row["form_name"]) == (form, resting_on.FORMS[form])
    assert (row["rests_on"], row["rests_on_name"]) == (rests_on, resting_on.DEPENDENCES[rests_on])


def test_those_on_iom_alone_are_served_or_hosted_by_nobody_else() -> None:
    assert resting_on.on_iom_alone(resting())["iscm_id"].tolist() == ["sacm", "rcm"]


def test_an_iscm_is_tied_unless_its_cell_says_none_and_missing_where_no_source_says() -> None:
    tied = resting()["is_tied"]
    assert (tied[0], tied[2], tied[3]) == (True, False, False)
    assert tied.isna().tolist() == [False, True, False, False, True, True, True, True]


def test_no_iscms_have_no_arrangements() -> None:
    found = resting(ISCMS.head(0))
    assert (len(found), str(found["is_tied"].dtype), str(found["age_years"].dtype)) == (0, "boolean", "Int64")
    assert resting_on.by_code(found, "form", resting_on.FORMS).empty
    assert resting_on.payers(found, ROLES.head(0)).empty


def test_forms_are_counted_by_status_without_those_nobody_has() -> None:
    counts = resting_on.by_code(resting(), "form", resting_on.FORMS)
    columns = ["code", "n_iscms", "active", "dormant", "concluded", "unknown"]
    assert counts[columns].to_numpy().tolist() == [
        ["own", 2, 2, 0, 0, 0],
        ["other_organization", 1, 1, 0, 0, 0],
        ["iom", 1, 1, 0, 0, 0],
        ["none", 1, 0, 1, 0, 0],
        ["not_known", 1, 0, 0, 0, 1],
        ["joint", 1, 0, 0, 1, 0],
        ["not_read", 1, 1, 0, 0, 0],
    ]


def test_a_payer_is_named_by_the_wording_or_by_a_role_of_iom() -> None:
    found = resting_on.payers(resting(), ROLES)
    assert found[["iscm_id", "payer", "detail"]].to_numpy().tolist() == [
        ["prague", "European Union", "ICMPD with EU money"],
        ["sacm", "IOM", "paid for follow-up"],
    ]
    assert found["as_of_year"].isna().tolist() == [True, False]


def test_support_stands_beside_the_secretariat_and_is_missing_where_there_is_none() -> None:
    support = resting_on.support_beside(resting(), ROLES).set_index("iscm_id")["support"]
    assert support["sacm"] == "Funding support;Technical support"
    assert pd.isna(support["rcm"])


def test_iscms_are_counted_by_decade_in_order_of_time() -> None:
    frame = frame_of("established_year", "2001", "1996", "1985", "1990", "-")
    assert founded_by_decade(frame).to_dict("records") == [
        {"decade": "1980s", "n_iscms": 1},
        {"decade": "1990s", "n_iscms": 2},
        {"decade": "2000s", "n_iscms": 1},
    ]


def test_without_years_there_are_no_decades() -> None:
    none = founded_by_decade(frame_of("established_year", "1996").head(0))
    assert (list(none.columns), len(none)) == (["decade", "n_iscms"], 0)


THEMES = frame_of("name | themes", "A | return; rights", "Return Forum | -", "C | Return", "D | -")


def test_a_theme_is_found_among_themes_and_in_the_name_in_its_spelling() -> None:
    assert with_theme(THEMES, "return")["name"].tolist() == ["A"]
    assert with_theme(THEMES, "Return")["name"].tolist() == ["Return Forum", "C"]


def test_signs_in_a_theme_mean_themselves() -> None:
    assert with_theme(THEMES, "ret.rn").empty


def test_a_missing_theme_says_nothing() -> None:
    assert with_theme(THEMES, "NA").empty


def test_among_no_iscms_none_has_the_theme() -> None:
    assert with_theme(THEMES.head(0), "return").empty
