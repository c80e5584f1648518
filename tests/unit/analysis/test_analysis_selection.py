from __future__ import annotations

import pytest

from frames import evaluation_of, frame_of
from iscm_analysis.analysis.selection import naming, select
from iscm_analysis.errors import UsageError

EVERYTHING = evaluation_of(
    iscms=frame_of("iscm_id region", "rcm Americas", "sacm Americas", "midwa Africa"),
    iom_roles=frame_of("iscm_id role", "rcm observer", "midwa partner"),
    participation=frame_of("iscm_id iso3", "rcm MEX", "sacm PER"),
    organizations=frame_of("iscm_id organization", "midwa ECOWAS"),
    documents=frame_of("document_id iscm_ids", "D01 rcm;midwa", "D02 -", "D03 sacm"),
    interviewees=frame_of("interviewee_id iscm_ids", "I01 -", "I02 rcm"),
    questions=frame_of("part_id text", "R1 Why?"),
    meetings=frame_of("meeting_no start_date", "1 2005-04-14", "2 2009-06-04", "3 2011-10-25"),
    stated_facts=frame_of("id value", "active_iscms 31"),
    finance=frame_of("year scope", "2009 a", "2010 b", "2019 c"),
)


def test_without_a_choice_everything_stays() -> None:
    assert select(EVERYTHING) is EVERYTHING


def test_one_iscm_keeps_what_belongs_to_it_or_names_it() -> None:
    kept = select(EVERYTHING, iscm="rcm")
    assert kept.iscms["iscm_id"].tolist() == ["rcm"]
    assert kept.iom_roles["role"].tolist() == ["observer"]
    assert kept.participation["iso3"].tolist() == ["MEX"]
    assert kept.organizations.empty
    assert kept.documents["document_id"].tolist() == ["D01"]
    assert kept.interviewees["interviewee_id"].tolist() == ["I02"]


def test_what_is_stated_of_all_iscms_says_nothing_of_some() -> None:
    assert select(EVERYTHING, period=[2005, 2009]).stated_facts["value"].tolist() == [31]
    assert select(EVERYTHING, iscm="rcm").stated_facts.empty
    assert select(EVERYTHING, region="Africa").stated_facts.empty


def test_a_region_keeps_its_iscms_and_the_documents_that_name_one_of_them() -> None:
    kept = select(EVERYTHING, region="Americas")
    assert kept.iscms["iscm_id"].tolist() == ["rcm", "sacm"]
    assert kept.documents["document_id"].tolist() == ["D01", "D03"]


def test_a_period_keeps_its_first_and_last_year() -> None:
    kept = select(EVERYTHING, period=[2009, 2010])
    assert kept.meetings["meeting_no"].tolist() == [2]
    assert kept.finance["scope"].tolist() == ["a", "b"]


def test_a_period_leaves_alone_what_happens_in_no_year() -> None:
    kept = select(EVERYTHING, period=[2018, 2018])
    assert (len(kept.documents), len(kept.iscms), len(kept.meetings)) == (3, 3, 0)


def test_what_the_terms_of_reference_say_is_never_filtered() -> None:
    kept = select(EVERYTHING, iscm="midwa", period=[2005, 2005])
    assert kept.questions["part_id"].tolist() == ["R1"]


def test_iscm_and_period_bear_together() -> None:
    kept = select(EVERYTHING, iscm="midwa", period=[2005, 2005])
    assert (kept.iscms["iscm_id"].tolist(), kept.meetings["meeting_no"].tolist()) == (["midwa"], [1])


def test_selecting_changes_nothing_in_what_was_given() -> None:
    select(EVERYTHING, iscm="rcm", period=[2009, 2009])
    assert (len(EVERYTHING.iscms), len(EVERYTHING.meetings)) == (3, 3)


def test_a_period_the_wrong_way_round_is_refused() -> None:
    with pytest.raises(UsageError, match=r"period \[2019, 2014\] ends before it starts"):
        select(EVERYTHING, period=[2019, 2014])


def test_an_unknown_iscm_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="no ISCM 'bali'; known: midwa, rcm, sacm"):
        select(EVERYTHING, iscm="bali")


def test_an_unknown_region_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="no region 'Europe'; known: Africa, Americas"):
        select(EVERYTHING, region="Europe")


def test_an_iscm_outside_the_region_is_refused() -> None:
    with pytest.raises(UsageError, match="no region 'Africa'; known: Americas"):
        select(EVERYTHING, iscm="rcm", region="Africa")


def test_without_annex_4_no_iscm_can_be_chosen_and_that_is_said() -> None:
    with pytest.raises(UsageError, match="known: none, Annex 4 is missing"):
        select(evaluation_of(), iscm="rcm")


def test_a_period_of_an_empty_evaluation_is_empty() -> None:
    assert select(evaluation_of(), period=[2014, 2019]).meetings.empty


def test_naming_compares_whole_ids() -> None:
    frame = frame_of("iscm_ids", "rcm;sacm", "rcm-2", "-")
    assert naming(frame, {"rcm"})["iscm_ids"].tolist() == ["rcm;sacm"]
    assert naming(frame.head(0), {"rcm"}).empty


def test_a_table_without_rows_keeps_its_columns() -> None:
    empty = frame_of("document_id | iscm_ids")
    assert naming(empty, {"rcm"}).columns.tolist() == ["document_id", "iscm_ids"]
