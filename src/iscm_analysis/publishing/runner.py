"""Running pages: a process for each, so many at a time; their results are written here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iscm_analysis.publishing.engine.processes import Processes, processes
from iscm_analysis.publishing.engine.watch import Watch
from iscm_analysis.publishing.page import Made, Work, make_page
from iscm_analysis.publishing.plan import Page


@dataclass(frozen=True)
class Job:
    """One page to run: where its results go, what its page says of the site, and its time limits.

    One whose notebook was ``executed`` before is only rendered.
    """

    page: Page
    folder: Path
    project_root: Path
    resources: dict[str, Any]
    cell_timeout: int
    page_timeout: int
    engine: str = "iscm"
    executed: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one page; ``error`` is empty when it is complete. ``reads`` records what it read."""

    page: Page
    error: str
    seconds: float
    reads: str = ""


def run_jobs(
    jobs: Sequence[Job],
    *,
    n_jobs: int,
    on_start: Callable[[Page], None],
    on_end: Callable[[Outcome], None],
    started: Processes | None = None,
) -> list[Outcome]:
    """Run every job, ``n_jobs`` at a time; a page that fails does not stop the others.

    Outcomes come in the order of ``jobs``. However this ends, no child is left running. Processes that
    were ``started`` before are used, and left to whoever started them.
    """
    if started is None:
        with processes() as own:
            return run_jobs(jobs, n_jobs=n_jobs, on_start=on_start, on_end=on_end, started=own)
    waiting, running, outcomes = list(jobs), list[_Run](), dict[str, Outcome]()
    while waiting or running:
        while waiting and len(running) < n_jobs:
            run = _Run(waiting.pop(0), started)
            on_start(run.job.page)
            running.append(run)
        started.wait(run.watch.worker for run in running)
        for run in [run for run in running if run.is_over()]:
            running.remove(run)
            outcomes[run.job.page.name] = run.outcome()
            on_end(outcomes[run.job.page.name])
    return [outcomes[job.page.name] for job in jobs]


class _Run:
    """One process at work on one page."""

    def __init__(self, job: Job, pool: Processes) -> None:
        work = Work(job.page, job.project_root, job.resources, job.cell_timeout, job.engine, job.executed)
        self.job = job
        worker = pool.start(make_page, work)
        self.watch = Watch(worker, cell_timeout=job.cell_timeout, page_timeout=job.page_timeout)

    def is_over(self) -> bool:
        for _event in self.watch.events():
            pass
        return self.watch.is_over()

    def outcome(self) -> Outcome:
        """Write what was made, or say why nothing was."""
        error = self.watch.error
        if not error:
            try:
                write_page(self.watch.result, self.job)
            except OSError as problem:
                error = f"{problem.filename}: {problem.strerror}"
        self.watch.worker.connection.close()
        reads = "" if error else self.watch.result.reads
        return Outcome(self.job.page, error, self.watch.seconds, reads)


def write_page(made: Made, job: Job) -> None:
    """Write ``executed/NAME.ipynb`` and ``NAME.html`` below ``job.folder``."""
    for name, text in ((job.page.executed, made.notebook), (job.page.href, made.html)):
        target = job.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
