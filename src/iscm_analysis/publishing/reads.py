"""What a page really read: every file its cells opened, noted as they open it, with what it then held.

Declared lists are forgotten; this one is taken by an audit hook in the process that runs the cells, so it
sees the library's loader, pandas, plain ``open`` and imports alike. What it cannot follow (other programs,
the network, readers that open files without Python) makes the page one that is run every time.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import source_from_cache
from pathlib import Path
from typing import Any, Literal

RECORD = "ISCM_READS"  # names the file of the record
HERE = Path(__file__).resolve().parents[1]
SYSTEM = ("/proc", "/sys", "/dev")
NOT_FOLLOWED = {
    "subprocess.Popen": "starts another program",
    "os.system": "starts another program",
    "os.posix_spawn": "starts another program",
    "os.exec": "starts another program",
    "os.fork": "starts another process",
    "socket.getaddrinfo": "asks the network",
}
OWN_READERS = {
    "polars", "duckdb", "h5py", "netCDF4", "rasterio", "fiona", "pyogrio",
    "pyarrow.csv", "pyarrow.dataset", "pyarrow.feather", "pyarrow.parquet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """One file or folder a page looked into; ``sha256`` is empty when there was none."""

    kind: Literal["file", "folder"]
    path: str
    sha256: str


def file_digest(path: str | Path) -> str:
    """Give the SHA-256 of a file's bytes, or nothing when there is no such file."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123  # quick, and needed before pathlib is
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def folder_digest(path: str | Path) -> str:
    """Give the SHA-256 of the names in a folder, or nothing when there is no such folder."""
    try:
        names = sorted(name for name in os.listdir(path) if name != "__pycache__")  # noqa: PTH208
    except OSError:
        return ""
    return hashlib.sha256("\0".join(names).encode("utf-8", "surrogateescape")).hexdigest()


class _Recorder:
    """The audit hook of this process; it stays for good, but notes only while a record is open."""

    def __init__(self) -> None:
        self.descriptor = -1
        self.busy = False
        self.seen: set[tuple[str, str]] = set()
        self.written: set[str] = set()
        self.ignored: tuple[str, ...] = ()
        self.temporary = ""

    def begin(self, path: str) -> None:
        self.descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.seen, self.written = set(), set()
        own = [os.environ.get(name, "") for name in ("MPLCONFIGDIR", "IPYTHONDIR", "JUPYTER_DATA_DIR")]
        roots = [sys.prefix, sys.base_prefix, str(HERE), str(Path(path).parent), *SYSTEM, *filter(None, own)]
        self.ignored = tuple(os.path.join(os.path.realpath(root), "") for root in roots)  # noqa: PTH118
        self.temporary = os.path.join(os.path.realpath(tempfile.gettempdir()), "")  # noqa: PTH118
        self.note({"recorder": 1})

    def end(self) -> None:
        descriptor, self.descriptor = self.descriptor, -1
        os.close(descriptor)

    def note(self, line: dict[str, Any]) -> None:
        os.write(self.descriptor, (json.dumps(line) + "\n").encode())

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.descriptor < 0 or self.busy:
            return
        self.busy = True  # what we open ourselves is not the page's
        try:
            self.hear(event, arguments)
        finally:
            self.busy = False

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            self.opened(*arguments)
        elif event == "sqlite3.connect":
            self.opened(arguments[0], "r", os.O_RDWR)
        elif event in ("os.listdir", "os.scandir"):
            self.listed(arguments[0])
        elif event == "import" and arguments[0] in OWN_READERS:
            self.unsafe(f"uses {arguments[0]}, which opens files by itself")
        elif event == "socket.connect" and isinstance(arguments[1], tuple):
            self.unsafe("asks the network")
        elif event in NOT_FOLLOWED:
            self.unsafe(NOT_FOLLOWED[event])

    def opened(self, name: object, _mode: object, flags: int) -> None:
        if not isinstance(name, (str, bytes, os.PathLike)):
            return  # a descriptor, opened before by its name
        path = os.path.realpath(os.fsdecode(name))
        if path.startswith(self.ignored) or path in self.written:
            return
        if "__pycache__" in path:
            if flags & os.O_ACCMODE == os.O_RDONLY:
                self.read("file", _source(path))
        elif flags & os.O_ACCMODE == os.O_RDONLY:
            self.read("file", path)
        else:
            self.wrote(path)

    def wrote(self, path: str) -> None:
        self.written.add(path)
        root = os.path.join(os.path.realpath(os.environ.get("ISCM_PROJECT") or os.getcwd()), "")  # noqa: PTH109, PTH118
        if path.startswith(root) or not path.startswith(self.temporary):
            self.unsafe(f"writes a file ({os.path.basename(path)})")  # noqa: PTH119

    def listed(self, name: object) -> None:
        if name is not None and not isinstance(name, (str, bytes, os.PathLike)):
            return
        if "importlib" in sys._getframe(3).f_code.co_filename:  # noqa: SLF001  # looking for a module
            return
        path = os.path.realpath(os.fsdecode(name or "."))
        if not os.path.join(path, "").startswith(self.ignored):  # noqa: PTH118
            self.read("folder", path)

    def read(self, kind: str, path: str) -> None:
        strange = kind == "file" and os.path.exists(path) and not os.path.isfile(path)  # noqa: PTH110, PTH113
        if strange or (kind, path) in self.seen:  # a pipe or terminal holds nothing to compare
            return
        self.seen.add((kind, path))
        digest = file_digest(path) if kind == "file" else folder_digest(path)
        self.note({"kind": kind, "path": path, "sha256": digest})

    def unsafe(self, reason: str) -> None:
        if ("unsafe", reason) not in self.seen:
            self.seen.add(("unsafe", reason))
            self.note({"unsafe": reason})


def _source(compiled: str) -> str:
    try:
        return source_from_cache(compiled)
    except ValueError:
        return compiled


_here: list[_Recorder] = []


@contextmanager
def recording() -> Iterator[None]:
    """Note what is read by this process, if ``ISCM_READS`` names a file for the record."""
    path = os.environ.get(RECORD)
    if not path:
        yield
        return
    recorder = _recorder()
    recorder.begin(path)
    try:
        yield
    finally:
        recorder.end()


def _recorder() -> _Recorder:
    if not _here:
        _here.append(_Recorder())
        sys.addaudithook(_here[0])
    return _here[0]


def load_ipython_extension(_shell: object) -> None:
    """Note what a stock kernel reads, to its end; let it import what lies beside its notebook."""
    sys.path.append("")
    if path := os.environ.get(RECORD):
        _recorder().begin(path)


def from_root(record: str, root: Path) -> str:
    """Give a record with paths inside the project as seen from ``root``, so that a project may move."""
    inside = os.path.join(os.path.realpath(root), "")  # noqa: PTH118
    lines = [json.loads(line) for line in record.splitlines()]
    for line in lines:
        if "path" in line:
            line["path"] = line["path"].removeprefix(inside)
    return "".join(f"{json.dumps(line)}\n" for line in lines)


def parse(record: str) -> tuple[Sequence[Read], str]:
    """Give what a record says was read, and why it is not the whole truth, if it is not."""
    lines = [json.loads(line) for line in record.splitlines()]
    if {"recorder": 1} not in lines:
        return [], "what it reads could not be followed"
    unsafe = [line["unsafe"] for line in lines if "unsafe" in line]
    reads = {(line["kind"], line["path"]): line["sha256"] for line in reversed(lines) if "path" in line}
    found = [Read(kind, path, sha) for (kind, path), sha in sorted(reads.items())]
    return found, "; ".join(unsafe)
