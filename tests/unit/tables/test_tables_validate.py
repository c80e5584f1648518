from __future__ import annotations

import pandas as pd
import pytest

from frames import evaluation_of
from iscm_analysis.tables.convert import typed
from iscm_analysis.tables.fields import TableSpec
from iscm_analysis.tables.specs import SPECS
from iscm_analysis.tables.validate import schema, table_problems

ROWS: dict[str, dict[str, str]] = {
    "sources": {
        "source_id": "S1",
        "title": "A source",
        "origin": "independent",
        "status": "cited",
        "locator": "Sources, row 2",
    },
    "iscms": {
        "iscm_id": "rcm",
        "name": "Regional Conference",
        "type": "RCP",
        "region": "Americas",
        "status": "active",
        "source_ids": "S1",
        "locator": "ISCMs, row 2",
    },
    "iom_roles": {
        "iscm_id": "rcm",
        "role": "observer",
        "as_of_year": "2018",
        "source_id": "S1",
        "confidence": "high",
        "locator": "Roles, row 2",
    },
    "meetings": {
        "meeting_no": "1",
        "start_date": "2005-04-14",
        "end_date": "2005-04-15",
        "city": "Geneva",
        "country": "Switzerland",
        "theme": "Rivers",
        "source_ids": "S1",
        "locator": "meetings, line 2",
    },
    "finance": {
        "year": "2019",
        "scope": "IOM total",
        "line_item": "revenue",
        "currency": "USD",
        "amount": "5",
        "kind": "actual",
        "source_id": "S1",
        "locator": "finance, line 2",
    },
    "questions": {
        "question_id": "R1",
        "part_id": "R1a",
        "heading": "relevance",
        "criteria": "relevance;impact",
        "focus_item_ids": "F1",
        "text": "Why?",
        "source_id": "S1",
        "locator": "Annex 1, bullet 1",
    },
    "focus_items": {"id": "F1", "text": "Sort.", "source_id": "S1", "locator": "Annex 1, item 1"},
}


def complaints(table: str = "sources", *, twice: bool = False, **changed: str) -> list[str]:
    """Check one good row per table, after changing some cells of ``table``."""
    rows = {name: [row] for name, row in ROWS.items()}
    changed_row = {**ROWS[table], **changed}
    rows[table] = [changed_row, changed_row] if twice else [changed_row]
    frames = {
        name: typed(pd.DataFrame(row, dtype="string").replace("", pd.NA), SPECS[name])[0]
        for name, row in rows.items()
    }
    return [str(problem) for problem in table_problems(frames)]


def test_good_rows_are_no_problem() -> None:
    assert complaints() == []


def test_empty_tables_are_no_problem() -> None:
    assert list(table_problems(evaluation_of().frames())) == []


def test_a_required_cell_that_is_empty_is_said() -> None:
    assert complaints("finance", scope="") == [
        "finance.csv, finance, line 2, column scope: a required cell is empty"
    ]


def test_a_code_outside_its_list_is_said_with_the_list() -> None:
    assert complaints("finance", kind="gift") == [
        "finance.csv, finance, line 2, column kind: not one of budget, actual, pledge (found 'gift')"
    ]


def test_a_list_item_outside_its_code_list_is_said() -> None:
    [complaint] = complaints("questions", criteria="relevance;beauty")
    assert complaint.startswith("questions.csv, Annex 1, bullet 1, column criteria: an item is not one of")
    assert "relevance;beauty" in complaint


@pytest.mark.parametrize(
    "date", ["14 April 2005", "2005-13-14", "2005-4-14", "14-04-2005", "2005-04-14T10:00"]
)
def test_a_date_in_another_form_is_said(date: str) -> None:
    assert complaints("meetings", start_date=date) == [
        f"meetings.csv, meetings, line 2, column start_date: not a date like 2019-04-05 (found {date!r})"
    ]


@pytest.mark.parametrize("date", ["2005-02-30", "2005-04-31", "2019-02-29"])
def test_a_day_that_is_in_no_calendar_is_said(date: str) -> None:
    [complaint] = complaints("meetings", start_date=date)
    assert "column start_date" in complaint


def test_a_leap_day_is_a_day() -> None:
    assert complaints("meetings", start_date="2016-02-29", end_date="2016-02-29") == []


@pytest.mark.parametrize(("table", "column", "cell"), [
    ("finance", "currency", "usd"),
    ("finance", "currency", "USDT"),
    ("iscms", "iscm_id", "RCM"),
    ("questions", "question_id", "1"),
])  # fmt: skip
def test_a_cell_of_another_form_is_said(table: str, column: str, cell: str) -> None:
    found = [
        complaint
        for complaint in complaints(table, **{column: cell})
        if "does not have the form" in complaint
    ]
    assert len(found) == 1
    assert f"column {column}" in found[0]
    assert f"(found {cell!r})" in found[0]


def test_a_row_that_stands_there_twice_is_said_with_its_key() -> None:
    said = complaints("iom_roles", twice=True)
    assert said
    assert all("not unique: a row is one iscm_id + role + as_of_year + source_id" in line for line in said)
    assert all("Roles, row 2" in line for line in said)


def test_rows_that_differ_in_one_part_of_the_key_are_two_rows() -> None:
    rows = [ROWS["iom_roles"], {**ROWS["iom_roles"], "as_of_year": "2019"}]
    frame, _ = typed(pd.DataFrame(rows, dtype="string"), SPECS["iom_roles"])
    assert list(table_problems({**evaluation_of().frames(), "iom_roles": frame})) == []


def test_an_id_that_points_nowhere_is_said_with_place_and_suggestion() -> None:
    assert complaints("iom_roles", source_id="S2") == [
        "iom_roles.csv, Roles, row 2, column source_id: no such row in sources (found 'S2'); known: S1"
    ]


def test_a_slip_in_an_id_gets_the_nearest_one() -> None:
    assert complaints("iom_roles", iscm_id="rcmm")[0].endswith("(found 'rcmm'); did you mean 'rcm'?")


def test_each_item_of_a_list_of_ids_is_followed() -> None:
    said = complaints("iscms", source_ids="S1;S8;S9")
    assert [line.split("found ")[1][:4] for line in said] == ["'S8'", "'S9'"]


def test_a_missing_id_points_nowhere_and_is_no_problem() -> None:
    assert complaints("questions", focus_item_ids="") == []


def test_a_table_that_is_absent_as_a_whole_is_no_reason_to_complain() -> None:
    roles, _ = typed(pd.DataFrame([ROWS["iom_roles"]], dtype="string"), SPECS["iom_roles"])
    assert list(table_problems({**evaluation_of().frames(), "iom_roles": roles})) == []


def test_complaints_of_several_tables_come_all_at_once() -> None:
    frames = {name: typed(pd.DataFrame([row], dtype="string"), SPECS[name])[0] for name, row in ROWS.items()}
    frames["finance"] = frames["finance"].assign(kind="gift", currency="francs")
    frames["iscms"] = frames["iscms"].assign(type="CLUB")
    assert [(problem.file, problem.column) for problem in table_problems(frames)] == [
        ("iscms.csv", "type"),
        ("finance.csv", "currency"),
        ("finance.csv", "kind"),
    ]


@pytest.mark.parametrize("change", ["gone", "added", "moved"])
def test_a_table_has_exactly_its_columns_in_their_order(change: str) -> None:
    frame = evaluation_of().sources
    changed = {
        "gone": frame.drop(columns="title"),
        "added": frame.assign(mood="good"),
        "moved": frame[[*frame.columns[1:], frame.columns[0]]],
    }[change]
    assert list(table_problems({"sources": changed}))


@pytest.mark.parametrize("name", list(SPECS))
def test_every_table_has_a_schema_of_its_columns(name: str) -> None:
    assert list(schema(SPECS[name]).columns) == SPECS[name].columns


@pytest.mark.parametrize("spec", SPECS.values(), ids=list(SPECS))
def test_a_specification_points_at_tables_and_keys_that_exist(spec: TableSpec) -> None:
    assert set(spec.key) <= set(spec.columns)
    assert {field.references for field in spec.fields if field.references} <= set(SPECS)
