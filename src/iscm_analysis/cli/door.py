"""The door: what a user can mend is said in one line, with the exit code that belongs to it."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any, NoReturn, TextIO

import click

from iscm_analysis.cli.saying import say
from iscm_analysis.errors import IscmError
from iscm_analysis.stopping import Stopped


class Door(click.Group):
    """Catches what the user can mend, says it in one line, and ends with its exit code."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # click's signature
        """Run the command; no traceback for foreseen errors."""
        _open_standard_streams()
        try:
            return super().invoke(ctx)
        except IscmError as error:
            _fail(ctx, str(error), error.exit_code)
        except Stopped as word:
            _fail(ctx, f"stopped by {word}; nothing was changed that is not complete", 1)
        except OSError as error:
            _fail(ctx, _worded(error), 1)


def _open_standard_streams() -> None:
    """Open what the caller closed: a file of ours must not take the place of standard output."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # noqa: FBT003  # its only parameter
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _fail(ctx: click.Context, message: str, code: int) -> NoReturn:
    for line in message.splitlines():
        say(f"iscm: {line}", err=True)
    ctx.exit(code)


def _worded(error: OSError) -> str:
    """Say what the system refused, and what helps."""
    helps = {
        errno.ENOSPC: "make room and run it again",
        errno.EDQUOT: "make room and run it again",
        errno.EACCES: "ask for the right to write there, or choose another folder with --out",
        errno.EPERM: "ask for the right to write there, or choose another folder with --out",
        errno.EROFS: "it is read-only; choose another folder with --out",
        errno.EMFILE: "raise the number of open files (ulimit -n)",
    }
    where = f"{error.filename}: " if error.filename else ""
    hint = f"; {helps[error.errno]}" if error.errno in helps else ""
    return f"{where}{error.strerror or error}{hint}"
