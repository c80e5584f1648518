"""Whether everything that leads somewhere on a built site does: links, anchors, what a search finds."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from iscm_analysis.publishing.crate import CRATE_FILE, described_files
from iscm_analysis.publishing.markup import ids_of, links_of
from iscm_analysis.publishing.search import addresses
from iscm_analysis.publishing.site import files_of

AGAIN = "run `iscm build`"
_INDEX = re.compile(r'<script type="application/json" id="search-index">(.*?)</script>', re.DOTALL)


def lost_links(folder: Path) -> Iterator[str]:
    """Say which links, anchors and finds of the site's pages lead nowhere, and which ids stand twice."""
    pages = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.html"))
    }
    ids = {name: Counter(ids_of(page)) for name, page in pages.items()}
    for name, page in pages.items():
        twice = [anchor for anchor, n in ids[name].items() if n > 1]
        if twice:
            yield f"{name}: the id {twice[0]!r} stands there more than once; {AGAIN}"
        index = _INDEX.search(page)
        for link in dict.fromkeys([*links_of(page), *(addresses(index[1]) if index else ())]):
            if not _leads_somewhere(link, name, ids, folder):
                yield f"{name}: the link to {link} leads nowhere; {AGAIN}"


def _leads_somewhere(link: str, page: str, ids: dict[str, Counter[str]], folder: Path) -> bool:
    if re.match(r"[a-z]+:", link):
        return True
    name, _, anchor = link.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(name))) if name else page
    if not anchor:
        return (folder / target).is_file()
    return unquote(anchor) in ids.get(target, {})


def undescribed_files(folder: Path) -> Iterator[str]:
    """Say which files of the site its description does not name, and the other way round."""
    if not (folder / CRATE_FILE).is_file():
        return  # said to be missing already
    there = set(files_of(folder)) - {CRATE_FILE}
    described = described_files(folder)
    for name in sorted(there - described):
        yield f"{name}: {CRATE_FILE} does not describe it; {AGAIN}, or take it out of the folder"
    for name in sorted(described - there):
        yield f"{name}: {CRATE_FILE} describes it, but it is missing; {AGAIN}"
