"""CSL-JSON items as RIS records for reference managers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from iscm_analysis.publishing.csl import Item

RECORD_TYPES = {"webpage": "ELEC", "book": "BOOK", "report": "RPRT", "speech": "GEN"}
_TAGS = {
    "T2": "collection-title",
    "M1": "number",
    "VL": "collection-number",
    "ET": "edition",
    "M3": "genre",
    "PB": "publisher",
    "CY": "publisher-place",
    "UR": "URL",
    "N1": "note",
}


def ris(items: Iterable[Item]) -> str:
    """Write one record for each item, in their order; lines end as the format demands, with CR and LF."""
    return "".join(f"{tag}  - {value}\r\n" for item in items for tag, value in _lines(item))


def _lines(item: Item) -> Iterator[tuple[str, str]]:
    yield "TY", RECORD_TYPES[item["type"]]
    yield "ID", item["id"]
    for name in item.get("author", []):
        yield "AU", _name(name)
    yield "TI", item["title"]
    if "issued" in item:
        year, *month_and_day = item["issued"]["date-parts"][0]
        yield "PY", f"{year}"
        if month_and_day:
            yield "DA", "/".join([f"{year}", *(f"{part:02}" for part in month_and_day)])
    for tag, name in _TAGS.items():
        if name in item:
            yield tag, item[name]
    if "event-date" in item:
        days = ("-".join(f"{part:02}" for part in day) for day in item["event-date"]["date-parts"])
        yield "N1", f"Event: {'/'.join(days)}"
    yield "ER", ""


def _name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return name["literal"]
    family = " ".join(name[part] for part in ("non-dropping-particle", "family") if part in name)
    return f"{family}, {name['given']}"
