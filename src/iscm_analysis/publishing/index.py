"""The pages of the site that no notebook makes, each one self-contained file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, FileSystemLoader

from iscm_analysis.publishing.template import TEMPLATES, equip


def render(name: str, page: Mapping[str, Any]) -> str:
    """Return a page made from the template ``site/NAME.html.j2``.

    ``page`` has what the template shows, and what every page says of its site (``furnishing.furniture``).
    """
    environment = equip(Environment(loader=FileSystemLoader(TEMPLATES / "iscm"), autoescape=True))
    return environment.get_template(f"site/{name}.html.j2").render(page=page)
