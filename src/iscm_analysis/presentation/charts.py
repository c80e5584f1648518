"""The drawings. The frame decides order and labels; a drawing only draws, and says the same in words."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, YearLocator, date2num
from matplotlib.ticker import MaxNLocator

from iscm_analysis.presentation.canvas import COLOURS, canvas
from iscm_analysis.presentation.figure import Figure, headed

MUTED = "#55646a"
HATCHES = ("", "", "///", "...")  # the third colour is as dark in grey as the first
DOT, WIDE_DOT = 70, 130
NARROW = 0.02  # of the longest bar; a number does not fit into less, and stands in the table below
MOST_LABELS = 12  # side by side under upright columns


def bars(frame: pd.DataFrame, *, label: str, value: str, title: str, unit: str) -> Figure:
    """Draw one horizontal bar per row, its value at the end, the first row on top.

    A value that is a word (a withheld count) has no bar; the word stands in its place.
    """
    if frame.empty:
        return Figure(None, title, "")
    labels, values = frame[label].astype(str).tolist(), frame[value].astype(str).tolist()
    lengths = [int(said) if said.isdigit() else 0 for said in values]
    with canvas(0.7 + 0.3 * len(frame)) as (drawing, axes):
        drawn = axes.barh(range(len(labels)), lengths, color=COLOURS[0], height=0.62)
        axes.bar_label(drawn, labels=values, padding=4)
        _finish_bars(axes, labels, unit)
    said = ", ".join(f"{name} {count}" for name, count in zip(labels, values, strict=True))
    return Figure(drawing, title, f"Bars of {unit}: {said}.", headed(frame, {label: "", value: unit}))


def stacked_bars(
    frame: pd.DataFrame, *, label: str, parts: Mapping[str, str], title: str, unit: str
) -> Figure:
    """Draw one horizontal bar per row, made of ``parts`` (column -> name), the first row on top."""
    if frame.empty:
        return Figure(None, title, "")
    labels = frame[label].astype(str).tolist()
    occurring = {column: name for column, name in parts.items() if frame[column].any()} or dict(parts)
    longest = int(frame[list(parts)].sum(axis="columns").max())
    with canvas(1.0 + 0.3 * len(frame)) as (drawing, axes):
        left = pd.Series(0, index=frame.index)
        for (column, name), colour, hatch in zip(occurring.items(), COLOURS, HATCHES, strict=False):
            drawn = axes.barh(
                range(len(labels)), frame[column], left=left, label=name, color=colour, hatch=hatch,
                edgecolor="white", linewidth=0.8, height=0.62,
            )  # fmt: skip
            shown = [str(count) if count > NARROW * longest else "" for count in frame[column]]
            dark = colour in (COLOURS[0], COLOURS[2])
            axes.bar_label(
                drawn, labels=shown, label_type="center", color="white" if dark else "black",
                bbox={"facecolor": colour, "edgecolor": "none", "pad": 1.4} if hatch else None,
            )  # fmt: skip
            left = left + frame[column].astype(int)
        _finish_bars(axes, labels, unit)
        drawing.legend(loc="outside upper left", ncols=len(occurring))
    rows = (
        f"{row[label]} " + " and ".join(f"{row[column]} {name}" for column, name in parts.items())
        for row in frame.to_dict("records")
    )
    data = headed(frame, {label: "", **parts})
    return Figure(drawing, title, f"Stacked bars of {unit}: {'; '.join(rows)}.", data)


def _finish_bars(axes: Axes, labels: list[str], unit: str) -> None:
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.set_xlabel(unit)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axes.margins(x=0.08)
    axes.set_xlim(left=0)
    axes.grid(axis="x")
    axes.tick_params(axis="y", length=0)


def columns(frame: pd.DataFrame, *, label: str, value: str, title: str, unit: str) -> Figure:
    """Draw one upright column per row, in the frame's order; for years and other steps of time."""
    if frame.empty:
        return Figure(None, title, "")
    known = frame.dropna(subset=[value])
    labels = frame[label].astype(str).tolist()
    with canvas(2.6) as (drawing, axes):
        axes.set_xticks(range(len(labels)), _thinned(labels))
        places = [place for place, is_known in enumerate(frame[value].notna()) if is_known]
        drawn = axes.bar(places, known[value].astype(int), color=COLOURS[0], width=0.62)
        axes.bar_label(drawn, padding=2)
        for place in sorted(set(range(len(labels))) - set(places)):
            axes.annotate(
                "not\nknown",
                (place, 0),
                (0, 3),
                textcoords="offset points",
                ha="center",
                fontsize=8.5,
                color=MUTED,
            )
        axes.set_xlim(-0.6, len(labels) - 0.4)
        axes.set_ylabel(unit)
        axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
        axes.margins(y=0.12)
        axes.set_ylim(bottom=0)
        axes.grid(axis="y")
        axes.tick_params(axis="x", length=0)
    said = ", ".join(
        f"{row[label]} {'not known' if pd.isna(row[value]) else row[value]}"
        for row in frame.to_dict("records")
    )
    return Figure(drawing, title, f"Columns of {unit}: {said}.", headed(frame, {label: "", value: unit}))


def _thinned(labels: list[str]) -> list[str]:
    """Leave out labels that would run into each other: every second, every third ..."""
    step = -(-len(labels) // MOST_LABELS)
    return [name if place % step == 0 else "" for place, name in enumerate(labels)]


def grid(frame: pd.DataFrame, *, label: str, marks: Mapping[str, str], title: str, unit: str) -> Figure:
    """Draw a dot where a row has a mark: one line per row, one column per entry of ``marks``.

    A count draws a larger dot with the number in it; yes draws a plain dot.
    """
    if frame.empty:
        return Figure(None, title, "")
    with canvas(1.1 + 0.25 * len(frame)) as (drawing, axes):
        dots = [
            (place, line, frame[column].iloc[line])
            for place, column in enumerate(marks)
            for line in _marked(frame[column])
        ]
        axes.scatter(
            [place for place, _, _ in dots], [line for _, line, _ in dots],
            s=[_dot(mark) for *_, mark in dots], color=COLOURS[0], zorder=2,
        )  # fmt: skip
        for place, line, mark in dots:
            if not isinstance(mark, (bool, np.bool_)):
                axes.text(
                    place, line, str(mark), ha="center", va="center_baseline", color="white", fontsize=7.5,
                    fontweight="bold",
                )  # fmt: skip
        axes.set_xticks(
            range(len(marks)),
            [textwrap.fill(name, 11, break_long_words=False) for name in marks.values()],
            fontsize=8.5,
        )
        axes.set_yticks(range(len(frame)), frame[label].astype(str).tolist())
        axes.set_xlim(-0.6, len(marks) - 0.4)
        axes.set_ylim(len(frame) - 0.4, -0.6)
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.grid(visible=True)
        axes.spines[:].set_visible(False)
    said = ", ".join(f"{name} {len(_marked(frame[column]))}" for column, name in marks.items())
    alt = f"Dots for {len(frame)} {unit}; marked under {said}. The table lists each."
    return Figure(drawing, title, alt, headed(frame, {label: "", **marks}))


def _dot(mark: object) -> int:
    """Give the size of a dot: a number of two digits needs more room."""
    return WIDE_DOT if str(mark).isdigit() and len(str(mark)) > 1 else DOT


def _marked(cells: pd.Series) -> list[int]:
    """Give the places of the cells that say yes or count something."""
    return [place for place, mark in enumerate(cells) if not pd.isna(mark) and mark]


def timeline(frame: pd.DataFrame, *, date: str, label: str, title: str) -> Figure:
    """Draw one mark per row on a line of years, labelled alternately above and below."""
    if frame.empty:
        return Figure(None, title, "")
    days = [float(date2num(day)) for day in pd.to_datetime(frame[date])]
    with canvas(2.3) as (drawing, axes):
        axes.axhline(0, color="#8a949b", linewidth=1, zorder=1)
        axes.scatter(days, [0] * len(days), s=60, color=COLOURS[0], zorder=3)
        for place, (day, name) in enumerate(zip(days, frame[label], strict=True)):
            height = (1, -1, 2, -2)[place % 4]
            axes.vlines(day, 0, height * 0.42, color="#c3ccd1", linewidth=1, zorder=0)
            axes.text(
                day, height * 0.45, str(name), ha="center", va="bottom" if height > 0 else "top", fontsize=8.5
            )
        axes.set_ylim(-1.5, 1.5)
        axes.margins(x=0.1)
        axes.yaxis.set_visible(False)
        axes.xaxis.set_major_locator(YearLocator(2))
        axes.xaxis.set_major_formatter(DateFormatter("%Y"))
        axes.spines[["left"]].set_visible(False)
    said = "; ".join(f"{day} {name}" for day, name in zip(frame[date], frame[label], strict=True))
    data = headed(frame.astype({label: str}).replace({label: "\n"}, " ", regex=True), {date: "", label: ""})
    return Figure(drawing, title, f"Time line: {said}.".replace("\n", " "), data)
