"""What a cell shows is a stranger's markup: words, tables and pictures pass, whatever could act does not.

Our own blocks pass unchanged; a test renders them all and compares.
"""

from __future__ import annotations

import re
from functools import cache

import nh3

_TEXT = (
    "a abbr b bdi bdo br cite code data del dfn em i ins kbd mark q s samp small span strong sub sup time u "
    "var wbr"
)
_BLOCKS = (
    "address article aside blockquote caption col colgroup dd details div dl dt figcaption figure footer "
    "h1 h2 h3 h4 h5 h6 header hr img li ol output p pre section summary table tbody td tfoot th thead tr ul"
)
TAGS = frozenset(f"{_TEXT} {_BLOCKS}".split())
_EVERYWHERE = frozenset({"class", "dir", "hidden", "id", "lang", "role", "tabindex", "title"})
_OWN = {
    "a": {"href", "rel"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "details": {"open"},
    "img": {"alt", "height", "src", "width"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "td": {"colspan", "headers", "rowspan", "style"},
    "th": {"abbr", "colspan", "headers", "rowspan", "scope", "style"},
    "time": {"datetime"},
}
_OUTSIDE = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_INSIDE = re.compile(r"(?:\.\./)*(?:\w[\w.-]*/)*\w[\w.-]*\.(?:html|csv|json|ipynb)(?:#\S*)?|#\S*")
_MARK = ";base64,iscmpicture"
_MARKED = re.compile(rf"{_MARK}(\d+)")
_LETTERS = re.compile(r";base64,[A-Za-z0-9+/=]{1000,}")
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*")


def sanitised(markup: str) -> str:
    """Keep what our list names of a piece of HTML, closed where it was left open; drop the rest.

    A link leads to the web, to a mailbox, or into this site; a picture lies in the page itself.
    """
    if _MARK in markup:
        return _cleaner().clean(markup)
    pictures: list[str] = []

    def put_aside(match: re.Match[str]) -> str:
        pictures.append(match[0])
        return f"{_MARK}{len(pictures) - 1}"

    # The letters of a picture are harmless wherever they stand; they take ten times as long as all the rest.
    cleaned = _cleaner().clean(_LETTERS.sub(put_aside, markup))
    return _MARKED.sub(lambda match: pictures[int(match[1])], cleaned)


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags={"script", "style", "template", "title", "textarea", "noscript", "iframe", "svg"},
        attributes={"*": set(_EVERYWHERE), **_OWN},
        generic_attribute_prefixes={"aria-"},
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "data"},
        url_relative="pass_through",
        filter_style_properties={"text-align"},  # Markdown says so how a column of a table is set
        link_rel=None,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Give an attribute back, or nothing when its value could lead or load from elsewhere."""
    if name == "href":
        return value if _OUTSIDE.fullmatch(value) or _INSIDE.fullmatch(value) else None
    if name == "src":
        return value if tag == "img" and _PICTURE.fullmatch(value) else None
    if name == "tabindex":
        return value if value in ("0", "-1") else None
    return value
