"""Does the chain hold? Loose ends; strengths, numbers and causes that the evidence does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from iscm_analysis.cleaning.strength import bare_address, cited, strength_words, support
from iscm_analysis.cleaning.text import fold, split_list
from iscm_analysis.errors import OpenGap, Problem
from iscm_analysis.terms import ACTION_STATUSES, STRENGTHS

if TYPE_CHECKING:
    from iscm_analysis.settings import StrengthSettings

Frames = Mapping[str, pd.DataFrame]
# (table, its id, the table that should cite it, the column of that table)
LINKS = (
    ("findings", "finding_id", "conclusions", "finding_ids"),
    ("conclusions", "conclusion_id", "recommendations", "conclusion_ids"),
)
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
_WITH_DIGIT = re.compile(r"[\w-]*\d(?:[\w,.-]*\w)?")


def chain_problems(frames: Frames, rule: StrengthSettings) -> Iterator[Problem]:
    """Complain about the chain; what a draft may still lack is an ``OpenGap``."""
    yield from loose_ends(frames)
    yield from double_sources(frames["evidence"], frames["sources"])
    yield from unsupported_strengths(frames["findings"], frames["evidence"], rule)
    yield from unheld_numbers(frames["findings"], frames["evidence"])
    yield from attributions(frames)
    yield from matrix_gaps(frames["evaluation_matrix"], frames["questions"])
    yield from disagreeing_statuses(frames["responses"])


def loose_ends(frames: Frames) -> Iterator[Problem]:
    """Say what nothing rests on; as long as there are no findings, that says nothing of evidence."""
    used = _cited_ids(frames["findings"], "evidence_ids")
    evidence = frames["evidence"]["evidence_id"].dropna()
    left = evidence[~evidence.isin(used)].tolist()
    if left and used:
        message = f"{len(left)} of {len(evidence)} items are cited by no finding: {', '.join(left[:10])}"
        more = f" and {len(left) - 10} more" if len(left) > 10 else ""  # noqa: PLR2004  # the first ten are named
        yield Problem("note", "evidence.csv", message + more, "cite them, or say in a note why not")
    for table, key, other, column in LINKS:
        used = _cited_ids(frames[other], column)
        loose = frames[table][~frames[table][key].isin(used)] if used else frames[table].head(0)
        for place, found in zip(loose["locator"], loose[key], strict=True):
            yield Problem(
                "warning", f"{table}.csv", f"none of the {other} rests on it", "", "", place, key, "", found
            )


def _cited_ids(frame: pd.DataFrame, column: str) -> set[str]:
    return {item for cell in frame[column] for item in split_list(cell)}


def double_sources(evidence: pd.DataFrame, sources: pd.DataFrame) -> Iterator[Problem]:
    """Say which items cite one page under two ids; it would count as two sources."""
    used = sources[sources["source_id"].isin(evidence["source_id"])].dropna(subset=["url"])
    used = used.drop_duplicates("source_id")
    first = used.assign(page=used["url"].map(bare_address)).groupby("page")["source_id"].transform("first")
    same_as = dict(zip(used["source_id"], first, strict=True))
    for place, found in zip(evidence["logged_at"], evidence["source_id"], strict=True):
        if isinstance(found, str) and (other := same_as.get(found, found)) != found:
            message, hint = f"has the same address as {other} and would count twice", f"write {other}"
            yield Problem("warning", "evidence.csv", message, hint, "", place, "source_id", "", found)


def unsupported_strengths(
    findings: pd.DataFrame, evidence: pd.DataFrame, rule: StrengthSettings
) -> Iterator[Problem]:
    """Complain about a strength stated by hand that is not that of the rule and has no reason."""
    counted = support(cited(findings, "finding_id"), "finding_id", evidence)
    by_rule = dict(zip(counted["finding_id"], strength_words(counted, rule), strict=True))
    ranks = list(STRENGTHS)
    stated = findings[findings["strength_stated"].isin(ranks) & findings["override_reason"].isna()]
    for row in stated.to_dict("records"):
        found = by_rule.get(row["finding_id"], "none")
        if row["strength_stated"] != found:
            stronger = ranks.index(row["strength_stated"]) > ranks.index(found)
            message = f"stated {'stronger' if stronger else 'weaker'} than its evidence, which is {found}"
            hint = "give the reason in override_reason, or leave strength_stated empty"
            place, value = str(row["locator"]), str(row["strength_stated"])
            yield OpenGap("error", "findings.csv", message, hint, "", place, "strength_stated", "", value)


def unheld_numbers(findings: pd.DataFrame, evidence: pd.DataFrame) -> Iterator[Problem]:
    """Complain about numbers in a finding that no item it cites holds; with letters it is a name or an id."""
    texts = evidence["statement"].fillna("") + " " + evidence["year"].astype("string").fillna("")
    held_by_item = dict(zip(evidence["evidence_id"], texts, strict=True))
    for row in findings.dropna(subset=["statement"]).to_dict("records"):
        wanted = numbers_in(str(row["statement"]))
        if not wanted:
            continue
        held = {n for item in split_list(row["evidence_ids"]) for n in numbers_in(held_by_item.get(item, ""))}
        for number in wanted:
            if number not in held:
                message = "a number that none of the evidence it cites holds"
                hint = "cite the evidence that holds it, or show it as a registered number instead"
                place = str(row["locator"])
                yield OpenGap("error", "findings.csv", message, hint, "", place, "statement", "", number)


def numbers_in(text: str) -> list[str]:
    """List the numbers of a text, without marks of thousands.

    >>> numbers_in("In 2017-18 USD 85,000 went to 3 States (R2a, IG-001), 1.5 %.")
    ['2017', '18', '85000', '3', '1.5']
    """
    words = (word for word in _WITH_DIGIT.findall(text) if not re.search(r"[^\W\d_]", word))
    return [_THOUSANDS.sub("", part) for word in words for part in word.split("-") if part]


def attributions(frames: Frames) -> Iterator[Problem]:
    """Complain about wordings on the code list that claim a cause."""
    listed = frames["attribution_words"].dropna()
    instead = dict(zip(listed["words"].map(fold), listed["instead"].map(str), strict=True))
    if not instead:
        return
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, instead))})(?!\w)")
    for table in ("findings", "conclusions"):
        for row in frames[table].dropna(subset=["statement"]).to_dict("records"):
            for found in pattern.findall(fold(str(row["statement"]))):
                message = "claims a cause where a contribution is all that can be shown"
                hint, place = f"say: {instead[found]}", str(row["locator"])
                yield OpenGap("error", f"{table}.csv", message, hint, "", place, "statement", "", found)


def matrix_gaps(matrix: pd.DataFrame, questions: pd.DataFrame) -> Iterator[Problem]:
    """Complain about parts that the matrix leaves out, and about one method without a reason."""
    if matrix.empty:
        return
    for part in questions["part_id"][~questions["part_id"].isin(matrix["part_id"])]:
        message, hint = f"part {part} has no row", "add one: indicator, judgement criterion, sources, methods"
        yield OpenGap("error", "evaluation_matrix.csv", message, hint, column="part_id")
    for row in matrix[matrix["reason"].isna()].to_dict("records"):
        if len(set(split_list(row["methods"]))) < 2:  # noqa: PLR2004  # two methods, as the standard of evaluations
            hint, place = "add a second one, or say in reason why one has to do", str(row["locator"])
            yield OpenGap(
                "error", "evaluation_matrix.csv", "fewer than two methods", hint, "", place, "methods"
            )


def disagreeing_statuses(responses: pd.DataFrame) -> Iterator[Problem]:
    """Complain about actions whose state is another in the other vocabulary."""
    meant = responses["action_status"].map(ACTION_STATUSES)
    other = responses["action_status_alternative"]
    for row in responses[meant.notna() & other.notna() & (meant != other)].to_dict("records"):
        hint = f"{row['action_status']} is {ACTION_STATUSES[row['action_status']]}"
        place, value = str(row["locator"]), str(row["action_status_alternative"])
        message = "not the same state as action_status"
        yield Problem(
            "error", "responses.csv", message, hint, "", place, "action_status_alternative", "", value
        )
