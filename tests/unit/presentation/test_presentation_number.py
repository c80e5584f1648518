from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from frames import frame_of
from iscm_analysis.presentation.number import (
    Number,
    count,
    number,
    people,
    sentence,
    unregistered_digits,
    whole,
)

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
        '<a class="number" id="N-R1.n" href="#rows-R1.n" title="R1.n: ISCMs known (2 rows)">2</a>'
    )
    assert "(1 row)" in Number("R1.n", 2, "", "ISCMs known", 1).markup()


def test_a_sentence_takes_its_numbers_from_the_register() -> None:
    block = sentence("IOM observes {seen} ISCMs.", seen=count("R1.n", ROWS, "ISCMs known", unit="ISCMs"))
    assert block.text == "IOM observes 2 ISCMs."
    assert block.markup.startswith('<p class="claim">IOM observes <a class="number"')
    [registered] = block.registers["numbers"]
    named = ("number_id", "value", "unit", "definition", "rows")
    assert [registered[name] for name in named] == ["R1.n", 2, "ISCMs", "ISCMs known", 2]


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
    assert block.markup.count("<a ") == 1
    assert 'title="&lt;script&gt;' in block.markup


def test_a_name_in_a_sentence_is_text_and_may_say_registered_numbers_only() -> None:
    seen = number("R1.n", 5, "a number", rows=ROWS)
    assert "&lt;b&gt; is in <a" in sentence("{name} is in {seen}", name="<b>", seen=seen).markup
    assert sentence("{name} is in {seen}", name="The 5", seen=seen).text == "The 5 is in 5"
    with pytest.raises(ValueError, match=r"\(7\); register it"):
        sentence("{name} is in {seen}", name="G7", seen=seen)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("IOM observes 18 of 38 (47 %).", []),
        ("IOM observes 18 of 39.", ["39"]),
        ("In 2019, 16,358,446 dollars", ["2019"]),
        ("16,358,447 dollars", ["16,358,447"]),
        ("R2 and x\u00b2 and \u0663", ["2", "\u00b2", "\u0663"]),
        ("No number at all", []),
    ],
)
def test_numbers_that_nobody_registered_are_found_in_a_text(text: str, unknown: list[str]) -> None:
    known = [
        Number("A", 18, "", "observed", 18, "18 of 38 (47 %)"),
        Number("B", 16_358_446, "USD", "funds", 2),
    ]
    assert unregistered_digits(text, known) == unknown


def test_braces_in_a_value_are_shown_and_not_filled() -> None:
    assert "{other}" in sentence("{seen}", seen=number("R1.n", "{other}", "x", rows=ROWS)).markup


def test_a_count_of_a_whole_says_both_and_registers_the_part() -> None:
    made = count("R1.n", ROWS.head(1), "ISCMs observed", of=ROWS)
    assert (made.value, made.rows, made.said()) == (1, 1, "1 of 2")
    assert ">1 of 2</a>" in made.markup()


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
    assert (covered.value, covered.said(), covered.rows) == ("withheld", "withheld", None)
    assert people("O.n", PEOPLE.head(5), "people", of=PEOPLE, beside="5").value == 5
    assert people("O.n", PEOPLE.head(2), "people", of=PEOPLE, beside="withheld").value == "fewer than 3"


def test_what_is_withheld_stands_in_no_register() -> None:
    block = sentence("{few} work there.", few=people("O.n", PEOPLE.head(2), "people", of=PEOPLE))
    [registered] = block.registers["numbers"]
    assert (registered["value"], registered["rows"], registered["set_id"]) == ("fewer than 3", None, "")
    assert "people (rows withheld)" in block.markup
    assert "row_sets" not in block.registers


def test_a_small_whole_of_which_few_are_withheld_is_counted_nowhere() -> None:
    made = people("O.n", PEOPLE.head(1), "people", of=PEOPLE.head(2))
    assert json.dumps(made.registered()).count("2") == 0


def test_rows_of_people_are_named_by_id_and_nothing_else() -> None:
    told = PEOPLE.assign(title="Chief of Budget", locator="Annex 3, line 4")
    [first, *_] = people("O.n", told.head(5), "people", of=told).behind.rows
    assert (first.key, first.words, first.locator) == ("I0", "", "Annex 3, line 4")


def test_the_smallest_number_of_people_stands_in_the_settings(project: Path) -> None:
    settings = project / "iscm.toml"
    settings.write_text(settings.read_text("utf-8").replace("minimum_cell = 3", "minimum_cell = 5"), "utf-8")
    assert people("O.n", PEOPLE.head(4), "people", of=PEOPLE).said() == "fewer than 5 of 12"


def test_nobody_asked_is_not_zero_people() -> None:
    assert people("O.n", PEOPLE.head(0), "people", of=PEOPLE.head(0)).value is None
