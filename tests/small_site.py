"""A site of one small page with a bit of everything, built for what reads built pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import copy_project, write_notebook
from iscm_analysis.cli import main

CELL = """
import pandas as pd
from iscm_analysis.presentation import charts, show
from iscm_analysis.tables import load

iscms, people = load().iscms, load().interviewees
mixed = pd.DataFrame({
    "name": ["=1+1", "<b>Zo\\u00eb</b>", None],
    "n": pd.array([1, None, 16358446], "Int64"),
    "share": [0.5, 0.25, None],
    "day": ["2019-03-07", None, "2018-01-01"],
})
show.sentence(
    "Of the mechanisms {active} are active; {few} work in the budget unit.",
    active=show.count("A.n_active", iscms[iscms["status"] == "active"], "active ISCMs", of=iscms),
    few=show.people("A.n_budget", people[people["unit"] == "BUD"], "people in the budget unit", of=people),
) + show.table(
    mixed, {"name": "Name", "n": "Number", "share": "Share", "day": "Day"},
    table_id="T-A-1", caption="A bit of everything", source="Nobody.",
) + show.table(mixed.head(0), {"name": "Name"}, table_id="T-A-2", caption="Nothing", source="Nobody.")
"""
DRAWING = """
show.figure(
    charts.bars(mixed.dropna(), label="name", value="n", unit="things", title="Most: one"),
    figure_id="F-A-1", caption="Things by name", source="Nobody.",
) + show.note("Compare relevance.")
"""


def small_site(root: Path) -> Path:
    """Build the page ``small`` in a copy of the real project; give the project."""
    copy_project(root)
    write_notebook(root / "notebooks" / "small.ipynb", CELL, DRAWING)
    settings = (root / "iscm.toml").read_text(encoding="utf-8").split("[[page]]")[0]
    page = '[[page]]\nnotebook = "small"\ntitle = "Small"\nkind = "overview"\nsummary = "All."\n'
    (root / "iscm.toml").write_text(settings + page, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        result = CliRunner().invoke(main, ["build"])
    assert result.exit_code == 0, result.output
    return root
