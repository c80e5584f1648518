"""Traces of the machine a build runs on: who is logged in, what it is called, where its folders are."""

from __future__ import annotations

import getpass
import re
import socket
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from iscm_analysis.publishing.privacy.readings import Readings

# Folders of people and of temporary files, on any machine; an address such as example.org/home/ is none.
_FOLDERS = {
    start: re.compile(rf"{start}(?<![\w./:~%)-]{start})[\w.~-]")
    for start in (
        "/home/", "/Users/", "/root/", "/mnt/c/", "/private/var/", "/var/folders/",
        "/tmp/", "/var/tmp/", "/dev/shm/",  # noqa: S108  # only looked for
    )
} | {
    "file:/": re.compile(r"file:/{2,3}[\w%]"),
    "ipykernel_": re.compile(r"ipykernel_\d+[/\\]"),
    ":\\": re.compile(
        r":(?<=[A-Za-z]:)(?<![A-Za-z]{2}:)\\{1,2}(?:Users|Documents and Settings|Temp|Windows)\\{1,2}[\w.~-]"
    ),
}  # fmt: skip
SHORTEST_WORD = 4  # letters
SHORTEST_PATH = 6


@dataclass(frozen=True)
class Machine:
    """This machine's own ``folders`` and ``words``: paths as they are spelled, user and host name."""

    folders: tuple[str, ...]
    words: tuple[str, ...]
    message: str = "a trace of this machine (a folder, its name or its user's) stands here"
    hint: str = "show a path from the project's root, or nothing"

    def stand_in(self, text: Readings) -> bool:
        """Say whether there is one; what decoding makes of a backslash is no path any more."""
        written = (text.written,) if "\\" in text.written else ()
        return any(self._stand_in(one) for one in (*written, *(form.text for form in text.forms)))

    def _stand_in(self, text: str) -> bool:
        if any(folder in text for folder in self.folders):
            return True
        if any(pattern.search(text) for start, pattern in _FOLDERS.items() if start in text):
            return True
        return any(_word(word).search(text) for word in self.words if word in text)


def _word(word: str) -> re.Pattern[str]:
    escaped = re.escape(word)
    return re.compile(rf"{escaped}(?<![\w-]{escaped})(?![\w-])")


def machine_here(root: Path, ordinary: str) -> Machine:
    """Look at this machine; a user called like a word of the project's own texts is told by folders only."""
    named = [Path.home(), root, root.resolve(), Path(tempfile.gettempdir()), Path(sys.prefix)]
    folders = {str(path) for path in named} | {path.as_posix() for path in named}
    folders |= {folder.replace("\\", "\\\\") for folder in folders}
    words = {word for word in _words() if len(word) >= SHORTEST_WORD and not _word(word).search(ordinary)}
    return Machine(
        tuple(sorted(f for f in folders if len(f) >= SHORTEST_PATH and f.count("/") + f.count("\\") > 1)),
        tuple(sorted(words)),
    )


def _words() -> Iterable[str]:
    with suppress(OSError, KeyError, ImportError):  # a user without an entry has no name
        yield getpass.getuser()
    name = socket.gethostname()
    yield name
    yield name.partition(".")[0]
