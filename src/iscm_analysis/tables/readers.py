"""Which reader reads which kind of file made by hand."""

from __future__ import annotations

from pathlib import Path

from iscm_analysis.errors import InvalidInputError
from iscm_analysis.project import Project
from iscm_analysis.tables.reading import Reading


def read_file(path: Path, kind: str, project: Project) -> Reading:
    """Read a file of one ``kind``; a file that cannot be used gives no table, only its problems."""
    try:
        return _read(path, kind, project)
    except InvalidInputError as error:
        return Reading({}, error.problems, [])


def _read(path: Path, kind: str, project: Project) -> Reading:
    """Enter the room of the kind only: each brings libraries of its own."""
    if kind == "annexes":
        from iscm_analysis.tables.annexes import read_annexes  # noqa: PLC0415  # see above

        return read_annexes(path, project)
    if kind == "coded":
        from iscm_analysis.tables.coded import read_coded  # noqa: PLC0415  # see above

        return read_coded(path, project)
    if kind == "evidence":
        from iscm_analysis.tables.evidence import read_evidence  # noqa: PLC0415  # see above

        return read_evidence(path, project)
    from iscm_analysis.tables.annex4 import read_annex4  # noqa: PLC0415  # see above

    return read_annex4(path, project)
