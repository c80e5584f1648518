"""What leads into the pages: the start page, and the index of profiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from iscm_analysis.languages import words
from iscm_analysis.project import Project
from iscm_analysis.publishing.index import render
from iscm_analysis.publishing.plan import PROFILE_KINDS, Page
from iscm_analysis.publishing.profiles import PROFILES_FILE, profiles_content
from iscm_analysis.publishing.start import Front, start_content
from iscm_analysis.tables.build import Build


def write_front(
    project: Project,
    tables: Build,
    present: Sequence[Page],
    numbers: Sequence[Mapping[str, Any]],
    folder: Path,
    frame: Mapping[str, Any],
) -> None:
    """Write them into ``folder``, where the pages and everything they may link to lie already.

    ``frame`` is what every page of the site says of itself.
    """
    markup = {page.name: (folder / page.href).read_text(encoding="utf-8") for page in present}
    say = words(project.settings.evaluation.language)
    if any(page.kind in PROFILE_KINDS for page in present):
        profiles = render("profiles", {**frame, **profiles_content(tables.evaluation, present, say)})
        (folder / PROFILES_FILE).write_text(profiles, encoding="utf-8", newline="\n")
    start = start_content(Front(project, tables.evaluation, present, numbers, markup, folder))
    index = render("index", {**frame, "evaluation": "", **start})
    (folder / "index.html").write_text(index, encoding="utf-8", newline="\n")
