from __future__ import annotations

from frames import frame_of
from iscm_analysis.analysis.coverage import count_by, documents_by_voice, iscms_touched, units_heard

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
