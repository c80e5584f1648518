"""What leads into the pages: the start page, and the index of profiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from iscm_analysis.languages import words
from iscm_analysis.project import Project
from iscm_analysis.publishing.index import compile_all, render
from iscm_analysis.publishing.plan import PROFILE_KINDS, Page
from iscm_analysis.publishing.profiles import PROFILES_FILE, profiles_content
from iscm_analysis.publishing.start import Around, Record, record, start_content
from iscm_analysis.tables.build import Build


class Front:
    """The start page and the index of profiles, of a site with the pages ``present``."""

    def __init__(self, project: Project, tables: Build, present: Sequence[Page]) -> None:
        """Wait for the pages."""
        self.project, self.tables, self.present = project, tables, present

    @cached_property
    def _record(self) -> Record:
        return record(self.project, self.tables.evaluation)

    def get_ready(self) -> None:
        """Do what needs no page."""
        compile_all()
        _ = self._record

    def write(self, numbers: Sequence[Mapping[str, Any]], folder: Path, frame: Mapping[str, Any]) -> None:
        """Write them into ``folder``, where the pages and everything they may link to lie already.

        ``numbers`` are all that the pages register; ``frame`` is what every page of the site says of itself.
        """
        markup = {page.name: (folder / page.href).read_text(encoding="utf-8") for page in self.present}
        say = words(self.project.settings.evaluation.language)
        evaluation = self.tables.evaluation
        if any(page.kind in PROFILE_KINDS for page in self.present):
            profiles = render("profiles", {**frame, **profiles_content(evaluation, self.present, say)})
            (folder / PROFILES_FILE).write_text(profiles, encoding="utf-8", newline="\n")
        around = Around(self.project, evaluation, self._record, self.present, numbers, markup, folder)
        index = render("index", {**frame, "evaluation": "", **start_content(around)})
        (folder / "index.html").write_text(index, encoding="utf-8", newline="\n")
