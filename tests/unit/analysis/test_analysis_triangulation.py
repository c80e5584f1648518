from __future__ import annotations

from frames import frame_of
from iscm_analysis.analysis.triangulation import (
    evidence_by_iscm,
    evidence_by_method,
    evidence_by_origin,
    sources_by_iscm,
)

QUESTIONS = frame_of("part_id", "R1b", "R1a", "R4")
ISCMS = frame_of("iscm_id", "rcm", "igc")
EVIDENCE = frame_of(
    "evidence_id part_ids iscm_ids source_id origin method",
    "E1 R1a;R1b rcm S1 donor interview",
    "E2 R1a rcm S1 donor survey",
    "E3 R1a - S2 iom_field interview",
)


def test_parts_by_method_keep_their_order_and_show_what_is_missing() -> None:
    found = evidence_by_method(QUESTIONS, EVIDENCE, ["interview", "survey", "observation"])
    assert found.columns.tolist() == ["part_id", "interview", "survey", "observation"]
    assert found.to_numpy().tolist() == [["R1b", 1, 0, 0], ["R1a", 2, 1, 0], ["R4", 0, 0, 0]]


def test_parts_by_origin() -> None:
    found = evidence_by_origin(QUESTIONS, EVIDENCE, ["donor", "iom_field"])
    assert found.to_numpy().tolist() == [["R1b", 1, 0], ["R1a", 2, 1], ["R4", 0, 0]]


def test_an_iscm_nobody_speaks_of_has_a_row_too() -> None:
    assert evidence_by_iscm(ISCMS, EVIDENCE, ["donor"]).to_numpy().tolist() == [["rcm", 2], ["igc", 0]]
    sources = frame_of("source_id title origin", "S1 One donor", "S2 Two iom_field")
    found = sources_by_iscm(ISCMS, EVIDENCE, sources)
    assert found.fillna("").to_numpy().tolist() == [["rcm", "S1", 2, "One", "donor"], ["igc", "", 0, "", ""]]


def test_without_evidence_all_counts_are_zero() -> None:
    assert evidence_by_method(QUESTIONS, EVIDENCE.head(0), ["interview"])["interview"].tolist() == [0, 0, 0]
