"""A map of equal tiles: every State one square, roughly where it lies, without any border."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.patches import Patch, Rectangle

from iscm_analysis.presentation.canvas import WIDTH, canvas
from iscm_analysis.presentation.figure import Figure, headed

SHADES = ("#ffffff", "#cfe3e7", "#8fc0c9", "#26798a", "#0b5563")
DARK = 3  # from this shade on, letters are white


def tile_map(frame: pd.DataFrame, *, value: str, steps: Sequence[int], title: str, unit: str) -> Figure:
    """Draw one tile per row (``iso3``, ``tile_column``, ``tile_row``), darker for more.

    ``steps`` are the least values of the shades after the first, which is for zero; four at most.
    """
    if frame.empty:
        return Figure(None, title, "")
    n_rows, n_columns = int(frame["tile_row"].max()), int(frame["tile_column"].max())
    with canvas(WIDTH * n_rows / n_columns + 0.5) as (drawing, axes):
        for row in frame.to_dict("records"):
            shade = sum(int(row[value]) >= step for step in steps)
            place = (int(row["tile_column"]), int(row["tile_row"]))
            axes.add_patch(
                Rectangle(place, 0.94, 0.94, facecolor=SHADES[shade], edgecolor="#8a949b", linewidth=0.5)
            )
            axes.text(
                place[0] + 0.47, place[1] + 0.5, row["iso3"], ha="center", va="center", fontsize=5.8,
                color="white" if shade >= DARK else "black",
            )  # fmt: skip
        axes.set_xlim(0.9, n_columns + 1.1)
        axes.set_ylim(n_rows + 1.1, 0.9)
        axes.set_aspect("equal")
        axes.axis("off")
        patches = [
            Patch(facecolor=shade, edgecolor="#8a949b", label=name)
            for shade, name in zip(SHADES, _names(steps), strict=False)
        ]
        drawing.legend(handles=patches, loc="outside lower center", ncols=len(patches), title=unit)
    counts = frame[value].map(lambda n: sum(int(n) >= step for step in steps)).value_counts()
    said = ", ".join(f"{name}: {counts.get(shade, 0)}" for shade, name in enumerate(_names(steps)))
    alt = f"Tiles of {len(frame)} States and territories by {unit}. {said}."
    name = "state_name" if "state_name" in frame else "iso3"
    return Figure(drawing, title, alt, headed(frame, {name: "State or territory", value: unit}), wide=True)


def _names(steps: Sequence[int]) -> list[str]:
    ends = [step - 1 for step in steps[1:]]
    spans = [str(low) if low == high else f"{low}-{high}" for low, high in zip(steps, ends, strict=False)]
    return ["0", *spans, f"{steps[-1]} or more"]
