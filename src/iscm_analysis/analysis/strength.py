"""How strong the evidence for a finding or on a part of a question is, with the counts behind the word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from iscm_analysis.cleaning.strength import COUNTS, cited, strength_words, support
from iscm_analysis.cleaning.text import split_list
from iscm_analysis.tables.origin import gives_rows

if TYPE_CHECKING:
    from iscm_analysis.settings import StrengthSettings


@gives_rows
def strength_by_finding(
    findings: pd.DataFrame, evidence: pd.DataFrame, rule: StrengthSettings
) -> pd.DataFrame:
    """Give each finding the strength that follows by rule, and the one that counts.

    They differ where somebody stated another: ``is_override`` then, with the reason. Evidence contradicts
    a finding when its stance is the opposite of the finding's own.
    """
    known = _counted(findings["finding_id"], cited(findings, "finding_id"), evidence, rule)
    stated = findings["strength_stated"].reset_index(drop=True)
    words = known["strength_by_rule"]
    return known.assign(
        strength=stated.fillna(words),
        is_override=(stated != words).fillna(value=False),
        override_reason=findings["override_reason"].reset_index(drop=True),
    )


@gives_rows
def strength_by_part(questions: pd.DataFrame, evidence: pd.DataFrame, rule: StrengthSettings) -> pd.DataFrame:
    """Give each part of a question the strength of all evidence on it, in the order of the questions.

    Evidence contradicts here when it speaks against a good answer to the question.
    """
    parts = evidence[["evidence_id"]].assign(part_id=evidence["part_ids"].map(split_list))
    links = parts.explode("part_id").dropna(subset=["part_id"]).assign(stance="supports")
    known = _counted(questions["part_id"], links, evidence, rule)
    return known.rename(columns={"strength_by_rule": "strength"})


def _counted(
    keys: pd.Series, links: pd.DataFrame, evidence: pd.DataFrame, rule: StrengthSettings
) -> pd.DataFrame:
    """Count for each key, also those for which nothing is cited; then no share can be given."""
    key = str(keys.name)
    known = keys.to_frame().reset_index(drop=True).merge(support(links, key, evidence), on=key, how="left")
    filled = known.assign(
        **{name: known[name].fillna(0).astype(int) for name in COUNTS},
        is_outside_iom=known["is_outside_iom"].astype("boolean").fillna(value=False),
        share_contradicting=known["share_contradicting"].astype("Float64"),
    )
    return filled.assign(strength_by_rule=strength_words(filled, rule))
