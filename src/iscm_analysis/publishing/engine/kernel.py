"""A kernel in this process: ipykernel's shell at one end, the client nbclient wants at the other."""

from __future__ import annotations

import asyncio
import builtins
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from types import SimpleNamespace
from typing import Any, NoReturn

import comm
from ipykernel.compiler import get_tmp_hash_seed, murmur2_x86
from ipykernel.ipkernel import IPythonKernel
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.compilerop import CachingCompiler
from IPython.core.error import StdinNotImplementedError
from nbclient.exceptions import DeadKernelError
from traitlets.config import Config

from iscm_analysis.publishing.engine.wire import Message, Wire

NO_INPUT = "{name} was called, but this frontend does not support input requests."
NEEDS_KERNEL = "{what} cannot be had without a Jupyter kernel: build this page with --engine nbclient"


class CellCompiler(CachingCompiler):
    """Names a cell's code by what it says: a warning then prints the same name in every run."""

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:  # noqa: ARG002
        """Give a file name for a cell, from the hash by which ipykernel names it."""
        return f"cell/{murmur2_x86(raw_code, get_tmp_hash_seed())}.py"


def make_shell() -> ZMQInteractiveShell:
    """Make the one shell of this process; before pandas is imported, which asks for it.

    No history file, and no settings of whoever runs this: they would reach the page.
    """
    config = Config(HistoryManager={"enabled": False, "hist_file": ":memory:"})
    shell: ZMQInteractiveShell = ZMQInteractiveShell.instance(
        config=config, user_ns={}, compiler_class=CellCompiler, kernel=SimpleNamespace(eventloop=None)
    )
    shell.enable_gui = _refuse_event_loop
    return shell


class LocalKernel:
    """What nbclient calls a kernel client; a cell has run when ``execute`` comes back."""

    allow_stdin = False

    def __init__(self, shell: ZMQInteractiveShell, wire: Wire) -> None:
        """Let ``shell`` talk to ``wire``."""
        self.shell, self.wire = shell, wire
        shell.displayhook.session = shell.display_pub.session = wire
        self.replies: list[Message] = []
        self.shell_channel = SimpleNamespace(get_msg=self._reply)
        self.iopub_channel = SimpleNamespace(get_msg=self._output)
        self._ids = count(1)

    def is_alive(self) -> bool:
        """Say yes: the kernel is this process."""
        return True

    def kernel_info(self) -> str:
        """Answer with what ipykernel says of itself; papermill asks when all cells have run."""
        return self._answer(self._next_id(), {"language_info": IPythonKernel.language_info})

    async def execute(self, code: str, *, store_history: bool = True, **_options: object) -> str:
        """Run a cell in the running event loop, as ipykernel does.

        Raises:
            DeadKernelError: a cell before this one asked the kernel to end.
        """
        if self.shell.exit_now:
            message = "Kernel died"
            raise DeadKernelError(message)
        cell = self._next_id()
        self.wire.begin(cell)
        self.wire.send(None, "execute_input", {"code": code, "execution_count": self.shell.execution_count})
        with _no_input():
            content = await self._run(code, store_history=store_history)
        self.wire.send(None, "status", {"execution_state": "idle"})
        return self._answer(cell, content)

    async def _run(self, code: str, *, store_history: bool) -> dict[str, Any]:
        shell = self.shell
        try:
            transformed, problem = shell.transform_cell(code), None
        except Exception:  # noqa: BLE001  # the shell itself reports it when it runs the cell
            transformed, problem = code, sys.exc_info()
        prepared: dict[str, Any] = {"transformed_cell": transformed, "preprocessing_exc_tuple": problem}
        if not shell.should_run_async(code, **prepared):
            result = shell.run_cell(code, store_history=store_history)
        else:
            result = None
            try:
                shell._last_traceback, shell._last_traceback_during_displayhook = None, False  # noqa: SLF001
                task = asyncio.ensure_future(
                    shell.run_cell_async(code, store_history=store_history, **prepared)
                )
                result = await task
            finally:
                shell.events.trigger("post_execute")
                shell.events.trigger("post_run_cell", result)
        shell.payload_manager.clear_payload()
        return _reply_content(shell, result)

    def _next_id(self) -> str:
        return str(next(self._ids))

    def _answer(self, question: str, content: dict[str, Any]) -> str:
        self.replies.append({"parent_header": {"msg_id": question}, "content": content})
        return question

    async def _reply(self, timeout: float | None = None) -> Message:  # noqa: ARG002, ASYNC109  # nbclient's
        return self.replies.pop(0)

    async def _output(self, timeout: float | None = None) -> Message:  # noqa: ARG002, ASYNC109
        return self.wire.messages.popleft()


def _reply_content(shell: ZMQInteractiveShell, result: Any) -> dict[str, Any]:  # noqa: ANN401  # IPython's
    error = result.error_before_exec or result.error_in_exec
    if result.success and not shell._last_traceback_during_displayhook:  # noqa: SLF001
        return {"status": "ok"}
    return {
        "status": "error",
        "ename": type(error).__name__,
        "evalue": str(error),
        "traceback": shell._last_traceback or [],  # noqa: SLF001
    }


@contextmanager
def _no_input() -> Iterator[None]:
    """Refuse what would wait for somebody at a keyboard, in a kernel's own words."""
    before = builtins.input, getpass.getpass, comm.create_comm
    builtins.input = partial(_refuse_input, "raw_input")
    getpass.getpass = partial(_refuse_input, "getpass")
    comm.create_comm = _refuse_widgets
    try:
        yield
    finally:
        builtins.input, getpass.getpass, comm.create_comm = before


def _refuse_input(name: str, *_words: object, **_options: object) -> NoReturn:
    raise StdinNotImplementedError(NO_INPUT.format(name=name))


def _refuse_widgets(*_words: object, **_options: object) -> NoReturn:
    raise NotImplementedError(NEEDS_KERNEL.format(what="widgets"))


def _refuse_event_loop(gui: str | None = None) -> None:
    if gui is not None:
        raise NotImplementedError(NEEDS_KERNEL.format(what=f"the event loop {gui}"))
