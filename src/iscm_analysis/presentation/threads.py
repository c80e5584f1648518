"""A drawing of threads: things in columns, and a line wherever one rests on another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from iscm_analysis.presentation.canvas import COLOURS, canvas
from iscm_analysis.presentation.figure import Figure

LINE = 0.185  # inches a line of the longest column takes
REACH = 0.22  # how far a label reaches to either side of its column


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the drawing: its heading, and what stands in it (id -> label), from the top down."""

    heading: str
    labels: Mapping[str, str]


def threads(
    columns: Sequence[Column],
    links: pd.DataFrame,
    *,
    title: str,
    shades: Mapping[str, str],
    key: Mapping[str, str],
) -> Figure:
    """Draw the columns from left to right with a line per row of ``links`` (``upper``, ``lower``).

    ``shades`` gives things a square of some grey, which ``key`` names (grey -> name). The longest column
    keeps its order; those to the left of it are ordered by what they rest on, so that fewer lines cross.
    """
    if links.empty:
        return Figure(None, title, "")
    heights = _heights(columns, links)
    n_lines = max(len(column.labels) for column in columns)
    with canvas(1.2 + LINE * n_lines) as (drawing, axes):
        for place, column in enumerate(columns):
            _column(axes, place, column, heights, shades)
        for upper, lower in links[["upper", "lower"]].itertuples(index=False):
            ends = [_place(upper, columns) + REACH, _place(lower, columns) - REACH]
            axes.plot(ends, [heights[upper], heights[lower]], color=COLOURS[0], linewidth=0.6, alpha=0.7)
        axes.set_xlim(-0.3, len(columns) - 0.7)
        axes.set_ylim(n_lines - 0.3, -1.9)
        axes.axis("off")
        squares = [_square(grey, name) for grey, name in key.items()]
        drawing.legend(handles=squares, loc="outside lower center", ncols=len(squares), fontsize=7.5)
    counts = ", ".join(f"{len(column.labels)} under {column.heading}" for column in columns)
    return Figure(drawing, title, f"{len(links)} lines between columns: {counts}.", wide=True)


def _heights(columns: Sequence[Column], links: pd.DataFrame) -> dict[str, float]:
    """Give everything its height, in lines from the top: each column is spread over all lines."""
    sizes = [len(column.labels) for column in columns]
    longest = sizes.index(max(sizes))
    heights: dict[str, float] = {}
    for column in columns[longest:]:
        heights |= _spread(list(column.labels), max(sizes))
    rests_on = links.groupby("upper")["lower"].agg(list)
    for column in reversed(columns[:longest]):
        middles = {
            item: mean(heights[lower] for lower in rests_on[item]) if item in rests_on else max(sizes)
            for item in column.labels
        }
        heights |= _spread(sorted(column.labels, key=middles.__getitem__), max(sizes))
    return heights


def _spread(items: Sequence[str], n_lines: int) -> dict[str, float]:
    return {item: (place + 0.5) * n_lines / len(items) - 0.5 for place, item in enumerate(items)}


def _column(
    axes: Axes, place: int, column: Column, heights: Mapping[str, float], shades: Mapping[str, str]
) -> None:
    axes.text(place, -1.4, column.heading, ha="center", fontsize=9, fontweight="bold")
    for item, label in column.labels.items():
        axes.text(place, heights[item], label, ha="center", va="center", fontsize=8)
        if item in shades:
            axes.plot(
                place - REACH + 0.02, heights[item], marker="s", markersize=4.5, markerfacecolor=shades[item],
                markeredgecolor="#3a444b", markeredgewidth=0.6,
            )  # fmt: skip


def _place(item: str, columns: Sequence[Column]) -> int:
    return next(place for place, column in enumerate(columns) if item in column.labels)


def _square(grey: str, name: str) -> Line2D:
    return Line2D(
        [], [], marker="s", linestyle="", markersize=6, markerfacecolor=grey, markeredgecolor="#3a444b",
        markeredgewidth=0.6, label=name,
    )  # fmt: skip
