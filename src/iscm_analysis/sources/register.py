"""The register of sources (``data/raw/sources.toml``): which file is which, and is it still the same."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from iscm_analysis.errors import InvalidInputError, Problem
from iscm_analysis.files import invalid_fields, read_toml

REGISTER_FILE = "sources.toml"


class RegisteredSource(BaseModel):
    """One registered file: what it is, who made it, and the fingerprint it had when registered."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    path: str = ""
    sha256: str = ""
    title: str
    publisher: str
    origin: str
    date: str
    url: str = ""
    citation: str
    licence_note: str
    status: Literal["received", "compiled", "missing"]


@dataclass(frozen=True)
class Register:
    """All registered sources of a project, by id, in the order of the file."""

    folder: Path
    sources: dict[str, RegisteredSource]

    def path(self, source_id: str) -> Path | None:
        """Where the file lies, or None when it is registered as missing or is not there."""
        source = self.sources.get(source_id)
        if source is None or source.status == "missing":
            return None
        path = self.folder / source.path
        return path if path.is_file() else None

    def problems(self) -> Iterator[Problem]:
        """Say which registered files are gone or no longer have their fingerprint."""
        for source in self.sources.values():
            if source.status == "missing":
                continue
            path = self.folder / source.path
            if not path.is_file():
                yield Problem(
                    "warning",
                    source.path,
                    f"registered as {source.id} ({source.status}) but not there",
                    "put the file back, or set its status to missing in sources.toml",
                )
            elif fingerprint(path) != source.sha256:
                yield Problem(
                    "warning",
                    source.path,
                    f"not the file that was registered as {source.id}: its sha256 differs",
                    f'if the change is meant, write sha256 = "{fingerprint(path)}" in sources.toml',
                )


def fingerprint(path: Path) -> str:
    """Give the SHA-256 of a file's bytes, as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_register(folder: Path) -> Register:
    """Read ``sources.toml`` in ``folder``.

    Raises:
        InvalidInputError: the register is absent, is no TOML, or a source lacks a field.
    """
    path = folder / REGISTER_FILE
    if not path.is_file():
        hint = "every evaluation project registers its raw files there"
        raise InvalidInputError([Problem("error", str(path), "not there", hint)])
    entries = read_toml(path).get("source", [])
    if not isinstance(entries, list):
        message = "source is one table, not a list of them"
        raise InvalidInputError([Problem("error", REGISTER_FILE, message, "write [[source]]")])
    sources = [_registered(place, entry) for place, entry in enumerate(entries, start=1)]
    twice = [name for name, n in Counter(source.id for source in sources).items() if n > 1]
    if twice:
        message = f"more than one source has the id {', '.join(twice)}"
        raise InvalidInputError([Problem("error", REGISTER_FILE, message)])
    return Register(folder, {source.id: source for source in sources})


def _registered(place: int, entry: dict[str, object]) -> RegisteredSource:
    try:
        return RegisteredSource.model_validate(entry)
    except ValidationError as error:
        name = f"source {entry.get('id', place)}"
        raise InvalidInputError(list(invalid_fields(f"{REGISTER_FILE}, {name}", error))) from error
