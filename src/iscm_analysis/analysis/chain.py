"""The evidence chain as links: what rests on what, from a recommendation down to a source, and back."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.cleaning.text import split_list
from iscm_analysis.tables import Evaluation

# Table, its id, and the column that names what its rows rest on; from the top of the chain down.
STEPS = (
    ("recommendations", "recommendation_id", "conclusion_ids"),
    ("conclusions", "conclusion_id", "finding_ids"),
    ("findings", "finding_id", "evidence_ids"),
    ("evidence", "evidence_id", "source_id"),
)


def links(evaluation: Evaluation) -> pd.DataFrame:
    """List every link of the chain; a row says that ``upper`` of ``table`` rests on ``lower``."""
    frames = {table: getattr(evaluation, table) for table, _id, _rests_on in STEPS}
    rows = [
        (table, row[own], lower)
        for table, own, rests_on in STEPS
        for row in frames[table].to_dict("records")
        for lower in split_list(row[rests_on])
    ]
    return pd.DataFrame(rows, columns=["table", "upper", "lower"], dtype="string")


def used_by(linked: pd.DataFrame) -> dict[str, str]:
    """Say of everything that something rests on what that is, in the order of the tables, joined by ``;``."""
    joined = linked.groupby("lower", sort=False)["upper"].agg(";".join)
    return {str(lower): upper for lower, upper in joined.items()}


def loose(evaluation: Evaluation) -> pd.DataFrame:
    """List what nothing rests on: a row is a conclusion, a finding or an item of evidence."""
    used = set(links(evaluation)["lower"])
    rows = [
        (table, item)
        for table, own, _rests_on in STEPS[1:]
        for item in getattr(evaluation, table)[own]
        if item not in used
    ]
    return pd.DataFrame(rows, columns=["table", "id"], dtype="string")


def whole(evaluation: Evaluation) -> pd.DataFrame:
    """Lay the chain out, a row per recommendation, conclusion and finding, with the evidence of the finding.

    A conclusion that no recommendation rests on, and a finding in no conclusion, stand in rows of their own.
    """
    advised = _taken_apart(evaluation.recommendations, "conclusion_ids", "conclusion_id")
    concluded = _taken_apart(evaluation.conclusions, "finding_ids", "finding_id")
    upper = advised.merge(concluded, on="conclusion_id", how="outer", suffixes=("_advised", "_concluded"))
    joined = upper.merge(evaluation.findings, on="finding_id", how="outer")
    columns = ["recommendation_id", "conclusion_id", "finding_id"]
    places = {
        column: {item: place for place, item in enumerate(getattr(evaluation, table)[column])}
        for column, (table, _id, _rests_on) in zip(columns, STEPS, strict=False)
    }
    ordered = joined.sort_values(columns, key=lambda cells: cells.map(places[str(cells.name)]))
    return ordered[[*columns, "statement", "evidence_ids"]].reset_index(drop=True)


def _taken_apart(frame: pd.DataFrame, column: str, single: str) -> pd.DataFrame:
    """Give one row for each id in the lists of ``column``."""
    apart = frame.assign(**{single: [split_list(cell) for cell in frame[column]]}).explode(single)
    return apart.drop(columns=column).astype({single: "string"})


def of_part(frame: pd.DataFrame, part_id: str) -> pd.DataFrame:
    """Keep the rows of ``frame`` (evidence, findings, limitations) that bear on a part of a question."""
    return frame.loc[[part_id in split_list(cell) for cell in frame["part_ids"]]]


def evidence_of(evidence: pd.DataFrame, evidence_ids: str) -> pd.DataFrame:
    """Keep the items of evidence that a cell names."""
    return evidence[evidence["evidence_id"].isin(split_list(evidence_ids))]


def cited(findings: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    """Count the items each finding cites by question; a row is a finding and a question that occur together."""
    question_of = evidence.set_index("evidence_id")["question_ids"].map(_question)
    apart = _taken_apart(findings, "evidence_ids", "evidence_id")
    asked = apart.assign(question_id=apart["evidence_id"].map(question_of)).dropna(subset=["question_id"])
    return asked.groupby(["finding_id", "question_id"], as_index=False, sort=False).agg(
        n_items=("evidence_id", "size")
    )


def _question(cell: str) -> str:
    """Give the question of the first part that a cell names: R1 of ``R1a;R1b``."""
    return split_list(cell)[0].rstrip("abcdefghijklmnopqrstuvwxyz")
