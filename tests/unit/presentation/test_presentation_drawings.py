"""The drawings of Annex 4: what is drawn is read back from the drawing."""

from __future__ import annotations

import pandas as pd
import pytest

from frames import frame_of
from iscm_analysis.analysis import similarity
from iscm_analysis.presentation import show, titles
from iscm_analysis.presentation.canvas import WIDTH
from iscm_analysis.presentation.figure import Figure
from iscm_analysis.presentation.sets import combinations
from iscm_analysis.presentation.square import square
from iscm_analysis.presentation.tiles import tile_map
from iscm_analysis.presentation.tree import tree

SETS = frame_of("name n a b c", "both 3 yes yes no", "one 1 yes no no", "none 1 no no no")
TILES = frame_of("iso3 tile_column tile_row n", "MEX 3 12 4", "CAN 4 4 0", "NZL 31 22 9")
LIKENESS = similarity.pairs(pd.Series({"x": {1, 2}, "y": {1, 2}, "z": {1}}, dtype="object"))
MARKS = pd.DataFrame({"g1": [2, 1], "g2": [0, 2], "g3": [0, 0]}, index=["Data", "Return"])


def sets(frame: pd.DataFrame = SETS) -> Figure:
    members = {"a": "First", "b": "Second", "c": "Third"}
    return combinations(frame, members=members, value="n", label="name", title="Title", unit="ISCMs")


def tiles(frame: pd.DataFrame = TILES) -> Figure:
    return tile_map(frame, value="n", steps=[1, 3, 5, 8], title="Title", unit="ISCMs")


def likeness(compared: pd.DataFrame = LIKENESS) -> Figure:
    steps, order = similarity.merges(compared), similarity.leaves(compared, most_apart=0.4)
    return tree(
        steps, names=similarity.names_in(compared), order=order["iscm_id"].tolist(), cut=0.4,
        title="Title", distance="distance",
    )  # fmt: skip


def marks(frame: pd.DataFrame = MARKS) -> Figure:
    return square(frame, columns={"g1": "1", "g2": "2", "g3": "3"}, title="Title", items="objective")


def test_combinations_have_a_bar_each_and_a_line_per_set_that_occurs() -> None:
    above, below = sets().drawing.axes
    assert [bar.get_height() for bar in above.patches] == [3, 1, 1]
    assert [label.get_text() for label in below.get_yticklabels()] == ["First", "Second"]
    places, held, joined = below.collections
    assert (len(places.get_offsets()), held.get_offsets().tolist()) == (6, [[0, 0], [0, 1], [1, 0]])
    assert [line.tolist() for line in joined.get_segments()] == [[[0, 0], [0, 1]], [[1, 0], [1, 0]]]
    assert sets().alt == "3 combinations of ISCMs. More than once: both 3. Once: 2 others."


def test_where_no_set_occurs_there_is_nothing_to_draw() -> None:
    assert sets(SETS.iloc[2:]).drawing is None


def test_tiles_are_darker_for_more_and_say_their_code() -> None:
    axes = tiles().drawing.axes[0]
    assert [text.get_text() for text in axes.texts] == ["MEX", "CAN", "NZL"]
    white = [text.get_color() == "white" for text in axes.texts]
    assert white == [False, False, True]
    reds = [patch.get_facecolor()[0] for patch in axes.patches]
    assert reds[1] > reds[0] > reds[2]
    assert tiles().alt == (
        "Tiles of 3 States and territories by ISCMs. 0: 1, 1-2: 0, 3-4: 1, 5-7: 0, 8 or more: 1."
    )


def test_a_tree_joins_equals_at_no_distance() -> None:
    axes = likeness().drawing.axes[0]
    assert sorted(label.get_text() for label in axes.get_yticklabels()) == ["x", "y", "z"]
    joins = [max(line.get_xdata()) for line in axes.lines[:-1]]
    assert joins == pytest.approx([0, 0.5])
    assert "Joined at no distance: x and y." in likeness().alt


def test_a_square_has_dots_and_rings_and_says_what_has_no_mark() -> None:
    dots, rings = (points.get_offsets().tolist() for points in marks().drawing.axes[0].collections)
    assert (dots, rings) == ([[0.0, 0.0], [1.0, 1.0]], [[0.0, 1.0]])
    assert marks().alt == "2 rows against 3 items: 2 named, 1 borne on. Without a mark: 3."


@pytest.mark.parametrize("drawn", [sets(), tiles(), likeness(), marks()])
def test_a_drawing_has_the_width_of_the_page_and_its_words_end_in_a_stop(drawn: Figure) -> None:
    assert drawn.drawing.get_figwidth() == WIDTH
    assert drawn.alt.endswith(".")


@pytest.mark.parametrize(
    "drawn",
    [sets(SETS.head(0)), tiles(TILES.head(0)), likeness(LIKENESS.head(0)), marks(MARKS.head(0))],
)
def test_without_rows_nothing_is_drawn(drawn: Figure) -> None:
    assert drawn.drawing is None


def test_a_wide_figure_says_so_to_the_page() -> None:
    block = show.figure(tiles(), figure_id="F-1", source="Annex 4")
    assert '<figure class="iscm-figure wide" id="F-1" ' in block.markup


def test_a_title_names_what_leads_with_its_whole_and_all_ties() -> None:
    counts = frame_of("name n", "Observer 9", "Partner 9", "Member 1")
    words = {"label": "name", "value": "n", "noun": "Roles"}
    assert titles.leading(counts, of=38, **words) == "Roles, most often: Observer and Partner (9 of 38)"
    assert titles.leading(counts.head(0), of=38, **words) == "Roles"
    assert titles.leading(counts.assign(n=0), of=38, **words) == "Roles"


def test_a_title_of_rows_that_overlap_gives_no_whole() -> None:
    counts = frame_of("name n", "Member 11", "Chair 1")
    assert titles.leading(counts, label="name", value="n", noun="Named") == "Named, most often: Member (11)"
