"""One build at a time in a project: the second waits and says so; a lock whose owner is gone is none."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

POLL_SECONDS = 0.1


def process_start(pid: int) -> str:
    """Say when a process started, for its number may be given again; nothing when it is gone."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2]
        return after_name.split()[19]
    except OSError:
        pass
    if sys.platform == "linux":
        return ""
    import psutil  # noqa: PLC0415  # only where there is no /proc

    return str(psutil.Process(pid).create_time()) if psutil.pid_exists(pid) else ""


def is_running(pid: int, start: str) -> bool:
    """Say whether the process that had this number when it started is still there."""
    return bool(start) and process_start(pid) == start


@contextmanager
def locked(path: Path, waits: Callable[[str], None]) -> Iterator[bool]:
    """Hold the project's lock; say whether the owner before us ended without giving it back.

    The system gives the lock back when its owner dies, however it dies; children do not inherit it.
    The file holds the owner's number and start for people and for the message.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        told = False
        while not _take(descriptor):
            if not told:
                waits(f"another build{_owner(path)} is at work here; waiting for it")
                told = True
            time.sleep(POLL_SECONDS)
        was_left = os.fstat(descriptor).st_size > 0
        _write(descriptor, json.dumps({"pid": os.getpid(), "start": process_start(os.getpid())}))
        yield was_left
        _write(descriptor, "")
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415

            os.lseek(descriptor, 1 << 30, os.SEEK_SET)  # beyond what is written, so that it can be read
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _write(descriptor: int, text: str) -> None:
    with suppress(OSError):  # a full disk does not make the lock less ours
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, text.encode())


def _owner(path: Path) -> str:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return f" (process {content['pid']})" if is_running(content["pid"], content["start"]) else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""
