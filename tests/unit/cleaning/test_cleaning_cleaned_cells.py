from __future__ import annotations

import pandas as pd

from iscm_analysis.cleaning.cleaned_cells import document_changes, interviewee_changes

DOCUMENT = {
    "document_id": "D01", "locator": "Annex 2, line 3", "printed": "IOM. *On Rivers*. Geneva: IOM, 2011.",
    "author_printed": "IOM", "author": "IOM", "title": "On Rivers", "place": "Geneva", "publisher": "IOM",
    "year_printed": "2011", "year": "2011", "date": None, "meeting_no": None, "event_start_date": None,
    "iscm_ids": "",
}  # fmt: skip
PERSON = {
    "interviewee_id": "I01", "locator": "Annex 3, line 2", "title_printed": "Driver", "title": "Driver",
    "unit_printed": "ODG", "unit": "ODG", "iscm_ids": "",
}  # fmt: skip
LEDGER = pd.DataFrame(
    [
        ("interviewees", "title_printed", "Drivr", "Driver", "a slip", "corrections.csv, line 2"),
        ("interviewees", "unit_printed", "ICP/ RSE", "ICP / RES", "letters changed places", "corrections.csv, line 3"),
    ],
    columns=["table", "column", "found", "use", "reason", "locator"],
)  # fmt: skip
UNITS = pd.DataFrame(
    [("RES", "RES", "printed so", "units.csv, line 6")], columns=["spelling", "unit", "reason", "locator"]
)
LEVELS = pd.DataFrame(
    [("^Head", "head", "heads", "seniority.csv, line 2")],
    columns=["pattern", "seniority", "reason", "locator"],
)


def of_document(**cells: object) -> list[tuple[object, ...]]:
    rows = document_changes(pd.DataFrame([DOCUMENT | cells]), {"RCM": "rcm", "Puebla": "rcm"})
    return [(row["column"], row["printed"], row["used"], row["rule"]) for row in rows]


def of_person(**cells: object) -> list[tuple[object, ...]]:
    rows = interviewee_changes(pd.DataFrame([PERSON | cells]), LEDGER, UNITS, LEVELS, {"RCM": "rcm"})
    return [(row["column"], row["printed"], row["used"], row["rule"]) for row in rows]


def test_what_is_used_as_printed_is_not_listed() -> None:
    assert of_document() == []
    assert of_person() == []


def test_repeated_dashes_and_speakers_give_an_author() -> None:
    assert of_document(author_printed="--.")[0][:3] == ("author", "--.", "IOM")
    spoken = of_document(printed="Statement by A. Marsh, at large.", author_printed=None, author="A. Marsh")
    assert spoken == [
        ("author", "Statement by A. Marsh", "A. Marsh", "the speaker of a statement is its author")
    ]


def test_a_year_that_is_not_the_imprint_says_why() -> None:
    assert of_document(year="2009")[0] == (
        "year",
        "2011",
        "2009",
        "the imprint is more than a year from the meeting",
    )
    undated = of_document(year_printed=None, date="2011-03-04")
    assert undated == [("year", "2011-03-04", "2011", "no imprint: the year of the date")]


def test_an_imprint_turned_round_is_listed() -> None:
    [change] = of_document(printed="IOM. *On Rivers*. IOM: Geneva, 2011.")
    assert change[:3] == ("place", "IOM: Geneva", "Geneva: IOM")


def test_a_meeting_found_by_its_day_is_listed_and_one_printed_is_not() -> None:
    by_day = of_document(meeting_no="1", event_start_date="2005-04-14")
    assert by_day == [("meeting_no", "2005-04-14", "1", "the global meeting that began on that day")]
    assert of_document(meeting_no="3", printed="IOM. *Third Global Meeting*. Geneva: IOM, 2011.") == []


def test_an_iscm_is_listed_with_the_aliases_that_name_it() -> None:
    linked = of_document(title="RCM or Puebla", iscm_ids="rcm")
    assert linked == [("iscm_ids", "RCM;Puebla", "rcm", "iscm-aliases.csv")]


def test_a_corrected_title_names_the_row_of_the_ledger() -> None:
    changes = of_person(title_printed="Drivr")
    assert changes == [("title", "Drivr", "Driver", "corrections.csv, line 2: a slip")]


def test_a_title_only_tidied_says_so() -> None:
    assert (
        of_person(title_printed="Driver \u2013 A", title="Driver - A")[0][3]
        == "blanks, dashes and quotes made plain"
    )


def test_a_unit_names_the_ledger_and_the_code_list() -> None:
    [corrected] = of_person(unit_printed="ICP/ RSE", unit="RES")
    assert corrected[3] == "corrections.csv, line 3: letters changed places"
    [placed] = of_person(unit_printed="ICP / RES", unit="RES")
    assert placed == ("unit", "ICP / RES", "RES", "units.csv, line 6: printed so")


def test_a_seniority_names_its_rule() -> None:
    assert of_person(title_printed="Head", title="Head") == [
        ("seniority", "Head", "head", "seniority.csv, line 2: heads")
    ]
