"""The index that the start page carries, so that a reader can search all pages from disk."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from iscm_analysis.publishing.markup import ids_of, main_of, pieces_of

# A caption says itself whether it is a table's or a figure's.
KINDS = {"h2": "section", "h3": "section", "h4": "section", "caption": "", "figcaption": ""}


@dataclass(frozen=True, slots=True)
class Place:
    """One thing that can be found on a page: what kind it is, what it says, and where it stands."""

    kind: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Searched:
    """One page of the index: where it is, by which other words it is known, and what is on it."""

    href: str
    title: str
    also: str
    places: Sequence[Place]


def places_of(page: str, numbers: Iterable[Mapping[str, Any]], questions: Mapping[str, str]) -> list[Place]:
    """List what can be found on a page: sections, tables and figures, questions asked, numbers defined.

    ``numbers`` are those registered on the page, ``questions`` all texts by id; one that the page
    does not show has no place on it.
    """
    body = main_of(page)
    there = set(ids_of(body))
    places = [
        Place(KINDS[piece.tag], piece.text, piece.anchor)
        for piece in pieces_of(body)
        if piece.anchor and piece.tag in KINDS
    ]
    asked = [Place("question", f"{part} {text}", f"Q-{part}") for part, text in questions.items()]
    counted = [Place("number", item["definition"], f"N-{item['number_id']}") for item in numbers]
    return list(dict.fromkeys([*places, *(place for place in (*asked, *counted) if place.anchor in there)]))


def index_json(pages: Sequence[Searched]) -> str:
    """Spell the index as JSON that can stand inside a page; what many pages share is said once."""
    known: dict[Place, int] = {}
    listed = [
        [page.href, page.title, page.also, [known.setdefault(place, len(known)) for place in page.places]]
        for page in pages
    ]
    kinds = list(dict.fromkeys(place.kind for place in known))
    places = [[kinds.index(place.kind), place.text, place.anchor] for place in known]
    content = {"kinds": kinds, "places": places, "pages": listed}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def addresses(index: str) -> Iterator[str]:
    """List every address that a search can lead to."""
    content = json.loads(index)
    for href, _title, _also, places in content["pages"]:
        yield href
        yield from (f"{href}#{content['places'][place][2]}" for place in places)
