from __future__ import annotations

import pandas as pd
import pytest

from frames import frame_of
from iscm_analysis.analysis.agreement import agreement, judged


def ratings(**coders: str) -> pd.DataFrame:
    """Give each coder's values item by item; a dot is no judgement."""
    rows = [
        (f"item {number}", name, value)
        for name, values in coders.items()
        for number, value in enumerate(values)
        if value != "."
    ]
    return pd.DataFrame(rows, columns=["item", "coder", "value"])


def test_percent_and_kappa_are_as_computed_by_hand() -> None:
    # 10 items, 7 alike; A says y 6 times, B 5 times: expected 0.6 * 0.5 + 0.4 * 0.5 = 0.5
    found = agreement(ratings(A="yyyyyynnnn", B="yyyynnnnny")).iloc[0]
    assert (found["coders"], found["n_items"], found["share_agreeing"]) == ("A and B", 10, 0.7)
    assert found["kappa"] == pytest.approx((0.7 - 0.5) / 0.5)


def test_alpha_of_a_published_example_with_missing_judgements() -> None:
    # Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), example C: alpha nominal 0.743
    found = agreement(ratings(A="123321412...", B="1233224125.3", C=".3332342251.", D="12332441251."))
    assert found.iloc[-1]["alpha"] == pytest.approx(0.743, abs=0.001)


def test_full_agreement_without_variation_has_no_kappa() -> None:
    found = agreement(ratings(A="yyy", B="yyy"))
    assert found["kappa"].isna().all()
    assert found["alpha"].isna().all()
    assert found["share_agreeing"].tolist() == [1, 1]


def test_few_items_are_marked() -> None:
    assert agreement(ratings(A="yn", B="yn"))["has_few_items"].tolist() == [True, True]
    assert agreement(ratings(A="yn" * 15, B="yn" * 15))["has_few_items"].tolist() == [False, False]


def test_one_coder_has_nobody_to_agree_with() -> None:
    assert agreement(ratings(A="yn")).empty


def test_an_item_is_a_code_in_a_source_that_somebody_used_it_in() -> None:
    codings = frame_of(
        "coded_source_id code_id coder", "s1 trust A", "s1 trust B", "s1 money A", "s2 trust A"
    )
    found = judged(codings)
    assert found[["item", "coder", "value"]].to_numpy().tolist() == [
        ["s1 / trust", "A", "yes"],
        ["s1 / trust", "B", "yes"],
        ["s1 / money", "A", "yes"],
        ["s1 / money", "B", "no"],
        ["s2 / trust", "A", "yes"],
    ]
