"""An evidence log read by itself, checked against the tables of the project it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from iscm_analysis.errors import OpenGap, Problem
from iscm_analysis.project import Project
from iscm_analysis.sources.register import read_register
from iscm_analysis.tables.build import annex_frames
from iscm_analysis.tables.chain_checks import chain_problems
from iscm_analysis.tables.convert import typed
from iscm_analysis.tables.evidence_log import as_logged, log_tables, unknown_questions
from iscm_analysis.tables.log_reading import Log, read_log
from iscm_analysis.tables.log_sheets import PLACE, SHEET_OF, SHEETS
from iscm_analysis.tables.reading import Account, Reading
from iscm_analysis.tables.specs import SPECS
from iscm_analysis.tables.store import Evaluation, load
from iscm_analysis.tables.validate import table_problems

Frames = dict[str, pd.DataFrame]
KNOWN = ("questions", "indicators", "iscms", "recommendation_areas", "attribution_words")


def read_evidence(path: Path, project: Project) -> Reading:
    """Read a log (.xlsx .xls .ods), or one sheet of it (.csv), with every check that a build makes.

    A row that is refused is left out of the tables; what a draft may lack is said, and refuses none.

    Raises:
        InvalidInputError: the file cannot be read.
        IscmError: the project's own tables are not there.
    """
    evaluation = load(project)
    names = annex_frames(read_register(project.raw))[0]["interviewees"]["name"]
    log = read_log([path], names.dropna())
    frames, found = _checked(log, evaluation, project)
    problems = [*log.problems, *as_logged(found, path.name)]
    refused = {(problem.sheet or problem.file, problem.row) for problem in problems if _refuses(problem)}
    kept = {name: _kept(frame, name, refused) for name, frame in frames.items()}
    read = [title for title, sheet in SHEETS.items() if len(frames[sheet.table])]
    accounts = [_account(title, frames, kept) for title in read]
    return Reading(kept, problems, accounts)


def _checked(log: Log, evaluation: Evaluation, project: Project) -> tuple[Frames, list[Problem]]:
    problems = [*unknown_questions(log.frames["evidence"], evaluation.questions)]
    frames: Frames = {}
    for name, frame in {**log.frames, **log_tables(log.frames, evaluation.questions)}.items():
        frames[name], wrong = typed(frame, SPECS[name])
        problems.extend(wrong)
    known = {name: getattr(evaluation, name) for name in KNOWN}
    checked = {**frames, "sources": _with_known(frames["sources"], evaluation.sources)}
    problems.extend(table_problems(checked, known))
    problems.extend(chain_problems({**known, **checked}, project.settings.strength))
    return frames, problems


def _with_known(sources: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Put the sources of a log beside those the project has from elsewhere."""
    is_logged = known["locator"].str.startswith(PLACE)
    return pd.concat([known[~is_logged], sources], ignore_index=True)


def _refuses(problem: Problem) -> bool:
    return problem.severity == "error" and not isinstance(problem, OpenGap)


def _kept(frame: pd.DataFrame, name: str, refused: Iterable[tuple[str, str]]) -> pd.DataFrame:
    """Leave out the rows that are refused."""
    title = SHEET_OF[name].title
    bad = {row for where, row in refused if where.lower() in (title.lower(), f"{title.lower()}.csv")}
    numbers = frame[SPECS[name].place].str.extract(r"(\d+)$", expand=False)
    return frame[~numbers.isin(bad)].reset_index(drop=True)


def _account(title: str, frames: Frames, kept: Frames) -> Account:
    table = SHEETS[title].table
    n_read, n_kept = len(frames[table]), len(kept[table])
    return Account(f"sheet {title}", n_read, n_kept, 0, n_read - n_kept)
