"""Coded material (.qdpx, .qdc, highlights of Taguette): its codes, sources, cases and coded passages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from iscm_analysis.cleaning.text import fold
from iscm_analysis.errors import InvalidInputError, Problem
from iscm_analysis.project import Project
from iscm_analysis.sources.coded_archive import open_coded
from iscm_analysis.sources.coded_project import CodedProject, Row, read_project
from iscm_analysis.sources.highlights import read_highlights
from iscm_analysis.sources.interviewees import read_interviewees
from iscm_analysis.sources.limits import run_limited
from iscm_analysis.sources.register import read_register
from iscm_analysis.sources.rows import as_frame
from iscm_analysis.tables.reading import Account, Reading

COLUMNS = {
    "codes": ["code_id", "code", "name", "parent_id", "is_codable", "description"],
    "coded_sources": ["coded_source_id", "name", "kind", "text"],
    "cases": ["case_id", "name", "coded_source_ids", "selection_ids"],
    "codings": [
        "coding_id", "coded_source_id", "selection_id", "code_id", "coder", "coded_date", "place", "start",
        "end", "quotation", "is_sure",
    ],
}  # fmt: skip
SUFFIXES = (".qdpx", ".qdc", ".csv", ".xlsx")
Tables = dict[str, list[Row]]


def read_coded(path: Path, project: Project) -> Reading:
    """Read one file of coded material; the work is done within limits on time and memory.

    Frame ``codings``: one code put on one passage; coders are numbered. A cell that holds an interviewee's
    name is withheld and said, by its place.

    Raises:
        InvalidInputError: the file is no such file, damaged or absurdly large.
    """
    if path.suffix.lower() not in SUFFIXES:
        message = f"{path.suffix or 'a file without ending'} is not read"
        raise InvalidInputError([Problem("error", path.name, message, f"use {', '.join(SUFFIXES)}")])
    people = read_register(project.raw).path("annex-3")
    names = list(read_interviewees(people)["name"]) if people else []
    plain = run_limited(partial(_read_plain, names=names), path)
    frames = {name: as_frame(plain["tables"][name], columns) for name, columns in COLUMNS.items()}
    accounts = [Account(name, len(frame), len(frame), 0, 0) for name, frame in frames.items()]
    return Reading(frames, [Problem(**problem) for problem in plain["problems"]], accounts)


def _read_plain(path: Path, *, names: list[str]) -> dict[str, Any]:
    is_refi = path.suffix.lower() in (".qdpx", ".qdc")
    made = read_project(open_coded(path)) if is_refi else read_highlights(path)
    tables = _tables(made)
    withheld = list(_withhold(tables, [fold(name) for name in names], path.name))
    return {"tables": tables, "problems": [asdict(problem) for problem in [*made.problems, *withheld]]}


def _tables(made: CodedProject) -> Tables:
    return {
        "codes": made.codes,
        "coded_sources": made.sources,
        "cases": made.cases,
        "codings": made.codings,
    }


def _withhold(tables: Tables, names: list[str], file: str) -> Iterator[Problem]:
    """Empty every cell that holds the name of an interviewee; say where it stood."""
    hint = "write the interviewee's id (I01 ...) instead, and export it again"
    for table, rows in tables.items():
        for number, row in enumerate(rows, start=1):
            for column, cell in row.items():
                if cell and names and _holds(fold(cell), names):
                    row[column] = ""
                    message = f"an interviewee's name stands here; the cell of table {table} is withheld"
                    yield Problem("error", file, message, hint, row=str(number), column=column)


def _holds(text: str, names: list[str]) -> bool:
    return any(name in text for name in names)
