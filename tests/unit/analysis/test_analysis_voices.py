from __future__ import annotations

from frames import frame_of
from iscm_analysis.analysis.voices import (
    authorship,
    documents_per_year,
    groups_compared,
    issuers,
    speaking_for,
    voices_heard,
)

DOCUMENTS = frame_of(
    "document_id | author | publisher | year | is_iom",
    "D01 | IOM | - | - | yes",
    "D02 | GCIM-IOM | GCIM-IOM | 2005 | yes",
    "D03 | Hansen, Randall | IOM | 2007 | yes",
    "D04 | GFMD | GFMD Support Unit | 2005 | no",
    "D05 | ICMPD | - | - | no",
    "D06 | - | - | - | yes",
)
PEOPLE = frame_of(
    "interviewee_id location_type iscm_ids",
    "I01 hq -",
    "I02 hq -",
    "I03 country_office rcm",
    "I04 former sacm",
    "I05 iscm_secretariat rcm",
)


def test_IOM_wrote_what_names_it_as_author_and_only_published_the_rest() -> None:  # noqa: N802
    assert authorship(DOCUMENTS)["authorship"].tolist() == [
        "written",
        "written",
        "published",
        "others",
        "others",
        "published",
    ]


def test_the_name_of_IOM_inside_another_word_is_no_author() -> None:  # noqa: N802
    axiom = frame_of("author is_iom", "AXIOM yes")
    assert authorship(axiom)["authorship"].tolist() == ["published"]


def test_the_issuer_is_IOM_or_the_publisher_or_the_author() -> None:  # noqa: N802
    assert issuers(DOCUMENTS).to_numpy().tolist() == [["IOM", 4], ["GFMD Support Unit", 1], ["ICMPD", 1]]
    assert issuers(DOCUMENTS.head(0)).empty


def test_years_between_the_first_and_the_last_are_counted_with_zeros() -> None:
    assert documents_per_year(DOCUMENTS).to_numpy().tolist() == [["2005", 2], ["2006", 0], ["2007", 1]]


def test_undated_documents_alone_give_no_years() -> None:
    assert documents_per_year(DOCUMENTS[DOCUMENTS["year"].isna()]).empty
    assert documents_per_year(DOCUMENTS.head(0)).empty


def test_a_voice_nobody_speaks_for_is_counted_as_zero() -> None:
    heard = voices_heard(PEOPLE)
    assert dict(zip(heard["code"], heard["n"], strict=True)) == {
        "iom_headquarters": 2,
        "iom_field": 1,
        "process": 2,
        "government": 0,
        "donor": 0,
    }


def test_where_nobody_was_heard_no_voice_counts_zero() -> None:
    assert voices_heard(PEOPLE.head(0)).empty


def test_people_are_kept_by_whose_voice_they_are() -> None:
    assert speaking_for(PEOPLE, "iom_headquarters", "iom_field")["interviewee_id"].tolist() == [
        "I01",
        "I02",
        "I03",
    ]
    assert speaking_for(PEOPLE, "government", "donor").empty


def test_two_groups_of_the_same_people_cannot_be_compared() -> None:
    groups = {
        "field": PEOPLE[PEOPLE["location_type"] != "hq"],
        "linked": PEOPLE[PEOPLE["iscm_ids"].notna()],
        "hq": PEOPLE[PEOPLE["location_type"] == "hq"],
        "rcm": PEOPLE[PEOPLE["iscm_ids"] == "rcm"],
        "nobody": PEOPLE.head(0),
    }
    compared = groups_compared(groups, "interviewee_id")
    assert compared[["first", "second", "n_both", "verdict"]].to_numpy().tolist() == [
        ["field", "linked", 3, "the same: cannot be compared"],
        ["field", "hq", 0, "apart"],
        ["field", "rcm", 2, "overlapping"],
        ["linked", "hq", 0, "apart"],
        ["linked", "rcm", 2, "overlapping"],
        ["hq", "rcm", 0, "apart"],
    ]


def test_without_groups_there_is_nothing_to_compare() -> None:
    assert groups_compared({}, "interviewee_id").empty
