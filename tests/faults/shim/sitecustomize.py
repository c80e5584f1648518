"""Makes the n-th call of a kind fail: ``ISCM_FAULT=write:3:ENOSPC``. Found on PYTHONPATH by the command under test.

Only calls of the command itself count, and only on files below ``ISCM_FAULT_IN``.
"""

import builtins
import ctypes
import errno
import io
import os

fault = os.environ.pop("ISCM_FAULT", "")  # children are spared
inside = os.environ.pop("ISCM_FAULT_IN", "")
kind, _, rest = fault.partition(":")
number, _, name = rest.partition(":")
calls = 0


def fails(path):
    """Count a call; say whether it is the one to fail."""
    global calls
    if not str(path).startswith(inside):
        return False
    calls += 1
    return calls >= int(number) if name.endswith("+") else calls == int(number)


def refuse(path):
    code = getattr(errno, name.rstrip("+"))
    raise OSError(code, os.strerror(code), str(path))


def guard(module, function, which=0):
    real = getattr(module, function)

    def guarded(*arguments, **options):
        if fails(arguments[which]):
            refuse(arguments[which])
        return real(*arguments, **options)

    setattr(module, function, guarded)


if kind == "write":
    real_open, real_os_open, real_fdopen = io.open, os.open, os.fdopen

    class Full(io.RawIOBase):
        """A file on a full disk: it opens, and no byte goes in."""

    def guarded_open(file, mode="r", *arguments, **options):
        if any(letter in mode for letter in "wax+") and not isinstance(file, int) and fails(file):
            refuse(file)
        return real_open(file, mode, *arguments, **options)

    def guarded_os_open(path, flags, *arguments, **options):
        if flags & (os.O_WRONLY | os.O_RDWR) and fails(path):
            refuse(path)
        return real_os_open(path, flags, *arguments, **options)

    builtins.open = io.open = guarded_open
    os.open = guarded_os_open
elif kind == "fsync":
    real_fsync = os.fsync

    def guarded_fsync(descriptor):
        path = os.readlink(f"/proc/self/fd/{descriptor}")
        if fails(path):
            refuse(path)
        real_fsync(descriptor)

    os.fsync = guarded_fsync
elif kind == "mkdir":
    guard(os, "mkdir")
elif kind == "rename":
    # No exchange in one step on this system, and the n-th rename fails.
    real_getattr = ctypes.CDLL.__getattr__

    def without(self, attribute):
        if attribute == "renameat2":
            raise AttributeError(attribute)
        return real_getattr(self, attribute)

    ctypes.CDLL.__getattr__ = without
    guard(os, "rename")
    guard(os, "replace")
