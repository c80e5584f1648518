from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iscm_analysis.cleaning.states import StateNames, known_states, recognise, split_names, state_key

ROOT = Path(__file__).resolve().parents[3]


def read(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / "reference" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


NAMES: StateNames = known_states(read("states"), read("state-names"), read("no-states"))
DATA = ROOT / "tests" / "data"
PAIRS = [line.split("\t") for line in (DATA / "state-spellings.tsv").read_text("utf-8").splitlines()[1:]]
NO_STATES = (DATA / "names-of-no-state.tsv").read_text("utf-8").splitlines()[1:]


def code_of(name: str) -> str | None:
    state = recognise(name, NAMES).state
    return state.iso3 if state else None


def test_spellings_in_use_mean_their_state() -> None:
    assert len(PAIRS) >= 134
    assert [(name, code) for name, code in PAIRS if code_of(name) != code] == []


def test_names_that_only_look_like_states_mean_none() -> None:
    assert len(NO_STATES) >= 30
    assert [name for name in NO_STATES if code_of(name)] == []


def test_all_193_member_states_are_known_by_their_united_nations_name() -> None:
    states = [row for row in read("states") if row["un_status"] == "member"]
    assert len(states) == 193
    assert [row["iso3"] for row in states if code_of(row["state_name"]) != row["iso3"]] == []


def test_territories_and_observers_are_held_apart() -> None:
    standing = {
        name: recognise(name, NAMES).state
        for name in ("Kosovo*", "Holy See", "Hong Kong", "Taiwan", "Palestine")
    }
    assert [state.un_status for state in standing.values() if state] == [
        "other",
        "observer",
        "other",
        "other",
        "observer",
    ]


def test_no_spelling_means_two_states_and_every_code_is_known() -> None:
    codes: dict[str, set[str]] = {}
    for row in read("state-names"):
        codes.setdefault(state_key(row["spelling"]), set()).add(row["iso3"])
    assert [key for key, found in codes.items() if len(found) > 1] == []
    assert {code for found in codes.values() for code in found} <= {row["iso3"] for row in read("states")}


def test_what_is_no_state_is_never_spelled_like_one() -> None:
    assert [row["spelling"] for row in read("no-states") if code_of(row["spelling"])] == []


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Chad, Niger and Mali", ["Chad", "Niger", "Mali"]),
        ("Bosnia and Herzegovina, Trinidad and Tobago", ["Bosnia and Herzegovina", "Trinidad and Tobago"]),
        (
            "Korea, Republic of, Iran, Islamic Republic of",
            ["Korea, Republic of", "Iran, Islamic Republic of"],
        ),
        ("Libya/Tunisia", ["Libya", "Tunisia"]),
        ("• Kenya\n• Uganda", ["Kenya", "Uganda"]),
        ("1. Kenya\n2. Uganda", ["Kenya", "Uganda"]),
        ("Francia, España y Portugal", ["Francia", "España", "Portugal"]),
        ("Sénégal, Mali et Côte d'Ivoire", ["Sénégal", "Mali", "Côte d'Ivoire"]),
        ("Antigua & Barbuda; Saint Kitts & Nevis", ["Antigua & Barbuda", "Saint Kitts & Nevis"]),
        ("China, Hong Kong SAR", ["China, Hong Kong SAR"]),
        ("Japan, China, Hong Kong SAR, Fiji", ["Japan", "China", "Hong Kong SAR", "Fiji"]),
        ("Bolivia (Plurinational State of), Peru", ["Bolivia (Plurinational State of)", "Peru"]),
        ("Niger Delta, Chad", ["Niger Delta", "Chad"]),
        ("Sao Tome and Principe and Angola", ["Sao Tome and Principe", "Angola"]),
        ("Guinea, Guinea-Bissau, Equatorial Guinea", ["Guinea", "Guinea-Bissau", "Equatorial Guinea"]),
    ],
)
def test_a_cell_of_names_comes_apart_where_names_end(cell: str, names: list[str]) -> None:
    assert split_names(cell, NAMES) == names


@given(
    st.lists(
        st.sampled_from([row["state_name"] for row in read("states")]), min_size=1, max_size=12, unique=True
    )
)
def test_any_list_of_states_comes_apart_as_it_was_put_together(states: list[str]) -> None:
    assert split_names("; ".join(states), NAMES) == states


@given(st.sampled_from(sorted(NAMES.states)), st.sampled_from([" Delta", " Valley", "xq", " University"]))
def test_a_state_with_a_word_after_it_is_no_state(name: str, more: str) -> None:
    assert code_of(name + more) is None


@given(st.text())
def test_any_text_has_a_key_that_settles(text: str) -> None:
    assert state_key(state_key(text)) == state_key(text)
