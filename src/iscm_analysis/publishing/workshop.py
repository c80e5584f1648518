"""The worker's side of a cluster: a copy of what pages may read, and a parent of their processes."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from threading import Lock
from weakref import WeakKeyDictionary, finalize

from iscm_analysis.errors import IscmError
from iscm_analysis.publishing.bundle import Bundle, makings
from iscm_analysis.publishing.engine.processes import ForkedProcesses
from iscm_analysis.publishing.page import Work
from iscm_analysis.publishing.places import Ended, attend
from iscm_analysis.publishing.surroundings import own_surroundings

_lock = Lock()


class Workshop:
    """A folder of its own on this worker, with the project as far as it travelled."""

    def __init__(self, bundle: Bundle, beside: Path) -> None:
        """Lay out ``bundle`` in a new folder below ``beside``, and start importing."""
        self.folder = Path(tempfile.mkdtemp(prefix="iscm-", dir=beside)).resolve()
        self.root = self.folder / "project"
        bundle.lay_out(self.root)
        with own_surroundings(self.folder / "home"):
            self.processes = ForkedProcesses()

    def is_open(self) -> bool:
        """Say whether pages can still be made here."""
        return self.processes.process.poll() is None

    def close(self) -> None:
        """Leave nothing behind."""
        self.processes.__exit__()
        shutil.rmtree(self.folder, ignore_errors=True)


# A bundle lives on a worker as long as its build does, whatever way that ends; so does its workshop.
_workshops: WeakKeyDictionary[Bundle, Workshop] = WeakKeyDictionary()


def make_there(work: Work, bundle: Bundle) -> Ended:
    """Make a page on this worker.

    Raises:
        IscmError: this worker would not make the same page.
    """
    from distributed import get_worker  # noqa: PLC0415  # only on workers

    worker = get_worker()
    with _lock:
        workshop = _workshop(bundle, worker.address, Path(worker.local_directory))
    ended = attend(work.moved(workshop.root), workshop.processes, _is_wanted)
    return replace(ended, error=ended.error.replace(f"{workshop.root}/", ""))


def _workshop(bundle: Bundle, worker: str, beside: Path) -> Workshop:
    workshop = _workshops.get(bundle)
    if workshop is None or not workshop.is_open():
        if difference := bundle.makings.difference(makings()):  # it came while the build ran
            message = f"worker {worker}: {difference}"
            raise IscmError(message)
        workshop = _workshops[bundle] = Workshop(bundle, beside)
        finalize(bundle, workshop.close)
    return workshop


def _is_wanted() -> bool:
    """Say whether somebody still waits for the task of this thread; a build that ended does not."""
    from distributed import Status, get_worker  # noqa: PLC0415
    from distributed.worker import thread_state  # noqa: PLC0415

    worker = get_worker()
    task = worker.state.tasks.get(thread_state.key)
    ending = (Status.closing, Status.closed, Status.failed)
    return task is not None and task.state != "cancelled" and worker.status not in ending
