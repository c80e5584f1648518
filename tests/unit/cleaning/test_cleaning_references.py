from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frames import frame_of
from iscm_analysis.cleaning.references import PARSED, doubtful_years, parse_references

ALIASES = {"RCM": "rcm", "Puebla Process": "rcm", "GFMD": "gfmd"}


def entries(*printed: str, section: str = "main") -> pd.DataFrame:
    return frame_of(
        "section | printed | locator",
        *(f"{section} | {text} | Annex 2, line {line}" for line, text in enumerate(printed, start=3)),
    )


def parsed(*printed: str, section: str = "main") -> list[dict[str, object]]:
    """Give each entry as the fields it has; what is missing is left out."""
    rows = parse_references(entries(*printed, section=section), ALIASES)
    return [{name: row[name] for name in PARSED if not pd.isna(row[name])} for row in rows.to_dict("records")]


def test_a_book_has_author_title_place_publisher_and_year() -> None:
    assert parsed("Marsh, Ada. *Rivers and Roads: A review*. Geneva: IOM, 2017.") == [
        {
            "author_printed": "Marsh, Ada",
            "author": "Marsh, Ada",
            "title": "Rivers and Roads: A review",
            "document_type": "publication",
            "place": "Geneva",
            "publisher": "IOM",
            "year_printed": "2017",
            "year": "2017",
        }
    ]


@pytest.mark.parametrize("author", ["A. B. Marsh", "Marsh, A. B. C. Reed"])
def test_initials_do_not_end_an_author(author: str) -> None:
    assert parsed(f"{author}. *Rivers*. Geneva: IOM, 2017.")[0]["author"] == author


def test_an_author_may_end_in_an_initial() -> None:
    [book] = parsed("Marsh, A. *Rivers*. Geneva: IOM, 2017.")
    assert (book["author"], book["title"]) == ("Marsh, A", "Rivers")


def test_an_edition_is_no_part_of_the_title() -> None:
    [book] = parsed("IOM. *Glossary of Rivers*. 3rd Edition. Geneva: IOM, 2018.")
    assert (book["title"], book["edition"], book["year"]) == ("Glossary of Rivers", "3rd", "2018")


def test_a_year_in_the_title_is_not_the_year_of_the_imprint() -> None:
    [report] = parsed("IOM. *River Report 2018*. Geneva: IOM, 2017.")
    assert (report["title_year"], report["year"]) == ("2018", "2017")


def test_two_years_in_the_title_name_no_single_one() -> None:
    assert "title_year" not in parsed("GFMD. *Recollection 2007 \u2013 2017*. Geneva: GFMD, 2017.")[0]


def test_dashes_repeat_the_author_before() -> None:
    documents = parsed("IOM. *A*. Geneva: IOM, 2013.", '--. "B," accessible at: <https://iom.int/b>.')
    assert [(row["author_printed"], row["author"]) for row in documents] == [("IOM", "IOM"), ("--.", "IOM")]


def test_a_dash_apart_from_its_stop_repeats_the_author_too() -> None:
    documents = parsed("IOM. *A*. Geneva: IOM, 2013.", "- . *B*. Geneva: IOM, 2015.")
    assert [row["author"] for row in documents] == ["IOM", "IOM"]


def test_dashes_repeat_the_last_author_through_several_entries() -> None:
    documents = parsed("GFMD. *A*. Geneva: GFMD, 2013.", "IOM. *B*. Geneva: IOM, 2013.", *["--. *C*. x"] * 2)
    assert [row["author"] for row in documents] == ["GFMD", "IOM", "IOM", "IOM"]


def test_dashes_after_a_joint_author_stand_for_its_first_member() -> None:
    documents = parsed(
        "IOM and the Ministry of Rivers. *A*. Geneva: IOM, 2013.", "--. *B*. Geneva: IOM, 2014."
    )
    assert [row["author"] for row in documents] == ["IOM and the Ministry of Rivers", "IOM"]


@pytest.mark.parametrize("dashes", ["--.", "- ."])
def test_dashes_repeat_nobody_from_the_section_before(dashes: str) -> None:
    frame = pd.concat(
        [
            entries("IOM. *A*. Geneva: IOM, 2013."),
            entries(f"{dashes} *B*. Geneva: ICMPD, 2014.", section="grcp"),
        ],
        ignore_index=True,
    )
    second = parse_references(frame, ALIASES).iloc[1]
    assert (second["title"], second["publisher"]) == ("B", "ICMPD")
    assert pd.isna(second["author"])


def test_a_statement_is_by_its_speaker_and_dated_by_its_day() -> None:
    [statement] = parsed(
        "Statement by Mr.A.B. Reed Secretary of Rivers at the Fifth Global Meeting of Chairs, Cairo, "
        "21 October 2015. Accessible at: https://iom.int/a_b-Statement.pdf."
    )
    assert (statement["author"], statement["document_type"]) == ("A.B. Reed", "statement")
    assert (statement["date"], statement["year"]) == ("2015-10-21", "2015")
    assert statement["url"] == "https://iom.int/a_b-Statement.pdf"
    assert "author_printed" not in statement


def test_an_imprint_the_wrong_way_round_is_turned() -> None:
    [report] = parsed("IOM. *Fourth Rivers. Summary Report.* IOM: Geneva, 2013.")
    assert (report["place"], report["publisher"], report["year"]) == ("Geneva", "IOM", "2013")


def test_an_imprint_without_a_place_has_a_publisher() -> None:
    [report] = parsed("IOM. *Second Rivers*. IOM and the Ministry of Rivers, 2009.")
    assert (report["publisher"], report["year"]) == ("IOM and the Ministry of Rivers", "2009")
    assert "place" not in report


def test_a_paper_names_its_series_and_number() -> None:
    assert parsed('Marsh, Ada. "On Rivers." *IOM Migration Research Series*, No. 38 (2010).') == [
        {
            "author_printed": "Marsh, Ada",
            "author": "Marsh, Ada",
            "title": "On Rivers",
            "document_type": "series_paper",
            "series": "IOM Migration Research Series",
            "number": "38",
            "year_printed": "2010",
            "year": "2010",
        }
    ]


@pytest.mark.parametrize(
    "printed",
    ['IOM. "Strategy." *94th Session MC/INF/287*, (9 November 2007).',
     'IOM. "Strategy." *94th Session, MC/INF/287*, (9 November 2007).'],
    ids=["no comma", "comma"],
)  # fmt: skip
def test_a_governing_body_document_has_session_symbol_and_date(printed: str) -> None:
    [document] = parsed(printed)
    assert document["document_type"] == "governing_body_document"
    assert [document[name] for name in ("session", "symbol", "date", "year")] == [
        "94th",
        "MC/INF/287",
        "2007-11-09",
        "2007",
    ]


def test_a_resolution_has_symbol_and_date_and_no_session() -> None:
    [resolution] = parsed(
        'UN General Assembly. "Resolution on rivers. 73/195." *A/RES/73/195* (11 January 2019).'
    )
    assert (resolution["document_type"], resolution["symbol"]) == ("resolution", "A/RES/73/195")
    assert (resolution["date"], resolution["year"]) == ("2019-01-11", "2019")
    assert "session" not in resolution


def test_a_web_page_has_an_address_and_no_year() -> None:
    assert parsed('ICMPD. "About Us," accessible at: <https://www.icmpd.org/about-us/>.') == [
        {
            "author_printed": "ICMPD",
            "author": "ICMPD",
            "title": "About Us",
            "document_type": "web_page",
            "url": "https://www.icmpd.org/about-us/",
        }
    ]


def test_a_comma_before_the_quoted_title_ends_an_author_too() -> None:
    [page] = parsed('IOM, "Puebla Process," accessible at: <https://www.iom.int/puebla-process>.')
    assert (page["author"], page["title"]) == ("IOM", "Puebla Process")


@pytest.mark.parametrize("end", ["", ".", ">.", ">", ").", ">)."])
def test_an_address_loses_the_stops_and_brackets_that_close_it(end: str) -> None:
    start = "<" if ">" in end else ""
    [page] = parsed(f'IOM. "GFMD," Accessible at: {start}https://iom.int/a-b/c.pdf{end}')
    assert page["url"] == "https://iom.int/a-b/c.pdf"


def test_a_meeting_of_two_days_keeps_both() -> None:
    [report] = parsed(
        "IOM. *Third Global Meeting, Gaborone 25\u201326 October 2011. Report*. Geneva: IOM, 2011."
    )
    assert [report[name] for name in ("meeting_no", "event_start_date", "event_end_date", "event_year")] == [
        "3",
        "2011-10-25",
        "2011-10-26",
        "2011",
    ]
    assert report["document_type"] == "meeting_report"


def test_a_meeting_of_one_day_starts_and_ends_on_it() -> None:
    [report] = parsed("IOM. *Sixth Global Meeting, 13 October 2016, Geneva*. Geneva: IOM, 2016.")
    assert (report["event_start_date"], report["event_end_date"]) == ("2016-10-13", "2016-10-13")


def test_a_background_note_names_its_meeting_by_number() -> None:
    [note] = parsed('IOM. "On governance." *8th GRCP Meeting Background Note* (2019).')
    assert (note["document_type"], note["meeting_no"], note["year"]) == ("background_note", "8", "2019")


def test_a_programme_and_budget_is_known_by_its_title() -> None:
    [budget] = parsed("IOM. *Programme and Budget for 2014*. Geneva: IOM, 2013.")
    assert (budget["document_type"], budget["title_year"]) == ("programme_and_budget", "2014")


FAR = "GCIM-IOM. *GCIM-IOM Workshop on RCPs: Report 14-15 April 2005, Geneva*. Geneva: GCIM-IOM, 2015."


def test_a_far_imprint_is_kept_and_the_report_counts_under_the_meeting() -> None:
    [report] = parsed(FAR)
    assert (report["year_printed"], report["event_year"], report["year"]) == ("2015", "2005", "2005")


def test_a_far_imprint_is_flagged_with_its_place() -> None:
    [problem] = doubtful_years(parse_references(entries(FAR), ALIASES), "annex-2-documents.txt")
    assert (problem.severity, problem.row, problem.value) == ("warning", "Annex 2, line 3", "2015")
    assert problem.message == "the imprint says 2015, the meeting was in 2005"


def test_an_imprint_one_year_after_the_meeting_counts_and_is_not_flagged() -> None:
    near = FAR.replace("2015.", "2006.")
    documents = parse_references(entries(near), ALIASES)
    assert documents["year"].tolist() == ["2006"]
    assert list(doubtful_years(documents, "annex-2-documents.txt")) == []


@pytest.mark.parametrize(
    ("printed", "by_iom"),
    [
        ("IOM. *A*. Bern: X, 2017.", True),
        ("Marsh, Ada. *A*. Geneva: IOM, 2017.", True),
        ('Marsh, Ada. "A." *IOM Migration Research Series*, No. 3 (2001).', True),
        ("GCIM-IOM. *A*. Geneva: GCIM-IOM, 2015.", True),
        ('GFMD. "The relationship with IOM," accessible at: <https://gfmd.org/iom>.', False),
        ("Marsh, Ada. *IOM and rivers*. Geneva: IGC, 2018.", False),
    ],
    ids=["author", "publisher", "series", "joint author", "title only", "title of another"],
)
def test_a_document_is_by_IOM_when_IOM_made_it(printed: str, *, by_iom: bool) -> None:  # noqa: N802
    assert parse_references(entries(printed), ALIASES)["is_iom"].tolist() == [by_iom]


def test_iscms_are_linked_by_author_title_or_publisher() -> None:
    documents = parse_references(
        entries(
            'IOM, "Puebla Process," accessible at: <https://iom.int/p>.',
            "Marsh, Ada. *Rivers*. Geneva: GFMD Support Unit, 2018.",
            "Marsh, Ada. *Rivers*. Geneva: IGC, 2018.",
        ),
        ALIASES,
    )
    assert documents["iscm_ids"].tolist() == ["rcm", "gfmd", ""]


def test_an_entry_nobody_foresaw_keeps_its_words_as_title() -> None:
    assert parsed("Minutes of the river board") == [
        {"title": "Minutes of the river board", "document_type": "publication"}
    ]


def test_an_empty_list_gives_all_columns() -> None:
    nothing = parse_references(entries("x").head(0), ALIASES)
    assert len(nothing) == 0
    assert set(PARSED) <= set(nothing.columns)


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="|"), min_size=1).filter(
        lambda text: text.strip()
    )
)
def test_whatever_is_printed_is_a_document_and_never_a_crash(text: str) -> None:
    frame = pd.DataFrame(
        {"section": ["main"], "printed": [text], "locator": ["Annex 2, line 3"]}, dtype="string"
    )
    documents = parse_references(frame, ALIASES)
    assert len(documents) == 1
    assert not documents["document_type"].isna().any()
