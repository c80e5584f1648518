"""A drawing as SVG: letters as outlines, nothing a page does not need, the same bytes every time."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Drawing

# Comments repeat the labels, ids of groups are never used, and the page says itself who drew.
_UNUSED = re.compile(
    r'<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<metadata>.*?</metadata>| id="[A-Za-z.0-9]+_\d+"', re.DOTALL
)
_BETWEEN = re.compile(r">\s+<")
_PLACED = re.compile(r' (?:d|x|y)="[^"]*"|translate\([^)]*\)')
_FINE = re.compile(r"(\.\d\d)\d+")
_STEP = re.compile(r"\s*([MLQCZz])\s*")


def svg(drawing: Drawing) -> str:
    """Draw as SVG, without a date and with ids from a fixed salt; places to a hundredth of a point."""
    import matplotlib as mpl  # noqa: PLC0415  # heavy, needed only here
    from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415

    buffer = io.BytesIO()
    with mpl.rc_context():
        mpl.rcdefaults()  # a reader's own settings have no say
        mpl.rcParams.update({"svg.hashsalt": "iscm", "svg.fonttype": "path", "text.parse_math": False})
        # savefig would draw once more, unseen, to settle a layout that is settled already
        FigureCanvasSVG(drawing).print_svg(buffer, metadata={"Date": None})
    return _lean(buffer.getvalue().decode())


def _lean(drawn: str) -> str:
    """Leave out what only a person reading the file would miss: a fifth of it."""
    plain = _BETWEEN.sub("><", _UNUSED.sub("", drawn)).strip()
    placed = _PLACED.sub(lambda match: _STEP.sub(r"\1", _FINE.sub(r"\1", match[0])), plain)
    return placed.replace("<g/>", "").replace("DejaVuSans-", "g").replace(": ", ":").replace("; ", ";")
