"""The evidence chain on a page: what the log says on a question, and what is concluded and advised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import add

import pandas as pd

from iscm_analysis.analysis import chain, inquiry, strength
from iscm_analysis.presentation import show
from iscm_analysis.presentation.block import Block, escape
from iscm_analysis.presentation.cards import (
    Row,
    conclusion_card,
    finding_card,
    recommendation_card,
    strength_word,
)
from iscm_analysis.presentation.figure import Figure
from iscm_analysis.presentation.links import linked
from iscm_analysis.presentation.places import places
from iscm_analysis.presentation.threads import Column, threads
from iscm_analysis.presentation.wording import marked, ours
from iscm_analysis.project import find_project
from iscm_analysis.tables import Evaluation
from iscm_analysis.terms import CRITERIA, IOM_ORIGINS, STRENGTHS

GREYS = {
    "none": "#ffffff",
    "contested": "#e0a43a",
    "limited": "#d3d9dc",
    "moderate": "#8a949b",
    "strong": "#1f292f",
}


def answers(evaluation: Evaluation, criterion: str) -> Block:
    """Say of each question of a criterion what is asked, what the log says, how strongly, what is missing."""
    parts = inquiry.questions_of(evaluation.questions, criterion)
    laid, by_part = findings(evaluation), strengths(evaluation).set_index("part_id")["strength"]
    blocks = [
        _answer(evaluation, part, chain.of_part(laid, part["part_id"]), by_part[part["part_id"]])
        for part in parts.to_dict("records")
    ]
    return _on_page(evaluation, criterion, blocks)


def findings(evaluation: Evaluation) -> pd.DataFrame:
    """Lay the chain out, a row per finding, with its strength and the counts behind the word."""
    rule = find_project().settings.strength
    found = strength.strength_by_finding(evaluation.findings, evaluation.evidence, rule)
    return chain.whole(evaluation).drop(columns="override_reason").merge(found, on="finding_id")


def strengths(evaluation: Evaluation) -> pd.DataFrame:
    """Give the strength of the evidence on each part of a question, with the counts behind the word."""
    rule = find_project().settings.strength
    return strength.strength_by_part(evaluation.questions, evaluation.evidence, rule)


def _answer(evaluation: Evaluation, part: Row, laid: pd.DataFrame, word: str) -> Block:
    asked = part["part_id"]
    cards = [finding_card(row, evaluation.evidence) for row in laid.to_dict("records")]
    said = reduce(add, [_held(evaluation.evidence, asked, word), *cards])
    focus = escape(part["focus_item_ids"].replace(";", " "))
    markup = (
        f'<section class="part"><h3 id="Q-{escape(asked)}">{escape(asked)}</h3>'
        f'<p class="asked">{escape(part["text"])} <span class="focus">{focus}</span></p>'
        f"{said.markup}{show.answer(evaluation, asked)}{_missing(evaluation, asked)}</section>"
    )
    return Block(markup, f"{asked} {part['text']}\n{said.text}", said.registers)


def _held(evidence: pd.DataFrame, asked: str, word: str) -> Block:
    """Say how much the log holds on a part of a question, and how strong that is by rule."""
    items = chain.of_part(evidence, asked)
    if items.empty:
        return _nothing("chain.no_evidence")
    said = show.sentence(
        "The log holds {items} observations on this question from {sources} sources (methods: {methods}; "
        "classes of origin: {origins}); {outside} come from outside IOM, {against} speak against a good "
        "answer.",
        items=show.count(f"{asked}.n_evidence", items, f"items of evidence on {asked}"),
        sources=_several(asked, items, "source_id", "sources of these"),
        methods=_several(asked, items, "method", "methods of these"),
        origins=_several(asked, items, "origin", "classes of origin of these"),
        outside=show.count(
            f"{asked}.n_evidence_outside",
            items[~items["origin"].isin(IOM_ORIGINS)],
            "of these, from outside IOM",
        ),
        against=show.count(
            f"{asked}.n_evidence_against", items[items["stance"] == "contradicts"], "of these, against"
        ),
    )
    # The word stands in front of its numbers.
    markup = said.markup.replace('<p class="claim">', f'<p class="strength">{strength_word(word)} ', 1)
    return Block(markup, f"{STRENGTHS[word]}: {said.text}", said.registers)


def _several(asked: str, items: pd.DataFrame, column: str, definition: str) -> show.Number:
    """Register how many different values a column of the items has."""
    name = column.removesuffix("_id")
    return show.number(f"{asked}.n_{name}s", items[column].nunique(), f"{definition}, on {asked}", rows=items)


def _missing(evaluation: Evaluation, asked: str) -> str:
    """List what is missing to answer a part of a question, and what would fill it."""
    gaps = evaluation.question_gaps[evaluation.question_gaps["part_id"] == asked]
    items = "".join(
        f"<li>{escape(missing)} <span>{escape(method)}: {escape(source)}</span></li>"
        for missing, method, source in gaps[["missing", "fill_method", "fill_source"]].itertuples(index=False)
    )
    return (
        f'<p class="lacking">{marked(ours(), "chain.missing")}</p><ul class="lacking">{items}</ul>'
        if items
        else ""
    )


def finding(evaluation: Evaluation, finding_id: str, *, page: str = "") -> Block:
    """Show one finding as it stands under its question, as seen from ``page``."""
    laid = findings(evaluation)
    rows = laid[laid["finding_id"] == finding_id].to_dict("records")
    return _on_page(evaluation, page, [finding_card(row, evaluation.evidence) for row in rows])


def conclusions(evaluation: Evaluation, *, page: str) -> Block:
    """Show the conclusions on the criterion of ``page``; on a page of no criterion, all of them."""
    rows = evaluation.conclusions
    shown = rows[rows["criterion"] == page] if page in CRITERIA else rows
    uses = chain.used_by(chain.links(evaluation))
    cards = [conclusion_card(row, uses.get(row["conclusion_id"], "")) for row in shown.to_dict("records")]
    return _on_page(evaluation, page, cards or [_nothing("chain.no_conclusion")])


def recommendations(evaluation: Evaluation, *, page: str) -> Block:
    """Show the recommendations under the areas in which the terms of reference ask for them."""
    rows = evaluation.recommendations
    blocks = [
        _area(area, rows[rows["area_id"] == area["id"]])
        for area in evaluation.recommendation_areas.to_dict("records")
    ]
    return _on_page(evaluation, page, blocks)


def _area(area: Row, rows: pd.DataFrame) -> Block:
    heading = f"{area['id']} {area['text']}"
    head = Block(f'<h3 id="{escape(area["id"])}">{escape(heading)}</h3>', heading)
    cards = [recommendation_card(row) for row in rows.to_dict("records")]
    return reduce(add, cards or [_nothing("chain.no_recommendation")], head)


def table(
    evaluation: Evaluation,
    frame: pd.DataFrame,
    columns: Mapping[str, str],
    *,
    page: str,
    root: str = "",
    heads: bool = False,
    **words: str,
) -> Block:
    """Show a table in which every id leads to its place; ``words`` are those of ``show.table``.

    ``heads`` says that its rows are themselves the places of the ids that head them.
    """
    return linked(show.table(frame, columns, **words), places(evaluation, page, root=root), heads=heads)


def drawing(evaluation: Evaluation) -> Figure:
    """Draw the chain from recommendations to evidence by question, each finding with its strength."""
    found, walked = findings(evaluation), chain.links(evaluation)
    upper = walked[walked["table"].isin(["recommendations", "conclusions"])]
    lower = chain.cited(evaluation.findings, evaluation.evidence)
    return threads(
        [*_upper_columns(evaluation), _questions(evaluation)],
        pd.concat([upper, lower.rename(columns={"finding_id": "upper", "question_id": "lower"})]),
        title=f"{len(evaluation.recommendations)} recommendations rest on {len(found)} findings",
        shades=dict(zip(found["finding_id"], found["strength"].map(GREYS), strict=True)),
        key={GREYS[word]: name for word, name in STRENGTHS.items() if word in set(found["strength"])},
    )


def _upper_columns(evaluation: Evaluation) -> Iterable[Column]:
    for table_name, own, _rests_on in chain.STEPS[:3]:
        ids = getattr(evaluation, table_name)[own]
        yield Column(table_name.capitalize(), dict(zip(ids, ids, strict=True)))


def _questions(evaluation: Evaluation) -> Column:
    counts = {
        asked: len(chain.on_question(evaluation.evidence, asked))
        for asked in evaluation.questions["question_id"].unique()
    }
    return Column("Evidence by question", {asked: f"{asked}: {n} items" for asked, n in counts.items()})


def _nothing(key: str) -> Block:
    say = ours()
    return Block(f'<p class="nothing">{marked(say, key)}</p>', say(key))


def _on_page(evaluation: Evaluation, page: str, blocks: Iterable[Block]) -> Block:
    return linked(reduce(add, blocks), places(evaluation, page))
