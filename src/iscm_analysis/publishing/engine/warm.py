"""What the preloaded parent does once, so that no page has to: imports, fonts, the compiled template."""

from __future__ import annotations

import importlib
import pkgutil

import matplotlib as mpl
import nbformat.v4
import pandas as pd
import papermill  # noqa: F401  # before any engine: it loads those of other packages itself
from papermill.engines import papermill_engines

import iscm_analysis
from iscm_analysis.presentation import charts
from iscm_analysis.presentation.figure import figure

ROOMS = ("analysis", "presentation", "publishing.engine")


def warm_for_cells() -> None:
    """Leave what cells need in memory; nothing of it may show in a page."""
    for room in ROOMS:
        package = importlib.import_module(f"{iscm_analysis.__name__}.{room}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    importlib.import_module("matplotlib.pyplot")
    mpl.rcdefaults()  # no settings of whoever runs this
    _draw()
    engine = importlib.import_module("iscm_analysis.publishing.engine.papermill_engine")
    papermill_engines.register("iscm", engine.IscmEngine)  # also when the installed metadata is older


def _draw() -> None:
    """Have fonts found and glyphs traced."""
    rows = pd.DataFrame({"name": ["Zz", "Qq"], "n": [1, 2], "is_so": [True, False]})
    drawings = [
        charts.bars(rows, label="name", value="n", title="", unit=""),
        charts.grid(rows, label="name", marks={"n": "N", "is_so": "So"}, title="", unit=""),
    ]
    for drawn in drawings:
        figure(drawn, figure_id="", source="")


def warm_for_pages() -> None:
    """Have the template compiled and the highlighter loaded."""
    from iscm_analysis.publishing.exporter import exporter  # noqa: PLC0415  # heavy, and not needed by cells

    cells = [
        nbformat.v4.new_markdown_cell("# A\n\n*b* [c](d)"),
        nbformat.v4.new_code_cell(
            "1", outputs=[nbformat.v4.new_output("stream", text="a")], execution_count=1
        ),
    ]
    exporter().from_notebook_node(nbformat.v4.new_notebook(cells=cells))
