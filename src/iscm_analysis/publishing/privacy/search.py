"""Everything that is written is searched; what may not stand there is refused by file and place only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from iscm_analysis.errors import InvalidInputError, Problem
from iscm_analysis.project import Project
from iscm_analysis.publishing.privacy.allowed import Allowed, allowed_here
from iscm_analysis.publishing.privacy.contacts import Emails, Telephones
from iscm_analysis.publishing.privacy.machine import machine_here
from iscm_analysis.publishing.privacy.names import Names, names_of
from iscm_analysis.publishing.privacy.ordinary import ordinary_words
from iscm_analysis.publishing.privacy.pieces import Piece, UnsearchableError, pieces
from iscm_analysis.publishing.privacy.readings import Readings, readings
from iscm_analysis.sources.people import people_as_printed
from iscm_analysis.sources.register import read_register

MOST = 5  # places said of one file and one kind; whoever mends these finds the others


class Sought(Protocol):
    """Something that may not stand in a text."""

    @property
    def message(self) -> str:
        """Say what stands there, without repeating it."""

    @property
    def hint(self) -> str:
        """Say what to do."""

    def stand_in(self, text: Readings) -> bool:
        """Say whether it does."""


@dataclass(frozen=True)
class Search:
    """All that is sought in what a project gives away, and what is allowed."""

    sought: tuple[Sought, ...]
    allowed: Allowed

    def identity(self) -> list[object]:
        """Give what decides whether a text is refused."""
        return [repr(one) for one in (*self.sought, self.allowed)]

    def problems(
        self, folder: Path, paths: Iterable[Path], clean: set[str] | None = None
    ) -> Iterator[Problem]:
        """Say what stands where in ``paths``, named from ``folder``.

        Texts known to be ``clean`` are passed over, and those found so are added: drawings and outputs
        stand in a page and in its notebook.
        """
        clean = set() if clean is None else clean
        for path in paths:
            yield from self.problems_in(path.relative_to(folder).as_posix(), path.read_bytes(), clean)

    def problems_in(self, name: str, content: bytes, clean: set[str]) -> Iterator[Problem]:
        """Say what stands where in the file ``name``."""
        try:
            yield from self._in_file(name, content, clean)
        except UnsearchableError as error:
            message = f"cannot be searched for what may not leave the project ({error})"
            yield Problem("error", name, message, "take the file out")

    def _in_file(self, name: str, content: bytes, clean: set[str]) -> Iterator[Problem]:
        of_name = readings(self.allowed.cut(name))
        for sought in self.sought:
            if sought.stand_in(of_name):
                yield Problem(
                    "error", "a file of the site", f"in its own name, {sought.message}", sought.hint
                )
        said = dict.fromkeys((sought.message for sought in self.sought), 0)
        for piece in pieces(name, content):
            if piece.text in clean:
                continue
            text = readings(self.allowed.cut(piece.text))
            standing = [sought for sought in self.sought if sought.stand_in(text)]
            if not standing:
                clean.add(piece.text)
            for sought in standing:
                for place in self._places(piece, sought)[: MOST - said[sought.message]]:
                    said[sought.message] += 1
                    yield Problem("error", name, sought.message, sought.hint, row=place)

    def _places(self, piece: Piece, sought: Sought) -> list[str]:
        """Give the first lines of a text on which it stands; what runs over several, by the last of them."""
        if not piece.lines:
            return [piece.place]
        lines = self.allowed.cut(piece.text).splitlines()
        found = [n for n, line in enumerate(lines, start=1) if sought.stand_in(readings(line))]
        return [f"line {n}" for n in (found[:MOST] or [_last_line(lines, sought)])]


def _last_line(lines: Sequence[str], sought: Sought) -> int:
    """Find how many lines it takes until it stands there."""
    low, high = 1, len(lines)
    while low < high:
        middle = (low + high) // 2
        if sought.stand_in(readings("\n".join(lines[:middle]))):
            high = middle
        else:
            low = middle + 1
    return low


def names_only(project: Project) -> Search:
    """Seek the names of interviewees: in code and code lists a path or an address is no secret."""
    return Search((_interviewees(project, ordinary_words(project)),), allowed_here(project))


def _interviewees(project: Project, ordinary: str) -> Names:
    return names_of(people_as_printed(read_register(project.raw))["name"].dropna(), ordinary)


def search_of(project: Project, *, may_name: bool = False) -> Search:
    """Seek names, ways to reach people and traces of the machine; an internal edition ``may_name`` people."""
    ordinary = ordinary_words(project)
    names: list[Sought] = [] if may_name else [_interviewees(project, ordinary)]
    return Search(
        (*names, Emails(), Telephones(), machine_here(project.root, ordinary)), allowed_here(project)
    )


def refuse_private(
    paths: Iterable[Path], project: Project, *, may_name: bool = False, folder: Path | None = None
) -> None:
    """Refuse files that hold what may not leave the project; ``folder`` is where their names begin.

    Raises:
        InvalidInputError: one of them does, or cannot be searched.
    """
    search = search_of(project, may_name=may_name)
    if problems := [problem for path in paths for problem in search.problems(folder or path.parent, [path])]:
        raise InvalidInputError(problems)
