"""Finished pages taken apart as text: tags, ids, links, pieces. A parser takes ten times as long."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from iscm_analysis.publishing.outline import plain

START_TAG = re.compile(r"""<[a-zA-Z](?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
_ID = re.compile(r'\sid="([^"]*)"')
_HREF = re.compile(r'\shref="([^"]*)"')
_POINTER = re.compile(
    r'(\s(?:id|for|headers|aria-(?:labelledby|describedby|controls|details|owns))=")([^"]*)"'
)
_LINK = re.compile(r'(\s(?:xlink:)?href=")([^"]*)"')
_REFERS = re.compile(r'\s(?:id|for|headers|(?:xlink:)?href|aria-\w+)="|url\(#')
_PAINT = re.compile(r"url\(#")
_PIECE = re.compile(
    r"<(?P<open>figure|table)\b(?P<own>[^>]*)>"
    r"|<(?P<tag>h[1-6]|caption|figcaption)\b(?P<attributes>[^>]*)>(?P<inner>.*?)</(?P=tag)>",
    re.DOTALL,
)
_ASIDE = re.compile(r'<a class="anchor".*?</a>|<span class="source-note".*?</span>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """Something a reader can look for and jump to; ``tag`` is h1 to h6, caption or figcaption."""

    tag: str
    anchor: str
    text: str


def main_of(page: str) -> str:
    """Give what stands in a page's main part."""
    found = _MAIN.search(page)
    return found[1] if found else ""


def ids_of(markup: str) -> list[str]:
    """List the ids on a page, in order; one that stands twice is listed twice."""
    tags = (tag for tag in START_TAG.findall(markup) if 'id="' in tag)  # most are cells without
    return [html.unescape(found[1]) for tag in tags if (found := _ID.search(tag))]


def links_of(markup: str) -> list[str]:
    """List where a page's links lead, as they are written."""
    return [
        html.unescape(found[1])
        for tag in START_TAG.findall(markup)
        if tag.startswith("<a") and (found := _HREF.search(tag))
    ]


def pieces_of(markup: str) -> Iterator[Piece]:
    """List headings and captions with the anchor that leads to them; a caption has that of its own whole."""
    around = ""
    for found in _PIECE.finditer(markup):
        own = _ID.search(found["own"] or found["attributes"] or "")
        if found["open"]:
            around = own[1] if own else ""
            continue
        is_heading = found["tag"].startswith("h")
        anchor = (own[1] if own else "") if is_heading else around
        yield Piece(found["tag"], html.unescape(anchor), plain(_ASIDE.sub("", found["inner"])))


def without(markup: str, tag: str, name: str) -> str:
    """Take out the elements of this tag and class, with all that is in them.

    >>> without('<p>a</p><div class="x y"><div>b</div></div><p>c</p>', "div", "x")
    '<p>a</p><p>c</p>'
    """
    edges = re.compile(rf"<(/?){tag}\b(?:[^>\"]++|\"[^\"]*+\")*+>")
    wanted = re.compile(rf'\sclass="(?:[^"]*\s)?{re.escape(name)}(?:\s[^"]*)?"')
    kept, place, depth = [], 0, 0
    for edge in edges.finditer(markup):
        if depth:
            depth += -1 if edge[1] else 1
            place = edge.end()
        elif not edge[1] and wanted.search(edge[0]):
            kept.append(markup[place : edge.start()])
            place, depth = edge.end(), 1
    return "".join([*kept, markup[place:]])


def moved(markup: str, prefix: str, lead: Callable[[str], str]) -> str:
    """Put ``prefix`` before every id, and before what refers to one; ``lead`` says where a link goes now."""

    def rewritten(found: re.Match[str]) -> str:
        if not _REFERS.search(found[0]):  # most tags are cells
            return found[0]
        tag = _POINTER.sub(lambda own: f'{own[1]}{_each(own[2], prefix)}"', found[0])
        tag = _LINK.sub(lambda own: f'{own[1]}{html.escape(lead(html.unescape(own[2])))}"', tag)
        return _PAINT.sub(f"url(#{prefix}", tag)

    return START_TAG.sub(rewritten, markup)


def _each(words: str, prefix: str) -> str:
    return " ".join(f"{prefix}{word}" for word in words.split())
