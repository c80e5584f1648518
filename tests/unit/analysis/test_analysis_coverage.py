from __future__ import annotations

import pytest

from frames import frame_of
from iscm_analysis.analysis.coverage import (
    concentration,
    concentrations,
    count_by,
    coverage_by_denominator,
    documents_by_voice,
    iscms_touched,
    units_heard,
)

KINDS = {"web_page": "Web page", "publication": "Book", "statement": "Statement"}
DOCUMENTS = frame_of(
    "document_id document_type is_iom iscm_ids",
    "D01 web_page yes rcm;sacm",
    "D02 publication no rcm",
    "D03 web_page no -",
    "D04 publication yes -",
)
PEOPLE = frame_of(
    "interviewee_id | unit | parent_unit | location_type | iscm_ids",
    "I01 | RO Dakar | - | regional_office | midwa",
    "I02 | IPD | ICP | hq | -",
    "I03 | ODG | - | hq | -",
    "I04 | IPD | ICP | hq | sacm",
)
ISCMS = frame_of(
    "iscm_id name type status",
    "sacm South RCP active",
    "rcm Regional RCP active",
    "midwa West RCP active",
    "arcp Arab RCP active",
)


def test_codes_are_counted_most_frequent_first_with_ties_by_name_and_zeros() -> None:
    counts = count_by(DOCUMENTS, "document_type", KINDS)
    assert counts.to_dict("records") == [
        {"code": "publication", "name": "Book", "n": 2},
        {"code": "web_page", "name": "Web page", "n": 2},
        {"code": "statement", "name": "Statement", "n": 0},
    ]


def test_a_table_without_rows_counts_nothing_instead_of_zeros() -> None:
    counts = count_by(DOCUMENTS.head(0), "document_type", KINDS)
    assert (list(counts.columns), len(counts)) == (["code", "name", "n"], 0)


def test_documents_are_split_by_voice_and_types_nobody_has_left_out() -> None:
    voices = documents_by_voice(DOCUMENTS, KINDS)
    assert voices[["code", "n", "n_iom", "n_other"]].to_numpy().tolist() == [
        ["publication", 2, 1, 1],
        ["web_page", 2, 1, 1],
    ]


def test_a_type_that_IOM_never_wrote_counts_zero_for_IOM() -> None:  # noqa: N802
    voices = documents_by_voice(DOCUMENTS[~DOCUMENTS["is_iom"]], KINDS)
    assert voices[["n_iom", "n_other"]].to_numpy().tolist() == [[0, 1], [0, 1]]


def test_without_documents_there_are_no_voices() -> None:
    assert documents_by_voice(DOCUMENTS.head(0), KINDS).empty


def test_every_iscm_says_by_what_it_is_touched_most_interviews_first() -> None:
    touched = iscms_touched(ISCMS, DOCUMENTS, PEOPLE)
    assert touched[["iscm_id", "n_documents", "n_interviewees", "touched_by"]].to_numpy().tolist() == [
        ["sacm", 1, 1, "documents and interviews"],
        ["midwa", 0, 1, "interviews only"],
        ["rcm", 2, 0, "documents only"],
        ["arcp", 0, 0, "neither"],
    ]


def test_iscms_touched_alike_come_in_order_of_id() -> None:
    touched = iscms_touched(ISCMS, DOCUMENTS.head(0), PEOPLE.head(0))
    assert touched["iscm_id"].tolist() == ["arcp", "midwa", "rcm", "sacm"]
    assert set(touched["touched_by"]) == {"neither"}


def test_no_iscms_are_touched_by_nothing() -> None:
    assert iscms_touched(ISCMS.head(0), DOCUMENTS, PEOPLE).empty


def test_units_are_counted_with_the_unit_above_and_ties_by_name() -> None:
    heard = units_heard(PEOPLE, {"hq": "Headquarters", "regional_office": "Regional office"})
    assert heard[["unit", "n_interviewees", "location_name"]].to_numpy().tolist() == [
        ["IPD", 2, "Headquarters"],
        ["ODG", 1, "Headquarters"],
        ["RO Dakar", 1, "Regional office"],
    ]
    assert heard["parent_unit"].fillna("missing").tolist() == ["ICP", "missing", "missing"]


def test_nobody_heard_is_an_empty_frame() -> None:
    assert units_heard(PEOPLE.head(0), {"hq": "Headquarters"}).empty


STATED = frame_of("id value", "active_iscms 31", "member_of 5")
WHOLES = ["n_iscms", "n_both", "n_documents_only", "n_interviews_only", "n_neither"]


def test_coverage_is_said_against_every_whole_there_is() -> None:
    iscms = ISCMS.assign(status=["active", "dormant", "active", "active"])
    covered = coverage_by_denominator(iscms, DOCUMENTS, PEOPLE, STATED)
    assert covered[WHOLES].fillna(-1).to_numpy().tolist() == [
        [-1, 1, 1, 1, -1],  # the annexes name sacm twice, rcm and midwa once; how many there are is unknown
        [4, 1, 1, 1, 1],
        [3, 1, 0, 1, 1],  # rcm is dormant
        [31, 1, 0, 1, 29],
    ]


def test_without_annex_4_the_whole_is_unknown_and_nobody_is_said_to_be_left_out() -> None:
    covered = coverage_by_denominator(ISCMS.head(0), DOCUMENTS, PEOPLE, STATED.head(0))
    assert covered["denominator"].tolist() == ["named in Annexes 2 and 3, whole unknown"]
    assert covered[["n_iscms", "n_neither"]].isna().all(axis=None)


def test_without_a_stated_number_there_is_no_row_for_it() -> None:
    assert len(coverage_by_denominator(ISCMS, DOCUMENTS, PEOPLE, STATED.tail(1))) == 3


def test_where_nothing_was_read_or_heard_nothing_is_covered() -> None:
    assert coverage_by_denominator(ISCMS, DOCUMENTS.head(0), PEOPLE.head(0), STATED).empty


def test_concentration_is_the_sum_of_squared_shares_and_its_inverse() -> None:
    # rcm is named twice, sacm once: (2/3)^2 + (1/3)^2 = 5/9.
    assert concentration(DOCUMENTS).to_dict("records") == [
        {
            "n_rows": 4,
            "n_naming": 2,
            "n_mentions": 3,
            "n_iscms": 2,
            "herfindahl": 0.556,
            "effective_number": 1.8,
        }
    ]


@pytest.mark.parametrize(
    ("cells", "herfindahl", "effective"),
    [(["rcm", "rcm"], 1.0, 1.0), (["a", "b", "c", "d"], 0.25, 4.0)],
    ids=["one has all", "four alike"],
)
def test_concentration_runs_from_one_over_the_number_to_one(
    cells: list[str], herfindahl: float, effective: float
) -> None:
    found = concentration(frame_of("iscm_ids", *cells))
    assert found[["herfindahl", "effective_number"]].to_numpy().tolist() == [[herfindahl, effective]]


def test_concentrations_of_several_tables_stand_under_each_other_and_an_empty_one_has_none() -> None:
    several = concentrations({"Read": DOCUMENTS, "Nobody": PEOPLE.head(0), "Heard": PEOPLE})
    assert several[["what", "n_iscms", "effective_number"]].to_numpy().tolist() == [
        ["Read", 2, 1.8],
        ["Heard", 2, 2.0],
    ]
    assert concentrations({"Nobody": PEOPLE.head(0)}).empty


def test_rows_that_name_no_iscm_are_not_concentrated() -> None:
    assert concentration(DOCUMENTS.tail(2)).empty
    assert concentration(DOCUMENTS.head(0)).empty
