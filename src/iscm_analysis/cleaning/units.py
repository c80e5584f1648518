"""Where an interviewee works: unit, parent unit, kind of office, city, seniority."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from iscm_analysis.cleaning.codes import linked_iscms, suggest
from iscm_analysis.cleaning.text import tidy_text
from iscm_analysis.errors import Problem

UNIT_COLUMNS = ["spelling", "unit", "parent_unit", "location_type", "city", "reason"]
SENIORITY_COLUMNS = ["pattern", "seniority", "reason"]
PLACED = ["unit", "parent_unit", "location_type", "city"]


def unit_parts(printed: str) -> list[str]:
    """Take a printed unit apart at its slashes; the prefix IOM says nothing here.

    >>> unit_parts("IOM RO San Jose / RCM")
    ['RO San Jose', 'RCM']
    """
    parts = (tidy_text(part) for part in printed.split("/"))
    return [part.removeprefix("IOM ") for part in parts if part]


def place_interviewees(
    interviewees: pd.DataFrame, units: pd.DataFrame, aliases: Mapping[str, str]
) -> pd.DataFrame:
    """Add unit, parent unit, kind of office, city and linked ISCMs to each person.

    Of two units in one cell the one inside the other counts, in whichever order they are printed.
    A person whose unit is not on the code list keeps these columns empty.
    """
    known = {str(row["spelling"]): row for row in units.to_dict("records")}
    placed = [_innermost(unit_parts(cell), known) for cell in interviewees["unit_printed"].fillna("")]
    return interviewees.assign(
        **{name: pd.array([place.get(name) for place in placed], dtype="string") for name in PLACED},
        iscm_ids=[linked_iscms(cell, aliases) for cell in interviewees["unit_printed"].fillna("")],
    )


def _innermost(parts: list[str], known: Mapping[str, Mapping[Hashable, Any]]) -> dict[str, str | None]:
    rows = [known[part] for part in parts if part in known]
    parents = {row["parent_unit"] for row in rows if isinstance(row["parent_unit"], str)}
    inner = [row for row in rows if row["unit"] not in parents]
    if not inner:
        return {}
    return {name: cell if isinstance(cell := inner[0][name], str) else None for name in PLACED}


def unknown_units(
    interviewees: pd.DataFrame, units: pd.DataFrame, aliases: Mapping[str, str]
) -> Iterator[Problem]:
    """Complain about every part of a unit that is neither a unit on the code list nor an ISCM."""
    spellings = list(units["spelling"])
    for row in interviewees.dropna(subset=["unit_printed"]).to_dict("records"):
        for part in unit_parts(str(row["unit_printed"])):
            if part not in spellings and part not in aliases:
                yield Problem(
                    "error",
                    "units.csv",
                    "no such unit or ISCM on the code lists",
                    suggest(part, [*spellings, *aliases]),
                    row=str(row["locator"]),
                    column="unit",
                    value=part,
                )


def seniority(title: str, rules: pd.DataFrame) -> str | None:
    """Give the seniority that the first matching rule names, or None."""
    rule = seniority_rule(title, rules)
    return None if rule is None else str(rule["seniority"])


def seniority_rule(title: str, rules: pd.DataFrame) -> Mapping[Hashable, Any] | None:
    """Give the first rule whose pattern the title matches, or None."""
    matching = (rule for rule in rules.to_dict("records") if re.search(str(rule["pattern"]), title))
    return next(matching, None)
