"""A figure is a drawing with a sentence: title, text for those who cannot see it, numbers, source."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from iscm_analysis.presentation.block import Block, escape
from iscm_analysis.presentation.svg import svg
from iscm_analysis.presentation.table import cells_of
from iscm_analysis.presentation.wording import marked, ours, sourced

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Drawing

    from iscm_analysis.languages import Words


@dataclass(frozen=True)
class Figure:
    """A drawing (None when there was no row to draw), what it shows, and the same in words.

    ``data`` is what was drawn, its columns headed as a reader sees them. A ``wide`` drawing has small print:
    on a narrow screen it is shown larger, to be moved sideways.
    """

    drawing: Drawing | None
    title: str
    alt: str
    data: pd.DataFrame = field(default_factory=pd.DataFrame)
    wide: bool = False


def headed(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Keep the ``columns`` that were drawn under their headings; one without a heading keeps its own name.

    >>> list(headed(pd.DataFrame({"role_name": ["Chair"], "n": [1]}), {"role_name": "", "n": "ISCMs"}))
    ['Role name', 'ISCMs']
    """
    names = [heading or name.replace("_", " ") for name, heading in columns.items()]
    return frame[list(columns)].set_axis([name[:1].upper() + name[1:] for name in names], axis="columns")


def figure(drawn: Figure, *, figure_id: str, source: str, caption: str = "") -> Block:
    """Show a figure as an image inside the page: its title is the finding, ``caption`` says the data.

    A figure without rows finds nothing: then only what it would have shown is named.
    """
    say = ours()
    number = f'<span class="label">{marked(say, "figure.label", id=figure_id)}</span>'
    note = f'<span class="source-note">{sourced(say, source)}</span>'
    if drawn.drawing is None:
        about = caption or drawn.title
        words = f"{number} {escape(about)}: {marked(say, 'figure.empty')} {note}"
        markup = f'<p class="nothing" id="{escape(figure_id)}">{words}</p>'
        return Block(markup, f"{about}: {say('figure.empty').removesuffix('.')}")
    label = f"{number} <b>{escape(drawn.title)}</b>{escape(f'. {caption}.' if caption else '')}"
    details = "" if drawn.data.empty else f' aria-details="{escape(figure_id)}-data"'
    picture = base64.b64encode(svg(drawn.drawing).encode()).decode()
    markup = (
        f'<figure class="iscm-figure{" wide" if drawn.wide else ""}" id="{escape(figure_id)}" tabindex="0">'
        f'<img class="drawing" alt="{escape(drawn.alt)}"{details} src="data:image/svg+xml;base64,{picture}">'
        f"<figcaption>{label} {note}</figcaption></figure>{_behind(drawn, figure_id, say)}"
    )
    registers = {"figures": [{"figure_id": figure_id, "title": drawn.title}]}
    return Block(markup, f"{drawn.title}. {drawn.alt}", registers)


def _behind(drawn: Figure, figure_id: str, say: Words) -> str:
    """Put the numbers of a drawing under it, folded away: its long description."""
    if drawn.data.empty:
        return ""
    summary = marked(say, "figure.data")
    return (
        f'<details class="behind" id="{escape(figure_id)}-data"><summary>{summary}</summary>'
        f'<div class="table-wrap" tabindex="0" role="region" aria-label="{escape(drawn.title)}">'
        f"<table><caption>{escape(drawn.title)}</caption>{cells_of(drawn.data, say)}</table></div></details>"
    )
