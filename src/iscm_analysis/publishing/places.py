"""Where pages are made: by children of this machine, each minded by a thread, or somewhere else."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Event
from typing import TYPE_CHECKING, Protocol, Self

from iscm_analysis.errors import UsageError
from iscm_analysis.publishing.engine.processes import Processes, processes

if TYPE_CHECKING:
    from iscm_analysis.publishing.cluster import Cluster
    from iscm_analysis.publishing.page import Made, Work
    from iscm_analysis.publishing.request import Request


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of one page: what was ``made``, or in words the ``error``, and how many seconds it took."""

    made: Made | None
    error: str
    seconds: float


class Place(Protocol):
    """Makes pages by an executor."""

    def room(self) -> int:
        """Say how many pages may be in the making at a time."""

    def submit(self, work: Work, /) -> Future[Ended]:
        """Have a page made."""

    def take(self, future: Future[Ended], /) -> Ended:
        """Give what came of it; raise when it is not the page that failed but the place."""


def attend(work: Work, pool: Processes, is_wanted: Callable[[], bool]) -> Ended:
    """Have a page made by one or two children of ``pool``, in its time, as long as somebody wants it."""
    ended = _attend(work, pool, is_wanted)
    if ended.made is None or ended.made.html:
        return ended
    rest = _attend(replace(work, executed=ended.made.notebook), pool, is_wanted)
    made = rest.made and replace(ended.made, html=rest.made.html)
    return Ended(made, rest.error, ended.seconds + rest.seconds)


def _attend(work: Work, pool: Processes, is_wanted: Callable[[], bool]) -> Ended:
    from iscm_analysis.publishing.engine.watch import Watch  # noqa: PLC0415  # only when something is made
    from iscm_analysis.publishing.page import make_page  # noqa: PLC0415

    worker = pool.start(make_page, work, project=str(work.project_root))
    watch = Watch(worker, cell_timeout=work.cell_timeout, page_timeout=work.page_timeout)
    while not watch.is_over():
        pool.wait([worker])
        for _event in watch.events():
            pass
        if not is_wanted():
            worker.stop()
            return Ended(None, "stopped", watch.seconds)
    worker.connection.close()
    return Ended(watch.result, watch.error, watch.seconds)


def place_of(request: Request) -> Here | Cluster:
    """Give the place that was asked for.

    Raises:
        UsageError: names were asked for, and they would travel.
    """
    if request.cluster and request.names:
        message = "--names: interviewees' names never leave this machine; leave out --cluster"
        raise UsageError(message)
    if request.cluster:
        from iscm_analysis.publishing.cluster import Cluster  # noqa: PLC0415  # seldom

        return Cluster(request.cluster)
    return Here(request.n_jobs)


class Here:
    """This machine; use it as a context: however that ends, no child is left running."""

    def __init__(self, n_jobs: int) -> None:
        """Make ``n_jobs`` pages at a time; processes begin at once to import what pages need."""
        self.n_jobs = n_jobs
        self.processes = processes()
        self.executor = ThreadPoolExecutor(n_jobs)
        self.stopped = Event()

    def room(self) -> int:
        """Say how many pages may be in the making at a time."""
        return self.n_jobs

    def submit(self, work: Work) -> Future[Ended]:
        """Have a page made by a child."""
        return self.executor.submit(attend, work, self.processes, lambda: not self.stopped.is_set())

    def take(self, future: Future[Ended]) -> Ended:
        """Give what came of it."""
        return future.result()

    def __enter__(self) -> Self:
        """Nothing is left to do."""
        return self

    def __exit__(self, *error: object) -> None:
        """End those still running."""
        self.stopped.set()
        self.executor.shutdown(cancel_futures=True)
        self.processes.__exit__(*error)
