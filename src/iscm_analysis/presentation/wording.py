"""Our own words inside a block: in the language of the project's pages, and marked where that is another."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from iscm_analysis.errors import IscmError
from iscm_analysis.languages import Words, words
from iscm_analysis.presentation.block import escape
from iscm_analysis.project import SETTINGS_FILE, Project, find_project


def ours() -> Words:
    """Give the catalogue of the project's language; outside of any project it is the content's."""
    try:
        root = find_project().root
    except IscmError:
        return words()
    return words(_language(root, (root / SETTINGS_FILE).stat().st_mtime_ns))


@cache
def _language(root: Path, _changed: int) -> str:
    return Project(root).settings.evaluation.language


def marked(say: Words, key: str, **values: object) -> str:
    """Give words of ours as HTML, with their language where the content has another."""
    return marked_words(say, say(key, **values))


def marked_words(say: Words, words: str) -> str:
    """Give words that are ours already as HTML, with their language where the content has another."""
    said = escape(words)
    return f'<span lang="{say.language}">{said}</span>' if say.is_foreign else said


def sourced(say: Words, source: str) -> str:
    """Word as HTML where something comes from."""
    before, after = say("table.source", source="\n").split("\n")
    foreign = f'<span lang="{say.language}">{escape(before.strip())}</span>'
    return f"{foreign if say.is_foreign else escape(before.strip())} {escape(source)}{escape(after)}"
