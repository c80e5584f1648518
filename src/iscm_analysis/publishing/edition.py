"""The edition of a site: public, or marked on every page as a draft or as internal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iscm_analysis.errors import UsageError
from iscm_analysis.languages import words
from iscm_analysis.publishing.receipt import BUILD_FILE
from iscm_analysis.terms import INTERNAL, PUBLIC

if TYPE_CHECKING:
    from iscm_analysis.project import Project
    from iscm_analysis.publishing.request import Request


@dataclass(frozen=True, slots=True)
class Edition:
    """What a site is called, and what it may hold."""

    is_draft: bool
    has_names: bool

    @property
    def word(self) -> str:
        """Name the edition."""
        marks = [INTERNAL] * self.has_names + ["draft"] * self.is_draft
        return " ".join(marks) or PUBLIC

    @property
    def of_cells(self) -> str:
        """Say what the cells of a page are told; a draft's cells show what the final ones do."""
        return INTERNAL if self.has_names else PUBLIC

    def marked(self, furniture: Mapping[str, Any]) -> dict[str, Any]:
        """Add to what a page says of its site its edition, and the options that repeat it."""
        options = [*["--names"] * self.has_names, *["--draft"] * self.is_draft]
        say = words(furniture["language"])
        lines = [*["marking.internal"] * self.has_names, *["marking.draft"] * self.is_draft]
        return {
            **furniture,
            "edition": self.word,
            "marking": " ".join(map(say, lines)),
            "command": " ".join([furniture["command"], *options]),
        }


def edition_of(project: Project, request: Request) -> Edition:
    """Give the edition that was asked for; ``iscm.toml`` can make every one a draft."""
    always = project.settings.evaluation.edition == "draft"
    return Edition(is_draft=request.draft or always, has_names=request.names)


def refuse_mixed(edition: Edition, request: Request) -> None:
    """Refuse to put one edition where somebody expects another.

    Raises:
        UsageError: a site with names in the place of one without, or the other way; single pages of one
            edition among those of another.
    """
    there = _edition_in(request.out)
    if there is None or there == edition.word:
        return
    if (INTERNAL in there.split()) != edition.has_names:
        message = (
            f"{request.out.name} holds the {there} edition; give another folder "
            f"for the {edition.word} one with --out"
        )
        raise UsageError(message)
    if request.pages:
        message = (
            f"{request.out.name} holds the {there} edition, and single pages of the {edition.word} one "
            "cannot stand among its pages; build all pages, or give another folder with --out"
        )
        raise UsageError(message)


def _edition_in(out: Path) -> str | None:
    path = out / BUILD_FILE
    if not path.is_file():
        return None
    return str(json.loads(path.read_text(encoding="utf-8")).get("edition", PUBLIC))
