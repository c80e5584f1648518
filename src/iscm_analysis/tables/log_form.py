"""The evidence log as a workbook to fill in: empty, or with rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from iscm_analysis.tables.fields import Field
from iscm_analysis.tables.forms import Column, Form, form_bytes
from iscm_analysis.tables.log_sheets import SHEET_OF, SHEETS, LogSheet
from iscm_analysis.tables.store import Evaluation

TITLE = "Evidence log"
READ_ME = """\
For those who carry out the evaluation. Fill in the sheets from left to right; then run: iscm check

An item of evidence is one thing that one place in one source says on a question. Findings rest on items
of evidence, conclusions on findings, recommendations on conclusions. Each row names by their ids the rows
it rests on, so that a reader can walk from a recommendation back to a source.

Each row has an id of its own in its first column. Rows that are filled in keep their id: the cell is
locked, without a password (Review, Unprotect Sheet).

The note on each heading says what belongs there. Several values in one cell are set apart by a semicolon:
R2a;R4. Where a list drops down, take the words from it; in cells that may hold several, type the others.

A date is written 2019-04-05, or typed as a date. Leave empty what is not known. No formulas, no merged
cells.

Stance: supports, if the statement speaks for a good answer to the question; contradicts, if against;
mixed, if both; neutral, if it only describes. It is a judgement and can be changed. The stance of a
finding says which answer the finding gives: evidence of the other stance then contradicts it.

A question (R2) stands for all its parts (R2a, R2b); name a part where the statement bears on it alone.

Strength is worked out from methods, origins and contradiction. Whoever states another one gives the
reason.

Sources: only those that are neither in data/raw/sources.toml nor in Annex 4.

No interviewee's name on any sheet: write the id (I24) and the role.

Sheets
"""
MORE = {
    "coder": "initials or role",
    "question_ids": "a question (R2) stands for all its parts (R2a, R2b)",
    "is_heard": "yes or no",
}
WIDTHS = {"date": 13, "integer": 9, "boolean": 10, "list": 22}


def log_form(evaluation: Evaluation, rows: Mapping[str, pd.DataFrame]) -> bytes:
    """Make the workbook; ``rows`` holds what is filled in by sheet, under the headings of that sheet."""
    forms = [_form(sheet, evaluation, rows.get(title)) for title, sheet in SHEETS.items()]
    paragraphs = [" ".join(text.split()) for text in READ_ME.split("\n\n")]
    return form_bytes(TITLE, [*paragraphs, *_contents()], forms)


def _contents() -> Iterator[str]:
    for title, sheet in SHEETS.items():
        yield f"{title}: {sheet.spec.row}"


def _form(sheet: LogSheet, evaluation: Evaluation, rows: pd.DataFrame | None) -> Form:
    columns = [_column(sheet, field, place, evaluation) for place, field in enumerate(sheet.fields)]
    if rows is None:
        return Form(sheet.title, columns)
    texts = rows.reindex(columns=sheet.columns).fillna("").astype(str)
    return Form(sheet.title, columns, texts.to_numpy().tolist())


def _column(sheet: LogSheet, field: Field, place: int, evaluation: Evaluation) -> Column:
    heading = sheet.heading(field.name)
    choices = _choices(heading, field, evaluation)
    is_list = field.type == "list"
    return Column(
        heading,
        _note(heading, field),
        WIDTHS.get(field.type, 16 if choices or field.references or place == 0 else 50),
        choices=choices,
        choices_on=SHEET_OF[field.references].title if _is_in_log(field) else "",
        is_strict=bool(field.codes or field.type == "boolean") and not is_list,
        is_id=place == 0,
        is_number=field.type == "integer",
    )


def _is_in_log(field: Field) -> bool:
    return field.references in SHEET_OF and field.references != "sources"


def _choices(heading: str, field: Field, evaluation: Evaluation) -> tuple[str, ...]:
    if heading == "question_ids" or field.references == "questions":
        parts = evaluation.questions["part_id"]
        ids = pd.concat([evaluation.questions["question_id"], parts]) if heading == "question_ids" else parts
        return tuple(dict.fromkeys(ids))
    if field.type == "boolean":
        return ("yes", "no")
    if field.references and not _is_in_log(field):
        return tuple(getattr(evaluation, field.references).iloc[:, 0])
    return field.codes


def _note(heading: str, field: Field) -> str:
    lines = [
        f"{words[0].upper()}{words[1:]}." for words in (field.description, MORE.get(heading, "")) if words
    ]
    lines += [f"One of: {', '.join(field.codes)}."] if field.codes and field.type != "list" else []
    lines += [f"From: {', '.join(field.codes)}."] if field.codes and field.type == "list" else []
    lines += ["Several are set apart by a semicolon."] if field.type == "list" else []
    lines += ["A date like 2019-04-05."] if field.type == "date" else []
    return " ".join([*lines, "Required." if field.required else "May stay empty."])
