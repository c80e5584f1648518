from __future__ import annotations

from frames import frame_of
from iscm_analysis.analysis.coded_passages import codes_by_case, codes_together, quotations
from iscm_analysis.sources.rows import as_frame

CODINGS = frame_of(
    "coding_id coded_source_id selection_id code_id start end quotation",
    "c1 s1 p1 trust 0 10 words",
    "c2 s1 p1 money 0 10 words",
    "c3 s1 p2 roles 8 20 others",
    "c4 s1 p3 trust 30 40 -",
    "c5 s2 p4 money 0 10 more",
)


def test_a_coding_belongs_to_the_cases_of_its_source_and_of_its_passage() -> None:
    cases = as_frame([("a", "s1", ""), ("b", "", "p4;p2")], ["case_id", "coded_source_ids", "selection_ids"])
    assert codes_by_case(CODINGS, cases).to_numpy().tolist() == [
        ["money", "a", 1],
        ["money", "b", 1],
        ["roles", "a", 1],
        ["roles", "b", 1],
        ["trust", "a", 2],
    ]


def test_codes_meet_in_one_passage_and_where_passages_overlap() -> None:
    assert codes_together(CODINGS).to_numpy().tolist() == [
        ["money", "roles", 1],
        ["money", "trust", 1],
        ["roles", "trust", 1],
    ]


def test_passages_without_places_meet_in_their_selection_only() -> None:
    unplaced = CODINGS.assign(start=None, end=None)
    assert codes_together(unplaced).to_numpy().tolist() == [["money", "trust", 1]]


def test_quotations_are_those_with_words() -> None:
    kept = quotations(CODINGS.assign(quotation=["words", "words", "others", None, "more"]), ["trust"])
    assert kept["coding_id"].tolist() == ["c1"]
