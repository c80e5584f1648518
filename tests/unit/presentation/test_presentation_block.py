from __future__ import annotations

from iscm_analysis.presentation.block import Block, escape


def test_a_block_shows_markup_on_the_page_and_text_elsewhere() -> None:
    data, metadata = Block("<p>Why?</p>", "Why?")._repr_mimebundle_(include=None)
    assert data == {"text/html": "<p>Why?</p>", "text/plain": "Why?"}
    assert metadata == {}


def test_what_a_block_registers_travels_in_the_metadata() -> None:
    _, metadata = Block("", "", {"figures": [{"figure_id": "F-1"}]})._repr_mimebundle_()
    assert metadata == {"iscm": {"figures": [{"figure_id": "F-1"}]}}


def test_text_is_safe_inside_a_page_and_inside_an_attribute() -> None:
    assert escape('<b a="x">\'&') == "&lt;b a=&quot;x&quot;&gt;&#x27;&amp;"
    assert escape(12) == "12"


def test_two_blocks_in_one_cell_stand_under_each_other_and_both_register() -> None:
    figure = Block("<figure/>", "A figure", {"figures": [{"figure_id": "F-1"}]})
    table = Block("<table/>", "A table", {"tables": [{"table_id": "T-1"}], "figures": [{"figure_id": "F-2"}]})
    both = figure + table
    assert (both.markup, both.text) == ("<figure/><table/>", "A figure\nA table")
    assert both.registers == {
        "figures": [{"figure_id": "F-1"}, {"figure_id": "F-2"}],
        "tables": [{"table_id": "T-1"}],
    }
    assert figure.registers == {"figures": [{"figure_id": "F-1"}]}
