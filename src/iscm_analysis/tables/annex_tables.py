"""The tables of the annexes, from rows as printed: corrected, taken apart, given ids."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from iscm_analysis.cleaning import cleaned_cells, corrections, judgements, references, units
from iscm_analysis.cleaning.text import join_list, tidy_columns
from iscm_analysis.errors import InvalidInputError, Problem
from iscm_analysis.project import Project
from iscm_analysis.sources.rows import read_csv_rows
from iscm_analysis.tables.convert import numbered

REFERENCE_LISTS: Mapping[str, list[str]] = {
    "units": units.UNIT_COLUMNS,
    "seniority": units.SENIORITY_COLUMNS,
    "iscm-aliases": ["alias", "iscm_id", "reason"],
    "corrections": corrections.LEDGER_COLUMNS,
    "organization-names": ["spelling", "name", "reason"],
    "states": ["iso3", "state_name", "un_status", "reason"],
    "state-tiles": ["iso3", "tile_column", "tile_row"],
    "publishers": ["publisher", "origin", "reason"],
    "question-focus": ["part_id", "focus_item_id", "reason"],
    "reconciliation": ["fact_id", "measure", "definition", "difference", "reason", "reason_locator"],
    "question-gaps": ["part_id", "state", "missing", "why", "fill_source", "fill_method", "rough_n"],
    "analyses": ["asked_id", "page", "block_id", "analysis", "tables", "reach", "says"],
    "indicator-measures": [
        "indicator_id", "definition", "unit", "denominator", "measured_from", "status", "missing",
        "fill_source", "fill_method", "rough_n",
    ],
    "meeting-disputes": ["meeting_no", "fact", "used", "also_said", "source_ids", "reason"],
    "attribution-words": ["words", "reason", "instead"],
    **judgements.LISTS,
}  # fmt: skip
MEETING_COLUMNS = [
    "number", "start_date", "end_date", "city", "country", "co_host", "theme", "participants",
    "iscms_represented", "outcome", "source_ids",
]  # fmt: skip


def read_list(project: Project, name: str, columns: list[str]) -> pd.DataFrame:
    """Read a code list of ``data/reference``, its text tidied.

    Raises:
        InvalidInputError: it is not there, or lacks a column.
    """
    path = project.reference / f"{name}.csv"
    if not path.is_file():
        raise InvalidInputError([Problem("error", str(path), "not there", "put the code list back")])
    return tidy_columns(read_csv_rows(path, columns=columns), columns)


def printed_people(people: pd.DataFrame) -> pd.DataFrame:
    """Keep what the annex prints beside what will be corrected; leave the names behind."""
    return people.drop(columns="name").assign(
        title_as_printed=people["title_printed"], unit_as_printed=people["unit_printed"]
    )


def interviewees_table(
    heard: pd.DataFrame, lists: Mapping[str, pd.DataFrame], aliases: Mapping[str, str]
) -> pd.DataFrame:
    """Place each person, after corrections, and read the seniority from the title."""
    placed = units.place_interviewees(heard, lists["units"], aliases)
    levels = placed["title_printed"].map(
        lambda title: units.seniority(title, lists["seniority"]), na_action="ignore"
    )
    return numbered(placed, "interviewee_id", "I").assign(
        title=placed["title_printed"],
        title_printed=placed["title_as_printed"],
        unit_printed=placed["unit_as_printed"],
        seniority=levels,
    )


def documents_table(
    entries: pd.DataFrame, aliases: Mapping[str, str], meetings: pd.DataFrame
) -> pd.DataFrame:
    """Take the entries apart; a report that prints only the dates of its meeting gets the number by them."""
    parsed = references.parse_references(entries, aliases)
    number_by_day = dict(zip(meetings["start_date"], meetings["meeting_no"], strict=True))
    by_day = parsed["event_start_date"].map(number_by_day).astype("string")
    return numbered(parsed.assign(meeting_no=parsed["meeting_no"].fillna(by_day)), "document_id", "D")


def cleaned_cells_table(
    documents: pd.DataFrame,
    interviewees: pd.DataFrame,
    lists: Mapping[str, pd.DataFrame],
    aliases: Mapping[str, str],
) -> pd.DataFrame:
    """List what both tables say otherwise than their annexes print, and why."""
    ledger, known = lists["corrections"], (lists["units"], lists["seniority"])
    changes = [
        *cleaned_cells.document_changes(documents, aliases),
        *cleaned_cells.interviewee_changes(interviewees, ledger, *known, aliases),
    ]
    return pd.DataFrame(changes, columns=cleaned_cells.COLUMNS, dtype="string")


def questions_table(parts: pd.DataFrame, focus: pd.DataFrame) -> pd.DataFrame:
    """Add to each part of a question the focus items it serves."""
    served = focus.groupby("part_id")["focus_item_id"].agg(lambda items: join_list(sorted(items)))
    return parts.assign(focus_item_ids=parts["part_id"].map(served))


def states_table(states: pd.DataFrame, tiles: pd.DataFrame) -> pd.DataFrame:
    """Add to each State the place of its tile; one without a tile has an empty cell, which is refused."""
    return states.merge(tiles.drop(columns="locator"), on="iso3", how="left")


def meetings_table(printed: pd.DataFrame) -> pd.DataFrame:
    """Name the columns of the global meetings as everywhere."""
    return printed.rename(
        columns={"number": "meeting_no", "participants": "n_participants", "iscms_represented": "n_iscms"}
    )
