"""Banners: titles and lone cells that say a type or a region for the rows below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from iscm_analysis.cleaning.headers import Header
from iscm_analysis.cleaning.records import Entry, Part, Record
from iscm_analysis.cleaning.vocabulary import NAMING, Vocabulary, key

_FEW_WORDS = 6


@dataclass
class Walk:
    """Where the reading of a table stands: the header in force, and what the banners above said."""

    header: Header
    fields: Mapping[int, str]
    kind: str = ""
    region: str = ""


def read_above(part: Part, walk: Walk, words: Vocabulary) -> None:
    """Ignore titles and logos; a title that is a type or a region holds for the rows below."""
    for number, row in part.sheet.rows.items():
        if number > walk.header.bottom:
            break
        is_heading = number >= walk.header.top
        part.ignored["headings" if is_heading else "titles above the table"] += 1
        texts = [cell.text for cell in row.values()]
        if not is_heading and len(set(texts)) == 1:
            walk.kind = words.kind_of_iscm(texts[0]) or walk.kind
            if number == walk.header.top - 1 and _is_region(texts[0], words):
                walk.region = _one_line(texts[0])


def _is_region(text: str, words: Vocabulary) -> bool:
    few = len(text.split()) <= _FEW_WORDS
    return (
        few and words.holds("region", text) and not words.holds("mechanism", text) and "iscm" not in key(text)
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def is_wide(part: Part, number: int, column: int) -> bool:
    """Say whether a cell is merged with those to its right."""
    return any(a.top == number and a.left == column and a.right > column for a in part.sheet.merged)


def is_banner(part: Part, walk: Walk, number: int, column: int, words: Vocabulary) -> bool:
    """Say whether the only cell of a row is a heading for the rows below."""
    cell = part.sheet.rows[number][column]
    name = walk.fields.get(column, "")
    if len(set(walk.fields.values()) - {"unused"}) == 1:
        return bool(words.kind_of_iscm(cell.text)) or _is_region(cell.text, words)
    if is_wide(part, number, column) or words.kind_of_iscm(cell.text):
        return True
    if column > min(walk.fields) and name not in NAMING:
        return False
    return not (name in NAMING and words.holds("mechanism", cell.text) and not _is_region(cell.text, words))


def take_banner(part: Part, walk: Walk, number: int, column: int, words: Vocabulary) -> None:
    """Keep the type or the region that a banner says for the rows below."""
    text = part.sheet.rows[number][column].text
    part.ignored["headings of groups"] += 1
    kind = words.kind_of_iscm(text)
    # "Global" is a type and a region; under the type, or beside a column of types, it is the region.
    is_known = kind == walk.kind or "type" in walk.fields.values()
    if kind and not (is_known and _is_region(text, words)):
        walk.kind, walk.region = kind, ""
        return
    walk.region = _one_line(text)
    if not _is_region(text, words) and not is_wide(part, number, column):
        hint = "if it is an ISCM, fill at least one more cell of its row"
        part.say("warning", "read as the region of the rows below", hint, row=str(number), value=text[:80])


def take_groups(record: Record, walk: Walk, number: int) -> None:
    """Give a record the type and the region of the banners above, where its own cells say none."""
    for name, text in (("type", walk.kind), ("region", walk.region)):
        if text and name not in record.entries:
            record.add(name, Entry(text, "text", "", number, record.sheet))
