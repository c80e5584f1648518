from __future__ import annotations

from frames import frame_of
from iscm_analysis.cleaning.corrections import (
    apply_corrections,
    count_applied,
    misplaced_corrections,
    stale_corrections,
)

PEOPLE = frame_of("title | unit", "Coordiantor  RCM | ICP", "Head | -", "- | ICP", "Coordiantor RCM | MHD")
LEDGER = frame_of(
    "table | column | found | use | reason | locator",
    "interviewees | title | Coordiantor RCM | Coordinator, RCM | slip | corrections.csv, line 2",
    "interviewees | unit | ICPP | ICP | slip | corrections.csv, line 3",
    "documents | title | Head | Tail | slip | corrections.csv, line 4",
)


def test_a_slip_is_repaired_wherever_it_stands_compared_after_tidying() -> None:
    repaired = apply_corrections(PEOPLE, "interviewees", LEDGER)
    assert repaired["title"].fillna("missing").tolist() == [
        "Coordinator, RCM",
        "Head",
        "missing",
        "Coordinator, RCM",
    ]


def test_the_ledger_of_another_table_repairs_nothing_here() -> None:
    repaired = apply_corrections(PEOPLE, "interviewees", LEDGER)
    assert not repaired["title"].eq("Tail").any()


def test_the_frame_that_went_in_stays_as_it_was() -> None:
    before = PEOPLE.copy()
    apply_corrections(PEOPLE, "interviewees", LEDGER)
    assert PEOPLE.equals(before)


def test_part_of_a_cell_is_never_repaired() -> None:
    longer = frame_of("title | unit", "Coordiantor RCM and SACM | ICP")
    repaired = apply_corrections(longer, "interviewees", LEDGER)
    assert repaired["title"].tolist() == ["Coordiantor RCM and SACM"]


OWN = LEDGER[LEDGER["table"] == "interviewees"]
FRAMES = {"interviewees": PEOPLE}


def test_applied_counts_the_cells_that_say_it() -> None:
    assert count_applied(FRAMES, OWN)["applied"].tolist() == [2, 0]


def test_a_correction_nobody_needs_any_more_is_reported_as_stale() -> None:
    [problem] = stale_corrections(count_applied(FRAMES, OWN), FRAMES)
    assert str(problem) == (
        "corrections.csv, line 3: no row of interviewees says this in unit any more "
        "(found 'ICPP'); drop this correction from the ledger"
    )
    assert problem.severity == "warning"


def test_a_source_that_is_missing_makes_no_correction_stale() -> None:
    nobody = {"interviewees": PEOPLE.head(0)}
    counted = count_applied(nobody, OWN)
    assert counted["applied"].tolist() == [0, 0]
    assert list(stale_corrections(counted, nobody)) == []


def test_an_empty_ledger_changes_and_reports_nothing() -> None:
    empty = LEDGER.head(0)
    assert apply_corrections(PEOPLE, "interviewees", empty).equals(PEOPLE)
    assert list(stale_corrections(count_applied(FRAMES, empty), FRAMES)) == []
    assert list(misplaced_corrections(empty, FRAMES)) == []


def test_a_table_that_takes_no_corrections_is_refused_with_those_that_do() -> None:
    [problem] = misplaced_corrections(LEDGER, FRAMES)
    assert str(problem) == (
        "corrections.csv, line 4: documents.title takes no corrections; known: interviewees"
    )
    assert problem.severity == "error"


def test_a_column_that_does_not_exist_is_refused_with_the_nearest_one() -> None:
    slip = frame_of(
        "table | column | found | use | locator", "interviewees | titel | a | b | corrections.csv, line 2"
    )
    [problem] = misplaced_corrections(slip, FRAMES)
    assert problem.message == "interviewees.titel takes no corrections"
    assert problem.hint == "did you mean 'title'?"
