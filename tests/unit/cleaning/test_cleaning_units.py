from __future__ import annotations

import pandas as pd
import pytest

from frames import frame_of
from iscm_analysis.cleaning.units import place_interviewees, seniority, unit_parts, unknown_units

UNITS = frame_of(
    "spelling | unit | parent_unit | location_type | city",
    "ICP | ICP | - | hq | -",
    "IPD | IPD | ICP | hq | -",
    "DMM | DMM | - | hq | -",
    "MECC | MECC | DMM | hq | -",
    "RO Bangkok | RO Bangkok | - | regional_office | Bangkok",
    "Abuja | IOM Abuja | - | country_office | Abuja",
    "Previously PAFoM | PAFoM Secretariat | - | former | -",
)
ALIASES = {"Bali Process": "bali-process", "PAFoM": "pafom", "MIDWA": "midwa"}
RULES = frame_of("pattern | seniority", r"^Head\b | head", r"\bOfficer\b | officer")


def person(unit: str) -> pd.DataFrame:
    return frame_of("unit_printed | locator", f"{unit} | Annex 3, line 2")


def placed(unit: str) -> list[object]:
    row = place_interviewees(person(unit), UNITS, ALIASES).iloc[0]
    names = ["unit", "parent_unit", "location_type", "city", "iscm_ids"]
    return [None if pd.isna(row[name]) else row[name] for name in names]


@pytest.mark.parametrize("printed", ["ICP/IPD", "ICP / IPD", "IPD / ICP", "ICP /IPD"])
def test_of_two_units_the_inner_one_counts_in_either_order(printed: str) -> None:
    assert placed(printed) == ["IPD", "ICP", "hq", None, ""]


def test_a_unit_printed_the_other_way_round_is_placed_too() -> None:
    assert placed("MECC/DMM") == ["MECC", "DMM", "hq", None, ""]


@pytest.mark.parametrize("printed", ["IOM RO Bangkok / Bali Process", "RO Bangkok / Bali Process"])
def test_the_prefix_IOM_makes_no_difference(printed: str) -> None:  # noqa: N802
    assert placed(printed) == ["RO Bangkok", None, "regional_office", "Bangkok", "bali-process"]


def test_a_country_office_is_printed_by_its_city() -> None:
    assert placed("IOM Abuja / MIDWA") == ["IOM Abuja", None, "country_office", "Abuja", "midwa"]


def test_former_staff_is_placed_as_former_and_linked_to_the_iscm() -> None:
    assert placed("Previously PAFoM") == ["PAFoM Secretariat", None, "former", None, "pafom"]


@pytest.mark.parametrize("printed", ["Bali Process", "Atlantis", "-"])
def test_a_person_without_a_known_unit_keeps_the_columns_empty(printed: str) -> None:
    assert placed(printed)[:4] == [None, None, None, None]


def test_nobody_is_placed_in_an_empty_table() -> None:
    nobody = place_interviewees(person("ICP").head(0), UNITS, ALIASES)
    assert (len(nobody), "location_type" in nobody) == (0, True)


def test_an_unknown_part_is_complained_about_with_a_suggestion() -> None:
    [problem] = unknown_units(person("IOM RO Bangkpk / Bali Process"), UNITS, ALIASES)
    assert str(problem) == (
        "units.csv, Annex 3, line 2, column unit: no such unit or ISCM on the code lists "
        "(found 'RO Bangkpk'); did you mean 'RO Bangkok'?"
    )
    assert problem.severity == "error"


def test_every_unknown_part_is_said() -> None:
    found = [problem.value for problem in unknown_units(person("XY / ICP / ZZ"), UNITS, ALIASES)]
    assert found == ["XY", "ZZ"]


@pytest.mark.parametrize("printed", ["ICP/IPD", "Bali Process", "Previously PAFoM", "-"])
def test_known_units_iscms_and_empty_cells_are_no_complaint(printed: str) -> None:
    assert list(unknown_units(person(printed), UNITS, ALIASES)) == []


def test_a_code_list_with_a_spelling_twice_still_places_the_person() -> None:
    twice = pd.concat([UNITS, UNITS[UNITS["spelling"] == "IPD"]], ignore_index=True)
    row = place_interviewees(person("ICP/IPD"), twice, ALIASES).iloc[0]
    assert row["unit"] == "IPD"


def test_parts_are_tidied_and_empty_parts_dropped() -> None:
    assert unit_parts("Governing  Bodies Division / / IOM ICP/") == ["Governing Bodies Division", "ICP"]


def test_the_first_rule_that_matches_names_the_seniority() -> None:
    titles = ["Head of Office, Policy Officer", "Policy Officer", "Consultant"]
    assert [seniority(title, RULES) for title in titles] == ["head", "officer", None]
