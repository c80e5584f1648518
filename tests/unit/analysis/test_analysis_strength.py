from __future__ import annotations

from frames import frame_of
from iscm_analysis.analysis.strength import strength_by_finding, strength_by_part
from iscm_analysis.settings import StrengthSettings

RULE = StrengthSettings()
EVIDENCE = frame_of(
    "evidence_id part_ids source_id origin method stance",
    "E1 R1a;R1b S1 iom_field document_review supports",
    "E2 R1a S2 donor interview supports",
    "E3 R1a S3 member_state interview mixed",
    "E4 R4 S4 donor interview contradicts",
)


def test_each_part_has_its_strength_in_the_order_of_the_questions_and_none_where_there_is_nothing() -> None:
    questions = frame_of("part_id", "R4", "R1a", "R1b", "ES1")
    found = strength_by_part(questions, EVIDENCE, RULE)
    assert found[["part_id", "n_items", "strength"]].to_numpy().tolist() == [
        ["R4", 1, "contested"],
        ["R1a", 3, "strong"],
        ["R1b", 1, "limited"],
        ["ES1", 0, "none"],
    ]
    assert found["share_contradicting"].isna().tolist() == [False, False, False, True]


def test_a_strength_stated_by_hand_counts_and_is_shown_as_such() -> None:
    findings = frame_of(
        "finding_id | evidence_ids | stance | strength_stated | override_reason",
        "F1 | E1;E2;E3 | - | - | -",
        "F2 | E1;E2;E3 | - | limited | one of them was not there",
        "F3 | E4 | contradicts | limited | -",
    )
    found = strength_by_finding(findings, EVIDENCE, RULE)
    columns = ["finding_id", "strength_by_rule", "strength", "is_override", "override_reason"]
    assert found[columns].fillna("").to_numpy().tolist() == [
        ["F1", "strong", "strong", False, ""],
        ["F2", "strong", "limited", True, "one of them was not there"],
        ["F3", "limited", "limited", False, ""],
    ]


def test_without_findings_there_is_nothing_to_say() -> None:
    findings = frame_of("finding_id evidence_ids stance strength_stated override_reason")
    assert strength_by_finding(findings, EVIDENCE, RULE).empty
