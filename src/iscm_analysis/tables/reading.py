"""What came of reading one input: its tables, its problems, and an account of every row."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from iscm_analysis.errors import Problem
from iscm_analysis.sources.rows import as_frame
from iscm_analysis.tables.specs import SPECS
from iscm_analysis.tables.store import write_csv


@dataclass(frozen=True, slots=True)
class Account:
    """Rows of one kind: as many as were read are kept, ignored (and why) or refused."""

    kind: str
    n_read: int
    n_kept: int
    n_ignored: int
    n_refused: int
    why: str = ""

    def __str__(self) -> str:
        """Say it in one line."""
        reason = f" ({self.why})" if self.why else ""
        return (
            f"{self.kind}: {self.n_read} read, {self.n_kept} kept, "
            f"{self.n_ignored} ignored{reason}, {self.n_refused} refused"
        )


@dataclass(frozen=True)
class Reading:
    """The tables read from one input, by name, its problems, and the account of its rows."""

    frames: dict[str, pd.DataFrame]
    problems: list[Problem]
    accounts: list[Account]

    @property
    def refusals(self) -> list[str]:
        """Name what could not be used, a line each; empty when all was read."""
        return [str(problem) for problem in self.problems if problem.severity == "error"]


def problems_frame(problems: list[Problem]) -> pd.DataFrame:
    """Put complaints into rows, in the columns of ``problems.csv``."""
    columns = SPECS["problems"].columns
    return as_frame(({name: getattr(problem, name) for name in columns} for problem in problems), columns)


def write_reading(reading: Reading, folder: Path) -> list[Path]:
    """Write each table and ``problems.csv`` into ``folder``; give the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    frames = {**reading.frames, "problems": problems_frame(reading.problems)}
    return [write_csv(frame, folder / f"{name}.csv") for name, frame in frames.items()]
