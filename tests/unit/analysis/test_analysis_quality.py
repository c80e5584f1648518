from frames import evaluation_of, frame_of
from iscm_analysis.analysis.quality import by_component, safeguards
from iscm_analysis.settings import DisclosureSettings

GRID = frame_of(
    "item_id component state",
    "Q1.1 Structure present",
    "Q1.2 Structure absent",
    "Q2.1 Methods partial",
    "Q2.2 Methods partial",
)
PEOPLE = frame_of("interviewee_id title", "I01 Director", "I02 Officer")
EVIDENCE = frame_of(
    "evidence_id method consent",
    "IG-1 document_review not_needed",
    "IG-2 interview given",
    "IG-3 survey given",
)


def facts(**changed: object) -> dict[str, str]:
    disclosure = DisclosureSettings(**changed)  # type: ignore[arg-type]  # as pydantic takes them
    told = safeguards(evaluation_of(interviewees=PEOPLE, evidence=EVIDENCE), disclosure, "public")
    return dict(zip(told["what"], told["fact"], strict=True))


def test_items_are_counted_by_component_and_state_in_the_order_of_the_grid_without_a_score() -> None:
    counted = by_component(GRID)
    assert list(counted.columns) == ["component", "present", "partial", "absent"]
    assert counted.to_numpy().tolist() == [["Structure", 1, 0, 1], ["Methods", 0, 2, 0]]


def test_what_is_said_of_people_is_read_from_the_tables() -> None:
    told = facts()
    assert told["Names"] == "The table of interviewees has 0 columns with a name."
    assert told["Pseudonyms"] == "People appear as I01 to I02."
    assert told["Told by people"] == "2 items come from interviews or surveys."
    assert told["Consent"] == "given: 2 items; not needed: public or official record: 1 items"


def test_what_is_said_of_disclosure_is_read_from_the_settings() -> None:
    assert facts(minimum_cell=5)["Small counts"] == "Counts of fewer than 5 people are withheld."
    assert facts()["Retention"] == "No period is set."
    assert facts(retention="Five years.")["Retention"] == "Five years."


def test_a_name_in_the_table_of_interviewees_would_be_told() -> None:
    evaluation = evaluation_of(evidence=EVIDENCE)
    named = evaluation.with_tables(interviewees=PEOPLE.assign(name="-"))
    told = safeguards(named, DisclosureSettings(), "internal")
    assert told["fact"].iloc[0] == "The table of interviewees has 1 columns with a name."


def test_without_people_nobody_is_listed() -> None:
    told = safeguards(evaluation_of(), DisclosureSettings(), "public")
    assert told["fact"].tolist()[1] == "Nobody is listed."
    assert "No item in the log." in told["fact"].tolist()
