"""Other machines: the workers of a ``dask.distributed`` scheduler make the pages."""

from __future__ import annotations

import logging
import re
import time
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from iscm_analysis.errors import IscmError, UsageError
from iscm_analysis.project import Project
from iscm_analysis.publishing.engine.processes import can_fork
from iscm_analysis.publishing.places import Ended

if TYPE_CHECKING:
    from distributed import Client

    from iscm_analysis.publishing.bundle import Bundle
    from iscm_analysis.publishing.page import Work

ADDRESS = re.compile(r"(tcp|tls)://.+:\d+")
CONNECT_SECONDS = 5
ALONE_SECONDS = 60
CLOSE_SECONDS = 3


class Cluster:
    """The workers of one scheduler; use it as a context: in the end they forget what they were sent."""

    def __init__(self, address: str) -> None:
        """Connect.

        Raises:
            UsageError: this is no address, or the package ``distributed`` is not installed.
            IscmError: nobody answers there, or there is no worker.
        """
        self.address, self.build = address, uuid4().hex
        self.client = _connected(address)
        self.executor = self.client.get_executor(pure=False)
        self.bundle: Bundle | None = None
        self.receivers: set[str] = set()
        self.seen = time.monotonic()
        try:
            self._wait_for_workers()
        except BaseException:
            self.__exit__()
            raise

    def _wait_for_workers(self) -> None:
        with suppress(TimeoutError):
            self.client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        if not self.room():
            message = f"{self.address} has no workers; start some with `dask worker {self.address}`"
            raise IscmError(message)

    def room(self) -> int:
        """Give the number of the workers' threads; who is new among them is sent what pages may read.

        Raises:
            IscmError: the scheduler is gone, or all its workers for a while; or one would not make the same
                pages.
        """
        if not self._is_connected():  # do not wait until it answers: what it knew is gone
            raise self._lost()
        try:
            threads: dict[str, int] = self.client.nthreads()
            self._send(set(threads) - self.receivers)
        except (OSError, CancelledError) as error:
            raise self._lost() from error
        if threads:
            self.seen = time.monotonic()
        elif time.monotonic() - self.seen > ALONE_SECONDS:
            message = f"{self.address} has had no workers for {ALONE_SECONDS} s; start some and run it again"
            raise IscmError(message)
        return sum(threads.values())

    def _send(self, workers: set[str]) -> None:
        from iscm_analysis.publishing.workshop import receive  # noqa: PLC0415

        if self.bundle is None or not workers:
            return
        order = {"workers": sorted(workers), "on_error": "return"}
        for worker, answer in self.client.run(receive, self.build, self.bundle, **order).items():
            if isinstance(answer, OSError):
                continue  # it has gone meanwhile
            if answer:
                why = answer if isinstance(answer, str) else f"iscm-analysis does not work there ({answer})"
                message = f"worker {worker}: {why}"
                raise IscmError(message)
            self.receivers.add(worker)

    def submit(self, work: Work) -> Future[Ended]:
        """Have a page made by a worker; the first one takes along what pages may read."""
        from iscm_analysis.publishing.bundle import bundle_of  # noqa: PLC0415
        from iscm_analysis.publishing.workshop import make_there  # noqa: PLC0415

        if self.bundle is None:
            self.bundle = bundle_of(Project(work.project_root))
            self.room()
        made: Future[Ended] = self.executor.submit(make_there, work.moved(Path()), self.build)
        return made

    def take(self, future: Future[Ended]) -> Ended:
        """Give what came of a page.

        Raises:
            IscmError: the scheduler is gone.
        """
        from distributed.scheduler import KilledWorker  # noqa: PLC0415

        from iscm_analysis.publishing.verdict import describe  # noqa: PLC0415

        try:
            return future.result()
        except CancelledError as error:
            raise self._lost() from error
        except KilledWorker as error:
            died = f"{error.allowed_failures + 1} workers died while they made it, perhaps out of memory"
            return Ended(None, died, 0.0)
        except Exception as error:  # noqa: BLE001  # whatever it was, the page has to be named
            return Ended(None, describe(error), 0.0)

    def _is_connected(self) -> bool:
        return bool(self.client.status == "running")

    def _lost(self) -> IscmError:
        return IscmError(f"the connection to {self.address} was lost; run `iscm build` again")

    def __enter__(self) -> Self:
        """Nothing is left to do."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Disconnect: the scheduler then has the workers stop what nobody waits for."""
        from iscm_analysis.publishing.workshop import leave  # noqa: PLC0415

        with suppress(Exception):  # whatever its state, we are through with it
            if self._is_connected():
                self.client.run(leave, self.build, on_error="ignore")
        with suppress(Exception):
            self.client.close(timeout=CLOSE_SECONDS)
        logging.disable(logging.NOTSET)


def _connected(address: str) -> Client:
    if not ADDRESS.fullmatch(address):
        message = f"--cluster {address}: no address of a scheduler; give tcp://HOST:PORT or tls://HOST:PORT"
        raise UsageError(message)
    if not can_fork():
        message = "--cluster works between machines with Linux only"
        raise UsageError(message)
    try:
        from distributed import Client  # noqa: PLC0415  # heavy, and an extra
    except ModuleNotFoundError as error:
        message = "--cluster needs a package more: pip install iscm-analysis[cluster]"
        raise UsageError(message) from error
    _refuse_without_certificates(address)
    logging.disable(logging.CRITICAL)  # we say ourselves what goes wrong
    try:
        return Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except OSError as error:
        message = f"no scheduler answers at {address}; start one with `dask scheduler`"
        raise IscmError(message) from error


def _refuse_without_certificates(address: str) -> None:
    from distributed.security import Security  # noqa: PLC0415

    if not address.startswith("tls:"):
        return
    why = "none are named"
    try:
        if Security().get_connection_args("client")["ssl_context"] is not None:
            return
    except OSError as error:
        why = str(error)
    message = f"--cluster {address}: certificates: {why}; name them in dask's settings, distributed.comm.tls"
    raise UsageError(message)
