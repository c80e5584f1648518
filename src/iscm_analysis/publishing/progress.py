"""How a build goes on, told on standard error: a live table, plain lines, or JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Literal, Self

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from iscm_analysis.publishing.build import Listener
from iscm_analysis.publishing.plan import Page
from iscm_analysis.publishing.runner import Outcome

Manner = Literal["table", "lines", "json", "quiet"]
SHOWN = 12


class Progress:
    """Tells each step as it happens; use it as a context."""

    def __init__(self, manner: Manner) -> None:
        """Choose how to tell; a table needs a terminal."""
        self.manner = manner
        self.console = Console(stderr=True, highlight=False, soft_wrap=True)
        # No refresh thread: children are forked from this process.
        self.live = Live(console=self.console, auto_refresh=False, transient=True)
        self.total = 0
        self.running: list[str] = []
        self.ended: list[Outcome] = []

    def __enter__(self) -> Self:
        """Start the table, when there is one."""
        if self.manner == "table":
            self.live.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Leave the terminal as it was."""
        if self.manner == "table":
            self.live.stop()

    def listener(self) -> Listener:
        """Give the build somebody to tell."""
        return Listener(self._planned, self._started, self._ended, self._warned)

    def _planned(self, pages: Sequence[Page]) -> None:
        self.total = len(pages)
        self._tell(
            f"tables are in data/processed; {_pages(self.total)} to make", event="planned", pages=self.total
        )

    def _started(self, page: Page) -> None:
        self.running.append(page.name)
        self._redraw()

    def _ended(self, outcome: Outcome) -> None:
        self.running.remove(outcome.page.name)
        self.ended.append(outcome)
        place = f"[{len(self.ended):>{len(str(self.total))}}/{self.total}]"
        word = f"FAILED {outcome.error}" if outcome.error else "done"
        self._tell(
            f"{place} {outcome.page.name} {outcome.seconds:.1f} s {word}",
            event="page",
            page=outcome.page.name,
            seconds=round(outcome.seconds, 1),
            error=outcome.error,
        )
        self._redraw()

    def _warned(self, line: str) -> None:
        self._tell(f"warning: {line}", event="warning", message=line)

    def _tell(self, line: str, **event: object) -> None:
        if self.manner == "json":
            sys.stderr.write(json.dumps(event) + "\n")
        elif self.manner == "lines":
            sys.stderr.write(line + "\n")
        elif self.manner == "table" and event["event"] != "page":
            self.console.print(line, markup=False)

    def _redraw(self) -> None:
        if self.manner != "table":
            return
        table = Table(title=f"{len(self.ended)} of {self.total} pages", title_justify="left", box=None)
        for heading in ("page", "time", ""):
            table.add_column(heading)
        for outcome in self.ended[-SHOWN:]:
            word = Text(outcome.error, "red") if outcome.error else Text("done", "green")
            table.add_row(outcome.page.name, f"{outcome.seconds:.1f} s", word)
        for name in self.running:
            table.add_row(name, "", "running")
        self.live.update(table, refresh=True)


def _pages(count: int) -> str:
    return f"{count} page{'' if count == 1 else 's'}"
