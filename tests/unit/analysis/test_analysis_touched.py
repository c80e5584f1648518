from __future__ import annotations

from frames import frame_of
from iscm_analysis.analysis.touched import touched

TABLES = {
    "findings": frame_of("finding_id evidence_ids", "F1 E1;E2", "F2 E3", "F3 -"),
    "conclusions": frame_of("conclusion_id finding_ids", "C1 F1;F2", "C2 F3"),
    "recommendations": frame_of("recommendation_id conclusion_ids", "REC1 C1", "REC2 C2"),
}


def test_a_changed_item_of_evidence_is_followed_to_the_recommendations() -> None:
    found = touched({"evidence": ["E2"]}, TABLES)
    assert found.to_dict("records") == [
        {"table": "findings", "id": "F1", "because": "E2"},
        {"table": "conclusions", "id": "C1", "because": "F1"},
        {"table": "recommendations", "id": "REC1", "because": "C1"},
    ]


def test_a_finding_that_was_changed_itself_touches_what_rests_on_it_only() -> None:
    found = touched({"findings": ["F3"]}, TABLES)
    assert found["id"].to_list() == ["C2", "REC2"]


def test_what_rests_on_nothing_that_changed_is_not_touched() -> None:
    assert touched({"evidence": ["E9"], "iscms": ["rcm"]}, TABLES).empty
    assert touched({"evidence": ["E1"]}, {}).empty
