"""Nothing private leaves: every file of a site is searched once, pages while others are still being made."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from iscm_analysis.errors import InvalidInputError, Problem
from iscm_analysis.project import Project
from iscm_analysis.publishing.keeper import Keeper
from iscm_analysis.publishing.plan import Page
from iscm_analysis.publishing.privacy.search import Search, search_of


class Guard:
    """Looks for what may not leave the project, and remembers where it has looked."""

    def __init__(self, project: Project, keeper: Keeper, folder: Path) -> None:
        """Watch over ``folder``, a site in the making."""
        self.project, self.keeper, self.folder = project, keeper, folder
        self.seen: set[Path] = set()
        self.clean: set[str] = set()
        self.problems: list[Problem] = []

    @cached_property
    def search(self) -> Search:
        """Say what may not leave."""
        return search_of(self.project, may_name=self.keeper.edition.has_names)

    def look_at(self, page: Page) -> None:
        """Search a page that was made just now."""
        self._look(self.folder / name for name in page.files)

    def look_around(self) -> None:
        """Search what lies there and has not been searched yet, in this build or an earlier one."""
        new = [path for path in self._files() if path not in self.seen]
        self._look(self.keeper.unchecked(new, self.search.identity()))
        self.seen.update(new)

    def _look(self, paths: Iterable[Path]) -> None:
        for path in paths:
            self.note(path, self.search.problems(self.folder, [path], self.clean))

    def note(self, path: Path, problems: Iterable[Problem]) -> None:
        """Take down what was found in a file."""
        self.problems += problems
        self.seen.add(path)

    def refuse_private(self) -> None:
        """Search the rest, and remember that nothing was found.

        Raises:
            InvalidInputError: something stands in a file that may not leave the project.
        """
        self.look_around()
        if self.problems:
            raise InvalidInputError(sorted(self.problems, key=lambda problem: problem.file))
        self.keeper.remember_checked(self._files(), self.search.identity())

    def _files(self) -> list[Path]:
        return sorted(path for path in self.folder.rglob("*") if path.is_file())
