"""Imports that cost less: no garbage is sought among what stays, and what nobody here uses stays out."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lasting() -> Iterator[None]:
    """Import what stays in memory to the end: nobody looks for garbage in it, neither now nor later."""
    n_before = len(sys.modules)
    gc.disable()
    try:
        yield
    finally:
        if len(sys.modules) > n_before:
            gc.freeze()
        gc.enable()


@contextmanager
def absent(name: str) -> Iterator[None]:
    """Let libraries find no module ``name``, unless somebody has imported it already.

    They use it for something that is never asked of them here, and it takes long to import.
    """
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # how Python marks a module that is not there
    try:
        yield
    finally:
        del sys.modules[name]
