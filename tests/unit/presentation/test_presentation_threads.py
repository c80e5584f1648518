import pandas as pd

from frames import frame_of
from iscm_analysis.presentation.figure import Figure
from iscm_analysis.presentation.threads import Column, threads

COLUMNS = [
    Column("Recommendations", {"RE-1": "RE-1", "RE-2": "RE-2"}),
    Column("Findings", {"FI-1": "FI-1", "FI-2": "FI-2", "FI-3": "FI-3"}),
    Column("Questions", {"R1": "R1: 2 items"}),
]
LINKS = frame_of("upper lower", "RE-1 FI-3", "RE-2 FI-1", "FI-1 R1", "FI-3 R1")


def drawn(links: pd.DataFrame = LINKS) -> Figure:
    return threads(COLUMNS, links, title="Chain", shades={"FI-1": "#000000"}, key={"#000000": "strong"})


def test_there_is_a_line_for_each_link_and_a_label_for_each_thing() -> None:
    figure = drawn()
    (axes,) = figure.drawing.axes
    lines = [line for line in axes.lines if line.get_marker() == "None"]
    assert len(lines) == len(LINKS)
    labels = {text.get_text() for text in axes.texts}
    assert {"RE-1", "RE-2", "FI-1", "FI-2", "FI-3", "R1: 2 items", "Findings"} <= labels


def test_what_rests_on_the_top_stands_on_the_top() -> None:
    (axes,) = drawn().drawing.axes
    heights = {text.get_text(): text.get_position()[1] for text in axes.texts}
    assert heights["RE-2"] < heights["RE-1"]
    assert heights["FI-1"] < heights["FI-2"] < heights["FI-3"]


def test_a_thing_with_a_shade_has_a_square_and_the_key_names_it() -> None:
    figure = drawn()
    (axes,) = figure.drawing.axes
    squares = [line for line in axes.lines if line.get_marker() == "s"]
    assert [line.get_markerfacecolor() for line in squares] == ["#000000"]
    (legend,) = figure.drawing.legends
    assert [text.get_text() for text in legend.get_texts()] == ["strong"]


def test_it_says_in_words_what_is_drawn() -> None:
    assert drawn().alt == (
        "4 lines between columns: 2 under Recommendations, 3 under Findings, 1 under Questions."
    )


def test_without_links_nothing_is_drawn() -> None:
    assert drawn(LINKS.head(0)).drawing is None
