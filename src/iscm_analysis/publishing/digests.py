"""Fingerprints of files, taken again only when size, times or inode say that a file may have changed."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from pathlib import Path

from iscm_analysis.files import write_whole
from iscm_analysis.publishing.reads import HERE, Read, file_digest, folder_digest

CLOCK_STEP = 2_000_000_000  # ns; some file systems keep times no finer: what is younger may change unseen


class Digests:
    """Knows the SHA-256 of files by their state, and remembers it in a file."""

    def __init__(self, memory: Path) -> None:
        """Read what is remembered; a memory that is damaged is forgotten."""
        self.memory = memory
        try:
            known = json.loads(memory.read_bytes())
            self.known = {name: list(item) for name, item in known.items() if len(item) == 6}  # noqa: PLR2004
        except (OSError, ValueError, TypeError, AttributeError):
            self.known = {}
        self.asked: set[str] = set()

    def of(self, path: str | Path) -> str:
        """Give a file's SHA-256; nothing when it is no file."""
        name = str(path)
        try:
            state = os.stat(name)  # noqa: PTH116  # thousands of times
        except OSError:
            return ""
        now = [state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino]
        self.asked.add(name)
        known = self.known.get(name)
        if known and known[:4] == now and max(now[1], now[2]) + CLOCK_STEP < known[4]:
            return str(known[5])
        taken = time.time_ns()
        digest = file_digest(name)
        self.known[name] = [*now, taken, digest]
        return digest

    def now(self, read: Read, root: Path) -> Read:
        """Give what ``read`` would find now."""
        path = root / read.path
        return Read(read.kind, read.path, folder_digest(path) if read.kind == "folder" else self.of(path))

    def below(self, folder: Path) -> dict[str, str]:
        """Give the fingerprints of all files in a folder, by their way from it."""
        inside = len(str(folder)) + 1
        paths = sorted(
            os.path.join(here, name)  # noqa: PTH118
            for here, folders, names in os.walk(folder)
            if not _hides(folders)
            for name in names
        )
        return {path[inside:].replace(os.sep, "/"): self.of(path) for path in paths}

    def save(self) -> None:
        """Remember what was asked for this time."""
        kept = {name: item for name, item in self.known.items() if name in self.asked}
        write_whole(self.memory, json.dumps(kept, separators=(",", ":")))


def _hides(folders: list[str]) -> bool:
    """Take out, in place, what ``os.walk`` shall not enter."""
    folders[:] = [name for name in folders if name not in ("__pycache__", ".ipynb_checkpoints")]
    return False


def library_digest(digests: Digests) -> str:
    """Fingerprint our own source: what it makes of the same inputs may differ after a change."""
    return digest_of(digests.below(HERE))


def packages_digest() -> str:
    """Fingerprint Python and every installed package by name and version."""
    names = {
        name
        for folder in sys.path
        if os.path.isdir(folder)  # noqa: PTH112
        for name in os.listdir(folder)  # noqa: PTH208  # quick
        if name.endswith((".dist-info", ".egg-info"))
    }
    return digest_of([sys.version, sys.platform, *sorted(names)])


def digest_of(content: object) -> str:
    """Fingerprint a value that JSON can hold."""
    return hashlib.sha256(canonical(content)).hexdigest()


def canonical(content: object) -> bytes:
    """Spell a value the same way every time."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
