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
    def _search(self) -> Search:
        return search_of(self.project, may_name=self.keeper.edition.has_names)

    def look_at(self, page: Page) -> None:
        """Search a page that was made just now."""
        self._look(self.folder / name for name in page.files)

    def look_into(self, name: str, text: str) -> None:
        """Search a part of the file ``name``, all parts of which are searched so."""
        self.problems += self._search.problems_in(name, text.encode(), self.clean)
        self.seen.add(self.folder / name)

    def _look(self, paths: Iterable[Path]) -> None:
        new = [path for path in paths if path not in self.seen]
        self.problems += self._search.problems(self.folder, new, self.clean)
        self.seen.update(new)

    def refuse_private(self) -> None:
        """Search what has not been searched yet, in this build or an earlier one.

        Raises:
            InvalidInputError: something stands in a file that may not leave the project.
        """
        files = sorted(path for path in self.folder.rglob("*") if path.is_file())
        sought = self._search.identity()
        self._look(self.keeper.unchecked([path for path in files if path not in self.seen], sought))
        if self.problems:
            raise InvalidInputError(sorted(self.problems, key=lambda problem: problem.file))
        self.keeper.remember_checked(files, sought)
