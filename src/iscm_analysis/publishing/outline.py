"""A rendered page taken apart: its title, and headings a reader can jump to."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import chain, count

from iscm_analysis.errors import IscmError
from iscm_analysis.languages import Words, words

_HEADING = re.compile(r"<h([1-6])((?:\s[^>]*)?)>(.*?)</h\1>", re.DOTALL)
_TITLE = re.compile(r"<h1(?:\s[^>]*)?>(.*?)</h1>(?:\s*<p>(.*?)</p>)?", re.DOTALL)
_EMPTY = re.compile(r'<div class="prose">\s*</div>\s*')
_SECTION = re.compile(r"<h2[\s>]")
_CLAIM = re.compile(r'<p class="claim"[^>]*>(.*?)</p>', re.DOTALL)
_ID = re.compile(r'\sid="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Heading:
    """One entry of a page's contents list."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A page taken apart: its title and the paragraph under it, the first claim of each section, the rest.

    ``lead``, ``brief`` and ``body`` are markup. ``version`` changes with what the page says, and only then.
    """

    title: str
    lead: str
    brief: tuple[str, ...]
    body: str
    headings: tuple[Heading, ...]

    @property
    def version(self) -> str:
        """Name this state of the page, so that two readers know whether they have the same one."""
        return hashlib.sha256(f"{self.title}\n{self.lead}\n{self.body}".encode()).hexdigest()[:8]


def outline(rendered: str, say: Words | None = None) -> Outline:
    """Take the first h1 out as the title, with the paragraph under it; give every other heading an anchor.

    A page has one h1, so any further one becomes an h2. Headings that bring their own id keep it.

    Raises:
        IscmError: two things on the page have the same id.

    >>> page = outline("<h1>Relevance</h1><p>What for?</p><h2>Roles &amp; units</h2><h2>Roles, units</h2>")
    >>> page.title, page.lead, [heading.anchor for heading in page.headings]
    ('Relevance', 'What for?', ['roles-units', 'roles-units-2'])
    """
    found = _TITLE.search(rendered)
    body = _EMPTY.sub("", _TITLE.sub("", str(rendered), count=1), count=1)
    body, headings = _anchored(body, say or words())
    claims = (_CLAIM.search(section) for section in _SECTION.split(body))
    brief = tuple(_ID.sub("", claim[1]) for claim in claims if claim)
    title, lead = (plain(found[1]), found[2] or "") if found else ("", "")
    return Outline(title, lead, brief, body, headings)


def _anchored(body: str, say: Words) -> tuple[str, tuple[Heading, ...]]:
    """Give every heading an id and a link to itself."""
    taken = _own(_ID.findall(body))
    headings: list[Heading] = []
    label = f' lang="{say.language}"' if say.is_foreign else ""
    label += f' aria-label="{html.escape(say("page.section_link"))}"'

    def anchored(match: re.Match[str]) -> str:
        level, attributes, inner = max(2, int(match[1])), match[2], match[3].strip()
        own = _ID.search(attributes)
        anchor = own[1] if own else _unused(slug(plain(inner)), taken)
        taken.add(anchor)
        headings.append(Heading(level, anchor, plain(inner)))
        identity = "" if own else f' id="{anchor}"'
        link = f'<a class="anchor" href="#{anchor}"{label}>#</a>'
        return f"<h{level}{attributes}{identity}>{inner} {link}</h{level}>"

    return _HEADING.sub(anchored, body), tuple(headings)


def _own(ids: list[str]) -> set[str]:
    twice = sorted(name for name, n in Counter(ids).items() if n > 1)
    if twice:
        what = f"the id {html.unescape(twice[0])} stands {Counter(ids)[twice[0]]} times on this page"
        message = f"{what}; give each number, table and figure an id of its own"
        raise IscmError(message)
    return set(ids)


def plain(markup: str) -> str:
    """Return the text of a piece of HTML, without tags and entities."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())


def slug(text: str) -> str:
    """Spell a heading so that it can end an address.

    >>> slug("R2  What do the rôles consist of?")
    'r2-what-do-the-roles-consist-of'
    """
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or "section"


def _unused(anchor: str, taken: set[str]) -> str:
    candidates = chain([anchor], (f"{anchor}-{number}" for number in count(2)))
    return next(candidate for candidate in candidates if candidate not in taken)
