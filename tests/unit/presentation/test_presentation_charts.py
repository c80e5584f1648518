from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from frames import frame_of
from iscm_analysis.presentation import charts
from iscm_analysis.presentation.canvas import WIDTH
from iscm_analysis.presentation.figure import Figure
from iscm_analysis.presentation.svg import svg

COUNTS = frame_of("name | n | n_iom | n_other", "Observer | 18 | 10 | 8", "Member | 5 | 0 | 5")
MEETINGS = frame_of("year n_iscms start_date", "2005 9 2005-04-14", "2009 - 2009-06-04")
GRID = frame_of("iscm observer n_states", "rcm yes 11", "sacm no 0")


def bars(frame: pd.DataFrame | None = None) -> Figure:
    shown = COUNTS if frame is None else frame
    return charts.bars(shown, label="name", value="n", title="Roles", unit="ISCMs")


def stacked(frame: pd.DataFrame | None = None) -> Figure:
    shown = COUNTS if frame is None else frame
    parts = {"n_iom": "by IOM", "n_other": "by others"}
    return charts.stacked_bars(shown, label="name", parts=parts, title="Voices", unit="documents")


def columns(frame: pd.DataFrame | None = None) -> Figure:
    shown = MEETINGS if frame is None else frame
    return charts.columns(shown, label="year", value="n_iscms", title="Meetings", unit="ISCMs")


def grid(frame: pd.DataFrame | None = None) -> Figure:
    shown = GRID if frame is None else frame
    marks = {"observer": "Observer", "n_states": "States"}
    return charts.grid(shown, label="iscm", marks=marks, title="Grid", unit="ISCMs")


def timeline(frame: pd.DataFrame | None = None) -> Figure:
    shown = MEETINGS if frame is None else frame
    return charts.timeline(shown, date="start_date", label="year", title="Meetings")


def test_a_dollar_sign_in_a_label_is_a_dollar_sign() -> None:
    figure = bars(frame_of("name | n", "$\\frac{1}$ | 18", "5 $ or $6 | 5"))
    assert not any(label.get_parse_math() for label in axes_of(figure).get_yticklabels())
    assert svg(figure.drawing).startswith("<svg")


def axes_of(figure: Figure) -> Axes:
    assert figure.drawing is not None
    return figure.drawing.axes[0]


def rectangles(figure: Figure) -> list[Rectangle]:
    return [patch for patch in axes_of(figure).patches if isinstance(patch, Rectangle)]


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in axes_of(figure).texts]


def tick_names(figure: Figure, side: str) -> list[str]:
    axis = axes_of(figure).xaxis if side == "x" else axes_of(figure).yaxis
    return [label.get_text() for label in axis.get_ticklabels()]


def test_a_bar_is_as_long_as_its_value_and_says_it() -> None:
    assert [bar.get_width() for bar in rectangles(bars())] == [18, 5]
    assert texts(bars()) == ["18", "5"]
    assert tick_names(bars(), "y") == ["Observer", "Member"]
    assert bars().alt == "Bars of ISCMs: Observer 18, Member 5."


def test_the_first_row_is_the_bar_on_top_and_bars_start_at_zero() -> None:
    axes = axes_of(bars())
    assert axes.yaxis_inverted()
    assert axes.get_xlim()[0] == 0
    assert axes.get_xlabel() == "ISCMs"


def test_a_withheld_count_has_its_word_and_no_bar() -> None:
    few = bars(frame_of("name n", "hq 24", "former withheld"))
    assert [bar.get_width() for bar in rectangles(few)] == [24, 0]
    assert texts(few) == ["24", "withheld"]
    assert few.alt == "Bars of ISCMs: hq 24, former withheld."


def test_two_rows_of_one_name_are_two_bars() -> None:
    twice = frame_of("name n", "Secretariat 3", "Secretariat 2")
    assert len({bar.get_y() for bar in rectangles(bars(twice))}) == 2


def test_the_parts_of_a_stacked_bar_stand_end_to_end() -> None:
    found = [(bar.get_x(), bar.get_width()) for bar in rectangles(stacked())]
    assert found == [(0, 10), (0, 0), (10, 8), (0, 5)]


def test_a_stacked_bar_says_its_parts_and_leaves_zeros_unsaid() -> None:
    assert texts(stacked()) == ["10", "", "8", "5"]
    assert stacked().alt == (
        "Stacked bars of documents: Observer 10 by IOM and 8 by others; Member 0 by IOM and 5 by others."
    )


def test_a_stacked_bar_has_a_legend_of_its_parts() -> None:
    drawing = stacked().drawing
    assert drawing is not None
    assert [text.get_text() for text in drawing.legends[0].get_texts()] == ["by IOM", "by others"]


def test_a_part_that_never_occurs_has_no_place_in_the_legend_but_in_the_words() -> None:
    none = frame_of("name n_iom n_other", "Page 3 0", "Book 2 0")
    drawing = stacked(none).drawing
    assert drawing is not None
    assert [text.get_text() for text in drawing.legends[0].get_texts()] == ["by IOM"]
    assert "3 by IOM and 0 by others" in stacked(none).alt


def test_a_stacked_bar_of_nothing_but_zeros_keeps_its_legend() -> None:
    drawing = stacked(frame_of("name n_iom n_other", "Page 0 0")).drawing
    assert drawing is not None
    assert len(drawing.legends[0].get_texts()) == 2


def test_two_rows_of_one_name_are_two_stacked_bars() -> None:
    twice = frame_of("name n_iom n_other", "Page 3 1", "Page 2 1")
    assert len({bar.get_y() for bar in rectangles(stacked(twice))}) == 2


def test_a_column_is_as_tall_as_its_value_and_a_missing_one_is_not_drawn_as_zero() -> None:
    assert [bar.get_height() for bar in rectangles(columns())] == [9]
    assert tick_names(columns(), "x") == ["2005", "2009"]
    assert columns().alt == "Columns of ISCMs: 2005 9, 2009 not known."


def test_a_missing_column_says_so_in_its_place() -> None:
    assert texts(columns()) == ["9", "not\nknown"]


def test_many_labels_under_columns_are_thinned_and_few_are_not() -> None:
    many = frame_of("year n_iscms", *(f"{year} 1" for year in range(2001, 2020)))
    assert [name for name in tick_names(columns(many), "x") if name][:3] == ["2001", "2003", "2005"]
    assert "" not in tick_names(columns(many.head(12)), "x")


def test_columns_start_at_zero_in_the_frame_s_order() -> None:
    frame = frame_of("year n_iscms", "2019 28", "2005 9")
    assert [bar.get_height() for bar in rectangles(columns(frame))] == [28, 9]
    assert tick_names(columns(frame), "x") == ["2019", "2005"]
    assert axes_of(columns(frame)).get_ylim()[0] == 0


def test_two_rows_of_one_year_are_two_columns() -> None:
    twice = frame_of("year n_iscms", "2015 15", "2015 19")
    assert len({bar.get_x() for bar in rectangles(columns(twice))}) == 2


def test_columns_that_are_all_unknown_are_said_and_not_drawn() -> None:
    unknown = frame_of("year n_iscms", "2005 -").astype({"n_iscms": "Int64"})
    assert rectangles(columns(unknown)) == []
    assert columns(unknown).alt == "Columns of ISCMs: 2005 not known."


def test_a_mark_is_a_dot_in_its_line_and_column() -> None:
    (dots,) = axes_of(grid()).collections
    assert dots.get_offsets().tolist() == [[0.0, 0.0], [1.0, 0.0]]
    assert tick_names(grid(), "y") == ["rcm", "sacm"]


def test_a_count_is_written_into_its_dot_and_yes_is_not() -> None:
    assert texts(grid()) == ["11"]
    assert grid().alt == "Dots for 2 ISCMs; marked under Observer 1, States 1. The table lists each."


def test_a_grid_marks_nothing_where_nothing_is_known() -> None:
    unknown = frame_of("iscm observer n_states", "rcm - 11", "sacm yes -").astype(
        {"observer": "boolean", "n_states": "Int64"}
    )
    assert grid(unknown).alt.startswith("Dots for 2 ISCMs; marked under Observer 1, States 1.")


def test_a_time_line_has_a_mark_and_a_name_per_row() -> None:
    marks = axes_of(timeline()).collections[0].get_offsets()
    assert len(marks) == 2
    assert marks[1][0] - marks[0][0] == 1512
    assert texts(timeline()) == ["2005", "2009"]
    assert timeline().alt == "Time line: 2005-04-14 2005; 2009-06-04 2009."


CHARTS: list[Callable[..., Figure]] = [bars, stacked, columns, grid, timeline]


@pytest.mark.parametrize("chart", CHARTS)
def test_a_frame_without_rows_is_not_drawn(chart: Callable[..., Figure]) -> None:
    empty = (COUNTS.join(MEETINGS).join(GRID)).head(0)
    found = chart(empty)
    assert found.drawing is None
    assert found.title


@pytest.mark.parametrize("chart", CHARTS)
def test_a_drawing_has_the_width_of_the_page_and_its_words_end_in_a_stop(
    chart: Callable[..., Figure],
) -> None:
    found = chart()
    assert found.drawing is not None
    assert found.drawing.get_size_inches()[0] == WIDTH
    assert found.alt.endswith(".")
    assert "\n" not in found.alt


@pytest.mark.parametrize("chart", CHARTS)
def test_drawing_changes_nothing_in_the_frame(chart: Callable[..., Figure]) -> None:
    frame = COUNTS.join(MEETINGS).join(GRID)
    before = frame.copy()
    chart(frame)
    assert frame.equals(before)


@pytest.mark.parametrize("chart", CHARTS)
def test_a_filtered_frame_is_drawn_by_its_rows_and_not_by_its_index(chart: Callable[..., Figure]) -> None:
    frame = COUNTS.join(MEETINGS).join(GRID).set_axis([7, 3])
    assert chart(frame).alt == chart().alt
