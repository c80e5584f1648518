"""The start page of the site: what was evaluated, where each page is, what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, FileSystemLoader

from iscm_analysis.publishing.template import TEMPLATES, equip


def render_index(index: Mapping[str, Any]) -> str:
    """Return the start page as one self-contained HTML file.

    ``index`` has title, summary, note, edition; ``numbers``, ``criteria``, ``pages``, ``profiles``
    and ``sources`` as rows; and the footer's inputs, versions, citation and command.
    """
    environment = equip(Environment(loader=FileSystemLoader(TEMPLATES / "iscm"), autoescape=True))
    return environment.get_template("site/index.html.j2").render(page=index)
