"""An empty drawing in the house style, whatever a reader's own settings say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import matplotlib as mpl
import matplotlib.style
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.layout_engine import ConstrainedLayoutEngine

STYLE = Path(__file__).with_name("iscm.mplstyle")
COLOURS = ("#0b6e7f", "#e0a43a", "#8c4a6b", "#7f8c94")
WIDTH = 7.2


@contextmanager
def canvas(height: float) -> Iterator[tuple[Drawing, Axes]]:
    """Give a drawing and its axes; afterwards settle it, so that drawing it again gives the same bytes."""
    with mpl.rc_context():
        mpl.rcdefaults()
        matplotlib.style.use(STYLE)
        # Words are a little wider in SVG than where they are measured, so long labels need some air.
        drawing = Drawing(figsize=(WIDTH, height), layout=ConstrainedLayoutEngine(w_pad=0.12))
        axes = drawing.add_subplot()
        yield drawing, axes
        for axis in (axes.xaxis, axes.yaxis):
            if not axis.get_label_text():
                axis.set_label_coords(0, 0)  # else matplotlib measures every tick to find a place for nothing
        layout = drawing.get_layout_engine()
        if layout is not None:
            layout.execute(drawing)
        drawing.set_layout_engine("none")
