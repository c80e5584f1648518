"""The evaluation office's own Annex 4 beside the compiled one: rows joined, disagreements kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from iscm_analysis.cleaning.codes import suggest
from iscm_analysis.cleaning.text import fold
from iscm_analysis.errors import Problem
from iscm_analysis.sources.rows import as_frame
from iscm_analysis.sources.workbook import SHEETS
from iscm_analysis.terms import IOM_ROLES

SOURCE_ID = "annex-4-original"
COMPILED_ID = "annex-4"
RULE = "what the evaluation office's own Annex 4 states is used; the evaluation rests on it"
CONFLICT_COLUMNS = ["table", "id", "column", "value", "source_id", "locator", "is_chosen", "rule"]
# Column of the compiled sheet by the field of a hand-made table; the first two may not differ unsaid.
DISPUTABLE = {"type": "type", "established_year": "year_established"}
TAKEN = {
    **DISPUTABLE, "acronym": "acronym", "region": "region", "secretariat": "secretariat",
    "thematic_focus": "thematic_focus",
}  # fmt: skip
Frames = dict[str, pd.DataFrame]
Row = Mapping[Any, Any]


@dataclass
class Joined:
    """The sheets of the compiled Annex 4 with the rows of the original, and what the two dispute."""

    sheets: Frames
    conflicts: pd.DataFrame
    problems: list[Problem] = field(default_factory=list)


def join_original(compiled: Frames, original: Frames, aliases: Mapping[str, str], file: str) -> Joined:
    """Join the tables of ``read_annex4`` to the compiled sheets.

    An ISCM is matched by name, else acronym, on the alias list and the compiled sheet; one that is on
    neither gets a row of its own. Of two types or years the original's is used and both are kept; what
    the original leaves empty stays as compiled. Its roles, members and observers are added.
    """
    known: dict[str, Row] = {row["iscm_id"]: row for row in compiled["ISCMs"].to_dict("records")}
    ids = _ids_by_name(known, aliases)
    joined = Joined({}, as_frame([], CONFLICT_COLUMNS))
    conflicts, placed = list[dict[str, Any]](), dict[str, str]()
    for row in original["annex4"].fillna("").to_dict("records"):
        iscm_id = ids.get(fold(row["name"])) or ids.get(fold(row["acronym"]))
        if iscm_id is None:
            iscm_id = _new_id(row)
            joined.problems.append(_unmatched(row, iscm_id, ids, file))
        if iscm_id not in known and not row["type"]:
            joined.problems.append(_untyped(row, file))
            continue
        placed[row["name"]] = iscm_id
        before = known.get(iscm_id, {})
        conflicts += _conflicts(iscm_id, before, row)
        known[iscm_id] = _merged(iscm_id, before, row)
    joined.conflicts = pd.DataFrame(conflicts, columns=CONFLICT_COLUMNS)
    joined.sheets = {
        **compiled,
        "ISCMs": as_frame(list(known.values()), [*SHEETS["ISCMs"], "locator"]),
        "Roles": _added(compiled["Roles"], _roles(original["annex4"], placed)),
        "Participation": _participation(compiled["Participation"], original["participation"], placed),
    }
    return joined


def _ids_by_name(known: Mapping[str, Row], aliases: Mapping[str, str]) -> dict[str, str]:
    named = {
        fold(str(row[name])): key
        for key, row in known.items()
        for name in ("acronym", "name")
        if pd.notna(row[name])
    }
    return {fold(alias): key for alias, key in aliases.items()} | named


def _new_id(row: Row) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", fold(row["acronym"] or row["name"])))


def _locator(row: Row) -> str:
    return f"Annex 4 (original), {row['row']}"


def _unmatched(row: Row, iscm_id: str, ids: Mapping[str, str], file: str) -> Problem:
    message = f"no ISCM of this name is known; it gets the id {iscm_id}"
    near = suggest(fold(row["name"]), ids)
    hint = f"{near if near.startswith('did') else 'is it another name?'} add it to iscm-aliases.csv"
    return Problem("warning", file, message, hint, row=str(row["row"]), column="name", value=row["name"])


def _untyped(row: Row, file: str) -> Problem:
    message = "an ISCM nobody knows yet needs a type; it is left out"
    return Problem(
        "warning", file, message, "write RCP, IRF or GLOBAL", row=str(row["row"]), value=row["name"]
    )


def _conflicts(iscm_id: str, before: Row, row: Row) -> Iterator[dict[str, Any]]:
    """Give both values, a row each, of every type or year that the two state differently."""
    for column, name in DISPUTABLE.items():
        compiled, original = before.get(column), row[name]
        if not original or pd.isna(compiled) or str(compiled) == original:
            continue
        stated = ((compiled, COMPILED_ID, before["locator"]), (original, SOURCE_ID, _locator(row)))
        for value, source_id, locator in stated:
            cells = ("iscms", iscm_id, column, value, source_id, locator, source_id == SOURCE_ID, RULE)
            yield dict(zip(CONFLICT_COLUMNS, cells, strict=True))


def _merged(iscm_id: str, before: Row, row: Row) -> Row:
    fresh = {"iscm_id": iscm_id, "name": row["name"], "status_2019": "active", "region": "not stated"}
    filled = {column: row[name] for column, name in TAKEN.items() if row[name]}
    chosen = {name: cell for name, cell in filled.items() if name in DISPUTABLE or pd.isna(before.get(name))}
    sources = ";".join(dict.fromkeys([*str(before.get("source_ids") or "").split(";"), SOURCE_ID])).strip(";")
    return {"locator": _locator(row), **fresh, **before, **chosen, "source_ids": sources}


def _roles(annex4: pd.DataFrame, placed: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {
            "iscm_id": placed[row["name"]],
            "role": role,
            "source_id": SOURCE_ID,
            "confidence": "high",
            "locator": _locator(row),
        }
        for row in annex4.fillna("").to_dict("records")
        if row["name"] in placed
        for role in row["iom_roles"].split(";")
        if role in IOM_ROLES
    ]


def _participation(compiled: pd.DataFrame, found: pd.DataFrame, placed: Mapping[str, str]) -> pd.DataFrame:
    rows = [
        {
            "iscm_id": placed[row["name"]],
            "country": row["state_printed"],
            "iso3": row["iso3"],
            "participation": row["participation"],
            "source_id": SOURCE_ID,
            "locator": _locator(row),
        }
        for row in found.to_dict("records")
        if row["name"] in placed
    ]
    return _added(compiled, rows).drop_duplicates(["iscm_id", "iso3", "participation"])


def _added(frame: pd.DataFrame, rows: list[dict[str, str]]) -> pd.DataFrame:
    return pd.concat([frame, as_frame(rows, list(frame.columns))], ignore_index=True)
