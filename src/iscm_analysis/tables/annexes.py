"""One document with the annexes becomes tables, each of its rows accounted for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from iscm_analysis.cleaning import corrections, people, references, units
from iscm_analysis.errors import Problem
from iscm_analysis.project import Project
from iscm_analysis.sources.annex_entries import read_entries
from iscm_analysis.sources.annex_people import People, read_people
from iscm_analysis.sources.annex_terms import Terms, read_terms
from iscm_analysis.sources.annexes_document import TITLES, Annexes, find_annexes, missing_annexes
from iscm_analysis.sources.document_text import read_document
from iscm_analysis.sources.register import read_register
from iscm_analysis.sources.rows import as_frame, read_csv_rows
from iscm_analysis.tables.annex_tables import (
    MEETING_COLUMNS,
    REFERENCE_LISTS,
    cleaned_cells_table,
    documents_table,
    interviewees_table,
    meetings_table,
    printed_people,
    questions_table,
    read_list,
)
from iscm_analysis.tables.convert import numbered, typed
from iscm_analysis.tables.reading import Account, Reading
from iscm_analysis.tables.specs import SPECS

CODE_LISTS = ("units", "seniority", "iscm-aliases", "corrections", "question-focus")


@dataclass
class _Part:
    """The table of one annex, what there is to say of it, and how many rows were left out."""

    frame: pd.DataFrame
    problems: list[Problem]
    n_refused: int = 0
    n_ignored: int = 0
    why: str = ""


def read_annexes(path: Path, project: Project) -> Reading:
    """Read an annexes document (.txt, .md, .docx, .pdf) into the tables of Annexes 1 to 3.

    Annex 4 is a separate workbook; the document only points to it. Texts are the document's own
    wording; names of interviewees are in no table and no message.

    Raises:
        InvalidInputError: the document cannot be read, or a code list of the project is missing.
    """
    document = read_document(path)
    annexes = find_annexes(document)
    lists = {name: read_list(project, name, REFERENCE_LISTS[name]) for name in CODE_LISTS}
    aliases = dict(zip(lists["iscm-aliases"]["alias"], lists["iscm-aliases"]["iscm_id"], strict=True))
    parts = {
        "documents": _documents(read_entries(annexes), aliases, _meetings(project), path.name),
        "interviewees": _interviewees(read_people(annexes, path.name), lists, aliases, path.name),
        **_terms(read_terms(annexes, path.name), lists["question-focus"]),
    }
    problems = [*document.problems, *missing_annexes(annexes, path.name)]
    problems += [problem for part in parts.values() for problem in part.problems]
    problems += _emptied(annexes, parts, path.name)
    frames = {name: _typed(name, part.frame, problems) for name, part in parts.items()}
    frames["cleaned_cells"] = cleaned_cells_table(
        parts["documents"].frame, parts["interviewees"].frame, lists, aliases
    )
    return Reading(frames, problems, _accounts(annexes, parts))


def _meetings(project: Project) -> pd.DataFrame:
    """Read the global meetings, if the project has them: they give a report its number by its days."""
    path = read_register(project.raw).path("grcp-meetings")
    listed = read_csv_rows(path, columns=MEETING_COLUMNS) if path else as_frame([], MEETING_COLUMNS)
    return meetings_table(listed)


def _documents(entries: pd.DataFrame, aliases: Mapping[str, str], meetings: pd.DataFrame, file: str) -> _Part:
    parsed = documents_table(entries, aliases, meetings)
    unparsed = references.is_unparsed(parsed)
    table = numbered(parsed[~unparsed], "document_id", "D")
    message = "no author and no title can be told apart"
    refused = [
        Problem("error", file, message, "write it like the other entries", row=str(locator))
        for locator in entries.loc[unparsed, "locator"]
    ]
    said = [
        *refused,
        *references.orphan_dashes(table, file),
        *references.repeated_documents(table, file),
        *references.doubtful_years(table, file),
    ]
    return _Part(table, said, n_refused=len(refused))


def _interviewees(
    read: People, lists: Mapping[str, pd.DataFrame], aliases: Mapping[str, str], file: str
) -> _Part:
    """Correct and place the people; a row with a unit that is on no code list is refused."""
    heard = corrections.apply_corrections(printed_people(read.frame), "interviewees", lists["corrections"])
    unknown = list(_unplaced(heard, lists["units"], aliases, file))
    refused = heard["locator"].isin([problem.row for problem in unknown])
    table = interviewees_table(heard[~refused].reset_index(drop=True), lists, aliases)
    said = [*read.problems, *unknown, *people.repeated_people(read.frame, file)]
    n_refused = read.n_refused + int(refused.sum())
    why = "rows of column headings" if read.n_headings else ""
    return _Part(table, said, n_refused=n_refused, n_ignored=read.n_headings, why=why)


def _unplaced(
    heard: pd.DataFrame, known: pd.DataFrame, aliases: Mapping[str, str], file: str
) -> Iterator[Problem]:
    """Complain about unknown parts of units, and about cells in which every part is an ISCM."""
    hint = "add it to data/reference/units.csv (or an ISCM's name to iscm-aliases.csv); the row is left out"
    said = set()
    for problem in units.unknown_units(heard, known, aliases):
        said.add(problem.row)
        near = f"{problem.hint} " if problem.hint.startswith("did you mean") else ""
        yield replace(problem, file=file, hint=f"{near}{hint}")
    placed = units.place_interviewees(heard, known, aliases)
    for locator in placed.loc[placed["unit"].isna(), "locator"]:
        if locator not in said:
            yield Problem("error", file, "names no unit, only ISCMs", hint, row=str(locator), column="unit")


def _terms(read: Terms, focus: pd.DataFrame) -> dict[str, _Part]:
    frames = {**read.frames, "questions": questions_table(read.frames["questions"], focus)}
    parts = {name: _Part(frame, [], read.refused.get(name, 0)) for name, frame in frames.items()}
    parts["questions"].problems = read.problems
    return parts


def _emptied(annexes: Annexes, parts: Mapping[str, _Part], file: str) -> Iterator[Problem]:
    """Name an annex that has lines of which none became a row."""
    for number, name in ((2, "documents"), (3, "interviewees")):
        if parts[name].frame.empty and any(not line.is_blank for line in annexes.lines.get(number, ())):
            yield Problem("error", file, f"{TITLES[number]}: no row could be read", "is it cut off?")


def _typed(name: str, frame: pd.DataFrame, problems: list[Problem]) -> pd.DataFrame:
    table, wrong = typed(frame.reset_index(drop=True), SPECS[name])
    problems.extend(wrong)
    return table


def _accounts(annexes: Annexes, parts: Mapping[str, _Part]) -> list[Account]:
    left_out = annexes.n_left_out
    why = "cover, contents, headings of annexes, page numbers, running heads" if left_out else ""
    lines = Account("lines", annexes.n_read, annexes.n_read - left_out, left_out, 0, why)
    return [lines, *(_account(name, part) for name, part in parts.items())]


def _account(name: str, part: _Part) -> Account:
    n_kept = len(part.frame)
    return Account(
        name, n_kept + part.n_ignored + part.n_refused, n_kept, part.n_ignored, part.n_refused, part.why
    )
