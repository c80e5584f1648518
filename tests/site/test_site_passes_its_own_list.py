"""What our blocks are made of is on the list of what may pass: nothing of ours is lost on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from iscm_analysis.publishing.sanitiser import sanitised


class Parts(HTMLParser):
    """Reads a piece of HTML as elements with their attributes, and the text between them."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.parts: list[object] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append((tag, sorted(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.parts.append(data.strip())


def blocks(site: Path) -> Iterator[str]:
    for path in sorted((site / "executed").rglob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                if markup := output.get("data", {}).get("text/html"):
                    yield "".join(markup)


def test_every_block_of_the_site_passes_unchanged(site: Path) -> None:
    made = list(blocks(site))
    assert len(made) > 400
    assert [markup[:200] for markup in made if Parts(sanitised(markup)).parts != Parts(markup).parts] == []
