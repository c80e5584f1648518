from __future__ import annotations

from frames import frame_of
from iscm_analysis.cleaning.corrections import apply_corrections, count_applied, stale_corrections

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


def test_applied_counts_the_cells_that_say_it() -> None:
    assert count_applied({"interviewees": PEOPLE}, LEDGER)["applied"].tolist() == [2, 0, 0]


def test_a_correction_nobody_needs_any_more_is_reported_as_stale() -> None:
    first, _second = stale_corrections(count_applied({"interviewees": PEOPLE}, LEDGER))
    assert str(first) == (
        "corrections.csv, row corrections.csv, line 3: no row of interviewees says this in unit any more "
        "(found 'ICPP'); drop this correction from the ledger"
    )
    assert first.severity == "warning"


def test_an_empty_ledger_changes_and_reports_nothing() -> None:
    empty = LEDGER.head(0)
    assert apply_corrections(PEOPLE, "interviewees", empty).equals(PEOPLE)
    assert list(stale_corrections(count_applied({"interviewees": PEOPLE}, empty))) == []


def test_a_ledger_meets_an_empty_table() -> None:
    assert count_applied({"interviewees": PEOPLE.head(0)}, LEDGER)["applied"].tolist() == [0, 0, 0]
