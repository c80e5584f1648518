"""The nbconvert exporter behind every page: an executed notebook in, one self-contained file out."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from mistune import BlockParser, InlineParser
from nbconvert.exporters.html import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from traitlets import default
from traitlets.config import Config

TEMPLATES = Path(__file__).parent / "templates"

_HEADING = re.compile(r"<h([1-6])((?:\s[^>]*)?)>(.*?)</h\1>", re.DOTALL)
_TITLE = re.compile(r"<h1(?:\s[^>]*)?>(.*?)</h1>", re.DOTALL)
_ID = re.compile(r'\sid="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Heading:
    """One entry of a page's contents list."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A page's body without its title, and the headings a reader can jump to."""

    title: str
    body: str
    headings: tuple[Heading, ...]


def outline(rendered: str) -> Outline:
    """Take the first h1 out as the title; give every other heading an anchor.

    A page has one h1, so any further one becomes an h2. Headings that bring their own id keep it.

    >>> page = outline("<h1>Relevance</h1><h2>Roles &amp; units</h2><h2>Roles, units</h2>")
    >>> page.title, [heading.anchor for heading in page.headings]
    ('Relevance', ['roles-units', 'roles-units-2'])
    """
    found = _TITLE.search(rendered)
    body = _TITLE.sub("", str(rendered), count=1)
    taken = set(_ID.findall(body))
    headings: list[Heading] = []

    def anchored(match: re.Match[str]) -> str:
        level, attributes, inner = max(2, int(match[1])), match[2], match[3].strip()
        own = _ID.search(attributes)
        anchor = own[1] if own else _unused(slug(plain(inner)), taken)
        taken.add(anchor)
        headings.append(Heading(level, anchor, plain(inner)))
        identity = "" if own else f' id="{anchor}"'
        link = f'<a class="anchor" href="#{anchor}" aria-label="Link to this section">#</a>'
        return f"<h{level}{attributes}{identity}>{inner} {link}</h{level}>"

    body = _HEADING.sub(anchored, body)
    return Outline(plain(found[1]) if found else "", body, tuple(headings))


def plain(markup: str) -> str:
    """Return the text of a piece of HTML, without tags and entities."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())


def slug(text: str) -> str:
    """Spell a heading so that it can end an address.

    >>> slug("R2  What do IOM’s rôles consist of?")
    'r2-what-do-ioms-roles-consist-of'
    """
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or "section"


def _unused(anchor: str, taken: set[str]) -> str:
    candidate, number = anchor, 1
    while candidate in taken:
        number += 1
        candidate = f"{anchor}-{number}"
    return candidate


def asset(name: str) -> str:
    """Return the text of a stylesheet or script that is written into the page."""
    return (TEMPLATES / "iscm" / name).read_text(encoding="utf-8")


def fingerprint(script: str) -> str:
    """Name a script the way a content security policy does."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


class IscmExporter(HTMLExporter):
    """Render an executed notebook as a page that opens offline and asks nobody for anything.

    ``resources["iscm"]`` places the page in its site (title, neighbours, parameters, inputs).
    Without it, as in ``jupyter nbconvert --to iscm page.ipynb``, the page stands alone.
    """

    export_from_notebook = "ISCM evaluation page (HTML)"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "iscm"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(TEMPLATES)]

    @property
    def default_config(self) -> Config:
        """Say which tags hide what, and which form of an output a page can show."""
        shown = ["text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg"]
        ours = Config(
            NbConvertBase={"display_data_priority": [*shown, "text/plain", "text/latex"]},
            TagRemovePreprocessor={
                "remove_cell_tags": {"remove-cell"},
                "remove_input_tags": {"remove-input"},
                "remove_all_outputs_tags": {"remove-output"},
            },
            Exporter={"optimistic_validation": True},
        )
        config = Config(super().default_config)
        config.merge(ours)
        return config

    @pass_context
    def markdown2html(self, context: Context, source: str) -> str:
        """Render Markdown without TeX: in these pages a dollar sign is money."""
        renderer = IPythonRenderer(
            escape=False,
            embed_images=True,
            exclude_anchor_links=True,
            attachments=context.get("cell", {}).get("attachments"),
            path=context["resources"]["metadata"]["path"],
        )
        return MarkdownWithMath(renderer, BlockParser(), InlineParser()).render(source)

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()
        # nbconvert leaves escaping to each template; here only what is marked `safe` goes in as is.
        environment.autoescape = True
        environment.filters["outline"] = outline
        environment.globals.update(asset=asset, fingerprint=fingerprint)
        return environment
