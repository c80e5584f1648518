from __future__ import annotations

from frames import evaluation_of, frame_of
from iscm_analysis.analysis import profile

ISCM = frame_of(
    "iscm_id | name | type | established_year | status | source_ids",
    "rcm | Regional Conference | RCP | 1996 | active | S1;S2",
)
ISCMS = evaluation_of(iscms=ISCM).iscms
ROLES = frame_of(
    "iscm_id role as_of_year source_id", "rcm partner 2010 S3", "rcm observer 2018 S3", "rcm member 2018 S3"
)
PARTICIPATION = frame_of("participation", "member", "member", "chair")
ORGANIZATIONS = frame_of("organization", "UNHCR", "UNHCR", "ILO")


def test_every_fact_has_a_row_and_an_unknown_one_has_no_value() -> None:
    facts = profile.facts(ISCMS).set_index("field")["value"]
    assert list(facts.index) == list(profile.FACTS.values())
    assert facts["First year"] == "1996"
    assert facts["Type around 2019"] == "Regional consultative process"
    assert facts[["Acronym", "Secretariat"]].isna().tolist() == [True, True]


def test_roles_are_named_latest_first_with_ties_by_code() -> None:
    assert profile.roles(ROLES)[["role_name", "as_of_year"]].to_numpy().tolist() == [
        ["Member", 2018],
        ["Observer", 2018],
        ["Partner", 2010],
    ]
    assert profile.roles(ROLES.head(0)).empty


def test_capacities_are_counted_with_zeros_and_organizations_once() -> None:
    assert profile.capacities(PARTICIPATION, ORGANIZATIONS).to_numpy().tolist() == [
        ["Member", 2],
        ["Observer", 0],
        ["Partner", 0],
        ["Chair", 1],
        ["Organization", 2],
    ]


def test_when_nobody_is_named_there_are_no_capacities() -> None:
    assert profile.capacities(PARTICIPATION.head(0), ORGANIZATIONS.head(0)).empty


def test_organizations_alone_still_show_that_no_state_is_named() -> None:
    assert profile.capacities(PARTICIPATION.head(0), ORGANIZATIONS)["n"].tolist() == [0, 0, 0, 0, 2]


def test_sources_are_those_of_the_facts_and_of_the_roles() -> None:
    every = frame_of("source_id", "S1", "S2", "S3", "S4")
    assert profile.sources(every, ISCMS, ROLES)["source_id"].tolist() == ["S1", "S2", "S3"]
    assert profile.sources(every, ISCMS.head(0), ROLES.head(0)).empty


MEETINGS = frame_of(
    "meeting_no | co_host | theme | outcome",
    "1 | - | Regional processes | nine attended",
    "2 | Government | RCM and others | -",
    "3 | - | RCMs | the Regional Conference launched",
)


def test_a_meeting_names_an_iscm_by_name_or_acronym_as_a_word() -> None:
    named = ISCMS.assign(acronym="RCM")
    assert profile.meetings_naming(MEETINGS, named)["meeting_no"].tolist() == [2, 3]
    assert profile.meetings_naming(MEETINGS.head(0), named).empty
    assert profile.meetings_naming(MEETINGS, ISCMS)["meeting_no"].tolist() == [3]


def test_what_is_missing_on_an_iscm_is_listed_with_its_state() -> None:
    bare = evaluation_of(iscms=ISCM, iom_roles=frame_of("iscm_id role", "rcm none"))
    missing = profile.gaps(bare).set_index("missing")["state_name"]
    assert missing["secretariat"] == "none found"
    assert missing["an interviewee of its own"] == "not collected"
    assert {"members", "roles of IOM", "themes", "tied to"} <= set(missing.index)
    assert "first year" not in missing.index


def test_what_is_known_is_no_gap() -> None:
    known = evaluation_of(
        iscms=ISCM,
        iom_roles=ROLES,
        participation=frame_of("iscm_id iso3 participation", "rcm MEX member"),
        documents=frame_of("document_id iscm_ids", "D01 rcm"),
        interviewees=frame_of("interviewee_id iscm_ids", "I01 rcm"),
    )
    missing = set(profile.gaps(known)["missing"])
    assert not {"members", "roles of IOM", "a document of Annex 2 on it"} & missing
    assert "what IOM spends on it" in missing
