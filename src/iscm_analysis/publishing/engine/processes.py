"""Processes for pages, seen from outside: forked from a preloaded parent, or plain ones."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection, wait
from signal import SIG_IGN, SIGINT, SIGKILL, SIGTERM, signal
from typing import Self

from iscm_analysis.publishing.engine.child import Child, Task
from iscm_analysis.publishing.engine.server import KILL, START, STARTED, WORD

GRACE_SECONDS = 3.0
POLL_SECONDS = 0.2


def can_fork() -> bool:
    """Say whether a process that has imported everything can be forked safely: on Linux only."""
    return sys.platform == "linux"


class ForkedWorker:
    """A child of the preloaded parent."""

    def __init__(self, parent: ForkedProcesses, connection: Connection) -> None:
        """Belong to ``parent``, which tells when it starts and ends."""
        self.parent, self.connection = parent, connection
        self.pid: int | None = None
        self.exit_code: int | None = None

    def stop(self) -> None:
        """Ask, then kill; the parent kills what it started along with it."""
        for number, seconds in ((SIGTERM, GRACE_SECONDS), (SIGKILL, GRACE_SECONDS)):
            if self.exit_code is None:
                self.parent.signal(self, number)
                self.parent.listen(seconds, until=self)
        self.connection.close()


class ForkedProcesses:
    """Children of one preloaded parent process, which starts at once and imports while we do other things.

    Each worker belongs to one thread; several threads may have some.
    """

    def __init__(self) -> None:
        """Start the parent."""
        self.control, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        module = "iscm_analysis.publishing.engine.server"
        with other:
            self.process = subprocess.Popen(  # noqa: S603  # ourselves
                [sys.executable, "-P", "-m", module, str(other.fileno())],
                pass_fds=[other.fileno()], stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        self.used = False
        self.lock = threading.RLock()
        self.starting: deque[ForkedWorker] = deque()
        self.running: dict[int, ForkedWorker] = {}

    def start(self, task: Task, *arguments: object, project: str = "") -> ForkedWorker:
        """Have a child forked, and give it its task; it finds the tables of ``project``, a root, read."""
        self.used = True
        ours, theirs = Pipe()
        worker = ForkedWorker(self, ours)
        with theirs, self.lock:  # they start in the order of the queue
            self.starting.append(worker)
            with suppress(OSError):  # a parent that is gone is noticed when we wait for the worker
                socket.send_fds(self.control, [START + os.fsencode(project)], [theirs.fileno()])
        with suppress(OSError):
            ours.send((task, arguments))
        return worker

    def wait(self, workers: Iterable[Worker]) -> None:
        """Sleep until one says something or ends."""
        wait([self.control, *(worker.connection for worker in workers)], timeout=POLL_SECONDS)
        self.listen(0)

    def listen(self, seconds: float, until: ForkedWorker | None = None) -> None:
        """Hear from the parent who has started and who has ended."""
        deadline = time.monotonic() + seconds
        while wait([self.control], timeout=max(0, deadline - time.monotonic())):
            if not self._hear() or (until is not None and until.exit_code is not None):
                return

    def _hear(self) -> bool:
        """Take one word, unless another thread was quicker; say whether the parent is still there."""
        with self.lock:
            try:
                word = self.control.recv(WORD.size, socket.MSG_DONTWAIT)
            except BlockingIOError:
                return True
            except ConnectionResetError:  # it went before it read what it was sent
                word = b""
            if word:
                self._note(*WORD.unpack(word))
            else:
                self._lost()
        return bool(word)

    def _note(self, pid: int, word: int) -> None:
        if word == STARTED:
            worker = self.starting.popleft()
            worker.pid, self.running[pid] = pid, worker
        else:
            self.running.pop(pid).exit_code = word

    def _lost(self) -> None:
        """The parent has died, and its children with it."""
        code = self.process.wait()
        for worker in (*self.starting, *self.running.values()):
            worker.exit_code = code
        self.starting.clear()
        self.running.clear()

    def signal(self, worker: ForkedWorker, number: int) -> None:
        """Have a child and its group signalled; only the parent knows that the number is still its."""
        while worker.pid is None and worker.exit_code is None:
            self.listen(POLL_SECONDS, until=worker)
        with suppress(OSError):
            self.control.send(KILL + WORD.pack(worker.pid or 0, number))

    def __enter__(self) -> Self:
        """Nothing is left to do: the parent is on its way."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Let go of the parent, which ends all its children, and wait for it."""
        self.control.close()
        if not self.used:
            self.process.kill()  # it may still be importing, for nothing
        try:
            self.process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class PlainWorker:
    """A process that imports what it needs itself."""

    def __init__(self, task: Task, arguments: tuple[object, ...]) -> None:
        """Start it."""
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs,))
        self.process.start()
        theirs.close()
        self.connection.send((task, arguments))

    @property
    def exit_code(self) -> int | None:
        """Give what it ended with, or None."""
        return self.process.exitcode

    def stop(self) -> None:
        """Ask, then kill."""
        self.process.terminate()
        self.process.join(GRACE_SECONDS)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.connection.close()


def _work(connection: Connection) -> None:
    signal(SIGINT, SIG_IGN)  # the starter decides; a terminal signals us all
    signal(SIGTERM, lambda *_: sys.exit(1))  # so that papermill ends its kernel
    from iscm_analysis.publishing.verdict import describe  # noqa: PLC0415  # heavy

    Child(connection).work(describe)


class PlainProcesses:
    """Processes that share nothing with us: for systems where a fork is not safe."""

    def __init__(self) -> None:
        """Start with none."""
        self.workers: list[PlainWorker] = []

    def start(self, task: Task, *arguments: object, project: str = "") -> PlainWorker:  # noqa: ARG002
        """Start a process for one task; it reads its tables itself."""
        self.workers.append(PlainWorker(task, arguments))
        return self.workers[-1]

    def wait(self, workers: Iterable[Worker]) -> None:
        """Sleep until one says something or ends."""
        ends = [worker.process.sentinel for worker in self.workers if worker.exit_code is None]
        wait([*(worker.connection for worker in workers), *ends], timeout=POLL_SECONDS)

    def __enter__(self) -> Self:
        """Nothing to prepare."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End those still running."""
        for worker in self.workers:
            if worker.exit_code is None:
                worker.stop()


Worker = ForkedWorker | PlainWorker
Processes = ForkedProcesses | PlainProcesses


def processes() -> Processes:
    """Choose the fast way where it is safe."""
    return ForkedProcesses() if can_fork() else PlainProcesses()
