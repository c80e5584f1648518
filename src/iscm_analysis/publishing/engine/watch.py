"""Following one worker: what it says, whether its time is over, and what became of it."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from typing import Any

from iscm_analysis.publishing.engine.processes import Worker

Event = tuple[Any, ...]


class Watch:
    """Keeps the time limits of a worker, also when a cell ignores interrupts: the worker is then killed.

    In the end ``error`` says in words what went wrong, or ``result`` is what the task gave.
    """

    def __init__(
        self, worker: Worker, *, cell_timeout: float | None = None, page_timeout: float | None = None
    ) -> None:
        """Start the clock."""
        self.worker, self.cell_timeout, self.page_timeout = worker, cell_timeout, page_timeout
        self.started = self.cell_started = time.monotonic()
        self.cell, self.error = "", ""
        self.result: Any = None
        self._finished = False

    @property
    def seconds(self) -> float:
        """How long it has been at work."""
        return time.monotonic() - self.started

    def events(self) -> Iterator[Event]:
        """Take what the worker has said since; give what is not for us."""
        while not self._finished and self._can_hear():
            try:
                event, *details = self.worker.connection.recv()
            except (EOFError, OSError):
                return
            if event in ("result", "error"):
                self._finished = True
                setattr(self, event, details[0])
            elif event in ("cell", "between"):
                self.cell, self.cell_started = "".join(details), time.monotonic()
            else:
                yield event, *details

    def _can_hear(self) -> bool:
        try:
            return self.worker.connection.poll()
        except OSError:
            return False

    def is_over(self) -> bool:
        """Say whether it has finished, died, or used up its time; in the last case it is killed."""
        if self._finished:
            return True
        ended = self.worker.exit_code is not None
        for _event in self.events() if ended else ():
            pass
        if not self._finished:
            self.error = self._death() if ended else self._lateness()
        if self.error and not ended:
            self.worker.stop()
        return self._finished or bool(self.error)

    def _lateness(self) -> str:
        cell_seconds = time.monotonic() - self.cell_started
        if self.cell and self.cell_timeout and cell_seconds > self.cell_timeout:
            return (
                f"A cell timed out: {self.cell} was still running after {self.cell_timeout} s; "
                "raise --cell-timeout or mend the cell"
            )
        if self.page_timeout and self.seconds > self.page_timeout:
            return f"not finished after {self.page_timeout} s; raise --timeout or mend the notebook"
        return ""

    def _death(self) -> str:
        code = self.worker.exit_code or 0
        how = (
            f"killed by {signal.Signals(-code).name}, perhaps out of memory"
            if code < 0
            else f"exit code {code}"
        )
        if self.cell:
            return f"the kernel died while a cell ran ({self.cell}: {how})"
        return f"its process ended without a word ({how})"
