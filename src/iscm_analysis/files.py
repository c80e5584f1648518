"""Text files: as people save them, read or refused by name and line; as we save them, whole or not at all."""

from __future__ import annotations

import os
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iscm_analysis.errors import InvalidInputError, Problem

if TYPE_CHECKING:
    from pydantic import ValidationError


def read_text(path: Path) -> str:
    """Read a UTF-8 text file, with or without a byte order mark, whatever its line ends.

    Raises:
        InvalidInputError: the bytes are not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        hint = "save the file as UTF-8 and try again"
        problem = Problem("error", path.name, "not UTF-8 text", hint, row=str(line))
        raise InvalidInputError([problem]) from error


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        InvalidInputError: it is no TOML; the message names line and column.
    """
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise InvalidInputError([Problem("error", path.name, str(error))]) from error


def invalid_fields(name: str, error: ValidationError) -> Iterator[Problem]:
    """Turn what pydantic says of a TOML file into complaints, one for each field."""
    for complaint in error.errors():
        column = ".".join(str(step) for step in complaint["loc"])
        yield Problem("error", name, complaint["msg"], column=column)


PART = ".iscm-part"  # what a process that was killed leaves half written


def write_whole(path: Path, content: str | bytes) -> Path:
    """Write a file so that it is whole at any moment; one that already says this is left as it is."""
    plain = content.encode() if isinstance(content, str) else content
    with suppress(OSError):
        if path.read_bytes() == plain:
            return path
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(suffix=PART, prefix=".", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(plain)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
