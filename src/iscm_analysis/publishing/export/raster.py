"""A page's drawing as PNG: Word shows no SVG without one, and what draws SVG is no Python package.

The drawings are our own: outlines, moved, turned and scaled, with a fill and a line. Matplotlib wrote
them and draws them again.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D, Transform

from iscm_analysis.errors import IscmError

DPI = 200
POINTS_PER_INCH = 72
_SVG, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
_STEP = re.compile(r"([MLQCZz])([^MLQCZz]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")
_MOVE = re.compile(r"(translate|scale|rotate|matrix)\(([^)]*)\)")
_STYLE = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_PATTERN = re.compile(r"url\(#([^)]+)\)")
_CODES = {
    "M": [int(Outline.MOVETO)], "L": [int(Outline.LINETO)],
    "Q": [int(Outline.CURVE3)] * 2, "C": [int(Outline.CURVE4)] * 3,
}  # fmt: skip
_SILENT = {"defs", "metadata", "style", "clipPath", "title", "desc"}


@dataclass(frozen=True)
class Pen:
    """How and where what comes next is drawn."""

    style: Mapping[str, str]
    place: Transform


def png(svg: bytes) -> tuple[bytes, float]:
    """Draw an SVG of ours as PNG; give its height as a share of its width beside.

    Raises:
        IscmError: it holds something else than outlines.
    """
    root = fromstring(svg)
    width, height = (float(value) for value in root.attrib["viewBox"].split()[2:])
    drawing = Figure(figsize=(width / POINTS_PER_INCH, height / POINTS_PER_INCH), dpi=DPI, facecolor="white")
    named = {element.attrib["id"]: element for element in root.iter() if "id" in element.attrib}
    upright = Affine2D().scale(1, -1).translate(0, height).scale(DPI / POINTS_PER_INCH)
    for patch in _patches(root, Pen({}, upright), named):
        drawing.add_artist(patch)
        patch.set_clip_on(False)
    content = io.BytesIO()
    FigureCanvasAgg(drawing).print_png(content, metadata={"Software": None})
    return content.getvalue(), height / width


def _patches(parent: Element, pen: Pen, named: Mapping[str, Element]) -> Iterator[PathPatch]:
    for element in parent:
        kind, own = element.tag.removeprefix(_SVG), _taken(element, pen)
        if kind == "g":
            yield from _patches(element, own, named)
        elif kind == "path":
            yield _patch(element, own, named)
        elif kind == "use":
            moved = Affine2D().translate(float(element.get("x", 0)), float(element.get("y", 0)))
            target = named[element.attrib[_LINK].removeprefix("#")]
            yield _patch(target, _taken(target, replace(own, place=moved + own.place)), named)
        elif kind not in _SILENT:
            message = f"a drawing with <{kind}> cannot be put into a Word file"
            raise IscmError(message)


def _taken(element: Element, pen: Pen) -> Pen:
    """Take up what an element says of style and place."""
    style = {**pen.style, **dict(_STYLE.findall(element.get("style", "")))}
    place: Transform = Affine2D()
    for name, numbers in reversed(_MOVE.findall(element.get("transform", ""))):
        place = place + _moved(name, [float(number) for number in _NUMBER.findall(numbers)])
    return Pen(style, place + pen.place)


def _moved(name: str, numbers: list[float]) -> Affine2D:
    if name == "translate":
        return Affine2D().translate(numbers[0], [*numbers, 0][1])
    if name == "scale":
        return Affine2D().scale(numbers[0], numbers[-1])
    if name == "rotate":
        return Affine2D().rotate_deg(numbers[0])
    return Affine2D.from_values(*numbers)


def _patch(element: Element, pen: Pen, named: Mapping[str, Element]) -> PathPatch:
    style = pen.style
    dashes = [float(number) for number in _NUMBER.findall(style.get("stroke-dasharray", ""))]
    return PathPatch(
        _outline(element.get("d", "")),
        transform=pen.place,
        **_filling(style, named),
        linewidth=float(style.get("stroke-width", 1)),
        linestyle=(0, dashes) if dashes else "solid",
        capstyle="projecting" if style.get("stroke-linecap") == "square" else "butt",
        joinstyle=style.get("stroke-linejoin", "round"),
    )


def _outline(steps: str) -> Outline:
    points: list[tuple[float, float]] = []
    codes: list[int] = []
    for name, said in _STEP.findall(steps):
        numbers = [float(number) for number in _NUMBER.findall(said)]
        if name in "Zz":
            points.append((0, 0))
            codes.append(int(Outline.CLOSEPOLY))
        else:
            points += zip(numbers[::2], numbers[1::2], strict=True)
            codes += _CODES[name] * (len(numbers) // 2 // len(_CODES[name]))
    return Outline(points or [(0, 0)], codes or _CODES["M"])


def _filling(style: Mapping[str, str], named: Mapping[str, Element]) -> dict[str, str]:
    """Say how a shape is filled: with a colour, or, for a pattern, with its ground and slanted lines."""
    pattern = _PATTERN.match(style.get("fill", ""))
    if not pattern:
        return {"facecolor": style.get("fill", "#000000"), "edgecolor": style.get("stroke", "none")}
    ground, lines = (named[pattern[1]].find(f"{_SVG}{kind}") for kind in ("rect", "path"))
    return {"facecolor": _said(ground, "fill"), "edgecolor": _said(lines, "stroke"), "hatch": "////"}


def _said(element: Element | None, name: str) -> str:
    """Read a colour that stands as an attribute or in the style."""
    if element is None:
        return "none"
    return element.get(name) or dict(_STYLE.findall(element.get("style", ""))).get(name, "none")
