"""The tables of the evidence log, from its rows as text; complaints in the words of its sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pandas as pd

from iscm_analysis.cleaning.codes import suggest
from iscm_analysis.cleaning.text import join_list, split_list
from iscm_analysis.errors import Problem
from iscm_analysis.tables.log_sheets import PLACE, SHEET_OF, WORKBOOK
from iscm_analysis.terms import ACTION_STATUSES

_IN_WORKBOOK = re.compile(rf"{PLACE}, sheet (.+), row (\d+)")
_IN_TEXT = re.compile(rf"{PLACE}, (.+), line (\d+)")


def log_tables(frames: Mapping[str, pd.DataFrame], questions: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Give the tables of the log but for its sources, with the parts each item of evidence bears on."""
    parts = parts_by_id(questions)
    evidence = frames["evidence"]
    linked = evidence["question_ids"].map(lambda cell: join_list(_parts(cell, parts)), na_action="ignore")
    responses = _both_vocabularies(frames["responses"])
    own = {name: frame for name, frame in frames.items() if name != "sources"}
    return {**own, "evidence": evidence.assign(part_ids=linked), "responses": responses}


def parts_by_id(questions: pd.DataFrame) -> dict[str, list[str]]:
    """Give the parts that an id stands for: a part for itself, a question for all its parts."""
    by_question = questions.groupby("question_id", sort=False)["part_id"].agg(list)
    return {**{part: [part] for part in questions["part_id"]}, **by_question.to_dict()}


def _parts(cell: str, parts: Mapping[str, list[str]]) -> list[str]:
    return list(dict.fromkeys(part for item in split_list(cell) for part in parts.get(item, ())))


def unknown_questions(evidence: pd.DataFrame, questions: pd.DataFrame) -> Iterator[Problem]:
    """Complain about ids that are neither a question nor a part of one."""
    known = parts_by_id(questions)
    cells = evidence["question_ids"].dropna()
    wrong = {cell: [item for item in split_list(cell) if item not in known] for cell in cells.unique()}
    for place, cell in zip(evidence["logged_at"][cells.index], cells, strict=True):
        for item in wrong[cell]:
            hint = suggest(item, known)
            message = "no such question, nor part of one"
            yield Problem(
                "error", "evidence.csv", message, hint, row=place, column="question_ids", value=item
            )


def _both_vocabularies(responses: pd.DataFrame) -> pd.DataFrame:
    """Fill in the state of an action in the vocabulary that was left empty."""
    back = {other: status for status, other in ACTION_STATUSES.items()}
    status, other = responses["action_status"], responses["action_status_alternative"]
    return responses.assign(
        action_status=status.fillna(other.map(back).astype("string")),
        action_status_alternative=other.fillna(status.map(ACTION_STATUSES).astype("string")),
    )


def as_logged(problems: Iterable[Problem], book: str = WORKBOOK) -> Iterator[Problem]:
    """Word complaints about tables of the log by the file, sheet, row and heading people see."""
    for problem in problems:
        table = problem.file.removesuffix(".csv")
        column = SHEET_OF[table].heading(problem.column) if table in SHEET_OF else problem.column
        if found := _IN_WORKBOOK.fullmatch(problem.row):
            yield replace(problem, file=book, sheet=found[1], row=found[2], column=column)
        elif found := _IN_TEXT.fullmatch(problem.row):
            yield replace(problem, file=found[1], row=found[2], column=column)
        elif table in SHEET_OF and not problem.row:
            yield replace(problem, file=PLACE, sheet=SHEET_OF[table].title, column=column)
        else:
            yield problem
