"""The processed tables on disk: CSV in a fixed order, described by ``datapackage.json``."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import IO, Any

import pandas as pd

from iscm_analysis.errors import IscmError
from iscm_analysis.files import write_whole
from iscm_analysis.project import Project, find_project
from iscm_analysis.tables.fields import Field, TableSpec
from iscm_analysis.tables.origin import of_table
from iscm_analysis.tables.specs import SPECS

DTYPES = {
    "string": "string",
    "list": "string",
    "date": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
}
PACKAGE_FILE = "datapackage.json"
Table = pd.DataFrame | Callable[[], pd.DataFrame]


class Evaluation:
    """All processed tables of one evaluation, one attribute each; what a row means stands in ``specs``.

    A table is read when it is first asked for: what a page did not ask for cannot make it out of date.
    """

    documents: pd.DataFrame
    interviewees: pd.DataFrame
    questions: pd.DataFrame
    indicators: pd.DataFrame
    focus_items: pd.DataFrame
    recommendation_areas: pd.DataFrame
    scope_limits: pd.DataFrame
    stated_facts: pd.DataFrame
    reconciliation_rules: pd.DataFrame
    question_gaps: pd.DataFrame
    analyses: pd.DataFrame
    indicator_measures: pd.DataFrame
    iscms: pd.DataFrame
    iom_roles: pd.DataFrame
    participation: pd.DataFrame
    organizations: pd.DataFrame
    meetings: pd.DataFrame
    meeting_disputes: pd.DataFrame
    finance: pd.DataFrame
    sources: pd.DataFrame
    states: pd.DataFrame
    topics: pd.DataFrame
    theme_topics: pd.DataFrame
    framework_items: pd.DataFrame
    framework_crosswalk: pd.DataFrame
    secretariat_readings: pd.DataFrame
    case_markers: pd.DataFrame
    quality_grid: pd.DataFrame
    evidence: pd.DataFrame
    evaluation_matrix: pd.DataFrame
    findings: pd.DataFrame
    conclusions: pd.DataFrame
    recommendations: pd.DataFrame
    responses: pd.DataFrame
    limitations: pd.DataFrame
    stakeholders: pd.DataFrame
    cases: pd.DataFrame
    contributions: pd.DataFrame
    comments: pd.DataFrame
    attribution_words: pd.DataFrame
    corrections: pd.DataFrame
    conflicts: pd.DataFrame
    cleaned_cells: pd.DataFrame
    problems: pd.DataFrame

    def __init__(self, **tables: Table) -> None:
        """Take every table of ``specs``, as a frame or as what reads it.

        Raises:
            TypeError: a table is missing, or there is no such table.
        """
        if tables.keys() != SPECS.keys():
            message = f"not the tables of an evaluation: {', '.join(sorted(tables.keys() ^ SPECS.keys()))}"
            raise TypeError(message)
        self._tables = tables

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Read a table, once."""
        table = self.__dict__.get("_tables", {}).get(name)
        if table is None:
            message = f"an evaluation has no table {name!r}"
            raise AttributeError(message)
        frame = of_table(table() if callable(table) else table, name)
        self.__dict__[name] = frame
        return frame

    def with_tables(self, **changed: Table) -> Evaluation:
        """Give the same evaluation with other tables in the place of some; the rest stays unread."""
        same = {name: partial(getattr, self, name) for name in self._tables}
        return Evaluation(**{**same, **changed})

    def frames(self) -> dict[str, pd.DataFrame]:
        """Give the tables by name."""
        return {name: getattr(self, name) for name in self._tables}


def load(project: Project | None = None) -> Evaluation:
    """Load the processed tables of the project around the current folder.

    Raises:
        IscmError: a table is absent; ``iscm tables`` makes them.
    """
    folder = (project or find_project()).processed
    absent = [f"{name}.csv" for name in SPECS if not (folder / f"{name}.csv").is_file()]
    if absent:
        message = f"{absent[0]} is not in data/processed; run `iscm tables` first"
        raise IscmError(message)
    return Evaluation(**{name: partial(_read, folder / f"{name}.csv", spec) for name, spec in SPECS.items()})


_known: dict[Path, tuple[object, pd.DataFrame]] = {}  # with the state of the file they were read from


def hold(project: Project) -> None:
    """Read every table, for processes that are forked from this one."""
    for name, spec in SPECS.items():
        _read(project.processed / f"{name}.csv", spec)


def _read(path: Path, spec: TableSpec) -> pd.DataFrame:
    """Give a table; one that was read before is parsed again only when its file has changed."""
    with path.open("rb") as file:  # opened, so that whoever notes what a page reads hears of it
        state = _state(file)
    if path not in _known or _known[path][0] != state:
        _known[path] = state, _parsed(path, spec)
    return _known[path][1].copy()


def _state(file: IO[bytes]) -> object:
    state = os.fstat(file.fileno())
    return state.st_ino, state.st_size, state.st_mtime_ns


def _parsed(path: Path, spec: TableSpec) -> pd.DataFrame:
    dtypes: Any = {field.name: DTYPES[field.type] for field in spec.fields}
    return pd.read_csv(
        path,
        dtype=dtypes,
        keep_default_na=False,
        na_values=[""],
        true_values=["true"],
        false_values=["false"],
    )


def store(frames: Mapping[str, pd.DataFrame], hashes: Mapping[str, str], folder: Path) -> list[Path]:
    """Write every table and ``datapackage.json``; give the files written.

    ``hashes`` holds the SHA-256 of each source file by its path in ``data``.
    """
    written = [write_csv(frames[name], folder / f"{name}.csv") for name in SPECS]
    return [*written, write_whole(folder / PACKAGE_FILE, _as_json(_package(hashes)))]


def write_csv(frame: pd.DataFrame, path: Path) -> Path:
    """Write one table; line ends inside a cell become plain ones, which a CSV reader gives back."""
    flags = {str(name): _as_words(frame[name]) for name in frame if pd.api.types.is_bool_dtype(frame[name])}
    plain = frame.assign(**flags)
    text = plain.to_csv(index=False, lineterminator="\n")
    if "\r" in text:  # seldom; a search in every cell takes longer than the writing
        text = plain.replace({r"\r\n?": "\n"}, regex=True).to_csv(index=False, lineterminator="\n")
    return write_whole(path, text)


def _as_words(flags: pd.Series) -> pd.Series:
    return flags.map({True: "true", False: "false"}, na_action="ignore").astype("string")


def _package(hashes: Mapping[str, str]) -> dict[str, Any]:
    """Describe the tables as a frictionless Data Package."""
    return {
        "name": "iscm-analysis-tables",
        "title": "Processed tables of the evaluation",
        "sources": [
            {"title": path, "path": f"data/{path}", "hash": f"sha256:{hash_}"}
            for path, hash_ in hashes.items()
        ],
        "resources": [_resource(spec) for spec in SPECS.values()],
    }


def _resource(spec: TableSpec) -> dict[str, Any]:
    keys = [
        {"fields": field.name, "reference": {"resource": field.references, "fields": _key(field)}}
        for field in spec.fields
        if field.references and field.type != "list"
    ]
    schema: dict[str, Any] = {
        "fields": [_field(field) for field in spec.fields],
        "primaryKey": list(spec.key),
        "foreignKeys": keys,
        "missingValues": [""],
    }
    return {
        "name": spec.name,
        "path": f"{spec.name}.csv",
        "title": spec.row,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {name: part for name, part in schema.items() if part},
    }


def _key(field: Field) -> str:
    return SPECS[field.references].key[0]


def _field(field: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": field.required} if field.required else {}
    if field.codes and field.type != "list":
        constraints["enum"] = list(field.codes)
    if field.pattern:
        constraints["pattern"] = field.pattern
    is_list = field.type == "list"
    description = f"{field.description}; a list joined by ;" if is_list else field.description
    return {
        "name": field.name,
        "type": "string" if is_list else field.type,
        "description": description,
        **({"constraints": constraints} if constraints else {}),
    }


def _as_json(content: dict[str, Any]) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
