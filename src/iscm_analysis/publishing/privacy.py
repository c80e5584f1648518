"""Interviewees' names stay in ``data/raw``: everything that was written is searched for them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from iscm_analysis.cleaning.text import fold
from iscm_analysis.errors import Problem
from iscm_analysis.project import Project
from iscm_analysis.sources.interviewees import read_interviewees
from iscm_analysis.sources.register import read_register

_DRAWING = re.compile(r";base64,[A-Za-z0-9+/=]+")  # letters are outlines there; most of a page's bytes
TEXT_SUFFIXES = {".html", ".csv", ".json", ".ipynb", ".md", ".txt"}


def interviewee_names(project: Project) -> list[str]:
    """List the names of Annex 3."""
    people = read_register(project.raw).path("annex-3")
    return list(read_interviewees(people)["name"]) if people else []


def texts(folder: Path) -> list[Path]:
    """List the text files below ``folder``, in a fixed order."""
    return [path for path in sorted(folder.rglob("*")) if path.suffix in TEXT_SUFFIXES and path.is_file()]


def named_interviewees(
    folder: Path, names: Iterable[str], paths: Iterable[Path] | None = None
) -> Iterator[Problem]:
    """Say where a name stands in ``paths``, else anywhere in ``folder``; file and line, never the name."""
    wanted = [fold(name) for name in names]
    for path in texts(folder) if paths is None else paths:
        text = _DRAWING.sub(";base64,", path.read_text(encoding="utf-8"))
        whole = fold(html.unescape(text))
        if not any(name in whole for name in wanted):
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if any(name in fold(html.unescape(line)) for name in wanted):
                yield Problem(
                    "error",
                    path.relative_to(folder).as_posix(),
                    "an interviewee's name stands here",
                    "show the interviewee's id and role instead",
                    row=f"line {number}",
                )
