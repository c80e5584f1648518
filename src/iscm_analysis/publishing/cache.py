"""Pages made before, found by what they were made from. JSON and plain files; nothing is believed unread.

``entries/KEY/NAME.json`` says what a page read and which objects it became; NAME is the fingerprint of the
entry itself. ``objects/SHA256`` holds an executed notebook or a page. What does not have the fingerprint it
is called by is thrown away, and the page is made again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from iscm_analysis.files import write_whole
from iscm_analysis.publishing.digests import canonical, digest_of
from iscm_analysis.publishing.reads import Read

LARGEST = 512_000_000  # bytes; what was used longest ago goes first


@dataclass(frozen=True)
class Entry:
    """One page as it was made: its key, what it read, what it said of its site, and the objects it became."""

    key: str
    reads: tuple[Read, ...]
    furniture: str
    executed: str
    html: str

    def text(self) -> bytes:
        """Spell the entry; its fingerprint is its name."""
        return canonical(asdict(self))


class Cache:
    """The pages a project has made."""

    def __init__(self, folder: Path) -> None:
        """Keep entries and objects below ``folder``."""
        self.entries, self.objects = folder / "entries", folder / "objects"

    def find(self, key: str, furniture: str, is_current: Callable[[Read], bool]) -> Entry | None:
        """Give the entry of ``key`` that read what is there now; rather one with the same furniture."""
        found = [entry for entry in self._of(key) if all(map(is_current, entry.reads))]
        found.sort(key=lambda entry: entry.furniture != furniture)
        return next(iter(found), None)

    def _of(self, key: str) -> Iterator[Entry]:
        for path in sorted((self.entries / key).glob("*.json")):
            if entry := self._read(path):
                with suppress(OSError):
                    os.utime(path)  # used now
                yield entry

    def _read(self, path: Path) -> Entry | None:
        """Read an entry; one that is not what it was written as is thrown away."""
        try:
            content: Mapping[str, Any] = json.loads(path.read_bytes())
            entry = Entry(**{**content, "reads": tuple(Read(**read) for read in content["reads"])})
            is_itself = digest_of(content) == path.stem and entry.key == path.parent.name
            if is_itself and self._is_whole(entry.executed) and self._is_whole(entry.html):
                return entry
        except (OSError, ValueError, TypeError, KeyError):
            pass
        with suppress(OSError):
            path.unlink()
        return None

    def _is_whole(self, name: str) -> bool:
        with suppress(OSError):
            if self._fingerprint(name) == name:
                return True
            (self.objects / name).unlink()
        return False

    def _fingerprint(self, name: str) -> str:
        return hashlib.sha256(self.content(name)).hexdigest()

    def content(self, name: str) -> bytes:
        """Give an object."""
        return (self.objects / name).read_bytes()

    def keep(self, entry: Entry, *objects: bytes) -> None:
        """Keep a page: first what it became, then the entry that points there."""
        for content in objects:
            write_whole(self.objects / hashlib.sha256(content).hexdigest(), content)
        name = hashlib.sha256(entry.text()).hexdigest()
        write_whole(self.entries / entry.key / f"{name}.json", entry.text())

    def prune(self, largest: int = LARGEST) -> None:
        """Forget what was used longest ago until the rest fits, and every object without an entry."""
        room = largest
        needed: set[str] = set()
        for path in sorted(self.entries.glob("*/*.json"), key=lambda path: -path.stat().st_mtime_ns):
            if entry := self._read(path):
                own = {entry.executed, entry.html} - needed
                room -= sum((self.objects / name).stat().st_size for name in own)
                if room < 0:
                    path.unlink()
                else:
                    needed |= own
        for path in self.objects.glob("*"):
            if path.name not in needed:
                path.unlink()
        for folder in self.entries.glob("*"):
            with suppress(OSError):
                folder.rmdir()
