"""The main pages in one file, to be printed in one run: without code, with ids that stay unique."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iscm_analysis.errors import Problem
from iscm_analysis.languages import words
from iscm_analysis.publishing.index import render
from iscm_analysis.publishing.markup import ids_of, main_of, moved, pieces_of, without
from iscm_analysis.publishing.plan import PROFILE_KINDS, Page

if TYPE_CHECKING:
    from iscm_analysis.publishing.privacy.search import Search

WHOLE_FILE = "whole.html"
# What only serves on a screen, page by page.
LEFT_OUT = (("details", "code"), ("nav", "contents"), ("a", "anchor"), ("button", "show-code"))
_REGION = re.compile(r'role="region" aria-label="')  # two pages may have tables of one name
_NUMBER = re.compile(r'\sid="(N-[^"]*)"')  # printed beside it, without the name of its page
_HEADING = re.compile(r"(</?h)([1-5])\b")


@dataclass(frozen=True, slots=True)
class Chapter:
    """One page as a part of the whole: its anchor, its title, its sections as (anchor, text), its markup."""

    anchor: str
    title: str
    sections: Sequence[tuple[str, str]]
    body: str


def main_pages(pages: Sequence[Page]) -> list[Page]:
    """Leave the profiles out: the whole is what a reader would print."""
    return [page for page in pages if page.kind not in PROFILE_KINDS]


def chapters(pages: Sequence[Page], markup: Mapping[str, str]) -> list[Chapter]:
    """Make each page a chapter; ``markup`` holds the finished pages by name."""
    hrefs = {page.href: page.name for page in pages}
    return [_chapter(page, markup[page.name], hrefs) for page in pages]


def _chapter(page: Page, markup: str, hrefs: Mapping[str, str]) -> Chapter:
    prefix = f"{page.name}--"

    def lead(href: str) -> str:
        name, mark, anchor = href.partition("#")
        around = not name and anchor not in there  # what a page has around its main part, the whole has too
        if around or (name and name not in hrefs):
            return href
        chapter = hrefs[name] if name else page.name
        return f"#{chapter}--{anchor}" if mark else f"#{chapter}"

    body = main_of(markup)
    for tag, name in LEFT_OUT:
        body = without(body, tag, name)
    there = set(ids_of(body))
    body = _NUMBER.sub(lambda found: f'{found[0]} data-number="{found[1]}"', body)
    body = _REGION.sub(lambda found: f"{found[0]}{html.escape(page.title)}: ", body)
    body = moved(_HEADING.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", body), prefix, lead)
    return Chapter(page.name, page.title, list(_sections(body)), body.strip())


def _sections(body: str) -> Iterator[tuple[str, str]]:
    for piece in pieces_of(body):
        if piece.tag == "h3" and piece.anchor:
            yield piece.anchor, piece.text


def make_whole(
    present: Sequence[Page], folder: Path, frame: Mapping[str, Any], search: Search
) -> tuple[str, list[Problem]]:
    """Give the whole, and what stands in it that may not leave; the pages lie in ``folder``.

    ``frame`` is what every page of the site says of itself.
    """
    say = words(frame["language"])
    pages = main_pages(present)
    markup = {page.name: (folder / page.href).read_text(encoding="utf-8") for page in pages}
    shown = {"title": say("whole.title"), "kind": "whole", "summary": say("whole.summary")}
    whole = render("whole", {**frame, **shown, "chapters": chapters(pages, markup)})
    return whole, list(search.problems_in(WHOLE_FILE, whole.encode(), set()))
