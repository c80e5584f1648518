from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iscm_analysis.cleaning.names import Name, authors


def people(printed: str, *, is_speaker: bool = False) -> list[tuple[str, str, str]]:
    found = authors(printed, is_speaker=is_speaker)
    assert not any(name.literal for name in found), found
    return [(name.particle, name.family, name.given) for name in found]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Bouloz, Céline", ("", "Bouloz", "Céline")),
        ("von Koppenfels, Amanda Klekowski", ("von", "Koppenfels", "Amanda Klekowski")),
        ("van der Berg, J.-P.", ("van der", "Berg", "J.-P.")),
        ("O'Brien, A. B.", ("", "O'Brien", "A. B.")),
        ("García Márquez, Ana", ("", "García Márquez", "Ana")),
    ],
)
def test_a_person_has_family_given_and_particle(printed: str, expected: tuple[str, str, str]) -> None:
    assert people(printed) == [expected]


def test_people_together_are_taken_apart_in_either_order_of_their_names() -> None:
    assert people("Marsh, Anna, Bo Cole, and John van Dyk") == [
        ("", "Marsh", "Anna"),
        ("", "Cole", "Bo"),
        ("van", "Dyk", "John"),
    ]
    assert (
        people("Marsh, A. & Lee, B.")
        == people("Marsh, A.; Lee, B.")
        == [("", "Marsh", "A."), ("", "Lee", "B.")]
    )


@pytest.mark.parametrize("printed", ["G.S. Withanage", "G.S.Withanage"])
def test_a_speaker_is_printed_in_the_natural_order(printed: str) -> None:
    (name,) = authors(printed, is_speaker=True)
    assert (name.family, name.given.replace(" ", "")) == ("Withanage", "G.S.")


@pytest.mark.parametrize(
    "printed",
    [
        "IOM",
        "GCIM-IOM",
        "United Nations General Assembly",
        "Global Forum on Migration and Development",
        "IOM, Geneva",
        "Ministry of Labour, Sri Lanka",
        "Bali Process, Regional Support Office",
        "Marsh, A., Lee, B.",
        "Office, {Unit}",
        "10, 11",
    ],
)
def test_what_is_not_surely_a_person_stays_whole(printed: str) -> None:
    assert authors(printed) == [Name(literal=printed)]


def test_joint_bodies_are_two_where_an_acronym_comes_first() -> None:
    assert authors("IOM and the Ministry of Foreign Affairs of Thailand") == [
        Name(literal="IOM"),
        Name(literal="Ministry of Foreign Affairs of Thailand"),
    ]


def test_no_author_is_no_name() -> None:
    assert authors("") == []


@given(st.text(alphabet="Aab ,.;&{}\\IOMandvon"), st.booleans())
def test_no_word_of_an_author_is_lost(printed: str, is_speaker: bool) -> None:  # noqa: FBT001
    kept = "".join(
        f"{name.literal}{name.particle}{name.family}{name.given}"
        for name in authors(printed, is_speaker=is_speaker)
    )
    dropped = printed.replace(" the ", " ").replace(" and ", " ").replace(" & ", " ")
    assert set(dropped) - set(" ,;&and") <= set(kept)
