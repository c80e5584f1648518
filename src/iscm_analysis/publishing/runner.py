"""Running pages: one child process per page, papermill inside, and a verdict of our own."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import nbformat

from iscm_analysis.publishing.plan import Page

GRACE_SECONDS = 5
POLL_SECONDS = 0.2
LONGEST_ERROR = 300


@dataclass(frozen=True)
class Job:
    """One page to run: where its results go, what its page says of the site, and its time limits."""

    page: Page
    folder: Path
    project_root: Path
    resources: dict[str, Any]
    cell_timeout: int
    page_timeout: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one page; ``error`` is empty when it is complete."""

    page: Page
    error: str
    seconds: float


def run_jobs(
    jobs: Sequence[Job], *, n_jobs: int, on_start: Callable[[Page], None], on_end: Callable[[Outcome], None]
) -> list[Outcome]:
    """Run every job, ``n_jobs`` at a time; a page that fails does not stop the others.

    Outcomes come in the order of ``jobs``. However this ends, no child is left running.
    """
    waiting, running, outcomes = list(jobs), list[_Run](), dict[str, Outcome]()
    try:
        while waiting or running:
            while waiting and len(running) < n_jobs:
                run = _Run(waiting.pop(0))
                on_start(run.job.page)
                running.append(run)
            wait([run.process.sentinel for run in running], timeout=POLL_SECONDS)
            for run in [run for run in running if run.is_over()]:
                running.remove(run)
                outcomes[run.job.page.name] = run.outcome()
                on_end(outcomes[run.job.page.name])
    finally:
        for run in running:
            run.stop()
    return [outcomes[job.page.name] for job in jobs]


def _context() -> ForkContext | SpawnContext:
    """A forked child starts with everything imported; elsewhere than on Linux forking is not safe."""
    return get_context("fork") if sys.platform == "linux" else get_context("spawn")


class _Run:
    """One child process at work on one page."""

    def __init__(self, job: Job) -> None:
        context = _context()
        self.job = job
        self.started = time.monotonic()
        self.receiver, sender = context.Pipe(duplex=False)
        self.process: BaseProcess = context.Process(target=_run_page, args=(job, sender), name=job.page.name)
        self.process.start()
        sender.close()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    def is_over(self) -> bool:
        return not self.process.is_alive() or self.seconds > self.job.page_timeout

    def outcome(self) -> Outcome:
        """Say how it ended: by its own word, by the time limit, or by a death without a word."""
        late = self.process.is_alive()
        self.stop()
        if late:
            error = f"not finished after {self.job.page_timeout} s; raise --timeout or mend the notebook"
        elif self.receiver.poll():
            error = str(self.receiver.recv())
        else:
            error = f"its process ended without a word (exit code {self.process.exitcode})"
        return Outcome(self.job.page, error, self.seconds)

    def stop(self) -> None:
        if self.process.is_alive():
            self.process.terminate()
            self.process.join(GRACE_SECONDS)
        if self.process.is_alive():
            self.process.kill()
        self.process.join()


def _run_page(job: Job, sender: Connection) -> None:
    """Work in the child: run, judge, render; send an error or an empty word."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides; a terminal signals us all
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that papermill ends its kernel
    try:
        publish_page(job)
        sender.send("")
    except Exception as error:  # noqa: BLE001  # whatever it was, the parent has to name the page
        sender.send(describe(error))


def publish_page(job: Job) -> None:
    """Execute one notebook and write ``executed/NAME.ipynb`` and ``NAME.html`` below ``job.folder``.

    Raises:
        Exception: whatever a cell, papermill or nbconvert raises; :func:`describe` puts it into words.
    """
    import papermill  # noqa: PLC0415  # heavy
    from traitlets.config import Config  # noqa: PLC0415

    from iscm_analysis.publishing.exporter import IscmExporter  # noqa: PLC0415  # heavy

    os.environ["ISCM_PROJECT"] = str(job.project_root)
    with _private_connection() as connection:
        notebook = papermill.execute_notebook(
            str(job.page.notebook),
            None,
            parameters=dict(job.page.parameters),
            kernel_name="python3",
            progress_bar=False,
            request_save_on_cell_execute=False,
            execution_timeout=job.cell_timeout,
            cwd=str(job.page.notebook.parent),
            shutdown_kernel="immediate",
            config=Config(KernelManager=connection),
        )
    if incomplete := what_is_incomplete(notebook):
        raise IncompleteNotebookError(incomplete)
    clean = without_traces(notebook)
    executed = job.folder / "executed" / f"{job.page.name}.ipynb"
    executed.parent.mkdir(parents=True, exist_ok=True)
    executed.write_text(nbformat.writes(clean) + "\n", encoding="utf-8", newline="\n")
    page, _resources = IscmExporter().from_notebook_node(clean, resources={"iscm": job.resources})
    target = job.folder / job.page.href
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page, encoding="utf-8", newline="\n")


@contextmanager
def _private_connection() -> Iterator[dict[str, str]]:
    """Talk to the kernel through sockets in a folder of its own, closed to others on the machine.

    Without a folder of its own a kernel puts its sockets into the current one, where kernels collide.
    """
    if sys.platform == "win32":
        yield {"transport": "tcp"}
        return
    with tempfile.TemporaryDirectory(prefix="iscm-", ignore_cleanup_errors=True) as folder:
        yield {"transport": "ipc", "ip": f"{folder}/kernel"}


class IncompleteNotebookError(Exception):
    """Papermill reported success, but not every cell ran to its end."""


def what_is_incomplete(notebook: nbformat.NotebookNode) -> str:
    """Say what of an executed notebook did not run to its end; empty when all of it did.

    A cell counts by its place among all cells, from 1. ``sys.exit(0)`` and a dead kernel both come back
    from papermill as success.
    """
    for place, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        errors = [output for output in cell.outputs if output.output_type == "error"]
        if errors and "raises-exception" not in cell.metadata.get("tags", []):
            return f"cell {place} of {len(notebook.cells)} ended with {errors[0].ename}: {errors[0].evalue}"
        if cell.execution_count is None:
            return f"cell {place} of {len(notebook.cells)} did not run; something ended the kernel"
    return ""


def without_traces(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Drop what differs from run to run: times, paths, random ids."""
    notebook.metadata.pop("papermill", None)
    for cell in notebook.cells:
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"
    return notebook


def describe(error: Exception) -> str:
    """Put what went wrong into one line: which cell, which error, what to do.

    Papermill counts code cells as they ran; a reader sees them numbered so in the notebook.
    """
    name, value = type(error).__name__, str(error).strip()
    raised = {key: getattr(error, key, None) for key in ("exec_count", "ename", "evalue")}
    if raised["ename"]:  # papermill's own error says which cell raised what
        return _one_line("cell [{exec_count}] raised {ename}: {evalue}".format(**raised))
    if isinstance(error, IncompleteNotebookError):
        return _one_line(value)
    if name == "CellTimeoutError":
        return f"{_one_line(value)}; raise --cell-timeout or mend the cell"
    if name == "DeadKernelError":
        return "the kernel died while a cell ran (out of memory, or something ended it)"
    return _one_line(f"{name}: {value}")


def _one_line(text: str) -> str:
    """Keep the first line, cut where nobody reads on: an error can be as long as a cell's output."""
    line = text.strip().partition("\n")[0]
    return line if len(line) <= LONGEST_ERROR else f"{line[:LONGEST_ERROR]} ..."
