"""What a notebook calls: one function per kind of block."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import pandas as pd

from iscm_analysis.analysis import inquiry
from iscm_analysis.analysis.reconciliation import reconcile
from iscm_analysis.analysis.suppression import suppress
from iscm_analysis.errors import IscmError
from iscm_analysis.presentation.block import Block, escape
from iscm_analysis.presentation.figure import figure
from iscm_analysis.presentation.number import Number, count, number, people, sentence, whole
from iscm_analysis.presentation.person import is_internal, with_labels
from iscm_analysis.presentation.table import table
from iscm_analysis.presentation.wording import marked, ours
from iscm_analysis.project import find_project
from iscm_analysis.tables import Evaluation
from iscm_analysis.terms import COMPILED_NOTE

__all__ = [
    "Number",
    "count",
    "figure",
    "gaps",
    "interviewees",
    "limits",
    "note",
    "number",
    "people",
    "questions",
    "reconciliation",
    "sentence",
    "source",
    "sources",
    "table",
    "table_or_reason",
    "whole",
    "withheld",
]

SOURCE_NAMES = {
    "annex-1": "Annex 1 (terms of reference, restated)",
    "annex-2": "Annex 2 (documents reviewed)",
    "annex-3": "Annex 3 (interviewees, without names)",
    "annex-4": f"Annex 4 as {COMPILED_NOTE}",
    "grcp-meetings": "list of global meetings, compiled from public sources and Annex 2",
    "question-gaps": "our reading of what is in hand against Annex 1",
    "reconciliation": "our reading of why stated and counted numbers differ",
    "framework-crosswalk": "judgements of the developers, drafts to be reviewed (framework-crosswalk.csv)",
    "case-markers": "the evaluator's own markers (case-markers.csv)",
    "finance": "published amounts, compiled from public sources",
    "evidence-log": "evidence log: the public record, restated by the developers",
    "quality-grid": "judgements of the developers (quality-grid.csv)",
}


def source(*source_ids: str) -> str:
    """Word a source note from the ids of registered files."""
    return "; ".join(SOURCE_NAMES[source_id] for source_id in source_ids) + "."


def withheld(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Withhold counts of people in ``columns`` that are below the project's ``minimum_cell``."""
    return suppress(frame, columns, find_project().settings.disclosure.minimum_cell)


def interviewees(heard: pd.DataFrame, *, table_id: str) -> Block:
    """List people by id, name, title and unit in the internal edition; in any other show nothing."""
    if not is_internal():
        return Block("", "")
    columns = {"label": "Interviewee", "title": "Title", "unit": "Unit"}
    caption = "Interviewees by name; this table is in the internal edition only"
    printed = "Annex 3 (interviewees, as printed)."
    return table(with_labels(heard), columns, table_id=table_id, caption=caption, source=printed)


def note(text: str) -> Block:
    """Show a remark beside the text."""
    return Block(f'<div class="note" role="note">{escape(text)}</div>', text)


def table_or_reason(make: Callable[[], pd.DataFrame], columns: Mapping[str, str], **words: str) -> Block:
    """Show the table that ``make`` gives; when it refuses for want of something, show its reason instead.

    ``words`` are those of ``table``: its id, caption and source.
    """
    try:
        return table(make(), columns, **words)
    except IscmError as refusal:
        return note(f"{words['caption']}: not answered. {refusal}")


def questions(parts: pd.DataFrame, evaluation: Evaluation | None = None) -> Block:
    """List question parts by id, restated, with the focus items they serve.

    With ``evaluation`` each part says which blocks serve it, how far they carry, and how much is missing.
    """
    rows = parts.fillna({"focus_item_ids": ""}).to_dict("records")
    items = "".join(
        f'<li id="Q-{escape(row["part_id"])}"><b class="qid">{escape(row["part_id"])}</b> '
        f"{escape(row['text'])} "
        f'<span class="focus">{escape(row["focus_item_ids"].replace(";", " "))}</span>'
        f"{answer(evaluation, row['part_id']) if evaluation else ''}</li>"
        for row in rows
    )
    said = "\n".join(f"{row['part_id']} {row['text']}" for row in rows)
    return Block(f'<div class="questions"><ol>{items}</ol></div>', said)


def answer(evaluation: Evaluation, asked_id: str) -> str:
    """Say of one question part what the record holds, how far it carries, and how much is missing."""
    stand = inquiry.standing([asked_id], evaluation.analyses, evaluation.question_gaps).iloc[0]
    blocks = evaluation.analyses[evaluation.analyses["asked_id"] == asked_id]
    served = "".join(
        f'<li><a href="{escape(row.page)}.html#{escape(row.block_id)}">{escape(row.block_id)}</a> '
        f"{escape(row.says)}</li>"
        for row in blocks.itertuples(index=False)
    )
    say = ours()
    n_gaps = marked(say, "chain.gaps", n=stand["n_gaps"] or say("chain.none"))
    carries = f"{marked(say, 'chain.record')} <b>{escape(stand['reach_name'])}</b>{n_gaps}"
    return f'<div class="answer"><p>{carries}</p><ul>{served}</ul></div>'


def gaps(evaluation: Evaluation, parts: pd.DataFrame, *, table_id: str) -> Block:
    """Say for every question part what is missing, why, and what would fill it."""
    missing = inquiry.gaps_of(evaluation.question_gaps, parts)
    columns = {
        "part_id": "Question",
        "state_name": "State",
        "missing": "What is missing",
        "why": "Why",
        "fill_source": "Who or what would fill it",
        "fill_method": "Method",
        "rough_n": "Rough number",
    }
    caption = "What cannot be answered yet, and why"
    return table(missing, columns, table_id=table_id, caption=caption, source=source("question-gaps"))


def reconciliation(evaluation: Evaluation, *fact_ids: str, table_id: str) -> Block:
    """Show stated facts (all that can be counted, or those named) beside their counts, with the reasons.

    Give the whole evaluation: a stated total speaks of all ISCMs and years, not of a page's selection.
    """
    facts = reconcile(evaluation)
    shown = facts[facts["fact_id"].isin(fact_ids)] if fact_ids else facts
    counted = shown.dropna(subset=["counted"])
    claim = sentence(
        "Numbers stated in words: {stated}. Set beside a count: {counted}. Unlike the count: {differ}.",
        stated=count(f"{table_id}.n_stated", shown, "stated numbers shown"),
        counted=count(f"{table_id}.n_counted", counted, "of them with a count", of=shown),
        differ=count(
            f"{table_id}.n_differ",
            counted[counted["difference"] != 0],
            "of them unlike the count",
            of=counted,
        ),
    )
    columns = {
        "text": "Stated",
        "stated": "Stated number",
        "counted": "Counted here",
        "difference": "Difference",
        "reason": "Why they differ",
    }
    caption = "What is stated in words beside what the tables count"
    origin = source("annex-1", "annex-4", "reconciliation")
    beside = table(shown, columns, table_id=table_id, caption=caption, source=origin)
    ways = [_way_of_counting(row) for row in shown.to_dict("records")]
    items = "".join(f"<li>{escape(way)}</li>" for way in ways)
    return Block(
        f'{claim.markup}{beside.markup}<ul class="limits">{items}</ul>',
        "\n".join([claim.text, beside.text, *ways]),
        {**claim.registers, **beside.registers},
    )


def _way_of_counting(row: Mapping[Hashable, Any]) -> str:
    """Say how a stated fact was counted, from sources of which years, and where to look."""
    parts = [
        f"{row['text']} Stated in {row['source_id']}: {row['locator']}.",
        f"Rule of the count: {row['definition']}",
    ]
    if not pd.isna(row["source_years"]):
        parts.append(f"What is counted, by the year of its newest source: {row['source_years']}.")
    if not pd.isna(row["reason_locator"]):
        parts.append(f"The reason can be checked at: {row['reason_locator']}.")
    return " ".join(parts)


def sources(evaluation: Evaluation, *source_ids: str) -> Block:
    """List the registered files a page rests on, with publisher, date and standing."""
    listed = evaluation.sources[evaluation.sources["source_id"].isin(source_ids)]
    items = "".join(
        f"<li><b>{escape(row['source_id'])}</b> {escape(_described(row))} ({escape(row['status'])}).</li>"
        for row in listed.to_dict("records")
    )
    remark = f'<div class="note" role="note">{marked(ours(), "start.compiled")}</div>'
    compiled = remark if "annex-4" in source_ids else ""
    said = "\n".join(f"{row.source_id}: {row.title} ({row.status})" for row in listed.itertuples(index=False))
    return Block(f'<ul class="sources">{items}</ul>{compiled}', said)


def _described(row: Mapping[Hashable, Any]) -> str:
    """Name a source by title, publisher and year, as far as they are known."""
    made = ", ".join(str(row[name]) for name in ("publisher", "year") if not pd.isna(row[name]))
    return f"{row['title']}. {made}" if made else str(row["title"])


def limits(evaluation: Evaluation) -> Block:
    """List the limits the terms of reference set, each with its place."""
    rows = evaluation.scope_limits
    items = "".join(
        f'<li><b class="qid">{escape(row.id)}</b> {escape(row.text)} '
        f'<span class="locator">{escape(row.locator)}</span></li>'
        for row in rows.itertuples(index=False)
    )
    return Block(f'<ul class="limits">{items}</ul>', "\n".join(rows["text"]))
