"""The worker's side of a cluster: a copy of what the pages of a build may read, and a parent of processes."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Condition, Lock, Timer
from typing import TYPE_CHECKING

from iscm_analysis.errors import IscmError
from iscm_analysis.publishing.bundle import Bundle, makings
from iscm_analysis.publishing.engine.processes import ForkedProcesses
from iscm_analysis.publishing.page import Work
from iscm_analysis.publishing.places import Ended, attend
from iscm_analysis.publishing.surroundings import own_surroundings

if TYPE_CHECKING:
    from distributed import Worker

ARRIVAL_SECONDS = 60
IDLE_SECONDS = 60


class Workshop:
    """A folder of its own with the project as far as it travelled; its processes rest when nothing comes."""

    def __init__(self, bundle: Bundle, beside: Path) -> None:
        """Lay out ``bundle`` in a new folder below ``beside``, and start importing."""
        self.folder = Path(tempfile.mkdtemp(prefix="pages-", dir=beside)).resolve()
        self.root, self.scratch = self.folder / "project", self.folder / "tmp"
        self.scratch.mkdir()
        bundle.lay_out(self.root)
        self.lock, self.n_at_work, self.is_closing = Lock(), 0, False
        self.processes = self._started()
        self.clock = Timer(IDLE_SECONDS, self._rest)

    def _started(self) -> ForkedProcesses:
        with own_surroundings(self.folder / "home"):
            os.environ["TMPDIR"] = str(self.scratch)  # the surroundings' own goes with them
            return ForkedProcesses()

    def make(self, work: Work) -> Ended:
        """Make a page."""
        with self._at_work() as processes:
            ended = attend(work.moved(self.root), processes, self._is_wanted)
        return replace(ended, error=ended.error.replace(f"{self.root}/", ""))

    def _is_wanted(self) -> bool:
        return not self.is_closing and _somebody_waits()

    @contextmanager
    def _at_work(self) -> Iterator[ForkedProcesses]:
        with self.lock:
            self.clock.cancel()
            self.n_at_work += 1
            if self.processes.process.poll() is not None:
                self.processes = self._started()
        try:
            yield self.processes
        finally:
            with self.lock:
                self.n_at_work -= 1
                self._tidy()

    def _tidy(self) -> None:
        """When the last page is made: close, or wait a while for more."""
        if not self.n_at_work:
            self.clock = Timer(0 if self.is_closing else IDLE_SECONDS, self._rest)
            self.clock.daemon = True
            self.clock.start()

    def _rest(self) -> None:
        """End the processes: whoever built here may be gone without a word."""
        with self.lock:
            if not self.n_at_work:
                self.processes.__exit__()
                if self.is_closing:
                    shutil.rmtree(self.folder, ignore_errors=True)

    def close(self) -> None:
        """Leave nothing behind, as soon as the pages in the making have been stopped."""
        with self.lock:
            self.clock.cancel()
            self.is_closing = True
            self._tidy()


_workshops: dict[str, Workshop] = {}  # of this worker, by build
_arrival = Condition()


def receive(build: str, bundle: Bundle, dask_worker: Worker) -> str:
    """Take in what the pages of a build may read; else say why this worker cannot make the same pages."""
    if difference := bundle.makings.difference(makings()):
        return difference
    with _arrival:
        if build not in _workshops:
            try:
                _workshops[build] = Workshop(bundle, Path(dask_worker.local_directory))
            except OSError as error:
                return f"{error.filename}: {error.strerror}"
            _arrival.notify_all()
    return ""


def make_there(work: Work, build: str) -> Ended:
    """Make a page on this worker.

    Raises:
        IscmError: the worker was not sent what the page may read.
    """
    with _arrival:
        if not _arrival.wait_for(lambda: build in _workshops, ARRIVAL_SECONDS):
            message = "a worker was not sent what the page may read; run `iscm build` again"
            raise IscmError(message)
        workshop = _workshops[build]
    return workshop.make(work)


def leave(build: str) -> None:
    """Forget a build."""
    with _arrival:
        workshop = _workshops.pop(build, None)
    if workshop is not None:
        workshop.close()


def _somebody_waits() -> bool:
    """Say whether somebody still waits for the task of this thread; a build that ended does not."""
    from distributed import Status, get_worker  # noqa: PLC0415  # only on workers

    worker = get_worker()
    task = worker.state.tasks.get(worker.get_current_task())
    ending = (Status.closing, Status.closed, Status.failed)
    return task is not None and task.state != "cancelled" and worker.status not in ending
