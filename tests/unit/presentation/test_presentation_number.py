from __future__ import annotations

import json

import pandas as pd
import pytest

from frames import frame_of
from iscm_analysis.presentation.number import Number, count, number, sentence

ROWS = frame_of("iscm_id", "rcm", "sacm")
HOSTILE = "<script>alert('x')</script>\""


def test_a_count_is_the_number_of_its_rows() -> None:
    assert count("R1.n", ROWS, "ISCMs known", unit="ISCMs") == Number("R1.n", 2, "ISCMs", "ISCMs known", 2)


@pytest.mark.parametrize(("value", "plain"), [(2.0, 2), (0.5, 0.5), ("2014 to 2019", "2014 to 2019")])
def test_a_whole_number_is_shown_without_a_point(value: float | str, plain: float | str) -> None:
    assert number("R1.n", value, "a number", rows=ROWS).value == plain


def test_a_number_from_a_frame_is_plain_enough_for_json() -> None:
    made = number("R1.n", pd.Series([3, 5], dtype="Int64").max(), "the most", rows=ROWS)
    assert json.dumps(made.value) == "5"


def test_a_number_shows_its_definition_and_rows_on_hovering() -> None:
    assert Number("R1.n", 2, "", "ISCMs known", 2).markup() == (
        '<span class="number" id="N-R1.n" title="R1.n: ISCMs known (2 rows)">2</span>'
    )
    assert "(1 row)" in Number("R1.n", 2, "", "ISCMs known", 1).markup()


def test_a_sentence_takes_its_numbers_from_the_register() -> None:
    block = sentence("IOM observes {seen} ISCMs.", seen=count("R1.n", ROWS, "ISCMs known", unit="ISCMs"))
    assert block.text == "IOM observes 2 ISCMs."
    assert block.markup.startswith('<p class="claim">IOM observes <span class="number"')
    assert block.registers == {
        "numbers": [
            {"number_id": "R1.n", "value": 2, "unit": "ISCMs", "definition": "ISCMs known", "rows": 2}
        ]
    }


def test_a_sentence_registers_every_number_in_it() -> None:
    numbers = {"a": count("A", ROWS, "a"), "b": count("B", ROWS.head(0), "b")}
    registered = sentence("{a} of {b}.", **numbers).registers["numbers"]
    assert [(item["number_id"], item["value"]) for item in registered] == [("A", 2), ("B", 0)]


@pytest.mark.parametrize("template", ["IOM observes 18 ISCMs.", "{seen} of 38", "x\u00b2", "\u0663"])
def test_a_digit_typed_into_a_sentence_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match=r"a number is typed into the sentence .*; register it"):
        sentence(template, seen=count("R1.n", ROWS, "ISCMs known"))


def test_a_number_the_sentence_asks_for_has_to_be_given() -> None:
    with pytest.raises(KeyError):
        sentence("IOM observes {seen} ISCMs.")


def test_hostile_text_stays_text_in_sentence_value_and_definition() -> None:
    block = sentence(f"{HOSTILE} {{seen}}", seen=number(HOSTILE, HOSTILE, HOSTILE, rows=ROWS))
    assert "<script" not in block.markup
    assert block.markup.count("<span") == 1
    assert 'title="&lt;script&gt;' in block.markup


def test_braces_in_a_value_are_shown_and_not_filled() -> None:
    assert "{other}" in sentence("{seen}", seen=number("R1.n", "{other}", "x", rows=ROWS)).markup
