"""How a build goes on, told on standard error: a live table, plain lines, or JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal, Self

from iscm_analysis.publishing.request import Listener, Step

if TYPE_CHECKING:
    from iscm_analysis.publishing.plan import Page
    from iscm_analysis.publishing.runner import Outcome

Manner = Literal["table", "lines", "json", "quiet"]
SHOWN = 12


class Progress:
    """Tells each step as it happens; use it as a context."""

    def __init__(self, manner: Manner, n_jobs: int = 1) -> None:
        """Choose how to tell; a table needs a terminal. ``n_jobs`` pages run at a time."""
        self.manner, self.n_jobs = manner, n_jobs
        self.live: Any = None
        self.steps: dict[str, Step] = {}
        self.total = 0
        self.began = time.monotonic()
        self.running: dict[str, float] = {}
        self.ended: list[Outcome] = []

    def __enter__(self) -> Self:
        """Wait for something to tell."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Leave the terminal as it was."""
        if self.live:
            self.live.stop()

    def listener(self) -> Listener:
        """Give the build somebody to tell."""
        return Listener(self.planned, self._started, self._ended, self.warned, self._waits)

    def planned(self, steps: Sequence[Step]) -> None:
        """Say how much there is to do and roughly for how long; what is kept needs no more words."""
        self.steps = {step.page: step for step in steps}
        to_run = [step for step in steps if step.runs]
        self.total, n_kept = len(to_run), len(steps) - len(to_run)
        kept = f", {n_kept} kept" if n_kept else ""
        seconds = self._estimate(to_run)
        about = f", about {seconds:.0f} s" if seconds else ""
        self._tell(
            f"tables are in data/processed; {_pages(self.total)} to make{kept}{about}",
            event="planned", pages=len(steps), run=self.total, kept=n_kept, seconds=seconds,
        )  # fmt: skip
        for step in steps:
            if not step.runs:
                self._page(step, 0.0, "")
        self._start_table()

    def _estimate(self, steps: Sequence[Step]) -> float | None:
        """Give the seconds it takes if every page takes as long as the last time; None when one is new."""
        taken = [step.seconds for step in steps if step.seconds is not None]
        if not steps or len(taken) < len(steps):
            return None
        return round(max(*taken, sum(taken) / self.n_jobs), 1)

    def _start_table(self) -> None:
        if self.manner != "table" or not self.total:
            return
        from rich.console import Console  # noqa: PLC0415  # heavy
        from rich.live import Live  # noqa: PLC0415

        # No refresh thread: children are forked from this process.
        console = Console(stderr=True, highlight=False, soft_wrap=True)
        self.live = Live(console=console, auto_refresh=False, transient=True)
        self.live.start()

    def _started(self, page: Page) -> None:
        self.running[page.name] = time.monotonic()
        self._redraw()

    def _ended(self, outcome: Outcome) -> None:
        self.running.pop(outcome.page.name, None)
        self.ended.append(outcome)
        self._page(self.steps[outcome.page.name], outcome.seconds, outcome.error)
        self._redraw()

    def _page(self, step: Step, seconds: float, error: str) -> None:
        place = f"[{len(self.ended):>{len(str(self.total))}}/{self.total}]"
        word = f"FAILED {error}" if error else "done"
        self._tell(
            f"{place} {step.page} {seconds:.1f} s {word}" if step.runs else "",
            event="page", page=step.page, seconds=round(seconds, 1), error=error, ran=step.runs, why=step.why,
        )  # fmt: skip

    def _waits(self, line: str) -> None:
        self._tell(line, event="waiting", message=line)

    def warned(self, line: str) -> None:
        """Say what did not stop the build but has to be known."""
        self._tell(f"warning: {line}", event="warning", message=line)

    def _tell(self, line: str, **event: object) -> None:
        with suppress(OSError, ValueError):  # nobody hears us: no reason to stop
            if self.manner == "json":
                _write(json.dumps(event))
            elif self.manner == "lines" and line:
                _write(line)
            elif self.manner == "table" and event["event"] != "page":
                self._print(line)

    def _print(self, line: str) -> None:
        if self.live:
            self.live.console.print(line, markup=False)
        else:
            _write(line)

    def _redraw(self) -> None:
        if not self.live:
            return
        from rich.table import Table  # noqa: PLC0415  # heavy
        from rich.text import Text  # noqa: PLC0415

        spent = time.monotonic() - self.began
        title = f"{len(self.ended)} of {self.total} pages, {spent:.0f} s"
        table = Table(title=title, title_justify="left", box=None)
        for heading in ("page", "time", "", "why"):
            table.add_column(heading)
        for outcome in self.ended[-SHOWN:]:
            word = Text(outcome.error, "red") if outcome.error else Text("done", "green")
            table.add_row(
                outcome.page.name, f"{outcome.seconds:.1f} s", word, self.steps[outcome.page.name].why
            )
        for name, since in self.running.items():
            table.add_row(name, f"{time.monotonic() - since:.0f} s", "running", self.steps[name].why)
        with suppress(OSError, ValueError):
            self.live.update(table, refresh=True)


def _pages(count: int) -> str:
    return f"{count} page{'' if count == 1 else 's'}"


def _write(line: str) -> None:
    if sys.stderr is not None:  # closed by the caller
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
