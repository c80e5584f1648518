"""A received file goes into ``data/raw``: read first, kept byte for byte, entered in the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from iscm_analysis.errors import InvalidInputError
from iscm_analysis.project import Project
from iscm_analysis.sources.document_text import SUFFIXES
from iscm_analysis.sources.register import read_register
from iscm_analysis.sources.registering import keep_file, register_file
from iscm_analysis.sources.whole_document import names_annexes
from iscm_analysis.tables.readers import read_file
from iscm_analysis.tables.reading import Reading

_ORIGINAL = {"licence_note": "The original wording, as received; no name of an interviewee leaves data/raw."}
ENTRIES: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "annexes": {
        "annex-1": {**_ORIGINAL, "title": "Annex 1. Evaluation Terms of Reference"},
        "annex-2": _ORIGINAL,
        "annex-3": _ORIGINAL,
    },
    "annex4": {"annex-4-original": {"licence_note": "As received."}},
}


@dataclass(frozen=True)
class Import:
    """What was read of a received file, where it is kept, and which files it takes the place of."""

    reading: Reading
    path: Path
    kind: str
    is_new: bool
    replaced: list[str]


def import_file(file: Path, project: Project) -> Import:
    """Take an annexes document or an Annex 4 table into the project.

    Nothing is changed if a row of it would be refused.

    Raises:
        InvalidInputError: it cannot be read, or not completely.
        IscmError: a file of that name and another content is there.
    """
    kind = kind_of(file)
    reading = read_file(file, kind, project)
    if reading.refusals:
        raise InvalidInputError([problem for problem in reading.problems if problem.severity == "error"])
    register = read_register(project.raw)
    before = {register.sources[name].path for name in ENTRIES[kind] if name in register.sources}
    path = keep_file(file, project.raw)
    is_new = register_file(project.raw, path, ENTRIES[kind])
    return Import(reading, path, kind, is_new, sorted(before - {path.name, ""}))


def kind_of(file: Path) -> str:
    """Tell an annexes document from a table of ISCMs: by its ending, and by its headings if both may be.

    Raises:
        InvalidInputError: a document cannot be read.
    """
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        return "annex4"
    return "annexes" if suffix in (".md", ".pdf") or names_annexes(file) else "annex4"
