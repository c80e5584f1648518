"""The list of documents as CSL-JSON items (Citation Style Language 1.0.2); other forms are made of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from iscm_analysis.cleaning import names
from iscm_analysis.cleaning.text import fold
from iscm_analysis.terms import DOCUMENT_TYPES

Item = dict[str, Any]

TYPES = {
    "web_page": "webpage",
    "publication": "book",
    "series_paper": "report",
    "governing_body_document": "report",
    "resolution": "report",
    "programme_and_budget": "report",
    "meeting_report": "report",
    "background_note": "report",
    "statement": "speech",
}
_CONTROLS = {"Cc", "Cs"}
_SMALL_WORDS = frozenset({
    "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "s", "the", "to", "with",
})  # fmt: skip


def csl_items(documents: pd.DataFrame) -> list[Item]:
    """Make one item of each document, in the order printed; what is not printed is left out.

    ``issued`` is the imprint or the exact date as printed; the days of a meeting are ``event-date``.
    ``id`` is a citation key made of author, year and title, so that it stays when entries are added.
    """
    rows = [_plain_cells(row) for row in documents.to_dict("records")]
    items = [_item(row) for row in rows]
    keys = _unique(_key(item, row) for item, row in zip(items, rows, strict=True))
    return [{"id": key, **item} for key, item in zip(keys, items, strict=True)]


def _plain_cells(row: Mapping[Hashable, Any]) -> dict[str, Any]:
    """Leave out what is missing; text becomes one line without control characters."""
    return {
        str(name): plain_line(cell) if isinstance(cell, str) else cell
        for name, cell in row.items()
        if not pd.isna(cell)
    }


def plain_line(text: str) -> str:
    r"""Put text on one line and drop control characters: no form of export ends a field by accident.

    >>> plain_line("A\nER  - \x00B")
    'A ER - B'
    """
    kept = "".join(
        letter for letter in " ".join(text.split()) if unicodedata.category(letter) not in _CONTROLS
    )
    return " ".join(kept.split())


def _item(row: Mapping[str, Any]) -> Item:
    kind = row["document_type"]
    item = {
        "type": TYPES[kind],
        "title": row["title"],
        "author": [_name(name) for name in _authors(row)],
        "issued": _issued(row),
        "event-date": _event_date(row),
        "collection-title": row.get("series"),
        "collection-number": row.get("number"),
        "number": row.get("symbol"),
        "edition": row.get("edition"),
        "genre": DOCUMENT_TYPES[kind] if TYPES[kind] in {"report", "speech"} else None,
        "publisher": row.get("publisher"),
        "publisher-place": row.get("place"),
        "URL": row.get("url"),
        "note": _note(row),
    }
    return {name: value for name, value in item.items() if value or name == "title"}


def _authors(row: Mapping[str, Any]) -> list[names.Name]:
    return names.authors(row.get("author", ""), is_speaker=row["document_type"] == "statement")


def _name(name: names.Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {"family": name.family, "given": name.given, "non-dropping-particle": name.particle}
    return {part: value for part, value in parts.items() if value}


def _issued(row: Mapping[str, Any]) -> dict[str, Any] | None:
    """Date an item by its exact date, but by its imprint where that names another year."""
    date, imprint = row.get("date", ""), row.get("year_printed")
    if date and (imprint is None or date.startswith(str(imprint))):
        return {"date-parts": [_parts(date)]}
    return {"date-parts": [[int(imprint)]]} if imprint is not None else None


def _event_date(row: Mapping[str, Any]) -> dict[str, Any] | None:
    days = [row[name] for name in ("event_start_date", "event_end_date") if name in row]
    return {"date-parts": [_parts(day) for day in dict.fromkeys(days)]} if days else None


def _parts(date: str) -> list[int]:
    return [int(part) for part in date.split("-")]


def _note(row: Mapping[str, Any]) -> str:
    """Say where the entry stands, and what it prints that has no field of its own."""
    notes = [f"Document {row['document_id']}", row["locator"]]
    if "session" in row:
        notes.append(f"{row['session']} session")
    if "meeting_no" in row:
        notes.append(f"global meeting (GRCP) {row['meeting_no']}")
    if "year" in row and row["year"] != row.get("year_printed", row["year"]):
        notes.append(f"imprint {row['year_printed']}, counted under {row['year']}")
    return "; ".join(notes)


def _key(item: Item, row: Mapping[str, Any]) -> str:
    first = item.get("author", [{}])[0]
    author = _words(first.get("family") or first.get("literal") or "")[:3]
    year = str(item["issued"]["date-parts"][0][0]) if "issued" in item else "undated"
    title = [word for word in _words(item["title"]) if word not in _SMALL_WORDS][:4]
    return "-".join([*author, year, *title] if author or title else [row["document_id"].lower()])


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(text))


def _unique(keys: Iterable[str]) -> list[str]:
    """Number the keys that come again: the first keeps its key when more are added after it."""
    seen: dict[str, int] = {}
    result = []
    for key in keys:
        seen[key] = seen.get(key, 0) + 1
        result.append(key if seen[key] == 1 else f"{key}_{seen[key]}")
    return result
