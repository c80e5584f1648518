"""A published quality grid, walked component by component: what is asked, is it there, and where."""

from __future__ import annotations

from functools import reduce
from operator import add

from iscm_analysis.presentation import chain
from iscm_analysis.presentation.block import Block, escape
from iscm_analysis.tables import Evaluation

COLUMNS = {
    "item_id": "Item",
    "text": "What is asked, restated",
    "state": "Is it there",
    "places": "Where to look",
    "reason": "Why it is judged so",
}


def checklist(evaluation: Evaluation, *, page: str) -> Block:
    """Show a heading and a table for each component of the grid, in its order."""
    grid = evaluation.quality_grid
    blocks = []
    for component, items in grid.groupby("component", sort=False):
        number = items["item_id"].iloc[0].partition(".")[0]
        name = str(component)
        blocks += [
            Block(f'<h3 id="{escape(number)}">{escape(name)}</h3>', name),
            chain.table(
                evaluation, items, COLUMNS, page=page, table_id=f"T-{number}",
                caption=f"{name}, item by item",
                source=f"{items['grid'].iloc[0]}; restated and judged by the developers (quality-grid.csv).",
            ),
        ]  # fmt: skip
    return reduce(add, blocks, Block("", ""))
