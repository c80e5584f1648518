"""A page of the built site, taken up again to be given in another form."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from iscm_analysis.errors import IscmError, UsageError
from iscm_analysis.project import Project
from iscm_analysis.publishing.parameters import shown
from iscm_analysis.publishing.receipt import BUILD_FILE
from iscm_analysis.publishing.registry import Registry, registry

_ASIDE = (
    "descendant::nav | descendant::script | descendant::style | descendant::button | descendant::input"
    " | descendant::*[@hidden] | descendant::a[contains(@class, 'anchor')]"
    " | descendant::details[contains(concat(' ', @class, ' '), ' code ')]"
)


@dataclass(frozen=True)
class BuiltPage:
    """A page as it lies in the site: its own HTML, what it registered, and what its site says of it."""

    name: str
    markup: str
    registry: Registry
    parameters: Sequence[Mapping[str, Any]]
    evaluation: str
    citation: str

    @cached_property
    def title(self) -> str:
        """The heading of the page."""
        return self._said("//h1") or self.name

    @cached_property
    def edition(self) -> str:
        """For whom the page was built, as it says itself."""
        return self._said("//*[@class = 'edition']")

    def _said(self, where: str) -> str:
        return " ".join(map(text_of, html.document_fromstring(self.markup).xpath(where)[:1]))

    @property
    def parameter_words(self) -> list[tuple[str, str]]:
        """The parameters and their values, in words."""
        return [(item["name"], _worded(item["value"])) for item in self.parameters]

    def whole(self) -> HtmlElement:
        """Give the page as a file by itself: links to other pages of the site lead nowhere there."""
        page = html.document_fromstring(self.markup)
        for link in page.xpath("descendant::a[@href]"):
            href = link.get("href").removeprefix(f"{self.name.rpartition('/')[2]}.html")
            link.set("href", href)
            if not href.startswith(("#", "https://", "http://", "mailto:")):
                link.drop_tag()
        return page

    def content(self) -> HtmlElement:
        """Give what the page says, without navigation, buttons and code."""
        main = self.whole().find(".//main")
        for element in main.xpath(_ASIDE):
            element.drop_tree()
        there = {f"#{name}" for name in main.xpath("descendant::*/@id")}
        for link in main.xpath("descendant::a[starts-with(@href, '#')]"):
            if link.get("href") not in there:
                link.drop_tag()
        return main


def text_of(element: HtmlElement) -> str:
    """Give the text of an element in one line."""
    return " ".join(element.text_content().split())


def _worded(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def built_page(project: Project, name: str) -> BuiltPage:
    """Take up the page ``name`` of the site in ``reports``.

    Raises:
        IscmError: there is no site yet.
        UsageError: the site has no such page.
    """
    folder = project.reports
    if not (folder / BUILD_FILE).is_file():
        message = f"no site in {folder.name} to export from; run `iscm build`"
        raise IscmError(message)
    pages = json.loads((folder / BUILD_FILE).read_text(encoding="utf-8"))["pages"]
    executed, page = folder / "executed" / f"{name}.ipynb", folder / f"{name}.html"
    if name not in pages or not executed.is_file() or not page.is_file():
        some = ", ".join(known for known in pages if "/" not in known)
        message = (
            f"no page {name} in {folder.name}; there are {some}, and profiles/ISCM_ID (or run `iscm build`)"
        )
        raise UsageError(message)
    said = project.settings.evaluation
    return BuiltPage(
        name,
        page.read_text(encoding="utf-8"),
        registry(json.loads(executed.read_bytes())),
        shown(executed, pages[name]["parameters"]),
        said.title,
        said.citation,
    )
