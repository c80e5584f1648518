"""What was printed, what was made of it, and by which rule: one row for each cell that differs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from iscm_analysis.cleaning.codes import aliases_in
from iscm_analysis.cleaning.text import tidy_text
from iscm_analysis.cleaning.units import seniority_rule, unit_parts

COLUMNS = ["table", "id", "column", "printed", "used", "rule", "locator"]
Row = Mapping[Any, Any]
Slips = Sequence[Mapping[Any, Any]]
Change = tuple[str, object, object, str]  # column, printed, used, rule
PLAIN = "blanks, dashes and quotes made plain"


def document_changes(documents: pd.DataFrame, aliases: Mapping[str, str]) -> Iterator[dict[str, object]]:
    """Say what of Annex 2 was resolved: authors, years, imprints, meetings, ISCMs.

    ``documents`` has the columns of the table and the entry as ``printed``.
    """
    for row in documents.to_dict("records"):
        yield from _rows("documents", row["document_id"], row["locator"], _of_document(row, aliases))


def interviewee_changes(
    interviewees: pd.DataFrame,
    ledger: pd.DataFrame,
    units: pd.DataFrame,
    levels: pd.DataFrame,
    aliases: Mapping[str, str],
) -> Iterator[dict[str, object]]:
    """Say what of Annex 3 was corrected, placed and ranked, by ledger or code list."""
    slips = ledger[ledger["table"] == "interviewees"].to_dict("records")
    spelled = {str(row["spelling"]): row for row in units.to_dict("records")}
    for row in interviewees.to_dict("records"):
        changes = [
            *_corrected(row, slips),
            *_placed(row, slips, spelled),
            *_ranked(row, levels),
            *_linked(row, str(row["unit_printed"]), aliases),
        ]
        yield from _rows("interviewees", row["interviewee_id"], row["locator"], changes)


def _rows(
    table: str, row_id: object, locator: object, changes: Iterable[Change]
) -> Iterator[dict[str, object]]:
    for column, printed, used, rule in changes:
        cells = (table, row_id, column, printed, used, rule, locator)
        yield dict(zip(COLUMNS, cells, strict=True))


def _of_document(row: Row, aliases: Mapping[str, str]) -> Iterator[Change]:
    entry = tidy_text(str(row["printed"]).replace("*", ""))
    author, printed = _text(row["author"]), _text(row["author_printed"])
    if author and author != printed:
        rule = (
            "dashes repeat the author before, in the section"
            if printed
            else "the speaker of a statement is its author"
        )
        yield "author", printed or entry.partition(",")[0], author, rule
    year, imprint = row["year"], row["year_printed"]
    if pd.notna(year) and str(year) != _text(imprint):
        why = (
            "the imprint is more than a year from the meeting"
            if pd.notna(imprint)
            else "no imprint: the year of the date"
        )
        yield "year", _text(imprint) or row["date"], year, why
    place, publisher = _text(row["place"]), _text(row["publisher"])
    if place and f"{publisher}: {place}," in entry:
        yield (
            "place",
            f"{publisher}: {place}",
            f"{place}: {publisher}",
            "the author is the publisher: imprint turned round",
        )
    if pd.notna(row["meeting_no"]) and not re.search(r"Global Meeting|GRCP Meeting", entry):
        yield (
            "meeting_no",
            row["event_start_date"],
            row["meeting_no"],
            "the global meeting that began on that day",
        )
    named = " / ".join(_text(row[name]) for name in ("author", "title", "publisher"))
    yield from _linked(row, named, aliases)


def _linked(row: Row, text: str, aliases: Mapping[str, str]) -> Iterator[Change]:
    if found := aliases_in(text, aliases):
        yield "iscm_ids", ";".join(found), row["iscm_ids"], "iscm-aliases.csv"


def _corrected(row: Row, slips: Slips) -> Iterator[Change]:
    printed, used = _text(row["title_printed"]), _text(row["title"])
    if used != printed:
        yield "title", printed, used, _slip("title_printed", printed, slips) or PLAIN


def _placed(row: Row, slips: Slips, spelled: Mapping[str, Row]) -> Iterator[Change]:
    printed, unit = _text(row["unit_printed"]), _text(row["unit"])
    if unit == printed:
        return
    slip = _slip("unit_printed", printed, slips)
    known = [
        spelled[part] for part in unit_parts(printed) if part in spelled and spelled[part]["unit"] == unit
    ]
    rules = [slip, *(f"{place['locator']}: {place['reason']}" for place in known)]
    yield "unit", printed, unit, "; ".join(rule for rule in rules if rule)


def _slip(column: str, printed: str, slips: Slips) -> str:
    """Give the ledger row, and its reason, that corrects what is printed in a column."""
    for slip in slips:
        if slip["column"] == column and tidy_text(slip["found"]) == tidy_text(printed):
            return f"{slip['locator']}: {slip['reason']}"
    return ""


def _ranked(row: Row, levels: pd.DataFrame) -> Iterator[Change]:
    rule = seniority_rule(_text(row["title"]), levels)
    if rule is not None:
        yield "seniority", row["title_printed"], rule["seniority"], f"{rule['locator']}: {rule['reason']}"


def _text(cell: object) -> str:
    return "" if pd.isna(cell) else str(cell)  # type: ignore[call-overload]  # any cell
