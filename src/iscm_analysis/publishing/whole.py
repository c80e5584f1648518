"""The main pages in one file, to be printed in one run: without code, with ids that stay unique."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from iscm_analysis.languages import words
from iscm_analysis.publishing.index import render
from iscm_analysis.publishing.markup import ids_of, main_of, moved, pieces_of, without
from iscm_analysis.publishing.plan import PROFILE_KINDS, Page

if TYPE_CHECKING:
    from iscm_analysis.publishing.guard import Guard

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


class Whole:
    """All main pages as one, a chapter for each of them, made and searched as the pages are finished."""

    def __init__(self, pages: Sequence[Page], guard: Guard) -> None:
        """Wait for the pages of a site, in this order; ``guard`` watches over its folder."""
        self.pages, self.guard = main_pages(pages), guard
        self.hrefs = {page.href: page.name for page in self.pages}
        self.chapters: dict[str, Chapter] = {}

    def add(self, page: Page) -> None:
        """Take up a page that lies in the folder, unless it is there already or has no place in the whole."""
        if page.href not in self.hrefs or page.name in self.chapters:
            return
        markup = (self.guard.folder / page.href).read_text(encoding="utf-8")
        self.chapters[page.name] = chapter(page, markup, self.hrefs)
        self.guard.look_into(WHOLE_FILE, self.chapters[page.name].body)

    def write(self, frame: Mapping[str, Any]) -> None:
        """Write it; ``frame`` is what every page of the site says of itself."""
        for page in self.pages:
            self.add(page)
        say = words(frame["language"])
        shown = {"title": say("whole.title"), "kind": "whole", "summary": say("whole.summary")}
        chapters = [self.chapters[page.name] for page in self.pages]
        whole = render("whole", {**frame, **shown, "chapters": chapters})
        (self.guard.folder / WHOLE_FILE).write_text(whole, encoding="utf-8", newline="\n")
        for one in chapters:
            whole = whole.replace(one.body, "")
        self.guard.look_into(WHOLE_FILE, whole)


def chapter(page: Page, markup: str, hrefs: Mapping[str, str]) -> Chapter:
    """Make a finished page a chapter; ``hrefs`` leads to the names of all pages that are chapters."""
    prefix = f"{page.name}--"

    def lead(href: str) -> str:
        name, mark, anchor = href.partition("#")
        around = not name and anchor not in there  # what a page has around its main part, the whole has too
        if around or (name and name not in hrefs):
            return href
        other = hrefs[name] if name else page.name
        return f"#{other}--{anchor}" if mark else f"#{other}"

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
