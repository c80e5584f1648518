"""A tree of likeness: what joins near the left edge is alike, what joins far right has little in common."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.presentation.canvas import COLOURS, canvas
from iscm_analysis.presentation.figure import Figure


def tree(
    merges: pd.DataFrame, *, names: list[str], order: list[str], cut: float, title: str, distance: str
) -> Figure:
    """Draw the steps of ``merges`` from the left, one leaf per line in the given order.

    ``names`` are the leaves as the steps number them; ``cut`` is where groups are read off, drawn as a
    dashed line.
    """
    if merges.empty:
        return Figure(None, title, "")
    lines = {name: line for line, name in enumerate(order)}
    steps: list[list[float]] = merges[["left", "right", "distance"]].to_numpy(dtype=float).tolist()
    ends = [(0.0, float(lines[name])) for name in names]
    with canvas(0.9 + 0.19 * len(order)) as (drawing, axes):
        for one, other, apart in steps:
            (left, top), (right, bottom) = ends[int(one)], ends[int(other)]
            axes.plot(
                [left, apart, apart, right],
                [top, top, bottom, bottom],
                color=COLOURS[0],
                linewidth=1.3,
            )
            ends.append((apart, (top + bottom) / 2))
        axes.axvline(cut, color=COLOURS[2], linestyle="--", linewidth=1)
        axes.set_yticks(range(len(order)), order, fontsize=8.5)
        axes.set_ylim(len(order) - 0.4, -0.6)
        axes.set_xlim(left=-0.01)
        axes.set_xlabel(distance)
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
    first = "; ".join(
        f"{names[int(one)]} and {names[int(other)]}"
        for one, other, apart in steps
        if max(one, other) < len(names) and apart == 0
    )
    alt = (
        f"Tree of {len(order)} leaves. Joined at no distance: {first or 'none'}. The table lists the groups."
    )
    return Figure(drawing, title, alt, _steps(merges, names, distance))


def _steps(merges: pd.DataFrame, names: list[str], distance: str) -> pd.DataFrame:
    """List the joins in their order; a group that was joined before goes by the number of its join."""
    said = [*names, *(f"group {number}" for number in range(1, len(merges) + 1))]
    one, other = ([said[int(place)] for place in merges[side]] for side in ("left", "right"))
    apart = merges["distance"].astype(float).round(2).tolist()
    return pd.DataFrame({"Group": said[len(names) :], "One": one, "Other": other, distance: apart})
