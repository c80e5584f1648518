"""Makes the n-th call of a kind fail: ``ISCM_FAULT=write:3:ENOSPC``, or with ``ENOSPC+`` all from then on.

Found on PYTHONPATH by the command under test. Only calls of the command itself count, and only on files below
``ISCM_FAULT_IN``. A file on a full disk opens, and no byte goes in.
"""

from __future__ import annotations

import builtins
import ctypes
import errno
import io
import os
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

fault = os.environ.pop("ISCM_FAULT", "")  # children are spared
inside = os.environ.pop("ISCM_FAULT_IN", "")
kind, _, rest = fault.partition(":")
number, _, name = rest.partition(":")
calls = count(1)


def fails(path: object) -> bool:
    """Count a call; say whether it is one to fail."""
    if not str(path).startswith(inside):
        return False
    call = next(calls)
    return call >= int(number) if name.endswith("+") else call == int(number)


def guard(module: Any, function: str, path_of: Callable[[Any], object] = lambda path: path) -> None:
    """Let a function of ``module`` fail when it is its turn."""
    real = getattr(module, function)

    def guarded(first: Any, *arguments: Any, **options: Any) -> Any:
        if fails(path := path_of(first)):
            code = getattr(errno, name.rstrip("+"))
            raise OSError(code, os.strerror(code), str(path))
        return real(first, *arguments, **options)

    setattr(module, function, guarded)


def fill_disk() -> None:
    """Let what is opened to be written lead to a device that is always full."""
    real_open, real_os_open = io.open, os.open

    def guarded_open(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        to_write = any(letter in mode for letter in "wax+") and not isinstance(file, int)
        if to_write and fails(file):
            return real_open("/dev/full", mode.replace("x", "w"), *arguments, **options)
        return real_open(file, mode, *arguments, **options)

    def guarded_os_open(path: Any, flags: int, *arguments: Any, **options: Any) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR) and fails(path):
            return real_os_open("/dev/full", os.O_WRONLY)
        return real_os_open(path, flags, *arguments, **options)

    builtins.open = io.open = guarded_open
    os.open = guarded_os_open


def forbid_exchange() -> None:
    """Have a system that cannot let two folders change places in one step."""
    real = ctypes.CDLL.__getattr__

    def without(library: ctypes.CDLL, attribute: str) -> Any:
        if attribute == "renameat2":
            raise AttributeError(attribute)
        return real(library, attribute)

    ctypes.CDLL.__getattr__ = without  # type: ignore[method-assign]


if kind == "write":
    fill_disk()
elif kind == "fsync":
    guard(os, "fsync", lambda descriptor: Path(f"/proc/self/fd/{descriptor}").readlink())
elif kind == "mkdir":
    guard(os, "mkdir")
elif kind == "rename":
    forbid_exchange()
    guard(os, "rename")
    guard(os, "replace")
