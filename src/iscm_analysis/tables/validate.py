"""Checks of the processed tables: types, codes, keys and references, every complaint at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from iscm_analysis.cleaning.codes import suggest
from iscm_analysis.cleaning.text import split_list
from iscm_analysis.errors import Problem
from iscm_analysis.imports import absent
from iscm_analysis.tables.fields import Field, TableSpec
from iscm_analysis.tables.specs import SPECS
from iscm_analysis.tables.store import DTYPES


def schema(spec: TableSpec) -> pa.DataFrameSchema:
    """Give the pandera schema of a table: exactly its columns, in order, with their checks."""
    columns = {
        field.name: pa.Column(
            DTYPES[field.type],
            checks=list(_checks(field)),
            nullable=not field.required,
            description=field.description,
        )
        for field in spec.fields
    }
    return pa.DataFrameSchema(
        columns, unique=list(spec.key) or None, strict=True, ordered=True, name=spec.name
    )


def _checks(field: Field) -> Iterator[pa.Check]:
    if field.codes and field.type == "list":
        yield pa.Check(
            lambda cell: set(split_list(cell)) <= set(field.codes),
            element_wise=True,
            error=f"an item is not one of {', '.join(field.codes)}",
        )
    elif field.codes:
        yield pa.Check.isin(field.codes, error=f"not one of {', '.join(field.codes)}")
    if field.type == "date":
        yield pa.Check(_is_day, element_wise=True, error="not a date like 2019-04-05")
    if field.pattern:
        yield pa.Check.str_matches(rf"{field.pattern}$", error=f"does not have the form {field.pattern}")


def _is_day(cell: str) -> bool:
    try:
        return dt.date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def table_problems(
    frames: Mapping[str, pd.DataFrame], others: Mapping[str, pd.DataFrame] | None = None
) -> Iterator[Problem]:
    """Check every table by its schema, then every id that points to another one, or to one of ``others``."""
    targets = {**(others or {}), **frames}
    for name, frame in frames.items():
        yield from _schema_problems(SPECS[name], frame)
        for field in SPECS[name].fields:
            if field.references:
                yield from _dangling(name, frame, field, targets[field.references])


def _schema_problems(spec: TableSpec, frame: pd.DataFrame) -> Iterator[Problem]:
    try:
        with absent("hypothesis"):  # pandera makes examples with it where it is installed
            schema(spec).validate(frame, lazy=True)
    except SchemaErrors as error:
        for case in error.failure_cases.to_dict("records"):
            yield _complaint(spec, frame, case)


def _complaint(spec: TableSpec, frame: pd.DataFrame, case: Mapping[str, object]) -> Problem:
    index, check = case["index"], str(case["check"])
    locator = frame[spec.place].get(index, "") if spec.place in frame else ""
    known = {
        "not_nullable": "a required cell is empty",
        "multiple_fields_uniqueness": f"not unique: a row is one {' + '.join(spec.key)}",
    }
    return Problem(
        "error",
        f"{spec.name}.csv",
        known.get(check, check),
        row="" if pd.isna(locator) else str(locator),
        column=str(case["column"] or ""),
        value="" if pd.isna(case["failure_case"]) else str(case["failure_case"]),  # type: ignore[call-overload]  # any scalar
    )


def _dangling(name: str, frame: pd.DataFrame, field: Field, target: pd.DataFrame) -> Iterator[Problem]:
    """Complain about ids the other table does not have; a table that is absent as a whole is no reason."""
    if target.empty:
        return
    known = set(target[SPECS[field.references].key[0]])
    cells = frame[field.name].dropna()
    items = {cell: split_list(cell) if field.type == "list" else [str(cell)] for cell in cells.unique()}
    wrong = {
        cell: absent for cell, own in items.items() if (absent := [id_ for id_ in own if id_ not in known])
    }
    dangling = cells[cells.isin(list(wrong))]
    places = frame[SPECS[name].place][dangling.index]
    for place, cell in zip(places, dangling, strict=True):
        for item in wrong[cell]:
            yield Problem(
                "error",
                f"{name}.csv",
                f"no such row in {field.references}",
                suggest(item, sorted(known)) if len(known) < 100 else "",  # noqa: PLR2004  # a list to read
                row=str(place),
                column=field.name,
                value=item,
            )
