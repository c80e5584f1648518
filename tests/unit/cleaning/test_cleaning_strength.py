from __future__ import annotations

import pandas as pd
import pytest

from frames import frame_of
from iscm_analysis.cleaning.strength import cited, strength_words, support
from iscm_analysis.settings import StrengthSettings

RULE = StrengthSettings()


def evidence(*rows: str) -> pd.DataFrame:
    return frame_of("evidence_id source_id origin method stance", *rows)


def counted(evidence_rows: pd.DataFrame, stance: str = "-") -> dict[str, object]:
    ids = ";".join(evidence_rows["evidence_id"])
    findings = frame_of("finding_id evidence_ids stance", f"F {ids} {stance}")
    return support(cited(findings, "finding_id"), "finding_id", evidence_rows).to_dict("records")[0]


def test_a_source_counts_once_however_many_items_it_gave() -> None:
    found = counted(
        evidence(
            "E1 S1 donor interview supports",
            "E2 S1 donor interview supports",
            "E3 S2 iom_field document_review supports",
        )
    )
    assert found == {
        "finding_id": "F",
        "n_items": 3,
        "n_sources": 2,
        "n_origins": 2,
        "n_methods": 2,
        "is_outside_iom": True,
        "n_contradicting": 0,
        "share_contradicting": 0.0,
    }


def test_a_source_contradicts_as_soon_as_one_of_its_items_does() -> None:
    found = counted(
        evidence(
            "E1 S1 donor interview supports",
            "E2 S1 donor interview contradicts",
            "E3 S2 donor interview supports",
        )
    )
    assert (found["n_contradicting"], found["share_contradicting"]) == (1, 0.5)


@pytest.mark.parametrize(
    ("stance", "n"), [("-", 1), ("supports", 1), ("neutral", 1), ("contradicts", 2), ("mixed", 0)]
)
def test_what_contradicts_depends_on_what_the_finding_says(stance: str, n: int) -> None:
    found = counted(
        evidence(
            "E1 S1 donor interview supports",
            "E2 S2 donor interview supports",
            "E3 S3 donor interview contradicts",
            "E4 S4 donor interview mixed",
        ),
        stance,
    )
    assert found["n_contradicting"] == n


def test_an_item_cited_twice_counts_once_and_an_unknown_one_not_at_all() -> None:
    findings = frame_of("finding_id evidence_ids stance", "F E1;E1;E9 -")
    found = support(cited(findings, "finding_id"), "finding_id", evidence("E1 S1 donor survey supports"))
    assert found[["n_items", "n_sources"]].to_numpy().tolist() == [[1, 1]]


CASES = (
    # items, origins, methods, share, outside, word
    (3, 3, 2, 0.2, True, "strong"),
    (3, 3, 2, 0.2, False, "moderate"),
    (3, 3, 2, 0.21, True, "moderate"),
    (3, 3, 1, 0.0, True, "moderate"),
    (2, 1, 2, 0.33, True, "moderate"),
    (2, 2, 1, 0.0, False, "moderate"),
    (9, 1, 1, 0.0, True, "limited"),
    (3, 1, 1, 0.33, True, "limited"),
    (3, 3, 2, 0.34, True, "contested"),
    (3, 1, 1, 0.34, True, "contested"),
    (0, 0, 0, None, False, "none"),
)


@pytest.mark.parametrize(("items", "origins", "methods", "share", "outside", "word"), CASES)
def test_the_word_follows_from_the_counts(
    items: int, origins: int, methods: int, share: float | None, *, outside: bool, word: str
) -> None:
    counts = pd.DataFrame(
        {
            "n_items": [items],
            "n_origins": [origins],
            "n_methods": [methods],
            "share_contradicting": pd.array([share], dtype="Float64"),
            "is_outside_iom": [outside],
        }
    )
    assert strength_words(counts, RULE).tolist() == [word]


def test_other_thresholds_give_another_word() -> None:
    counts = pd.DataFrame(
        {
            "n_items": [2],
            "n_origins": [2],
            "n_methods": [2],
            "share_contradicting": [0.0],
            "is_outside_iom": [True],
        }
    )
    assert strength_words(counts, RULE).tolist() == ["moderate"]
    assert strength_words(counts, StrengthSettings(strong_origins=2)).tolist() == ["strong"]
