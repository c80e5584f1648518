"""Text files as people save them, read or refused by name and line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
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
