from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bibtexparser
import pandas as pd
import pytest
import rispy
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st

from frames import evaluation_of
from iscm_analysis.publishing.bibliography import FORMS, write_bibliography
from iscm_analysis.publishing.bibtex import bibtex, escape
from iscm_analysis.publishing.csl import TYPES, csl_items
from iscm_analysis.publishing.ris import ris
from iscm_analysis.terms import DOCUMENT_TYPES

Command = Callable[..., Result]

# The CSL 1.0.2 specification, appendices III (types) and IV (variables).
CSL_TYPES = {
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book",
    "broadcast", "chapter", "classic", "collection", "dataset", "document", "entry",
    "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview",
    "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet",
    "paper-conference", "patent", "performance", "periodical", "personal_communication", "post",
    "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech",
    "standard", "thesis", "treaty", "webpage",
}  # fmt: skip
CSL_STRINGS = {
    "collection-title", "edition", "event-title", "genre", "note", "number", "collection-number",
    "publisher", "publisher-place", "title", "URL", "id", "type",
}  # fmt: skip
CSL_DATES = {"accessed", "available-date", "event-date", "issued", "original-date", "submitted"}
CSL_NAME_PARTS = {"family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal"}
HOSTILE = "A {title} }\r\nER  - \nTY  - BOOK @comment{x} \\input{/etc/passwd} 5 % & #1 $x_1^2$ ~ \x00\x1b end"


def documents(*rows: dict[str, object]) -> pd.DataFrame:
    entries = [
        {
            "document_id": f"D{number:02}",
            "section": "main",
            "title": "A title",
            "document_type": "publication",
            "source_id": "annex-2",
            "locator": f"Annex 2, line {number}",
            **row,
        }
        for number, row in enumerate(rows, 1)
    ]
    return evaluation_of(documents=pd.DataFrame(entries)).documents


def item(**row: object) -> dict[str, Any]:
    (made,) = csl_items(documents(row))
    return made


def parsed_bibtex(text: str) -> list[dict[str, str]]:
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    assert [*library.comments, *library.preambles] == []
    return [
        {
            "ENTRYTYPE": entry.entry_type,
            "ID": entry.key,
            **{name: field.value for name, field in entry.fields_dict.items()},
        }
        for entry in library.entries
    ]


def fault(made: dict[str, Any]) -> str:
    """Say what the CSL-JSON schema would refuse."""
    if made["type"] not in CSL_TYPES:
        return f"type {made['type']}"
    for name, value in made.items():
        if name == "author":
            parts = [part for author in value for part in author.items()]
            if not all(part in CSL_NAME_PARTS and isinstance(text, str) for part, text in parts):
                return f"author {value}"
        elif name in CSL_DATES:
            dates = value["date-parts"]
            if not 1 <= len(dates) <= 2 or not all(
                1 <= len(date) <= 3 and all(type(part) is int for part in date) for date in dates
            ):
                return f"{name} {value}"
        elif name not in CSL_STRINGS or not isinstance(value, str):
            return f"{name} {value!r}"
    return ""


@pytest.fixture
def exported(project: Path, iscm: Command) -> dict[str, str]:
    """The real list of documents in every form, as the command writes it."""
    assert iscm("tables").exit_code == 0
    for form in FORMS:
        result = iscm("export", "documents", "--to", form)
        assert result.exit_code == 0, result.output
        assert "45 entries written to documents." in result.stdout
    return {
        form: (project / f"documents{shape.ending}").read_bytes().decode() for form, shape in FORMS.items()
    }


def test_all_documents_stand_in_every_form(exported: dict[str, str]) -> None:
    items = json.loads(exported["csl-json"])
    entries, records = parsed_bibtex(exported["bibtex"]), rispy.loads(exported["ris"])
    assert len(items) == len(entries) == len(records) == 45
    assert [fault(made) for made in items if fault(made)] == []
    keys = [made["id"] for made in items]
    assert len(set(keys)) == 45
    assert keys == [entry["ID"] for entry in entries] == [record["id"] for record in records]
    assert [made["title"] for made in items] == [record["title"] for record in records]
    assert all(f"D{number:02}" in made["note"] for number, made in enumerate(items, 1))
    assert all(
        ("author" in made, "issued" in made) == ("author" in entry, "year" in entry)
        for made, entry in zip(items, entries, strict=True)
    )


def test_particles_dashes_symbols_and_two_years_come_through(exported: dict[str, str]) -> None:
    items = json.loads(exported["csl-json"])
    entries, records = parsed_bibtex(exported["bibtex"]), rispy.loads(exported["ris"])
    assert items[28]["author"] == [
        {"family": "Koppenfels", "given": "Amanda Klekowski", "non-dropping-particle": "von"}
    ]
    assert entries[28]["author"] == "von Koppenfels, Amanda Klekowski"
    assert records[28]["authors"] == ["von Koppenfels, Amanda Klekowski"]
    assert (items[9]["author"], entries[9]["author"]) == ([{"literal": "IOM"}], "{IOM}")
    assert items[37]["author"] == [{"literal": "IOM"}, {"literal": "Ministry of Foreign Affairs of Thailand"}]
    assert entries[37]["author"] == "{IOM} and {Ministry of Foreign Affairs of Thailand}"
    strategy = items[15]
    assert (strategy["number"], strategy["issued"]) == ("MC/INF/287", {"date-parts": [[2007, 11, 9]]})
    dated = [entries[15][name] for name in ("number", "year", "month", "day")]
    assert dated == ["MC/INF/287", "2007", "nov", "9"]
    assert records[15]["date"] == "2007/11/09"
    workshop = items[36]
    assert workshop["issued"] == {"date-parts": [[2015]]}
    assert workshop["event-date"] == {"date-parts": [[2005, 4, 14], [2005, 4, 15]]}
    assert "imprint 2015, counted under 2005" in workshop["note"]
    assert (entries[36]["year"], entries[36]["eventdate"]) == ("2015", "2005-04-14/2005-04-15")
    assert (records[36]["year"], records[36]["notes"][1]) == ("2015", "Event: 2005-04-14/2005-04-15")
    assert "San José" in exported["bibtex"]
    series = [items[5].get("collection-title"), items[5].get("collection-number")]
    assert series == ["IOM Migration Research Series", "38"]
    assert "issued" not in items[0]
    assert items[0]["URL"] == entries[0]["url"] == records[0]["urls"][0] == "https://www.baliprocess.net/"


def test_every_kind_of_document_has_a_type_of_csl() -> None:
    assert set(TYPES) == set(DOCUMENT_TYPES)
    assert set(TYPES.values()) <= CSL_TYPES


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"type": "web_page"}, "type"),
        ({"type": "book", "year": "2019"}, "year"),
        ({"type": "book", "author": [{"name": "IOM"}]}, "author"),
        ({"type": "book", "issued": {"date-parts": [["2019"]]}}, "issued"),
    ],
)
def test_the_check_of_csl_items_fires(wrong: dict[str, Any], said: str) -> None:
    assert fault(wrong).startswith(said)


def test_hostile_text_comes_out_as_text() -> None:
    rows = documents(
        {
            "title": HOSTILE,
            "author": HOSTILE,
            "series": HOSTILE,
            "document_type": "series_paper",
            "publisher": HOSTILE,
        },
        {"title": "Next", "author": "IOM"},
    )
    items = csl_items(rows)
    entries, records = parsed_bibtex(bibtex(items)), rispy.loads(ris(items))
    plain = " ".join(HOSTILE.replace("\x00", "").replace("\x1b", "").split())
    assert len(entries) == len(records) == len(items) == 2
    assert items[0]["title"] == records[0]["title"] == plain
    assert entries[0]["title"].strip("{}") == escape(plain)
    assert "\\input" not in bibtex(items).replace("\\textbackslash{}input", "")
    assert [entries[1]["title"], records[1]["title"]] == ["{Next}", "Next"]


@pytest.mark.parametrize(
    ("letter", "written"),
    [
        ("&", r"\&"), ("%", r"\%"), ("#", r"\#"), ("_", r"\_"), ("$", r"\$"), ("{", r"\textbraceleft{}"),
        ("}", r"\textbraceright{}"), ("~", r"\textasciitilde{}"), ("^", r"\textasciicircum{}"),
        ("\\", r"\textbackslash{}"), ("é", "é"),
    ],
)  # fmt: skip
def test_what_tex_would_act_on_is_escaped(letter: str, written: str) -> None:
    assert escape(letter) == written
    assert f"{{{{a {written} b}}}}" in bibtex([item(title=f"a {letter} b")])


def test_an_address_cannot_close_its_field_and_keeps_its_signs() -> None:
    address = "https://x.org/a_b%20c?d=1&e=~f}\\input{g}"
    (entry,) = parsed_bibtex(bibtex([item(title="Page", document_type="web_page", url=address)]))
    assert entry["url"] == "https://x.org/a_b%20c?d=1&e=~f%7D%5Cinput%7Bg%7D"


@settings(deadline=None)
@given(st.text(min_size=1))
def test_any_title_is_one_entry_in_every_form(title: str) -> None:
    items = csl_items(documents({"title": title, "author": title}, {"title": "Next"}))
    assert json.loads(json.dumps(items)) == items
    assert [entry["title"] for entry in parsed_bibtex(bibtex(items))][1:] == ["{Next}"]
    assert ris(items).count("\r\nER  - ") == 2
    assert len(ris(items).splitlines()) == ris(items).count("\r\n")


def test_a_key_stays_when_entries_are_added_after_it() -> None:
    rows = [{"title": "The Same Title", "author": "IOM", "year_printed": 2019}] * 2
    keys = [made["id"] for made in csl_items(documents(*rows))]
    assert keys == ["iom-2019-same-title", "iom-2019-same-title_2"]
    shifted = csl_items(documents({"title": "Before", "author": "Abel, Ann"}, *rows))
    assert [made["id"] for made in shifted] == ["abel-undated-before", *keys]


def test_a_title_without_latin_letters_has_its_id_for_a_key() -> None:
    assert item(title="移民")["id"] == "d01"


def test_the_imprint_dates_an_item_unless_an_exact_date_of_the_same_year_is_printed() -> None:
    assert item(year_printed=2015, date="2005-04-14")["issued"] == {"date-parts": [[2015]]}
    assert item(year_printed=2015, date="2015-04-14")["issued"] == {"date-parts": [[2015, 4, 14]]}
    assert item(date="2015-04-14")["issued"] == {"date-parts": [[2015, 4, 14]]}
    assert "issued" not in item(year=2015)


def test_a_meeting_of_one_day_has_one_day() -> None:
    made = item(event_start_date="2016-10-13", event_end_date="2016-10-13")
    assert made["event-date"] == {"date-parts": [[2016, 10, 13]]}


def test_the_file_is_named_by_the_form_or_by_the_user(project: Path, iscm: Command, tmp_path: Path) -> None:
    assert iscm("tables").exit_code == 0
    named = tmp_path / "mine.txt"
    named.write_text("old", encoding="utf-8")
    assert iscm("export", "documents", "--to", "ris", "--out", named).exit_code == 0
    assert named.read_text(encoding="utf-8").startswith("TY  - ELEC")
    assert not (project / "documents.ris").exists()


def test_without_documents_or_a_place_to_write_one_line_says_so(
    project: Path, iscm: Command, tmp_path: Path
) -> None:
    missing = iscm("export", "documents", "--to", "ris")
    assert (missing.exit_code, "run `iscm tables` first" in missing.stderr) == (1, True)
    (project / "data" / "raw" / "annex-2-documents.txt").unlink()
    assert iscm("tables").exit_code == 0
    empty = iscm("export", "documents", "--to", "ris")
    assert (empty.exit_code, empty.stderr) == (1, "iscm: no document to export: Annex 2 is not there\n")
    assert not (project / "documents.ris").exists()
    nowhere = tmp_path / "no" / "where.bib"
    with pytest.raises(Exception, match=r"where\.bib: cannot be written .*--out"):
        write_bibliography(documents({}), "bibtex", nowhere)


@pytest.mark.parametrize("words", [("documents",), ("documents", "--to", "docx"), ("pages", "--to", "ris")])
def test_an_unknown_form_or_thing_is_asked_wrongly(iscm: Command, words: tuple[str, ...]) -> None:
    assert iscm("export", *words).exit_code == 2
