"""``changes.html`` and ``changes.json``: what a site says of its difference from the one before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iscm_analysis.errors import IscmError
from iscm_analysis.languages import Words, words
from iscm_analysis.publishing import change_words
from iscm_analysis.publishing.change_list import ChangeList, change_list
from iscm_analysis.publishing.index import render
from iscm_analysis.publishing.reads import file_digest
from iscm_analysis.publishing.receipt import BUILD_FILE
from iscm_analysis.publishing.site import CHANGES_LIST, CHANGES_PAGE
from iscm_analysis.publishing.states import State, of_site

if TYPE_CHECKING:
    from iscm_analysis.settings import StrengthSettings


def since_last(out: Path, now: State, rule: StrengthSettings, say: Words) -> ChangeList:
    """Compare with the site in ``out``; when nothing changed since, what had changed before still stands."""
    if not (out / BUILD_FILE).is_file():
        return ChangeList(note=say("changes.first"))
    try:
        found = change_list(of_site(out), now, rule)
    except IscmError:
        return ChangeList(note=say("changes.touched_site"))
    return (kept_list(out) or ChangeList(note=say("changes.lost"))) if found.is_empty else found


def kept_list(site: Path) -> ChangeList | None:
    """Give the list that a site carries, if it is as it was built."""
    try:
        content = (site / CHANGES_LIST).read_bytes()
        outputs = json.loads((site / BUILD_FILE).read_bytes())["outputs"]
        return (
            ChangeList.of(json.loads(content))
            if outputs[CHANGES_LIST] == file_digest(site / CHANGES_LIST)
            else None
        )
    except (OSError, ValueError, TypeError, LookupError):
        return None


def write_changes(folder: Path, changes: ChangeList, furniture: Mapping[str, Any]) -> None:
    """Write the list for people and for machines."""
    text = json.dumps(asdict(changes), indent=1, ensure_ascii=False) + "\n"
    (folder / CHANGES_LIST).write_text(text, encoding="utf-8", newline="\n")
    page = render_changes(changes, furniture, is_in_site=True)
    (folder / CHANGES_PAGE).write_text(page, encoding="utf-8", newline="\n")


def render_changes(changes: ChangeList, furniture: Mapping[str, Any], *, is_in_site: bool) -> str:
    """Give the list as one HTML file; only beside its pages it links to them."""
    say = words(furniture["language"])
    page = {**furniture, "title": say("changes.title"), "summary": ""}
    summary = change_words.summary(changes, say)
    return render("changes", page, changes=changes, summary=summary, linked=is_in_site)
