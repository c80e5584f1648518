from __future__ import annotations

import base64
import re

import matplotlib as mpl

from frames import frame_of
from iscm_analysis.presentation import charts
from iscm_analysis.presentation.block import Block
from iscm_analysis.presentation.figure import Figure, figure

HOSTILE = "<script>alert('x')</script>\""
COUNTS = frame_of("name n", "Observer 18", "Member 5")


def drawn(title: str = "Roles of IOM") -> Figure:
    return charts.bars(COUNTS, label="name", value="n", title=title, unit="ISCMs")


def shown() -> Block:
    return figure(drawn(), figure_id="F-1", source="Annex 4.")


def svg(block: Block) -> bytes:
    [encoded] = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', block.markup)
    return base64.b64decode(encoded)


def test_a_figure_has_words_for_those_who_cannot_see_it() -> None:
    block = shown()
    assert '<img class="drawing" alt="Bars of ISCMs: Observer 18, Member 5."' in block.markup
    assert block.text == "Roles of IOM. Bars of ISCMs: Observer 18, Member 5."


def test_a_figure_has_a_caption_with_its_source() -> None:
    caption = shown().markup.split("<figcaption>")[1]
    assert caption.startswith('<span class="label">Figure F-1</span> <b>Roles of IOM</b> ')
    assert "Source: Annex 4." in caption


def test_a_caption_says_the_data_after_the_finding() -> None:
    block = figure(drawn("Observer most"), figure_id="F-1", source="Annex 4.", caption="ISCMs by role")
    assert "<b>Observer most</b>. ISCMs by role. <span" in block.markup


def test_a_figure_of_no_rows_names_its_data_and_claims_no_finding() -> None:
    empty = Figure(None, "0 of 0 observe", "")
    block = figure(empty, figure_id="F-1", source="Annex 4.", caption="ISCMs by role")
    assert block.text == "ISCMs by role: no row to draw"
    assert "0 of 0" not in block.markup


def test_the_same_frame_gives_the_same_bytes() -> None:
    assert svg(shown()) == svg(shown())


def test_a_drawing_asks_for_nothing_from_outside_and_names_no_clock() -> None:
    picture = svg(shown()).decode()
    assert picture.startswith("<svg")
    assert "<dc:date>" not in picture
    assert re.findall(r'(?:href|src)="http', picture) == []


def test_a_reader_s_own_settings_change_no_byte() -> None:
    before = svg(shown())
    with mpl.rc_context(
        {"svg.fonttype": "none", "savefig.bbox": "tight", "font.size": 20, "savefig.dpi": 50}
    ):
        assert svg(shown()) == before


def test_drawing_leaves_a_reader_s_own_settings_alone() -> None:
    before = dict(mpl.rcParams)
    shown()
    assert dict(mpl.rcParams) == before


def test_a_figure_of_no_rows_is_said_to_be_empty() -> None:
    block = figure(Figure(None, "Roles of IOM", ""), figure_id="F-1", source="Annex 4.")
    assert "<img" not in block.markup
    assert "Figure F-1" in block.markup
    assert block.text == "Roles of IOM: no row to draw"
    assert block.registers == {}


def test_a_figure_registers_its_title() -> None:
    assert shown().registers == {"figures": [{"figure_id": "F-1", "title": "Roles of IOM"}]}


def test_hostile_text_stays_text() -> None:
    block = figure(Figure(drawn().drawing, HOSTILE, HOSTILE), figure_id=HOSTILE, source=HOSTILE)
    assert "<script" not in block.markup
    empty = figure(Figure(None, HOSTILE, HOSTILE), figure_id=HOSTILE, source=HOSTILE)
    assert "<script" not in empty.markup
