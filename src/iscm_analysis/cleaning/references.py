"""The reference list taken apart: author, title, imprint, date, symbol, address, meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from iscm_analysis.cleaning.codes import linked_iscms
from iscm_analysis.cleaning.text import fold, matches_word, tidy_text
from iscm_analysis.errors import Problem

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")
PARSED = [
    "author_printed", "author", "title", "document_type", "series", "number", "symbol", "session",
    "edition", "place", "publisher", "year_printed", "year", "date", "url", "meeting_no",
    "event_start_date", "event_end_date", "event_year", "title_year",
]  # fmt: skip

_REPEATED = re.compile(r"^-+\s?\.\s*")
# Where the title is in quotes or italics, the author is what stands before them, initials included.
_AUTHOR_BY_MARK = re.compile(
    r'^(?P<author>(?:[^*".]|\.(?! )|(?<=\b[A-Z])\.|(?<=\b[DSM][rt])\.)+?)[.,] (?=[*"])'
)
# "Marsh, A. Title" ends with its initials; in "A. B. Marsh. Title" initials end nothing.
_AUTHOR = re.compile(
    r"^(?P<author>.+?)(?:(?<![ .][A-Z])(?<!^[A-Z])\. "
    r"|(?:(?<=\w, [A-Z])|(?<=\w, [A-Z]\.[A-Z])|(?<=\w, [A-Z]\. [A-Z]))\. (?!(?:[A-Z]\.|and |&|,))"
    r'|, (?="))'
)
_OFFICES = (
    "Acting", "Additional", "Ambassador", "Assistant", "Chair", "Chairperson", "Chief", "Commissioner",
    "Deputy", "Director", "Former", "Head", "High", "Minister", "Permanent", "President", "Representative",
    "Secretary", "Senior", "Special", "Under-Secretary", "Vice-Minister", "Vice-President",
)  # fmt: skip
_SPEAKER = re.compile(
    r"^Statement by (?:(?:H\.? ?E\.? )?(?:Mr|Ms|Mrs|Dr|Prof|Amb)?\.? ?)(?P<speaker>(?:[A-Z]\.\s?)*[\w'-]+"
    rf"(?:\s(?!(?:{'|'.join(_OFFICES)})\b)[\w'-]+?(?=[\s,]))*?)"
    rf"(?:,|\s(?=(?:{'|'.join(_OFFICES)})\b|at\b|on\b|of\b|from\b)|$)"
)
_ADDRESS = re.compile(
    r",? *(?:accessible|available)(?: online)? at:? *<?(?P<url>https?://[^\s>]+?)>?[.)]*$", re.IGNORECASE
)
# Quotes inside the title come in pairs; the one that ends it has a word before it and none after.
_QUOTED = re.compile(r'^"(?P<title>[^"]*(?:"[^"]*"[^"]*)*?)"(?=[\s.,;]|$)[.,;]?\s*(?P<rest>.*)$')
_IMPRINT = re.compile(
    r"^(?P<title>.+?)\.? (?:(?P<edition>\w+) Edition\. )?"
    r"(?:(?P<place>[^.:\d]+): )?(?P<publisher>[^.:\d]+), (?P<year>\d{4})\.?$"
)
_SERIES = re.compile(r'^(?P<series>[^,("]+?)(?:, No\. (?P<number>\d+))? ?\((?P<year>\d{4})\)\.?$')
_SYMBOL = re.compile(
    r"^(?:(?P<session>\w+) Session,? )?(?P<symbol>[A-Z]+(?:/\w+)+),? \((?P<date>[^)]+)\)\.?$"
)
_DATE = re.compile(
    rf"(?P<first>\d{{1,2}})(?:-(?P<last>\d{{1,2}}))? (?P<month>{'|'.join(MONTHS)}) (?P<year>\d{{4}})"
)
_MEETING_BY_WORD = re.compile(rf"({'|'.join(ORDINALS)}) Global Meeting")
_MEETING_BY_NUMBER = re.compile(r"(\d+)(?:st|nd|rd|th) GRCP Meeting")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def parse_references(entries: pd.DataFrame, aliases: Mapping[str, str]) -> pd.DataFrame:
    """Take every entry apart; a row is a document, in the order printed, with the columns of ``PARSED``.

    What an entry does not print stays missing: a web page has no year. ``year_printed`` is the year of
    the imprint as it stands; ``year`` is the one to count by: the imprint, else the date, but the year
    of the meeting where a report's imprint is more than a year away from it.
    """
    marked = entries["printed"].map(tidy_text)
    printed = marked.map(_without_italics)
    authors = _authors(marked.tolist(), entries["section"].tolist())
    parsed = [
        _parse(text, author_printed, author)
        for text, (author_printed, author) in zip(printed, authors, strict=True)
    ]
    documents = pd.DataFrame(parsed, columns=PARSED, index=entries.index, dtype="string")
    names = _joined(documents, ["author", "title", "publisher"])
    return entries.join(documents).assign(
        iscm_ids=[linked_iscms(name, aliases) for name in names],
        is_iom=_says_iom(documents),
    )


def _says_iom(documents: pd.DataFrame) -> list[bool]:
    makers = _joined(documents, ["author", "publisher", "series"])
    return [matches_word("IOM", maker) for maker in makers]


def _joined(documents: pd.DataFrame, columns: list[str]) -> list[str]:
    return [" / ".join(cells) for cells in documents[columns].fillna("").itertuples(index=False, name=None)]


def _without_italics(text: str) -> str:
    return tidy_text(text.replace("*", ""))


def _authors(marked: list[str], sections: list[str]) -> Iterator[tuple[str, str]]:
    """Give author as printed and author meant; dashes repeat the author before, within a section."""
    before, section_before = "", ""
    for text, section in zip(marked, sections, strict=True):
        plain = _without_italics(text)
        repeated, speaker = _REPEATED.match(plain), _SPEAKER.match(plain)
        if repeated:
            # After a joint author the dashes stand for its first member alone.
            before = before.partition(" and ")[0] if section == section_before else ""
            section_before = section
            yield repeated.group().strip(), before
        elif speaker:
            yield "", speaker["speaker"]
        elif author := _AUTHOR_BY_MARK.match(text) or _AUTHOR.match(plain):
            before, section_before = author["author"], section
            yield before, before
        else:
            yield "", ""


def _parse(text: str, author_printed: str, author: str) -> dict[str, Any]:
    rest = text.removeprefix(author_printed).lstrip(".,- ") if author_printed else text
    address = _ADDRESS.search(rest)
    if address:
        rest = rest[: address.start()]
    fields = {**_title_and_imprint(rest.strip(), author), **_event(rest)}
    fields |= {
        "author_printed": author_printed,
        "author": author,
        "url": address["url"] if address else None,
    }
    fields["document_type"] = _document_type(fields, text)
    if fields["document_type"] == "statement":
        fields["date"] = fields.get("event_start_date")
    fields["year"] = _counting_year(fields)
    fields["title_year"] = _title_year(fields)
    return {name: value or None for name, value in fields.items()}


def _title_and_imprint(rest: str, author: str) -> dict[str, str | None]:
    quoted = _QUOTED.match(rest)
    if not quoted:
        return _imprint(rest, author)
    title, tail = re.sub(r"[.,]$", "", quoted["title"]), quoted["rest"]
    if symbol := _SYMBOL.match(tail):
        fields = symbol.groupdict()
        return {**fields, "title": title, "date": _iso_dates(fields["date"] or "")[0]}
    if series := _SERIES.match(tail):
        fields = series.groupdict()
        return {
            "title": title,
            "series": fields["series"],
            "number": fields["number"],
            "year_printed": fields["year"],
        }
    return {**_imprint(f"{title}. {tail}", author), "title": title}


def _imprint(rest: str, author: str) -> dict[str, str | None]:
    found = _IMPRINT.match(rest)
    if not found:
        return {"title": rest.rstrip('.," ')}
    fields = found.groupdict()
    place, publisher = fields["place"], fields["publisher"]
    if place == author:  # printed the wrong way round, "IOM: Geneva"
        place, publisher = publisher, place
    return {
        "title": fields["title"].rstrip(".,"),
        "edition": fields["edition"],
        "place": place,
        "publisher": publisher,
        "year_printed": fields["year"],
    }


def _event(rest: str) -> dict[str, str | None]:
    """Find the global meeting that an entry names: its number and its dates."""
    by_word, by_number = _MEETING_BY_WORD.search(rest), _MEETING_BY_NUMBER.search(rest)
    if not (by_word or by_number or "Workshop" in rest):
        return {}
    number = str(ORDINALS.index(by_word[1]) + 1) if by_word else by_number[1] if by_number else None
    start, end = _iso_dates(rest)
    return {
        "meeting_no": number,
        "event_start_date": start,
        "event_end_date": end,
        "event_year": start[:4] if start else None,
    }


def _iso_dates(text: str) -> tuple[str | None, str | None]:
    found = _DATE.search(text)
    if not found:
        return None, None
    year, month = found["year"], MONTHS.index(found["month"]) + 1
    first, last = int(found["first"]), int(found["last"] or found["first"])
    return f"{year}-{month:02}-{first:02}", f"{year}-{month:02}-{last:02}"


def _document_type(fields: Mapping[str, Any], text: str) -> str:
    title = str(fields.get("title") or "")
    rules = (
        ("statement", text.startswith("Statement by")),
        ("web_page", bool(fields.get("url"))),
        ("resolution", title.startswith("Resolution")),
        ("governing_body_document", bool(fields.get("symbol"))),
        ("background_note", "Background Note" in str(fields.get("series"))),
        ("series_paper", bool(fields.get("series"))),
        ("programme_and_budget", title.startswith("Programme and Budget")),
        ("meeting_report", "event_start_date" in fields),
    )
    return next((name for name, applies in rules if applies), "publication")


def _counting_year(fields: Mapping[str, Any]) -> str | None:
    """Choose the year to count by: imprint, else date; the meeting's where the imprint is far off."""
    imprint, event = fields.get("year_printed"), fields.get("event_year")
    if imprint and event and _far_apart(imprint, event):
        return str(event)
    return imprint or (fields.get("date") or "")[:4]


def _far_apart(imprint: str, event: str) -> bool:
    return abs(int(imprint) - int(event)) > 1


def _title_year(fields: Mapping[str, Any]) -> str | None:
    if fields.get("event_start_date"):
        return None
    years = set(_YEAR.findall(str(fields.get("title") or "")))
    return years.pop() if len(years) == 1 else None


def is_unparsed(documents: pd.DataFrame) -> pd.Series:
    """Say which entries are no references: no author, and nothing that tells a title from other text."""
    signs = ["author", "url", "publisher", "series", "symbol", "year_printed", "date"]
    return documents[signs].isna().all(axis=1) | documents["title"].isna()


def orphan_dashes(documents: pd.DataFrame, file: str) -> Iterator[Problem]:
    """Flag dashes for the author before where no author stands before them in their section."""
    orphans = documents["author"].isna() & documents["author_printed"].notna()
    for row in documents[orphans].to_dict("records"):
        message = "dashes repeat an author, but none stands before them in this section"
        yield Problem("warning", file, message, "name the author", row=str(row["locator"]), column="author")


def repeated_documents(documents: pd.DataFrame, file: str) -> Iterator[Problem]:
    """Flag entries of the same author, title, year and address; both are kept."""
    first: dict[tuple[str, ...], str] = {}
    names = documents[["author", "title", "year", "url"]].fillna("")
    for cells, locator in zip(names.itertuples(index=False, name=None), documents["locator"], strict=True):
        same = tuple(fold(cell) for cell in cells)
        if same in first:
            message = f"the same entry as {first[same]}"
            yield Problem("warning", file, message, "both are kept; take one out", row=str(locator))
        first.setdefault(same, str(locator))


def doubtful_years(documents: pd.DataFrame, file: str) -> Iterator[Problem]:
    """Flag reports whose imprint is more than a year away from the meeting they report on."""
    dated = documents.dropna(subset=["event_year", "year_printed"])
    for row in dated.to_dict("records"):
        if not _far_apart(row["year_printed"], row["event_year"]):
            continue
        yield Problem(
            "warning",
            file,
            f"the imprint says {row['year_printed']}, the meeting was in {row['event_year']}",
            "both are kept; the document counts under the year of the meeting",
            row=str(row["locator"]),
            column="year",
            value=str(row["year_printed"]),
        )
