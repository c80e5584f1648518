"""Kernels for JupyterLab and plain papermill that are ready at once: forked from a preloaded parent.

Whoever asks Jupyter for the kernel provisioner ``iscm`` gets ipykernel as it is, without the seconds that
its imports and those of pandas and matplotlib take. Where it cannot be had so (another kernel, another
Python, not on Linux) it starts as always.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from signal import SIGKILL, SIGTERM
from socket import socket
from subprocess import Popen
from threading import Lock
from typing import Any
from weakref import finalize

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from iscm_analysis.errors import IscmError
from iscm_analysis.publishing.digests import Digests, library_digest, packages_digest
from iscm_analysis.publishing.engine.child import Child
from iscm_analysis.publishing.engine.processes import POLL_SECONDS, ForkedProcesses, ForkedWorker, can_fork

LAUNCHER = [sys.executable, "-m", "ipykernel_launcher"]


class ForkedProvisioner(LocalProvisioner):
    """Starts ipykernel in a child of the one preloaded parent of this process."""

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:  # noqa: ANN401  # Jupyter's
        """Start a kernel; give what it takes to talk to it.

        Raises:
            IscmError: the parent ended before the kernel began.
        """
        if not can_fork() or cmd[:3] != LAUNCHER or options.get("independent"):
            return await super().launch_kernel(cmd, **options)
        self.cwd = options.get("cwd") or Path.cwd()
        worker = await asyncio.to_thread(_started, cmd[3:], options["env"], str(self.cwd))
        self.process, self.pid = ForkedKernel(worker), worker.pid
        return self.connection_info


class ForkedKernel:
    """A kernel, as a provisioner looks at a process it has started."""

    stdin = stdout = stderr = None

    def __init__(self, worker: ForkedWorker) -> None:
        """Stand for the process of ``worker``."""
        self.worker = worker

    def poll(self) -> int | None:
        """Give what it ended with, or None."""
        self.worker.parent.listen(0)
        return self.worker.exit_code

    def wait(self) -> int:
        """Wait until it has ended."""
        while (code := self.poll()) is None:
            self.worker.parent.listen(POLL_SECONDS, until=self.worker)
        self.worker.connection.close()
        return code

    def send_signal(self, number: int) -> None:
        """Signal it, and what it has started."""
        self.worker.parent.signal(self.worker, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(SIGKILL)


_parents: dict[tuple[str, str], ForkedProcesses] = {}  # one at most, by the code it has imported
_choosing = Lock()


def _parent() -> ForkedProcesses:
    """Give the parent of this process's kernels; a new one after a change of what it had imported.

    Kernels that run go on: they hold on to the parent they came from.
    """
    code = library_digest(Digests(Path(os.devnull))), packages_digest()
    with _choosing:
        if code not in _parents or _parents[code].process.poll() is not None:
            _parents.clear()
            _parents[code] = parent = ForkedProcesses()
            finalize(parent, _let_go, parent.control, parent.process)
        return _parents[code]


def _let_go(control: socket, process: Popen[bytes]) -> None:
    """Have a parent end, with what it has started: nobody holds on to it any more."""
    control.close()
    process.wait()


def _started(arguments: Sequence[str], environment: Mapping[str, str], folder: str) -> ForkedWorker:
    pool = _parent()
    worker = pool.start(run_kernel, arguments, dict(environment), folder)
    while worker.pid is None and worker.exit_code is None:
        pool.listen(POLL_SECONDS, until=worker)
    if worker.pid is None:
        message = f"the parent of kernels ended with exit code {worker.exit_code}; start the kernel again"
        raise IscmError(message)
    return worker


def run_kernel(arguments: Sequence[str], environment: Mapping[str, str], folder: str) -> None:
    """Be a kernel until it is shut down; nothing of what cells of pages find prepared may show."""
    import ipykernel_launcher  # noqa: PLC0415
    import matplotlib as mpl  # noqa: PLC0415  # imported long ago
    from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415
    from ipykernel.zmqshell import ZMQInteractiveShell  # noqa: PLC0415

    Child.here = None
    os.environ.clear()
    os.environ.update(environment, JPY_PARENT_PID=str(os.getppid()))  # a kernel ends when that one has ended
    os.chdir(folder)
    sys.path[:] = _search_path(from_here="PYTHONSAFEPATH" not in environment)
    sys.argv = [ipykernel_launcher.__file__, *arguments]
    mpl.rc_file_defaults()
    ZMQInteractiveShell.clear_instance()
    kernel = IPKernelApp.instance()
    kernel.initialize(list(arguments))
    if kernel.ignore_cwd:
        sys.path[:] = _search_path(from_here=False)
    kernel.start()


def _search_path(*, from_here: bool) -> list[str]:
    """Give the search path with the working folder before the packages, as IPython puts it, or without.

    IPython itself leaves it out: the parent was started so that nothing beside a notebook shadows a library.
    """
    paths = [path for path in sys.path if path]
    names = [Path(path).name for path in paths]
    place = names.index("site-packages") if "site-packages" in names else 0
    return [*paths[:place], "", *paths[place:]] if from_here else paths
