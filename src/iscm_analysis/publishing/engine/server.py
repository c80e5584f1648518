"""The preloaded parent: imports everything once, then forks one child per page. Linux only.

It imports first what cells need. Children asked for by then start before it has imported what renders a page.
It has no thread, no event loop, no zmq context and no socket with a name, and ends when its starter does.
"""

from __future__ import annotations

import ctypes
import gc
import os
import selectors
import signal
import socket
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from iscm_analysis.imports import absent, lasting
from iscm_analysis.publishing.engine.child import end

if TYPE_CHECKING:
    from ipykernel.zmqshell import ZMQInteractiveShell

START, KILL = b"s", b"k"
LONGEST_ORDER = 1 << 13  # bytes; a path may have 4096
STARTED = 1 << 16  # no exit code is so large
WORD = struct.Struct("!ii")
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
INLINE = "module://matplotlib_inline.backend_inline"

_libc = ctypes.CDLL(None)


def preload() -> ZMQInteractiveShell:
    """Import what cells use, and do once what the first page would do for itself."""
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    os.environ.setdefault("MPLBACKEND", INLINE)
    with lasting(), absent("rfc3987_syntax"):  # it builds a grammar, for a second
        from iscm_analysis.publishing.engine.kernel import make_shell  # noqa: PLC0415  # before pandas

        shell = make_shell()
        with shell.builtin_trap:  # as in a cell: pandas asks get_ipython() how wide its tables may be
            from iscm_analysis.publishing.engine.warm import warm_for_cells  # noqa: PLC0415

            warm_for_cells()
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.update({name: value})
    _add_working_folder()
    return shell


def preload_renderer() -> None:
    """Import what makes a page of an executed notebook, and compile its template."""
    with lasting():
        from iscm_analysis.publishing.engine.warm import warm_for_pages  # noqa: PLC0415

        warm_for_pages()


def _add_working_folder() -> None:
    """Let cells import what lies beside their notebook, unless a library has that name."""
    sys.path.append("")


class Server:
    """Forks a child for every connection it is handed, and says when one has ended and how."""

    def __init__(self, control: socket.socket, shell: ZMQInteractiveShell) -> None:
        """Listen to ``control``."""
        self.control, self.shell = control, shell
        self.children: set[int] = set()
        self.held = {""}
        self.awake, self.bell = socket.socketpair()
        self.bell.settimeout(0)
        self.awake.settimeout(0)

    def serve(self, get_ready: Callable[[], None]) -> None:
        """Work until the starter goes; then end everything that was started here.

        ``get_ready`` is done once, after what has been asked for already.
        """
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.bell.fileno(), warn_on_full_buffer=False)
        _libc.prctl(PR_SET_CHILD_SUBREAPER, 1)
        with selectors.DefaultSelector() as selector:
            selector.register(self.control, selectors.EVENT_READ)
            selector.register(self.awake, selectors.EVENT_READ)
            try:
                is_wanted = True
                while is_wanted and selector.select(0):
                    is_wanted = self._heard(selector)
                    self._reap()
                if is_wanted:
                    get_ready()
                while is_wanted and self._heard(selector):
                    self._reap()
            finally:
                self._end_all()

    def _heard(self, selector: selectors.BaseSelector) -> bool:
        """Wait for something to do; say whether the starter is still there."""
        for key, _ in selector.select():
            if key.fileobj is self.awake:
                with suppress(BlockingIOError):
                    self.awake.recv(4096)
            elif not self._obey(selector):
                return False
        return True

    def _obey(self, selector: selectors.BaseSelector) -> bool:
        try:
            order, descriptors, *_ = socket.recv_fds(self.control, LONGEST_ORDER, 1)
        except OSError:
            return False
        if order[:1] == START:
            self._hold(os.fsdecode(order[1:]))
            self._fork(descriptors[0], selector)
        elif order[:1] == KILL:
            pid, number = WORD.unpack(order[1:])
            self._signal(pid, number)
        return bool(order)

    def _hold(self, root: str) -> None:
        """Read the tables of a project once for all its pages; one that changes is read again by the page."""
        if root in self.held:
            return
        from iscm_analysis.project import Project  # noqa: PLC0415
        from iscm_analysis.tables.store import hold  # noqa: PLC0415

        with suppress(Exception):  # the page that needs the table will say what is wrong with it
            hold(Project(Path(root)))
        self.held.add(root)
        gc.freeze()

    def _fork(self, descriptor: int, selector: selectors.BaseSelector) -> None:
        server = os.getpid()
        pid = os.fork()
        if pid == 0:
            try:
                _become_child(server)
                selector.close()
                for own in (self.control, self.awake, self.bell):
                    own.close()
                os.set_inheritable(descriptor, False)  # noqa: FBT003  # its only parameter
                _work(Connection(descriptor), self.shell)
            finally:
                os._exit(70)
        os.close(descriptor)
        self.children.add(pid)
        self._say(pid, STARTED)

    def _say(self, pid: int, word: int) -> None:
        with suppress(OSError):
            self.control.send(WORD.pack(pid, word))

    def _signal(self, pid: int, number: int) -> None:
        """Signal a child and its group; ``children`` are not reaped, so nobody else has their numbers."""
        if pid in self.children:
            with suppress(OSError):
                os.killpg(pid, number)
            with suppress(OSError):
                os.kill(pid, number)

    def _reap(self) -> None:
        """Note who has ended. What a page left running in its group ends before its number is free again."""
        with suppress(ChildProcessError):
            while ended := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                known = ended.si_pid in self.children
                self._signal(ended.si_pid, signal.SIGKILL)
                _, status = os.waitpid(ended.si_pid, 0)
                self.children.discard(ended.si_pid)
                if known:
                    self._say(ended.si_pid, os.waitstatus_to_exitcode(status))

    def _end_all(self) -> None:
        """Leave nothing behind: children, their groups, and processes that slipped out of them.

        Those come to us when their own parent has ended: we are the reaper of all that started here.
        """
        while left := _own_children():
            for pid in left:
                self._signal(pid, signal.SIGKILL)
                with suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.wait()


def _own_children() -> list[int]:
    me = os.getpid()
    with suppress(OSError):
        return [int(pid) for pid in Path(f"/proc/{me}/task/{me}/children").read_text("ascii").split()]
    return []


def _become_child(server: int) -> None:
    """Leave the terminal's group, die with the server, and be nobody's twin."""
    os.setsid()
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != server:
        os._exit(1)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()  # the state cells share; Python's own is seeded at a fork


def _work(connection: Connection, shell: ZMQInteractiveShell) -> None:
    from iscm_analysis.publishing.engine.child import Child  # noqa: PLC0415
    from iscm_analysis.publishing.verdict import describe  # noqa: PLC0415

    Child(connection, shell).work(describe)
    end()


def main() -> None:
    """Serve the starter at the other end of the descriptor given on the command line."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the starter decides; a terminal signals us all
    control = socket.socket(fileno=int(sys.argv[1]))
    Server(control, preload()).serve(preload_renderer)
    end()


if __name__ == "__main__":
    main()
