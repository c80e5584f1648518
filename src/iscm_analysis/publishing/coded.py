"""What is made of coded material: counts, agreement of coders, and evidence by maps of codes and sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd

from iscm_analysis.analysis.agreement import FEW_ITEMS, agreement, judged
from iscm_analysis.analysis.coded_passages import codes_by_case, codes_together
from iscm_analysis.cleaning.codes import unknown_codes
from iscm_analysis.cleaning.text import split_list
from iscm_analysis.errors import Problem
from iscm_analysis.project import Project
from iscm_analysis.sources.rows import as_frame, read_csv_rows
from iscm_analysis.tables import load
from iscm_analysis.tables.log_sheets import SHEETS
from iscm_analysis.tables.reading import Account, Reading
from iscm_analysis.terms import CONSENTS, METHODS, ORIGINS, STANCES

CODE_MAP = ["code", "question_ids", "iscm_ids", "stance", "note"]
SOURCE_MAP = ["name", "source_id", "origin", "method", "consent", "iscm_ids", "note"]
EVIDENCE = SHEETS["Evidence"].columns  # what is made here can be put into the log as it is


def with_counts(reading: Reading) -> Reading:
    """Add the tables of counts: code by case, codes that meet, and how far coders agree."""
    codings, cases = reading.frames["codings"], reading.frames["cases"]
    agreed = agreement(judged(codings))
    counts = {
        "codes_by_case": codes_by_case(codings, cases),
        "codes_together": codes_together(codings),
        "coder_agreement": agreed,
    }
    few = agreed[agreed["has_few_items"]]
    hint = f"below {FEW_ITEMS} items the figures say little"
    said = [
        Problem("warning", "coder_agreement.csv", f"{row.coders} share {row.n_items} items", hint)
        for row in few.itertuples(index=False)
    ]
    return replace(reading, frames={**reading.frames, **counts}, problems=[*reading.problems, *said])


def with_evidence(reading: Reading, folder: Path, project: Project) -> Reading:
    """Add the evidence that the two maps in ``folder`` make of the passages, and the maps themselves.

    ``code_map.csv`` leads from a code to questions, ``source_map.csv`` from a coded source to a registered
    one. What somebody wrote into them stays; codes and sources they lack are added, to be filled in.
    """
    codes = _filled(folder / "code_map.csv", CODE_MAP, reading.frames["codes"]["code"])
    sources = _filled(folder / "source_map.csv", SOURCE_MAP, reading.frames["coded_sources"]["name"])
    problems = list(_wrong(codes, sources, project))
    wrong = any(problem.severity == "error" for problem in problems)
    evidence = as_frame([], EVIDENCE) if wrong else _evidence(reading, codes, sources)
    frames = {**reading.frames, "code_map": codes, "source_map": sources, "evidence": evidence}
    n_codings = len(reading.frames["codings"])
    account = Account(
        "evidence", n_codings, len(evidence), n_codings - len(evidence), 0, "code or source not on the maps"
    )
    return Reading(frames, [*reading.problems, *problems], [*reading.accounts, account])


def _filled(path: Path, columns: list[str], names: pd.Series) -> pd.DataFrame:
    """Give the map as it lies, with a row to fill in for each name it lacks."""
    there = read_csv_rows(path, columns=columns)[columns] if path.is_file() else as_frame([], columns)
    known = set(there[columns[0]].dropna())
    new = [name for name in dict.fromkeys(names.dropna()) if name not in known]
    return pd.concat([there, as_frame([{columns[0]: name} for name in new], columns)], ignore_index=True)


def _wrong(codes: pd.DataFrame, sources: pd.DataFrame, project: Project) -> Iterator[Problem]:
    """Complain about ids and words of the maps that nobody knows."""
    for frame, file in ((codes, "code_map.csv"), (sources, "source_map.csv")):
        first = frame[frame.columns[0]]
        for name in first[first.duplicated()].dropna():
            yield Problem(
                "error", file, "stands twice; keep one row of it", column=str(first.name), value=name
            )
    if codes.iloc[:, 1:].isna().all(axis=None) and sources.iloc[:, 1:].isna().all(axis=None):
        return  # nothing is filled in yet, so no table is needed
    evaluation = load(project)
    asked = {*evaluation.questions["question_id"], *evaluation.questions["part_id"]}
    lists = (
        (codes, "code_map.csv", "question_ids", asked),
        (codes, "code_map.csv", "iscm_ids", set(evaluation.iscms["iscm_id"])),
        (codes, "code_map.csv", "stance", set(STANCES)),
        (sources, "source_map.csv", "source_id", set(evaluation.sources["source_id"])),
        (sources, "source_map.csv", "origin", set(ORIGINS)),
        (sources, "source_map.csv", "method", set(METHODS)),
        (sources, "source_map.csv", "consent", set(CONSENTS)),
        (sources, "source_map.csv", "iscm_ids", set(evaluation.iscms["iscm_id"])),
    )
    for frame, file, column, known in lists:
        cells = [
            (f"line {line}", item)
            for line, cell in enumerate(frame[column], start=2)
            for item in split_list(cell)
        ]
        placed = pd.DataFrame(cells, columns=["locator", column], dtype="string")
        yield from unknown_codes(placed, column, pd.Series(sorted(known), dtype="string"), file=file)


def _evidence(reading: Reading, codes: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Make one evidence item of each passage whose code and source are on the maps."""
    placed = (
        reading.frames["codings"]
        .merge(reading.frames["codes"][["code_id", "code"]], on="code_id")
        .merge(reading.frames["coded_sources"][["coded_source_id", "name"]], on="coded_source_id")
        .merge(codes.dropna(subset=["question_ids"]), on="code")
        .merge(sources.dropna(subset=["source_id"]), on="name", suffixes=("", "_of_source"))
        .dropna(subset=["quotation"])
    )
    made = placed.assign(
        evidence_id=placed["coding_id"].map(_evidence_id),
        iscm_ids=placed["iscm_ids"].fillna(placed["iscm_ids_of_source"]),
        indicator_ids="",
        source_locator=placed["place"],
        statement=placed["quotation"],
        recorded_date=placed["coded_date"],
        year="",
        note=placed["note"].fillna(placed["note_of_source"]),
    )
    rows: list[Any] = made[EVIDENCE].fillna("").to_dict("records")
    return as_frame(rows, EVIDENCE)


def _evidence_id(coding_id: str) -> str:
    """Name an item after its coding, so that reading the project again gives the same id."""
    return f"Q-{sha256(coding_id.encode()).hexdigest()[:10]}"
