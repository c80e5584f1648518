"""The nbconvert exporter: an executed notebook goes in, one self-contained page comes out."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from mistune import BlockParser, InlineParser
from nbconvert.exporters.html import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from traitlets import default
from traitlets.config import Config

from iscm_analysis.publishing.outline import outline

TEMPLATES = Path(__file__).parent / "templates"


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
        rendered: str = MarkdownWithMath(renderer, BlockParser(), InlineParser()).render(source)
        return rendered

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()
        # nbconvert leaves escaping to each template; here only what is marked `safe` goes in as is.
        environment.autoescape = True
        environment.filters["outline"] = outline
        environment.globals.update(asset=asset, fingerprint=fingerprint)
        return environment


@cache
def exporter() -> IscmExporter:
    """Give the one exporter of this process, whose template is compiled once."""
    return IscmExporter()
