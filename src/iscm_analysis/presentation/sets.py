"""Which sets occur together: dots for what is in a combination, a bar above for how often it occurs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from iscm_analysis.presentation.canvas import COLOURS, canvas
from iscm_analysis.presentation.figure import Figure, headed

FAINT = "#d5dde1"


def combinations(
    frame: pd.DataFrame, *, members: Mapping[str, str], value: str, label: str, title: str, unit: str
) -> Figure:
    """Draw one column per row of ``frame``: its bar, and below it a dot for each member it has.

    ``members`` names the yes/no columns; ``label`` is the column that words the row for the alternative
    text. The order of rows is the order of columns.
    """
    shown = {name: text for name, text in members.items() if frame[name].any()}
    if not shown:
        return Figure(None, title, "")
    with canvas(1.9 + 0.27 * len(shown)) as (drawing, axes):
        axes.remove()
        above, below = drawing.subplots(2, 1, sharex=True, height_ratios=[1.2, 0.27 * len(shown)])
        drawn = above.bar(range(len(frame)), frame[value].astype(int), color=COLOURS[0], width=0.62)
        above.bar_label(drawn, padding=2, fontsize=8)
        above.set_ylabel(unit)
        above.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
        above.margins(y=0.2)
        above.tick_params(axis="x", length=0, labelbottom=False)
        _dots(below, frame, shown)
    said = "; ".join(
        f"{name} {n}" for name, n in zip(frame[label], frame[value].astype(int), strict=True) if n > 1
    )
    once = int((frame[value] == 1).sum())
    alt = f"{len(frame)} combinations of {unit}. More than once: {said or 'none'}. Once: {once} others."
    return Figure(drawing, title, alt, headed(frame, {label: "", value: unit}), wide=True)


def _dots(axes: Axes, frame: pd.DataFrame, shown: Mapping[str, str]) -> None:
    held = frame[list(shown)].astype(bool).to_numpy()
    places, lines = np.indices(held.shape)
    axes.scatter(places, lines, s=26, color=FAINT, zorder=1)
    axes.scatter(places[held], lines[held], s=30, color=COLOURS[0], zorder=3)
    some = np.flatnonzero(held.any(axis=1))
    first, last = held[some].argmax(axis=1), len(shown) - 1 - held[some, ::-1].argmax(axis=1)
    axes.vlines(some, first, last, color=COLOURS[0], linewidth=1.6, zorder=2)
    axes.set_yticks(range(len(shown)), list(shown.values()))
    axes.invert_yaxis()
    axes.set_xlim(-0.7, len(frame) - 0.3)
    axes.margins(y=0.08)
    axes.tick_params(length=0, labelbottom=False)
    axes.spines[:].set_visible(False)
