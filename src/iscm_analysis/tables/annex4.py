"""A hand-made Annex 4, in whatever layout: one row for each ISCM, one for each State in it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

from iscm_analysis.cleaning.layouts import read_sheet
from iscm_analysis.cleaning.mechanisms import read_mechanism
from iscm_analysis.cleaning.records import Mechanism, Part, Record
from iscm_analysis.cleaning.states import known_states, state_key
from iscm_analysis.cleaning.vocabulary import FIELDS, vocabulary
from iscm_analysis.errors import InvalidInputError, Problem
from iscm_analysis.project import Project
from iscm_analysis.sources.grid import read_sheets
from iscm_analysis.sources.limits import run_limited
from iscm_analysis.sources.rows import as_frame
from iscm_analysis.tables.forms import LISTS, READ_ME
from iscm_analysis.tables.reading import Account, Reading

ANNEX4_COLUMNS = [*FIELDS, "row"]
PARTICIPATION_COLUMNS = ["name", "state_printed", "state_name", "iso3", "un_status", "participation", "row"]
BESIDES = (READ_ME, LISTS)  # sheets that our own template adds
MOST_PROBLEMS = 2_000
_CODE_LISTS = ("annex4-headings", "states", "state-names", "no-states")


def read_annex4(path: Path, project: Project) -> Reading:
    """Read one hand-made file (.xlsx .xls .ods .csv .txt .docx) that lists ISCMs and IOM's roles.

    Frame ``annex4``: an ISCM as the file has it; a field the file does not carry stays empty. Frame
    ``participation``: a State that a cell of members or observers names. The work is done in a process
    of its own, within limits on time and memory.

    Raises:
        InvalidInputError: the file cannot be read, or no table of ISCMs is in it.
    """
    plain = run_limited(partial(read_plain, reference=project.reference), path)
    return Reading(
        {
            "annex4": as_frame(plain["annex4"], ANNEX4_COLUMNS),
            "participation": as_frame(plain["participation"], PARTICIPATION_COLUMNS),
        },
        [Problem(**problem) for problem in plain["problems"]],
        [Account(**account) for account in plain["accounts"]],
    )


def read_plain(path: Path, *, reference: Path) -> dict[str, Any]:
    """Read the file into lists of plain rows, as they go from one process to the other."""
    lists = {name: _code_list(reference / f"{name}.csv") for name in _CODE_LISTS}
    words = vocabulary(lists["annex4-headings"])
    names = known_states(lists["states"], lists["state-names"], lists["no-states"])
    sheets = [sheet for sheet in read_sheets(path) if sheet.name not in BESIDES]
    parts = [read_sheet(sheet, path.name, words) for sheet in sheets]
    records, n_joined = _joined(parts)
    _check_found(path, parts, records)
    mechanisms = [
        read_mechanism(record, path.name, words, names, has_acronyms=_has_acronyms(record, parts))
        for record in records
    ]
    problems = [
        *(problem for part in parts for problem in part.problems),
        *(problem for made in mechanisms for problem in made.problems),
        *_said_twice(path, mechanisms),
    ]
    kept = _kept(mechanisms)
    return {
        "annex4": [[made.row[name] for name in ANNEX4_COLUMNS] for made in kept],
        "participation": [
            [row[name] for name in PARTICIPATION_COLUMNS] for made in kept for row in made.participation
        ],
        "problems": [asdict(problem) for problem in _first(path, problems)],
        "accounts": [asdict(account) for account in _accounts(parts, mechanisms, len(kept), n_joined)],
    }


def _code_list(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        raise InvalidInputError([Problem("error", path.name, "not there", "put the code list back")])
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _kept(mechanisms: list[Mechanism]) -> list[Mechanism]:
    return [made for made in mechanisms if made.row["name"] or made.row["acronym"]]


def _has_acronyms(record: Record, parts: list[Part]) -> bool:
    same = (other for part in parts if part.sheet.name == record.sheet for other in part.records)
    return any("acronym" in other.entries for other in same)


def _check_found(path: Path, parts: list[Part], records: list[Record]) -> None:
    if records:
        return
    refused = [problem for part in parts for problem in part.problems if problem.severity == "error"]
    if refused:
        n_refused = sum(part.n_refused for part in parts)
        message = f"none of {n_refused} rows can be used: {refused[0].message}"
        raise InvalidInputError([replace(refused[0], message=message if refused[1:] else refused[0].message)])
    sheets = ", ".join(part.sheet.name for part in parts[:20] if part.sheet.name)
    hints = [problem.hint for part in parts for problem in part.problems if problem.severity == "warning"]
    message = f"no table of ISCMs found{f' on any sheet ({sheets[:300]})' if sheets else ''}"
    raise InvalidInputError(
        [Problem("error", path.name, message, hints[0] if hints else "it has headings and no rows")]
    )


def _joined(parts: list[Part]) -> tuple[list[Record], int]:
    """Put rows of one ISCM on several sheets together, where no two say different things of one field."""
    records: dict[str, Record] = {}
    n_joined = 0
    for part in sorted(parts, key=lambda part: part.is_detail):
        for place, record in enumerate(part.records):
            names = _names_of(record)
            known = next((records[name] for name in names if name in records), None)
            if known and (part.is_detail or (known.sheet != record.sheet and _agree(known, record))):
                _take_over(known, record)
                n_joined += 1
            else:
                _say_alone(part, record, records)
                own = names if known is None else [f"{part.sheet.name}!{place}"]
                records.update(dict.fromkeys(own or [f"{part.sheet.name}!{place}"], record))
    return list({id(record): record for record in records.values()}.values()), n_joined


def _say_alone(part: Part, record: Record, others: dict[str, Record]) -> None:
    """Say that a row of a sheet of details names an ISCM that the sheets before do not."""
    if part.is_detail and others:
        name = record.text("name") or record.text("acronym") or record.text("iscm_id")
        hint = "spell it as on the other sheet"
        message = "no ISCM of this name on the other sheets; it gets a row of its own"
        part.say("warning", message, hint, row=record.row, value=name[:120])


def _names_of(record: Record) -> list[str]:
    texts = (record.text(name) for name in ("iscm_id", "name", "acronym"))
    return [state_key(text) for text in texts if text]


def _agree(one: Record, other: Record) -> bool:
    singles = set(FIELDS) - {"iom_roles", "members", "observers", "thematic_focus"}
    return all(one.text(name) == other.text(name) for name in singles if one.text(name) and other.text(name))


def _take_over(record: Record, other: Record) -> None:
    """Add what another row says; the place of each entry stays its own."""
    for name, entries in other.entries.items():
        for entry in entries:
            if name not in record.entries or name not in ("name", "acronym", "iscm_id"):
                record.add(name, entry)


def _said_twice(path: Path, mechanisms: list[Mechanism]) -> Iterator[Problem]:
    counts = Counter(state_key(made.row["name"]) for made in mechanisms if made.row["name"])
    for made in mechanisms:
        name = made.row["name"]
        if counts[state_key(name)] > 1:
            place = made.record
            hint = "keep one row for each ISCM"
            message = "more than one row has this name; all are kept"
            yield Problem("warning", path.name, message, hint, place.sheet, place.row, "name", "", name[:120])


def _first(path: Path, problems: list[Problem]) -> list[Problem]:
    """Keep a number of problems a person can read, errors and warnings first when there are more."""
    if len(problems) <= MOST_PROBLEMS:
        return problems
    grave = sorted(problems, key=lambda problem: ("error", "warning", "note").index(problem.severity))
    rest = f"{len(problems) - MOST_PROBLEMS:,} more problems are not listed"
    return [*grave[:MOST_PROBLEMS], Problem("warning", path.name, rest, "mend these and read it again")]


def _accounts(
    parts: list[Part], mechanisms: list[Mechanism], n_kept: int, n_joined: int
) -> Iterator[Account]:
    """Account for every filled row, and for every name in the cells of members and observers."""
    ignored = sum((part.ignored for part in parts), Counter[str]())
    ignored["add to an ISCM named before"] += n_joined
    reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(ignored.items()) if count)
    nameless = len(mechanisms) - n_kept
    n_refused = sum(part.n_refused for part in parts) + nameless
    yield Account("rows", sum(part.n_read for part in parts), n_kept, ignored.total(), n_refused, reasons)
    n_names = sum(made.n_names for made in mechanisms)
    n_states = sum(len(made.participation) for made in mechanisms)
    n_others = sum(made.n_no_states for made in mechanisms)
    n_unknown = sum(made.n_unknown for made in mechanisms)
    yield Account(
        "names of members and observers",
        n_names,
        n_states,
        n_others,
        n_unknown,
        "no States, or named twice" if n_others else "",
    )
