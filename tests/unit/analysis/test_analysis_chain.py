from frames import evaluation_of, frame_of
from iscm_analysis.analysis import chain
from iscm_analysis.tables import Evaluation

EVIDENCE = frame_of(
    "evidence_id question_ids part_ids source_id",
    "IG-1 R1a R1a S-A",
    "IG-2 R1 R1a;R1b S-A",
    "IG-3 ES1 ES1a S-B",
)
FINDINGS = frame_of(
    "finding_id part_ids statement evidence_ids",
    "FI-R1a-1 R1a asked IG-1;IG-2",
    "FI-ES1a-1 ES1a ended IG-3;IG-2",
    "FI-R1b-1 R1b unused IG-2",
)
CONCLUSIONS = frame_of(
    "conclusion_id statement finding_ids",
    "CO-REL-1 fits FI-R1a-1",
    "CO-SUS-1 ends FI-ES1a-1;FI-R1a-1",
    "CO-SUS-2 unused FI-ES1a-1",
)
ADVICE = frame_of(
    "recommendation_id statement conclusion_ids",
    "RE-2 write CO-SUS-1;CO-REL-1",
    "RE-1 ask CO-REL-1",
)


def logged() -> Evaluation:
    return evaluation_of(
        evidence=EVIDENCE, findings=FINDINGS, conclusions=CONCLUSIONS, recommendations=ADVICE
    )


def test_the_chain_is_walked_down_from_recommendation_to_source() -> None:
    walked = chain.links(logged())
    assert walked.to_numpy().tolist()[:4] == [
        ["recommendations", "RE-2", "CO-SUS-1"],
        ["recommendations", "RE-2", "CO-REL-1"],
        ["recommendations", "RE-1", "CO-REL-1"],
        ["conclusions", "CO-REL-1", "FI-R1a-1"],
    ]
    assert walked.to_numpy().tolist()[-1] == ["evidence", "IG-3", "S-B"]


def test_the_chain_is_walked_up_again() -> None:
    uses = chain.used_by(chain.links(logged()))
    assert uses["IG-2"] == "FI-R1a-1;FI-ES1a-1;FI-R1b-1"
    assert uses["CO-REL-1"] == "RE-2;RE-1"
    assert uses["S-A"] == "IG-1;IG-2"
    assert "RE-1" not in uses


def test_what_no_finding_cites_is_uncited() -> None:
    assert chain.uncited(EVIDENCE, FINDINGS).empty
    assert list(chain.uncited(EVIDENCE, FINDINGS.tail(1))["evidence_id"]) == ["IG-1", "IG-3"]


def test_the_whole_chain_has_a_row_for_each_finding_with_both_ways_and_nothing_twice() -> None:
    laid = chain.whole(logged()).set_index("finding_id")
    shown = ["evidence_ids", "source_ids", "conclusion_ids", "recommendation_ids"]
    assert laid.loc["FI-R1a-1", shown].tolist() == ["IG-1;IG-2", "S-A", "CO-REL-1;CO-SUS-1", "RE-2;RE-1"]
    assert laid.loc["FI-ES1a-1", shown].tolist() == ["IG-3;IG-2", "S-B;S-A", "CO-SUS-1;CO-SUS-2", "RE-2"]


def test_a_finding_in_no_conclusion_leads_nowhere() -> None:
    unused = chain.whole(logged()).set_index("finding_id").loc["FI-R1b-1"]
    assert unused[["conclusion_ids", "recommendation_ids"]].tolist() == ["", ""]


def test_rows_of_a_part_are_those_that_name_it() -> None:
    assert list(chain.of_part(EVIDENCE, "R1a")["evidence_id"]) == ["IG-1", "IG-2"]
    assert chain.of_part(EVIDENCE, "R1").empty


def test_a_finding_cites_items_question_by_question() -> None:
    assert chain.cited(FINDINGS, EVIDENCE).to_numpy().tolist() == [
        ["FI-R1a-1", "R1", 2], ["FI-ES1a-1", "ES1", 1], ["FI-ES1a-1", "R1", 1], ["FI-R1b-1", "R1", 1],
    ]  # fmt: skip


def test_an_empty_log_has_no_chain() -> None:
    assert chain.links(evaluation_of()).empty
    assert chain.whole(evaluation_of()).empty
    assert chain.cited(FINDINGS.head(0), EVIDENCE).empty
