"""From the record of one ISCM as printed to its row: year, roles, members, footnote marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from iscm_analysis.cleaning.membership import read_listed, read_participation
from iscm_analysis.cleaning.records import Entry, Mechanism, Record
from iscm_analysis.cleaning.states import StateNames, parted, tidy_space
from iscm_analysis.cleaning.text import join_list
from iscm_analysis.cleaning.vocabulary import FIELDS, Vocabulary
from iscm_analysis.terms import IOM_ROLES, ISCM_TYPES

_YEAR = re.compile(r"(?<!\d)(?:18|19|20)\d\d(?!\d|s\b)")
_NAME_MARK = re.compile(
    r"\s*(?:[*\u2020\u2021\u00a7\u00b9\u00b2\u00b3\u2070-\u2079]+|\[\w{1,2}\]|\(\d\)|\s\d\))$"
)
_ACRONYM = re.compile(r"(.{4,}?)\s*[(\[]\s*([A-Z0-9][\w+&.-]*(?:[ -][A-Z][\w-]*)?)\s*[)\]]")
_LED = re.compile(r"([A-Z][A-Z0-9+&-]{1,11})\s*(?:\s[-\u2013\u2014]|:)\s+(\S.{5,})")
_HARD = re.compile(r"\s*(?:;|\n|\u2022|\u25aa|\u25cf|\uf0b7|\|)\s*")
_LONGEST_ACRONYM = 16
_LONGEST_NAME = 400
_TAIL = 40


def read_mechanism(
    record: Record, file: str, words: Vocabulary, names: StateNames, *, has_acronyms: bool
) -> Mechanism:
    """Make the row of a record; ``has_acronyms`` says that its table has a column for them."""
    made = Mechanism(record, file)
    _drop_errors(made)
    made.row = dict.fromkeys(FIELDS, "")
    _read_name(made, names, has_acronyms=has_acronyms)
    readers: dict[str, Callable[[Mechanism, Entry], str]] = {
        "type": lambda made, entry: _kind(made, entry, words),
        "year_established": _year,
        "n_members": _count,
    }
    for name in ("type", "region", "year_established", "secretariat", "n_members", "website"):
        entries = record.entries.get(name, [])
        if entries:
            made.row[name] = readers.get(name, _as_printed)(made, entries[0])
        for entry in entries[1:]:
            made.say("warning", f"a second value for {name} is not used", entry)
    made.row["iom_roles"] = join_list(list(dict.fromkeys(_roles(made, words))))
    made.row["thematic_focus"] = join_list(
        [theme for entry in record.entries.get("thematic_focus", []) for theme in _themes(entry.text)]
    )
    read_listed(made)
    for name in ("members", "observers"):
        read_participation(made, name, names)
    made.row["row"] = f"{record.sheet}!{record.row}"
    return made


def _drop_errors(made: Mechanism) -> None:
    """Say the cells that hold an error or a formula without result; the fields stay empty."""
    messages = {
        "error": ("an error value: the field is left empty", "mend the formula in the file"),
        "formula": (
            "a formula without its result: the field is left empty",
            "open and save it in a spreadsheet program",
        ),
    }
    for name, entries in made.record.entries.items():
        for entry in [entry for entry in entries if entry.kind in messages]:
            message, hint = messages[entry.kind]
            made.say("error", message, entry, hint, column=name)
            made.record.entries[name] = [other for other in made.record.entries[name] if other is not entry]


def _as_printed(_made: Mechanism, entry: Entry) -> str:
    return tidy_space(entry.text)


def _read_name(made: Mechanism, names: StateNames, *, has_acronyms: bool) -> None:
    entries = made.record.entries
    named = [*entries.get("name", []), *entries.get("name_acronym", [])]
    if named:
        made.row["name"] = _without_mark(made, named[0])
        if names.find(made.row["name"]):
            hint = "a row is an ISCM here; is the table the other way round?"
            made.say("warning", "the name of a State where an ISCM's stands", named[0], hint)
    if entries.get("acronym"):
        made.row["acronym"] = _without_mark(made, entries["acronym"][0])
    elif named and ("name_acronym" in entries or not has_acronyms):
        made.row["name"], made.row["acronym"] = split_acronym(made.row["name"])


def _without_mark(made: Mechanism, entry: Entry) -> str:
    printed = tidy_space(entry.text)
    bare = printed[:-_TAIL] + _NAME_MARK.sub("", printed[-_TAIL:]).rstrip()
    if not bare or bare == printed:
        return printed
    made.say("note", "a footnote mark was taken off the name", entry)
    return bare


def split_acronym(name: str) -> tuple[str, str]:
    """Part a name from the acronym printed after it in brackets, or before it with a dash.

    >>> split_acronym("Regional Conference on Migration (RCM)"), split_acronym("Bali Process")
    (('Regional Conference on Migration', 'RCM'), ('Bali Process', ''))
    """
    if len(name) > _LONGEST_NAME:
        return name, ""
    if (found := _ACRONYM.fullmatch(name)) and _looks_short(found[2]):
        return found[1], found[2]
    if found := _LED.fullmatch(name):
        return found[2], found[1]
    return name, ""


def _looks_short(text: str) -> bool:
    capitals = sum(letter.isupper() or letter.isdigit() for letter in text)
    return len(text) <= _LONGEST_ACRONYM and capitals * 2 >= len(text.replace(" ", "")) and capitals > 1


def _kind(made: Mechanism, entry: Entry, words: Vocabulary) -> str:
    printed = tidy_space(entry.text)
    kind = printed if printed in ISCM_TYPES else words.kind_of_iscm(printed)
    if not kind:
        made.say("warning", f"no type of ISCM; kept as printed (known: {', '.join(ISCM_TYPES)})", entry)
    return kind or printed


def _year(made: Mechanism, entry: Entry) -> str:
    """Give the first year a cell names; what else it says is reported."""
    text = tidy_space(entry.text)
    years = _YEAR.findall(text)
    if not years:
        made.say("warning", "no year in it; the field is left empty", entry, "write it like 1996")
        return ""
    if entry.kind == "date":
        made.say("note", f"a date; the year {years[0]} is taken", entry)
    elif text != years[0]:
        made.say("note", f"the year {years[0]} is taken", entry)
    return str(years[0])


def _count(made: Mechanism, entry: Entry) -> str:
    found = re.search(r"\d{1,4}", entry.text)
    if not found or re.search(r"\d\.\d", entry.text):
        made.say("warning", "no whole number; the field is left empty", entry)
        return ""
    if found[0] != entry.text.strip():
        made.say("note", f"the number {found[0]} is taken", entry)
    return str(int(found[0]))


def _roles(made: Mechanism, words: Vocabulary) -> Iterator[str]:
    """Give IOM's roles by code, from text and from marks; what is no known role stays as printed."""
    for entry in made.record.entries.get("iom_roles", []):
        for piece in _HARD.split(entry.text):
            yield from _roles_in(made, entry, tidy_space(piece), words)
    for name, entries in made.record.entries.items():
        if name.startswith("role:") and entries and _is_marked(made, entries[0], words):
            yield name.removeprefix("role:")


def _roles_in(made: Mechanism, entry: Entry, piece: str, words: Vocabulary) -> Iterator[str]:
    if not piece:
        return
    parts = [piece] if words.role(piece) else [part for part in parted(piece)[0] if part.strip()]
    codes = [words.role(part) for part in parts]
    if not any(codes):
        parts, codes = [piece], [""]
    for part, code in zip(parts, codes, strict=True):
        if not code:
            hint = f"known: {', '.join(IOM_ROLES)}"
            made.say("warning", "no known role of IOM; kept as printed", entry, hint, value=part[:80])
        elif "(" in part:
            made.say(
                "note", f"read as {code}; what stands in brackets is in no column", entry, value=part[:80]
            )
        yield code or tidy_space(part).replace(";", ",")


def _is_marked(made: Mechanism, entry: Entry, words: Vocabulary) -> bool:
    mark = words.mark(entry.text)
    opening = re.match(r"(?i)(x|yes|oui|s\u00ed|\u2713|\u2714|\u221a)(?=[\s(,;:*]|$)", entry.text)
    if not mark and opening:
        made.say("note", "read as a mark; the words beside it are in no column", entry)
        return True
    if not mark:
        made.say(
            "warning", "neither a mark nor empty; no role is read from it", entry, "use x, or leave it empty"
        )
    return mark == "yes"


def _themes(text: str) -> list[str]:
    """Take a cell of themes apart: at semicolons, lines and bullets, else at commas outside brackets."""
    pieces = [piece for piece in _HARD.split(text) if piece.strip(" -\u2013*")]
    if len(pieces) == 1:
        pieces = re.split(r",(?![^(]*\))", pieces[0])
    return [tidy_space(re.sub(r"^\s*[-\u2013*]\s+", "", piece)) for piece in pieces if piece.strip()]
