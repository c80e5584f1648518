"""A figure is a drawing with a sentence: title, text for those who cannot see it, source."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iscm_analysis.presentation.block import Block, escape

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Drawing


@dataclass(frozen=True)
class Figure:
    """A drawing (None when there was no row to draw), what it shows, and the same in words.

    A ``wide`` one has small print: on a narrow screen it is shown larger, to be moved sideways.
    """

    drawing: Drawing | None
    title: str
    alt: str
    wide: bool = False


def figure(drawn: Figure, *, figure_id: str, source: str, caption: str = "") -> Block:
    """Show a figure as an image inside the page: its title is the finding, ``caption`` says the data.

    A figure without rows finds nothing: then only what it would have shown is named.
    """
    number = f'<span class="label">Figure {escape(figure_id)}</span>'
    if drawn.drawing is None:
        about = caption or drawn.title
        note = f'<span class="source-note">Source: {escape(source)}</span>'
        words = f"{number} {escape(about)}: no row to draw. {note}"
        markup = f'<p class="nothing" id="{escape(figure_id)}">{words}</p>'
        return Block(markup, f"{about}: no row to draw")
    label = f"{number} <b>{escape(drawn.title)}</b>{escape(f'. {caption}.' if caption else '')}"
    markup = (
        f'<figure class="iscm-figure{" wide" if drawn.wide else ""}" id="{escape(figure_id)}">'
        f'<img alt="{escape(drawn.alt)}" src="data:image/svg+xml;base64,{_svg(drawn.drawing)}">'
        f'<figcaption>{label} <span class="source-note">Source: {escape(source)}</span></figcaption></figure>'
    )
    registers = {"figures": [{"figure_id": figure_id, "title": drawn.title}]}
    return Block(markup, f"{drawn.title}. {drawn.alt}", registers)


def _svg(drawing: Drawing) -> str:
    """Draw as SVG, the same bytes every time: no date, ids from a fixed salt."""
    import matplotlib as mpl  # noqa: PLC0415  # heavy, needed only here
    from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415

    buffer = io.BytesIO()
    with mpl.rc_context():
        mpl.rcdefaults()  # a reader's own settings have no say
        mpl.rcParams.update({"svg.hashsalt": "iscm", "svg.fonttype": "path", "text.parse_math": False})
        # savefig would draw once more, unseen, to settle a layout that is settled already
        FigureCanvasSVG(drawing).print_svg(buffer, metadata={"Date": None})
    return base64.b64encode(buffer.getvalue()).decode()
