"""What changed rows mean for the answers: strength of evidence, what rests on it, questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from iscm_analysis.cleaning.text import split_list
from iscm_analysis.publishing.states import State
from iscm_analysis.publishing.table_changes import content_rows

if TYPE_CHECKING:
    from iscm_analysis.settings import StrengthSettings

Entry = dict[str, Any]
CHAIN = ("evidence", "findings", "conclusions", "recommendations")


def strength_changes(before: State, after: State, rule: StrengthSettings) -> list[Entry]:
    """List the question parts and findings whose word of strength is another, both by today's rule."""
    first, then = _strengths(before, rule), _strengths(after, rule)
    return [
        {"of": of, "id": name, "before": first.get((of, name), ""), "after": then.get((of, name), "")}
        for of, name in dict.fromkeys([*then, *first])
        if first.get((of, name)) != then.get((of, name))
    ]


def _strengths(state: State, rule: StrengthSettings) -> Mapping[tuple[str, str], str]:
    from iscm_analysis.analysis.strength import strength_by_finding, strength_by_part  # noqa: PLC0415

    known = state.evaluation
    parts = strength_by_part(known.questions, known.evidence, rule)
    findings = strength_by_finding(known.findings, known.evidence, rule)
    return {
        (of, name): word
        for of, frame, key in (("question", parts, "part_id"), ("finding", findings, "finding_id"))
        for name, word in zip(frame[key], frame["strength"], strict=True)
    }


def touched_rows(after: State, tables: Sequence[Entry]) -> list[Entry]:
    """List the findings, conclusions and recommendations that rest on a changed row."""
    from iscm_analysis.analysis.chain import links, touched  # noqa: PLC0415

    rows = [row for table in tables if table["table"] in CHAIN for row in content_rows(table)]
    found = touched(links(after.evaluation), [next(iter(row["key"].values())) for row in rows])
    return [{str(name): value for name, value in row.items()} for row in found.to_dict("records")]


def question_changes(before: State, after: State) -> Iterator[Entry]:
    """List the question parts that the record carries further or less far, or with other evidence."""
    first, then = _standing(before), _standing(after)
    for part in dict.fromkeys([*first, *then]):
        old, new = first.get(part, {}), then.get(part, {})
        if old != new:
            yield {"part_id": part, "change": _change(old, new), "before": old, "after": new}


def _change(old: Entry, new: Entry) -> str:
    """Say which way: answered or not at all comes first, then with evidence or without any."""
    for counts, words in ((_is_answered, ("answered", "lost")), (_has_evidence, ("evidence", "no_evidence"))):
        if counts(old) != counts(new):
            return words[0] if counts(new) else words[1]
    return "changed"


def _is_answered(stand: Entry) -> bool:
    return bool(stand) and stand["reach"] != "none"


def _has_evidence(stand: Entry) -> bool:
    return bool(stand) and stand["n_evidence"] > 0


def _standing(state: State) -> dict[str, Entry]:
    """Say of each question part how far the record carries, how much is missing, and its evidence."""
    from iscm_analysis.analysis.inquiry import standing  # noqa: PLC0415

    known = state.evaluation
    found = standing(list(known.questions["part_id"]), known.analyses, known.question_gaps)
    on_parts = [part for cell in known.evidence["part_ids"] for part in split_list(cell)]
    return {
        row["asked_id"]: {
            "reach": row["reach"],
            "reach_name": row["reach_name"],
            "n_gaps": row["n_gaps"],
            "n_evidence": on_parts.count(row["asked_id"]),
        }
        for row in found.to_dict("records")
    }
