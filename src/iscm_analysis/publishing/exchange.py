"""The exchange of the old site for the new: prepared beside it, safe on the disk, then at once."""

from __future__ import annotations

import ctypes
import errno
import filecmp
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from iscm_analysis.errors import IscmError
from iscm_analysis.files import PART
from iscm_analysis.publishing.leftovers import beside
from iscm_analysis.stopping import Stopped

AT_FDCWD, RENAME_EXCHANGE = -100, 2
RENAME_SWAP = 2  # macOS


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """Give a folder beside ``out`` for the new site, on the same disk, so that it can be moved at once.

    What lies there in the end goes, at whatever moment somebody asks to stop.
    """
    folder = beside(out, "new")
    try:
        folder.mkdir(parents=True)
        yield folder
    finally:
        try:
            shutil.rmtree(folder, ignore_errors=True)
        except Stopped:  # only the first word counts, so this is not interrupted again
            shutil.rmtree(folder, ignore_errors=True)
            raise


def share_unchanged(old: Path, new: Path) -> None:
    """Let both sites share a file that did not change: who looks at times or copies them sees what is new."""
    for path in list(new.rglob("*")):
        before = old / path.relative_to(new)
        with suppress(OSError):
            if path.is_file() and not before.is_symlink() and filecmp.cmp(before, path, shallow=False):
                _link(before, path)


def _link(before: Path, path: Path) -> None:
    """Put a link to ``before`` in the place of a file, or leave the file where the disk knows no links."""
    link = path.with_name(f"{path.name}{PART}")
    try:
        link.hardlink_to(before)
        link.replace(path)
    finally:
        link.unlink(missing_ok=True)


def secure(folder: Path) -> None:
    """Have every file below ``folder`` on the disk before anything points to it."""
    for here, _folders, names in os.walk(folder):
        for path in (Path(here, name) for name in names):
            if path.stat().st_nlink == 1:  # one that is shared with the old site is there already
                _sync(path)
        _sync(Path(here))


def _sync(path: Path) -> None:
    if sys.platform == "win32":
        return  # folders cannot be opened there, and files are written through on closing
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def exchange(new: Path, out: Path) -> None:
    """Put the new site in the place of the old one; when that fails the old one stays.

    Raises:
        IscmError: the folder cannot be replaced.
    """
    try:
        if not out.exists():
            new.rename(out)
        elif not _swap(new, out):
            _move(new, out)
    except OSError as error:
        message = f"{out} cannot be replaced: {error.strerror}; the last site is still there"
        raise IscmError(message) from error
    with suppress(OSError):  # it is done; the system writes it down a little later
        _sync(out.parent)
    shutil.rmtree(new, ignore_errors=True)


def _swap(new: Path, out: Path) -> bool:
    """Let two folders change places in one step, where the system can."""
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform in ("linux", "darwin") else None
    swap = getattr(libc, "renameat2" if sys.platform == "linux" else "renamex_np", None)
    if swap is None:
        return False
    one, other = os.fsencode(new), os.fsencode(out)
    if sys.platform == "linux":
        failed = swap(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE)
    else:
        failed = swap(one, other, RENAME_SWAP)
    if failed and (number := ctypes.get_errno()) not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        raise OSError(number, os.strerror(number))
    return not failed


def _move(new: Path, out: Path) -> None:
    """Do it in two steps; a build that is killed between them leaves it to the next to put the old back."""
    old = new.with_name(new.name.replace(".new-", ".old-"))
    out.rename(old)
    try:
        new.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
