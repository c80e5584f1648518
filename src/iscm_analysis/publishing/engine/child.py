"""The process of one page: it is told what to do, says how far it is, and gives the result."""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ipykernel.zmqshell import ZMQInteractiveShell

Task = Callable[..., Any]


class Child:
    """This process, seen from inside: who hears it, and the shell it was forked with, if any."""

    here: Child | None = None

    def __init__(self, connection: Connection, shell: ZMQInteractiveShell | None = None) -> None:
        """Speak through ``connection``."""
        self.connection, self.shell = connection, shell

    def tell(self, event: str, *details: object) -> None:
        """Say something to whoever started this process; when nobody is there any more, end."""
        try:
            self.connection.send((event, *details))
        except OSError:
            os._exit(1)

    def fail(self, error: str) -> None:
        """End at once, whatever a cell would do about it."""
        self.tell("error", error)
        os._exit(1)

    def work(self, describe: Callable[[Exception], str]) -> None:
        """Take a task from the connection, do it, and tell its result or, in words, its error."""
        Child.here = self
        task, arguments = self.connection.recv()
        try:
            self.tell("result", task(*arguments))
        except Exception as error:  # noqa: BLE001  # whatever it was, the starter has to name the page
            self.tell("error", describe(error))


def tell(event: str, *details: object) -> None:
    """Say something to the starter of this process, if there is one who listens."""
    if Child.here is not None:
        Child.here.tell(event, *details)


def has_shell() -> bool:
    """Say whether cells can run in this process: whether it was forked from the preloaded parent."""
    return Child.here is not None and Child.here.shell is not None


def can_render() -> bool:
    """Say whether this process can render a page at once; one forked early, to run cells, cannot."""
    return not has_shell() or "iscm_analysis.publishing.exporter" in sys.modules


def end() -> None:
    """End this process as Python would, but without going back to what it was forked from."""
    with suppress(Exception):
        atexit._run_exitfuncs()  # noqa: SLF001  # temporary folders of cells; os._exit leaves them
    with suppress(Exception):
        sys.stdout.flush()
    os._exit(0)
