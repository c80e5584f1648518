"""Why a number changed: the rows behind it, its page, or rows that it may rest on."""

from __future__ import annotations

import json
from typing import Any

from iscm_analysis.languages import words
from iscm_analysis.publishing.change_list import change_list
from iscm_analysis.publishing.change_words import because
from iscm_analysis.publishing.states import State
from iscm_analysis.settings import StrengthSettings

KEYS = {
    "evidence": ["evidence_id"],
    "iom_roles": ["iscm_id", "role"],
    "documents": ["document_id"],
}
ITEMS = "evidence_id,source_id,locator\nE-1,S1,p. 1\nE-2,S2,p. 1\nE-3,S2,p. 1\n"
ROLES = "iscm_id,role,notes,locator\nrcm,member,,row 2\nrcm,support,,row 3\nsacm,member,,row 4\n"


def rows(tables: str, named_by: str, *cells: str) -> dict[str, Any]:
    """Give the rows behind a number, each as its key and its place."""
    named = [dict(zip(("key", "locator"), cell.split(" | "), strict=True)) for cell in cells]
    return {"set_id": "a", "tables": tables.split(), "named_by": named_by, "rows": named}


def site(
    value: str | None,
    behind: dict[str, Any],
    *,
    code: str = "1",
    parameters: dict[str, str] | None = None,
    **tables: str,
) -> State:
    """Give a site of these tables with one page, whose one number has these rows behind it."""
    number = {"number_id": "N", "value": value, "definition": "all", "unit": "", "set_id": "a"}
    registered = {"numbers": [] if value is None else [number], "row_sets": [behind]}
    output = {"data": {}, "metadata": {"iscm": registered}}
    cell = {"cell_type": "code", "source": code, "outputs": [output]}
    resources = [{"name": name, "schema": {"primaryKey": KEYS[name]}} for name in tables]
    package = {"datapackage.json": json.dumps({"resources": resources}).encode()}
    return State(
        "a site",
        {**package, **{f"{name}.csv": text.encode() for name, text in tables.items()}},
        {"page": json.dumps({"cells": [cell]}).encode()},
        {"pages": {"page": {"parameters": parameters or {}, "tables": list(tables)}}},
    )


def cause(before: State, after: State) -> str:
    (number,) = change_list(before, after, StrengthSettings()).numbers
    return because(number["cause"], words())


def test_of_changed_rows_only_those_behind_the_number_are_its_cause() -> None:
    changed = ITEMS.replace("E-1,S1", "E-1,S9").replace("E-2,S2", "E-2,S9")
    before = site("1", rows("evidence", "evidence_id", "E-1 | p. 1"), evidence=ITEMS)
    after = site("2", rows("evidence", "evidence_id", "E-1 | p. 1", "E-3 | p. 1"), evidence=changed)
    assert cause(before, after) == "1 row of evidence was changed (E-1)"


def test_a_row_that_came_or_went_is_a_cause_when_it_was_or_is_behind_the_number() -> None:
    fewer = ITEMS.replace("E-2,S2,p. 1\n", "")
    all_items = rows("evidence", "evidence_id", "E-1 | p. 1", "E-2 | p. 1")
    more, less = (
        site("2", all_items, evidence=ITEMS),
        site("1", rows("evidence", "evidence_id", "E-1 | p. 1"), evidence=fewer),
    )
    assert cause(more, less) == "1 row of evidence was removed (E-2)"
    assert cause(less, more) == "1 row of evidence was added (E-2)"


def test_rows_that_share_a_part_of_their_key_are_told_by_their_place() -> None:
    changed = ROLES.replace("rcm,member,", "rcm,member,x").replace("rcm,support,", "rcm,support,x")
    before = site("1", rows("iom_roles", "iscm_id", "rcm | row 2", "sacm | row 4"), iom_roles=ROLES)
    after = site("2", rows("iom_roles", "iscm_id", "rcm | row 2"), iom_roles=changed)
    assert cause(before, after) == "1 row of iom_roles was changed (rcm · member)"


def test_a_row_is_told_by_its_old_key_and_place_too() -> None:
    changed = ROLES.replace("rcm,member,,row 2", "rcm,observer,,row 9")
    before = site("1", rows("iom_roles", "role", "member | row 2"), iom_roles=ROLES)
    after = site("0", rows("iom_roles", "role"), iom_roles=changed)
    assert cause(before, after) == "1 row of iom_roles was changed (rcm · observer)"


def test_a_number_may_rest_on_the_rows_about_what_its_rows_are_about() -> None:
    changed = ROLES.replace("rcm,member,", "rcm,member,x").replace("sacm,member,", "sacm,member,x")
    before = site("1", rows("iscms iom_roles", "iscm_id", "rcm | sheet ISCMs, row 2"), iom_roles=ROLES)
    after = site("2", rows("iscms iom_roles", "iscm_id", "rcm | sheet ISCMs, row 2"), iom_roles=changed)
    assert cause(before, after) == "1 row of iom_roles it may rest on was changed (rcm · member)"


def test_rows_counted_together_may_rest_on_all_changed_rows_of_the_page() -> None:
    changed = ROLES.replace(",,", ",x,")
    pairs = rows("iom_roles", "first", "rcm | ")
    all_of_them = (
        "3 rows of iom_roles it may rest on were changed (rcm · member, rcm · support and sacm · member)"
    )
    assert cause(site("1", pairs, iom_roles=ROLES), site("2", pairs, iom_roles=changed)) == all_of_them
    one = {"iscm": "sacm"}
    before = site("1", pairs, parameters=one, iom_roles=ROLES)
    after = site("2", pairs, parameters=one, iom_roles=changed)
    assert cause(before, after) == "1 row of iom_roles it may rest on was changed (sacm · member)"


def test_without_rows_behind_it_a_number_may_rest_on_what_its_code_names() -> None:
    code = "show.number('N', 1, 'all', rows=evaluation.documents)"
    documents = "document_id,title\nD01,a\n"
    none = rows("", "")
    before = site("1", none, code=code, evidence=ITEMS, documents=documents)
    after = site(
        "2", none, code=code, evidence=ITEMS.replace("S1", "S9"), documents=documents.replace("a\n", "b\n")
    )
    assert cause(before, after) == "1 row of documents it may rest on was changed (D01)"


def test_a_changed_page_is_the_cause_where_no_row_behind_the_number_changed() -> None:
    behind, pairs = rows("evidence", "evidence_id", "E-1 | p. 1"), rows("evidence", "first", "S1 | ")
    other, own = ITEMS.replace("E-3,S2", "E-3,S9"), ITEMS.replace("E-1,S1", "E-1,S9")
    said = "the page's text or code changed"
    before = site("1", behind, evidence=ITEMS)
    assert cause(before, site("2", behind, code="2", evidence=other)) == said
    assert cause(site("1", pairs, evidence=ITEMS), site("2", pairs, code="2", evidence=own)) == said
    assert cause(before, site("2", behind, code="2", evidence=own)) == "1 row of evidence was changed (E-1)"
    given = site("2", behind, code="2", parameters={"region": "Asia"}, evidence=other)
    assert cause(before, given) == "the page was built with other parameters"


def test_a_number_is_gone_or_new_because_its_page_changed_whatever_its_rows_did() -> None:
    behind = rows("evidence", "evidence_id", "E-1 | p. 1")
    there = site("1", behind, evidence=ITEMS)
    gone = site(None, behind, code="2", evidence=ITEMS.replace("E-1,S1", "E-1,S9"))
    assert cause(there, gone) == cause(gone, there) == "the page's text or code changed"


def test_a_number_whose_table_came_or_went_says_so() -> None:
    behind = rows("evidence", "evidence_id", "E-1 | p. 1")
    before, after = site("0", behind), site("1", behind, evidence=ITEMS)
    assert cause(before, after) == "the whole table evidence came or went"


def test_rows_that_are_no_cause_leave_what_computes_the_number() -> None:
    behind = rows("evidence", "evidence_id", "E-1 | p. 1")
    before, after = site("1", behind, evidence=ITEMS), site("2", behind, evidence=ITEMS)
    assert cause(before, after).startswith("this software or a package changed")
