"""What is asked of a build, and who hears how it goes on. Imports nothing heavy: often nothing is to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iscm_analysis.publishing.plan import Page
    from iscm_analysis.publishing.runner import Outcome


@dataclass(frozen=True)
class Request:
    """What was asked of a build; empty ``pages`` means the whole site."""

    out: Path
    pages: Sequence[str] = ()
    given: Sequence[str] = ()
    n_jobs: int = 2
    cell_timeout: int = 120
    page_timeout: int = 600
    keep_going: bool = False
    engine: str = "iscm"
    cluster: str = ""
    force: bool = False
    against: str = ""
    draft: bool = False
    names: bool = False

    def identity(self) -> list[object]:
        """Give what of a request decides which site comes out."""
        return [str(self.out), list(self.pages), list(self.given), self.engine, self.draft, self.names]


@dataclass(frozen=True, slots=True)
class Step:
    """What a build does about one page, and why; ``seconds`` is what it took the last time, if it runs."""

    page: str
    runs: bool
    why: str
    seconds: float | None = None

    def __str__(self) -> str:
        """Say it as ``--explain`` does."""
        return f"{self.page}: {'ran' if self.runs else 'kept'}: {self.why}"


UNCHANGED = "nothing it read changed"


@dataclass(frozen=True)
class Listener:
    """Who hears how a build goes on."""

    planned: Callable[[Sequence[Step]], None] = field(default=lambda _steps: None)
    started: Callable[[Page], None] = field(default=lambda _page: None)
    ended: Callable[[Outcome], None] = field(default=lambda _outcome: None)
    warned: Callable[[str], None] = field(default=lambda _line: None)
    waits: Callable[[str], None] = field(default=lambda _line: None)


@dataclass(frozen=True, slots=True)
class Built:
    """How many pages ran and how many were kept; and whether a site was put in place at all."""

    n_run: int
    n_kept: int
    is_new: bool = True
