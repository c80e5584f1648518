"""The nbconvert exporter: an executed notebook goes in, one self-contained page comes out."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from mistune import BlockParser, InlineParser
from nbconvert.exporters.html import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from traitlets import default
from traitlets.config import Config

from iscm_analysis.languages import CONTENT, words
from iscm_analysis.publishing.outline import outline
from iscm_analysis.publishing.registry import LISTED, registry
from iscm_analysis.publishing.sanitiser import sanitised
from iscm_analysis.publishing.template import TEMPLATES, equip

if TYPE_CHECKING:
    from nbformat import NotebookNode

_NAMELESS = re.compile(r"<img\b(?![^>]*\salt=)")


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

    def from_notebook_node(
        self,
        nb: NotebookNode,
        resources: dict[str, Any] | None = None,
        **options: Any,  # noqa: ANN401  # nbconvert's
    ) -> tuple[str, dict[str, Any]]:
        """Render, and leave it at that: HTMLExporter parses each finished page once more, to name images.

        That takes a fifth of a page's time; a pattern finds images without a text as well.
        """
        page, resources = super(HTMLExporter, self).from_notebook_node(nb, resources, **options)
        say = words(resources.get("iscm", {}).get("language", CONTENT))
        return _NAMELESS.sub(f'<img alt="{say("page.no_description")}"', page), resources

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
        environment = equip(super()._create_environment())  # nbconvert's leaves escaping to each template
        environment.filters.update(outline=outline, registry=registry, sanitised=sanitised)
        environment.globals["listed"] = LISTED
        return environment


@cache
def exporter() -> IscmExporter:
    """Give the one exporter of this process, whose template is compiled once."""
    return IscmExporter()
