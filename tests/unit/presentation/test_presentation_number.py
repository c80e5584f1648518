from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from frames import frame_of
from iscm_analysis.presentation.number import Number, count, number, people, sentence, whole

ROWS = frame_of("iscm_id", "rcm", "sacm")
HOSTILE = "<script>alert('x')</script>\""


def test_a_count_is_the_number_of_its_rows() -> None:
    assert count("R1.n", ROWS, "ISCMs known", unit="ISCMs") == Number("R1.n", 2, "ISCMs", "ISCMs known", 2)


@pytest.mark.parametrize(("value", "plain"), [(2.0, 2), (0.5, 0.5), ("2014 to 2019", "2014 to 2019")])
def test_a_whole_number_is_shown_without_a_point(value: float | str, plain: float | str) -> None:
    assert number("R1.n", value, "a number", rows=ROWS).value == plain


@pytest.mark.parametrize(("value", "said"), [(2019, "2019"), (16_358_446, "16,358,446"), (0.5, "0.5")])
def test_long_numbers_are_grouped_and_years_are_not(value: float, said: str) -> None:
    assert number("EF1.n", value, "an amount", rows=ROWS).said() == said


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


def test_a_count_of_a_whole_says_both_and_registers_the_part() -> None:
    made = count("R1.n", ROWS.head(1), "ISCMs observed", of=ROWS)
    assert (made.value, made.rows, made.said()) == (1, 1, "1 of 2")
    assert ">1 of 2</span>" in made.markup()


def test_from_ten_on_a_percentage_stands_beside() -> None:
    ten = pd.concat([ROWS] * 5)
    assert count("R1.n", ten.head(4), "ISCMs observed", of=ten).said() == "4 of 10 (40 %)"


def test_nobody_of_somebody_is_zero() -> None:
    assert count("R1.n", ROWS.head(0), "ISCMs observed", of=ROWS).said() == "0 of 2"


@pytest.mark.parametrize(
    "unknown",
    [
        count("R1.n", ROWS.head(0), "ISCMs observed", of=ROWS.head(0)),
        whole("R1.n", ROWS.head(0), "ISCMs observed"),
        number("R1.n", pd.Series([], dtype="Int64").max(), "ISCMs observed", rows=ROWS.head(0)),
    ],
    ids=["a part of nothing", "a whole without rows", "a missing value"],
)
def test_what_has_nothing_to_count_is_said_as_not_known_and_registers_nothing(unknown: Number) -> None:
    block = sentence("IOM observes {seen} of {all}.", seen=unknown, all=whole("R1.all", ROWS, "ISCMs known"))
    assert unknown.value is None
    assert block.text == "Not known here, because there is nothing to count it from: ISCMs observed."
    assert block.registers == {}


def test_a_whole_with_rows_is_their_number() -> None:
    assert whole("R1.n", ROWS, "ISCMs known") == Number("R1.n", 2, "", "ISCMs known", 2)


PEOPLE = frame_of("interviewee_id", *(f"I{place}" for place in range(12)))


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "0 of 12 (0 %)"),
        (1, "fewer than 3 of 12"),
        (2, "fewer than 3 of 12"),
        (3, "3 of 12 (25 %)"),
        (9, "9 of 12 (75 %)"),
        (10, "more than 9 of 12"),
        (11, "more than 9 of 12"),
        (12, "12 of 12 (100 %)"),
    ],
)
def test_few_people_in_or_out_are_not_counted_out(n: int, said: str) -> None:
    assert people("O.n", PEOPLE.head(n), "people in one office", of=PEOPLE).said() == said


def test_what_covers_a_small_count_in_a_table_is_withheld_in_a_sentence_too() -> None:
    covered = people("O.n", PEOPLE.head(5), "people", of=PEOPLE, beside="withheld")
    assert (covered.value, covered.said(), covered.rows) == ("withheld", "withheld", 12)
    assert people("O.n", PEOPLE.head(5), "people", of=PEOPLE, beside="5").value == 5
    assert people("O.n", PEOPLE.head(2), "people", of=PEOPLE, beside="withheld").value == "fewer than 3"


def test_what_is_withheld_stands_in_no_register() -> None:
    block = sentence("{few} work there.", few=people("O.n", PEOPLE.head(2), "people", of=PEOPLE))
    [registered] = block.registers["numbers"]
    assert (registered["value"], registered["rows"]) == ("fewer than 3", 12)
    assert "people (12 rows)" in block.markup


def test_the_smallest_number_of_people_stands_in_the_settings(project: Path) -> None:
    settings = project / "iscm.toml"
    settings.write_text(settings.read_text("utf-8").replace("minimum_cell = 3", "minimum_cell = 5"), "utf-8")
    assert people("O.n", PEOPLE.head(4), "people", of=PEOPLE).said() == "fewer than 5 of 12"


def test_nobody_asked_is_not_zero_people() -> None:
    assert people("O.n", PEOPLE.head(0), "people", of=PEOPLE.head(0)).value is None
