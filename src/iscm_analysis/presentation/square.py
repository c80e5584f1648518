"""A square of judgements: full dots where an item names a subject, rings where it bears on it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.lines import Line2D

from iscm_analysis.presentation.canvas import COLOURS, canvas
from iscm_analysis.presentation.figure import Figure

NAMES, BEARS = 2, 1


def square(frame: pd.DataFrame, *, columns: Mapping[str, str], title: str, items: str) -> Figure:
    """Draw a dot for 2 and a ring for 1; a row per row of ``frame``, a column per entry of ``columns``."""
    if frame.empty:
        return Figure(None, title, "")
    with canvas(0.9 + 0.23 * len(frame)) as (drawing, axes):
        lines, places = (frame[list(columns)] == NAMES).to_numpy().nonzero()
        axes.scatter(places, lines, s=46, color=COLOURS[0], zorder=2)
        lines, places = (frame[list(columns)] == BEARS).to_numpy().nonzero()
        axes.scatter(places, lines, s=40, facecolor="white", edgecolor=COLOURS[0], zorder=2, linewidth=1.3)
        axes.set_xticks(range(len(columns)), list(columns.values()), fontsize=8)
        axes.set_yticks(range(len(frame)), frame.index.tolist(), fontsize=8.5)
        axes.set_xlim(-0.6, len(columns) - 0.4)
        axes.set_ylim(len(frame) - 0.4, -0.6)
        axes.xaxis.tick_top()
        axes.xaxis.set_label_position("top")
        axes.set_xlabel(items, labelpad=8)
        axes.tick_params(length=0)
        axes.grid(visible=True)
        axes.spines[:].set_visible(False)
        dot = Line2D([], [], marker="o", linestyle="", color=COLOURS[0], label="names it")
        ring = Line2D(
            [], [], marker="o", linestyle="", markerfacecolor="white", color=COLOURS[0], label="bears on it"
        )
        drawing.legend(handles=[dot, ring], loc="outside lower right", ncols=2)
    n_full, n_rings = int((frame == NAMES).sum().sum()), int((frame == BEARS).sum().sum())
    empty = [text.replace("\n", " ") for name, text in columns.items() if not frame[name].any()]
    alt = f"{len(frame)} rows against {len(columns)} items: {n_full} named, {n_rings} borne on."
    alt = f"{alt} Without a mark: {', '.join(empty) or 'none'}."
    return Figure(drawing, title, alt, _listed(frame, columns))


def _listed(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Name for every row the items it names and those it bears on."""
    names = {name: text.replace("\n", " ") for name, text in columns.items()}
    listed = {
        word: ["; ".join(names[name] for name in names if row[name] == mark) for _, row in frame.iterrows()]
        for word, mark in (("Names", NAMES), ("Bears on", BEARS))
    }
    return pd.DataFrame({"Row": frame.index, **listed}).replace("", pd.NA)
