"""Interviewees' names stay in ``data/raw``: everything that was written is searched for them."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from pathlib import Path

from iscm_analysis.cleaning.text import fold
from iscm_analysis.errors import Problem

TEXT_SUFFIXES = {".html", ".csv", ".json", ".ipynb", ".md", ".txt"}


def named_interviewees(folder: Path, names: Iterable[str]) -> Iterator[Problem]:
    """Say where a name stands in a text file below ``folder``; file and line, never the name."""
    wanted = [fold(name) for name in names]
    for path in sorted(folder.rglob("*")):
        if path.suffix not in TEXT_SUFFIXES or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
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
