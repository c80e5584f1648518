from __future__ import annotations

import pandas as pd
import pytest

from frames import frame_of
from iscm_analysis.analysis.arrangements import SECRETARIATS, arrangements, founded_by_decade, with_theme


def one(secretariat: str = "-", institution: str = "-", year: str = "1996") -> dict[str, object]:
    frame = frame_of(
        "iscm_id | secretariat | associated_institution | established_year",
        f"rcm | {secretariat} | {institution} | {year}",
        "sacm | IOM | MERCOSUR | 2000",
    )
    return arrangements(frame, as_of=2019).to_dict("records")[0]


def test_age_is_counted_to_the_year_asked_for() -> None:
    assert one()["age_years"] == 23


def test_an_iscm_without_a_year_has_no_age() -> None:
    assert pd.isna(one(year="-")["age_years"])


@pytest.mark.parametrize(
    ("secretariat", "kind"),
    [
        ("Technical Secretariat hosted by IOM", "iom"),
        ("ICMPD (Vienna)", "other"),
        ("none (no official secretariat)", "none"),
        ("None established by 2019; IOM asked to help", "none"),
        ("No secretariat", "none"),
        ("North African Union", "other"),
        ("-", "unknown"),
    ],
)
def test_a_secretariat_is_read_by_its_words(secretariat: str, kind: str) -> None:
    row = one(secretariat=secretariat)
    assert (row["secretariat_kind"], row["secretariat_name"]) == (kind, SECRETARIATS[kind])


def test_the_letters_of_IOM_inside_a_word_name_nobody() -> None:  # noqa: N802
    assert one(secretariat="AXIOM Institute")["secretariat_kind"] == "other"


@pytest.mark.parametrize(
    ("institution", "tied"), [("African Union", True), ("none (State-led)", False), ("No body", False)]
)
def test_an_iscm_is_tied_unless_its_cell_says_none(institution: str, *, tied: bool) -> None:
    assert one(institution=institution)["is_tied"] is tied


def test_where_no_source_says_it_whether_tied_is_missing() -> None:
    assert pd.isna(one()["is_tied"])


def test_where_no_iscm_has_an_institution_all_are_missing() -> None:
    frame = frame_of("secretariat associated_institution established_year", "IOM - 1996").astype(
        {"associated_institution": "string"}
    )
    assert arrangements(frame, as_of=2019)["is_tied"].isna().tolist() == [True]


def test_no_iscms_have_no_arrangements() -> None:
    empty = frame_of("secretariat associated_institution established_year", "IOM AU 1996").head(0)
    found = arrangements(empty, as_of=2019)
    assert (len(found), str(found["is_tied"].dtype), str(found["age_years"].dtype)) == (0, "boolean", "Int64")


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
