from __future__ import annotations

import pandas as pd
import pytest

from frames import frame_of
from iscm_analysis.cleaning.iscms import clean_iscms, name_organizations, name_states

HEADER = (
    "iscm_id | acronym | status_2019 | established_year | secretariat | associated_institution"
    " | thematic_focus"
)
STATES = frame_of("iso3 | state_name | un_status", "CIV | Côte d'Ivoire | member", "ABW | Aruba | other")


def printed(*rows: str) -> pd.DataFrame:
    return frame_of(HEADER, *rows).astype("string")


def test_columns_get_the_words_of_the_evaluation() -> None:
    [row] = clean_iscms(printed("rcm | RCM | active | 1996 | TS | - | rights")).to_dict("records")
    assert (row["status"], row["themes"]) == ("active", "rights")


@pytest.mark.parametrize("words", ["none found", "None  Found", "not found"])
def test_words_for_nothing_found_become_missing(words: str) -> None:
    cleaned = clean_iscms(printed(f"rcm | RCM | active | 1996 | {words} | - | rights"))
    assert cleaned["secretariat"].isna().tolist() == [True]


@pytest.mark.parametrize("words", ["none (no official secretariat)", "None established by 2019"])
def test_a_secretariat_that_does_not_exist_is_known_and_stays(words: str) -> None:
    cleaned = clean_iscms(printed(f"rcm | RCM | active | 1996 | {words} | - | rights"))
    assert cleaned["secretariat"].tolist() == [words]


def test_completeness_is_the_known_share_of_five_fields() -> None:
    rows = [
        "a | A | active | - | TS | AU | rights",
        "b | - | active | - | none found | - | -",
        "c | C | active | 1996 | TS | AU | rights",
    ]
    assert clean_iscms(printed(*rows))["completeness"].tolist() == [0.8, 0.0, 1.0]


def test_no_iscms_are_an_empty_frame_with_the_new_columns() -> None:
    empty = clean_iscms(printed("a | A | active | 1996 | TS | AU | x").head(0))
    assert (len(empty), "completeness" in empty, "themes" in empty) == (0, True, True)


def test_a_state_gets_its_united_nations_name_and_keeps_the_source_s_spelling() -> None:
    as_read = frame_of("iso3 | country", "CIV | Cote  d'Ivoire", "ABW | Aruba")
    named = name_states(as_read, STATES)
    assert named[["state_name", "state_printed", "un_status"]].to_numpy().tolist() == [
        ["Côte d'Ivoire", "Cote d'Ivoire", "member"],
        ["Aruba", "Aruba", "other"],
    ]


def test_a_code_that_is_on_no_list_leaves_the_name_missing() -> None:
    named = name_states(frame_of("iso3 | country", "XXX | Atlantis"), STATES)
    assert named["state_name"].isna().tolist() == [True]


NAMES = frame_of("spelling | name", "ILO | International Labour Organization", "AU | African Union")


def test_an_organization_gets_one_name_and_keeps_the_source_s_spelling() -> None:
    named = name_organizations(frame_of("organization", "ILO", "UNHCR"), NAMES)
    assert named[["organization", "organization_printed"]].to_numpy().tolist() == [
        ["International Labour Organization", "ILO"],
        ["UNHCR", "UNHCR"],
    ]


def test_a_name_inside_a_longer_one_is_left_alone() -> None:
    named = name_organizations(frame_of("organization | x", "AU Commission | y"), NAMES)
    assert named["organization"].tolist() == ["AU Commission"]
