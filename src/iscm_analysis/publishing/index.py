"""The pages of the site that no notebook makes, each one self-contained file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader

from iscm_analysis.publishing import change_words
from iscm_analysis.publishing.template import TEMPLATES, equip

OURS = TEMPLATES / "iscm"


def render(name: str, page: Mapping[str, Any], **shown: object) -> str:
    """Return a page made from the template ``site/NAME.html.j2``.

    ``page`` has what every page says of its site (``furnishing.furniture``); what else the template shows
    stands there too or is ``shown``.
    """
    return _environment().get_template(f"site/{name}.html.j2").render(page=page, **shown)


def compile_all() -> None:
    """Compile every template, for whoever has time for it now."""
    for path in (OURS / "layout.html.j2", *OURS.glob("site/*.j2")):
        _environment().get_template(path.relative_to(OURS).as_posix())


@cache
def _environment() -> Environment:
    environment = equip(Environment(loader=FileSystemLoader(OURS), autoescape=True))
    environment.globals.update(
        named=change_words.named,
        was_is=change_words.was_is,
        because=change_words.because,
        standing=change_words.standing,
        strength_words=change_words.strength_words,
        page_words=change_words.page_words,
    )
    return environment
