from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from iscm_analysis.publishing.exporter import IscmExporter

PIXEL = "R0lGODlhAQABAAAAACwAAAAAAQABAAA="


@pytest.mark.parametrize(
    ("shown", "named"),
    [
        ({"image/png": PIXEL}, "No description has been provided for this image"),
        ({"text/html": f'<IMG src="data:image/gif;base64,{PIXEL}">'.lower()}, "No description has been"),
        ({"text/html": '<img data-alt="no" src="data:,">'}, "No description has been provided"),
        ({"text/html": '<img src="data:," alt="">'}, ""),
        ({"text/html": '<img alt="A map" src="data:,">'}, "A map"),
    ],
)
def test_an_image_says_what_it_shows_or_that_nobody_said_it(shown: dict[str, str], named: str) -> None:
    cell = new_code_cell("1", outputs=[new_output("display_data", data=shown)], execution_count=1)
    page, _ = IscmExporter().from_notebook_node(new_notebook(cells=[cell]))
    assert page.count(' alt="') == 1
    assert f' alt="{named}' in page
