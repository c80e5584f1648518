"""Which reader reads which kind of file made by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from iscm_analysis.errors import InvalidInputError
from iscm_analysis.project import Project
from iscm_analysis.tables.annex4 import read_annex4
from iscm_analysis.tables.annexes import read_annexes
from iscm_analysis.tables.reading import Reading

READERS: Mapping[str, Callable[[Path, Project], Reading]] = {
    "annexes": read_annexes,
    "annex4": read_annex4,
}


def read_file(path: Path, kind: str, project: Project) -> Reading:
    """Read a file of one ``kind``; a file that cannot be used gives no table, only its problems."""
    try:
        return READERS[kind](path, project)
    except InvalidInputError as error:
        return Reading({}, error.problems, [])
