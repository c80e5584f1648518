"""Running pages: so many at a time, wherever that is; their results are written here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from pathlib import Path

from iscm_analysis.publishing.page import Made, Work
from iscm_analysis.publishing.places import Ended, Place
from iscm_analysis.publishing.plan import Page

POLL_SECONDS = 0.5


@dataclass(frozen=True)
class Job:
    """One page to run, and the folder of its results."""

    work: Work
    folder: Path

    @property
    def page(self) -> Page:
        """The page."""
        return self.work.page


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one page; ``error`` is empty when it is complete. ``reads`` records what it read."""

    page: Page
    error: str
    seconds: float
    reads: str = ""


def run_jobs(
    jobs: Sequence[Job],
    place: Place,
    *,
    on_start: Callable[[Page], None],
    on_end: Callable[[Outcome], None],
    meanwhile: Callable[[], None],
) -> list[Outcome]:
    """Run every job, as many at a time as ``place`` has room for; a page that fails does not stop the others.

    Outcomes come in the order of ``jobs``. ``meanwhile`` is done once, while the first are in the making.
    """
    waiting, running, outcomes = list(jobs), dict[Future[Ended], Job](), dict[str, Outcome]()

    def submit() -> None:
        room = place.room()
        while waiting and len(running) < room:
            job = waiting.pop(0)
            on_start(job.page)
            running[place.submit(job.work)] = job

    submit()
    meanwhile()
    while waiting or running:
        done, _ = wait(running, timeout=POLL_SECONDS, return_when=FIRST_COMPLETED)
        ended = [_outcome(running.pop(future), place.take(future)) for future in done]
        submit()  # before anything is done about those that ended: nobody is idle meanwhile
        for outcome in ended:
            outcomes[outcome.page.name] = outcome
            on_end(outcome)
    return [outcomes[job.page.name] for job in jobs]


def _outcome(job: Job, ended: Ended) -> Outcome:
    """Write what was made, or say why nothing was."""
    if ended.made is None:
        return Outcome(job.page, ended.error, ended.seconds)
    try:
        write_page(ended.made, job)
    except OSError as problem:
        return Outcome(job.page, f"{problem.filename}: {problem.strerror}", ended.seconds)
    return Outcome(job.page, "", ended.seconds, ended.made.reads)


def write_page(made: Made, job: Job) -> None:
    """Write ``executed/NAME.ipynb`` and ``NAME.html`` below ``job.folder``."""
    for name, text in ((job.page.executed, made.notebook), (job.page.href, made.html)):
        target = job.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
