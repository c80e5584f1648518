"""What is asked of pages as files: links that lead somewhere, figures and tables in words, valid HTML."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from lxml import html

VALIDATE = Path(__file__).parent / "validate.mjs"
ELSEWHERE = ("http:", "https:", "mailto:", "data:")


@cache
def tree(page: Path) -> Any:
    return html.fromstring(page.read_bytes())


@cache
def anchors(page: Path) -> frozenset[str]:
    return frozenset(tree(page).xpath("//@id"))


def place(element: Any) -> str:
    """Name an element by its tag, id or class, and line."""
    own = element.get("id") or element.get("class") or ""
    return f"{element.tag} {own} (line {element.sourceline})".replace("  ", " ")


def lost_links(page: Path) -> list[str]:
    """List the links to a file or an anchor that is not there."""
    lost = []
    for link in tree(page).xpath("//a/@href | //img/@src | //link/@href"):
        if not link.startswith(ELSEWHERE):
            name, _, anchor = link.partition("#")
            target = (page.parent / name).resolve() if name else page
            if not target.is_file() or (anchor and anchor not in anchors(target)):
                lost.append(link)
    return lost


def figures_without_words(page: Path) -> list[str]:
    """List the images without a description, and the figures without a caption."""
    images = [image for image in tree(page).iter("img") if not (image.get("alt") or "").strip()]
    figures = [figure for figure in tree(page).iter("figure") if not words_of(figure, "figcaption")]
    return [place(element) for element in (*images, *figures)]


def tables_without_words(page: Path) -> list[str]:
    """List the tables without a caption or a head, and the headers that do not say what they head."""
    return [place(element) for table in tree(page).iter("table") for element in _silent(table)]


def _silent(table: Any) -> Iterator[Any]:
    if not words_of(table, "caption") or not table.xpath(".//th[@scope='col']"):
        yield table
    yield from table.xpath(".//th[not(@scope)]")


def words_of(element: Any, tag: str) -> str:
    """Give the text of the parts of one kind."""
    return "".join(part.text_content() for part in element.iter(tag)).strip()


def numbers_without_link(page: Path) -> list[str]:
    """List the numbers that cannot be followed to what they were counted from."""
    found = tree(page).xpath("//*[contains(concat(' ', normalize-space(@class), ' '), ' number ')]")
    return [
        place(number)
        for number in found
        if not number.xpath("self::a[@href] | .//a[@href] | ancestor::a[@href]")
    ]


def invalid(pages: Sequence[Path]) -> dict[Path, list[str]]:
    """List what html-validate says of each page."""
    done = subprocess.run(
        ["node", VALIDATE, *pages], capture_output=True, text=True, check=True, cwd=VALIDATE.parent
    )
    said: dict[Path, list[str]] = {page: [] for page in pages}
    for found in json.loads(done.stdout):
        said[Path(found["page"])].append(f"{found['rule']} (line {found['line']}): {found['message']}")
    return said
