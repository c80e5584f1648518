from __future__ import annotations

import pandas as pd

from frames import frame_of
from iscm_analysis.presentation.number import count, sentence
from iscm_analysis.presentation.rows import Row, Rows, named_sources, rows_behind
from iscm_analysis.tables import load
from iscm_analysis.tables.origin import gives_rows, of_table

ROLES = frame_of(
    "iscm_id | role | source_id | locator",
    "rcm | member | S-1 | Annex 4, sheet Roles, row 2",
    "sacm | member | S-2 | Annex 4, sheet Roles, row 3",
)


@gives_rows
def chosen(roles: pd.DataFrame) -> pd.DataFrame:
    return roles[roles["role"] == "member"]


def test_a_row_has_its_key_its_source_and_its_place() -> None:
    behind = rows_behind(ROLES)
    assert behind.rows[0] == Row("rcm", "", "S-1", "Annex 4, sheet Roles, row 2")
    assert (behind.named_by, behind.source_ids) == ("iscm_id", ["S-1", "S-2"])


def test_rows_know_the_function_that_gave_them_and_the_tables_it_was_given() -> None:
    behind = rows_behind(chosen(of_table(ROLES, "iom_roles")).head(1))
    assert behind.function.endswith("test_presentation_rows.chosen")
    assert behind.tables == ("iom_roles",)


def test_rows_of_a_table_know_it_and_no_function() -> None:
    active = load().iscms[lambda frame: frame["status"] == "active"]
    assert (rows_behind(active).function, rows_behind(active).tables) == ("", ("iscms",))


def test_a_row_without_a_place_has_that_of_the_row_its_key_belongs_to() -> None:
    known = load().iscms.set_index("iscm_id").loc["rcm"]
    [row] = rows_behind(frame_of("iscm_id n_roles", "rcm 3")).rows
    assert (row.source_ids, row.locator) == (known["source_ids"], known["locator"])


def test_a_rank_is_no_key() -> None:
    assert rows_behind(frame_of("place iscm_id", "1 rcm")).rows[0].key == "rcm"


def test_a_row_of_no_table_has_its_key_and_no_place() -> None:
    behind = rows_behind(frame_of("first second n_shared", "rcm sacm 1"))
    assert behind == Rows("", (), "first", (Row("rcm", "sacm", "", ""),))


def test_a_key_no_table_has_is_named_without_a_place() -> None:
    [row] = rows_behind(frame_of("iscm_id n_roles", "nowhere 3")).rows
    assert (row.key, row.source_ids, row.locator) == ("nowhere", "", "")


def test_no_row_has_nothing_behind_it() -> None:
    assert rows_behind(ROLES.head(0)).set_id == ""


def test_the_same_rows_have_the_same_name_and_stand_once_in_a_block() -> None:
    one, other = count("A", ROLES, "a"), count("B", ROLES.copy(), "b")
    assert one.behind.set_id == other.behind.set_id != count("C", ROLES.head(1), "c").behind.set_id
    assert len(sentence("{one} {other}", one=one, other=other).registers["row_sets"]) == 1


def test_long_words_are_cut_where_one_sees_it() -> None:
    [row] = rows_behind(frame_of("id | text", f"A | {'x' * 200}")).rows
    assert row.words == "x" * 90 + "\u2026"


def test_sources_are_named_with_their_address() -> None:
    [found] = named_sources(["annex-3"])
    assert set(found) == {"source_id", "title", "publisher", "year", "url"}
    assert named_sources(["nowhere"]) == named_sources([]) == []
