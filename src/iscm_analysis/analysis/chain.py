"""The evidence chain as links: what rests on what, from a recommendation down to a source, and back."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from iscm_analysis.cleaning.text import split_list
from iscm_analysis.tables import Evaluation
from iscm_analysis.tables.origin import gives_rows

# Table, its id, and the column that names what its rows rest on; from the top of the chain down.
STEPS = (
    ("recommendations", "recommendation_id", "conclusion_ids"),
    ("conclusions", "conclusion_id", "finding_ids"),
    ("findings", "finding_id", "evidence_ids"),
    ("evidence", "evidence_id", "source_id"),
)


@gives_rows
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


@gives_rows
def touched(linked: pd.DataFrame, changed: Iterable[str]) -> pd.DataFrame:
    """List what rests on an id that changed, straight or by others, from the findings up.

    A row is a finding, conclusion or recommendation; ``because`` names the ids it rests on, joined by ``;``.
    """
    reached, rows = set(changed), list[tuple[str, str, str]]()
    for table in ("findings", "conclusions", "recommendations"):
        resting = linked[(linked["table"] == table) & linked["lower"].isin(reached)]
        because = resting.groupby("upper", sort=False)["lower"].agg(";".join)
        rows += [(table, str(upper), lower) for upper, lower in because.items()]
        reached |= set(because.index)
    return pd.DataFrame(rows, columns=["table", "id", "because"])


@gives_rows
def uncited(evidence: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """Keep the items of evidence that no finding cites."""
    cited_ids = {item for cell in findings["evidence_ids"] for item in split_list(cell)}
    return evidence[~evidence["evidence_id"].isin(cited_ids)]


@gives_rows
def whole(evaluation: Evaluation) -> pd.DataFrame:
    """Lay the chain out, a row per finding: what it cites, and what rests on it, lists joined by ``;``.

    Added to the columns of ``findings`` are ``source_ids``, ``conclusion_ids`` and ``recommendation_ids``.
    """
    uses = used_by(links(evaluation))
    source_of = dict(zip(evaluation.evidence["evidence_id"], evaluation.evidence["source_id"], strict=True))
    findings = evaluation.findings
    concluded = [split_list(uses.get(item)) for item in findings["finding_id"]]
    return findings.assign(
        source_ids=[
            _joined(source_of[item] for item in split_list(cell)) for cell in findings["evidence_ids"]
        ],
        conclusion_ids=[_joined(items) for items in concluded],
        recommendation_ids=[
            _joined(advice for item in items for advice in split_list(uses.get(item))) for items in concluded
        ],
    )


def _joined(items: Iterable[str]) -> str:
    """Join what is there, each thing once."""
    return ";".join(dict.fromkeys(items))


def _taken_apart(frame: pd.DataFrame, column: str, single: str) -> pd.DataFrame:
    """Give one row for each id in the lists of ``column``, as ``single``."""
    apart = frame.drop(columns=column)
    apart[single] = [split_list(cell) for cell in frame[column]]
    return apart.explode(single).astype({single: "string"})


@gives_rows
def of_part(frame: pd.DataFrame, part_id: str) -> pd.DataFrame:
    """Keep the rows of ``frame`` (evidence, findings, limitations) that bear on a part of a question."""
    return frame.loc[[part_id in split_list(cell) for cell in frame["part_ids"]]]


@gives_rows
def on_question(evidence: pd.DataFrame, question_id: str) -> pd.DataFrame:
    """Keep the items whose first part belongs to a question."""
    return evidence.loc[[_question(cell) == question_id for cell in evidence["part_ids"]]]


@gives_rows
def cited(findings: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    """Count the items that each finding cites of each question; a row is a pair that occurs.

    An item that bears on parts of several questions counts under the first.
    """
    asked = evidence.assign(question_id=[_question(cell) for cell in evidence["part_ids"]])
    apart = _taken_apart(findings, "evidence_ids", "evidence_id")[["finding_id", "evidence_id"]]
    pairs = apart.merge(asked[["evidence_id", "question_id"]], on="evidence_id")
    return pairs.groupby(["finding_id", "question_id"], as_index=False, sort=False).agg(
        n_items=("evidence_id", "size")
    )


def _question(cell: str) -> str:
    """Give the question of the first part in a cell.

    >>> _question("R1a;R1b")
    'R1'
    """
    return split_list(cell)[0].rstrip("abcdefgh")
