"""A received file entered in the register (``sources.toml``): all other lines stay as written."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from iscm_analysis.errors import IscmError
from iscm_analysis.files import read_text
from iscm_analysis.sources.register import REGISTER_FILE, fingerprint

_ENTRY = re.compile(r"(?m)^\[\[source\]\]$")


def plain_name(name: str) -> str:
    """Give a file name that is safe everywhere.

    >>> plain_name("ISCMs Evaluation Annex 4 (final).XLSX")
    'iscms-evaluation-annex-4-final.xlsx'
    """
    path = Path(name)
    words = re.findall(r"[a-z0-9]+", path.stem.casefold())
    return ("-".join(words) or "file") + path.suffix.lower()


def keep_file(file: Path, folder: Path) -> Path:
    """Copy a file byte for byte into ``folder``; one with the same content is already kept.

    Raises:
        IscmError: another file has this name there.
    """
    target = folder / plain_name(file.name)
    if target.is_file() and fingerprint(target) != fingerprint(file):
        message = f"{target.name} is in data/raw with another content; give the new file another name"
        raise IscmError(message)
    if not target.is_file():
        _write_whole(target, file.read_bytes())
    return target


def register_file(folder: Path, path: Path, changes: Mapping[str, Mapping[str, str]]) -> bool:
    """Point the entries named in ``changes`` at ``path``; say whether the register changed.

    ``changes`` gives the fields to set besides path, sha256 and status, by the id of the entry.
    """
    file = folder / REGISTER_FILE
    before = read_text(file)
    found = {"path": path.name, "sha256": fingerprint(path), "status": "received"}
    pieces = _ENTRY.split(before)
    entries = [
        _changed(entry, {**changes[name], **found}) if (name := _id(entry)) in changes else entry
        for entry in pieces[1:]
    ]
    after = "[[source]]".join([pieces[0], *entries])
    if after != before:
        _write_whole(file, after.encode())
    return after != before


def _id(entry: str) -> str:
    found = re.search(r'(?m)^id = "([^"]*)"', entry)
    return found[1] if found else ""


def _changed(entry: str, fields: Mapping[str, str]) -> str:
    lines = entry.split("\n")
    for name, value in fields.items():
        written = f"{name} = {json.dumps(value, ensure_ascii=False)}"
        there = [place for place, line in enumerate(lines) if line.startswith(f"{name} = ")]
        if there:
            lines[there[0]] = written
        else:
            lines.insert(2, written)  # below the id
    return "\n".join(lines)


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(path)
