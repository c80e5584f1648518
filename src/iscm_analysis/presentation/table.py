"""A table as a reader needs it: caption, real headings, missing said as missing."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from iscm_analysis.presentation.block import Block, escape

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
LONG = 120  # letters; a cell with more of them keeps a readable width on a narrow screen
MISSING = '<abbr class="missing" title="not known">\N{EN DASH}</abbr>'


def table(
    frame: pd.DataFrame, columns: Mapping[str, str], *, table_id: str, caption: str, source: str
) -> Block:
    """Show the ``columns`` of ``frame`` (name in the frame -> heading), rows in the frame's order.

    The first column heads its row. A frame without rows is said to be empty, never drawn as zeros.
    """
    shown = frame[list(columns)]
    label = f'<span class="label">Table {escape(table_id)}</span> {escape(caption)}'
    note = f'<p class="source-note">Source: {escape(source)}</p>'
    if shown.empty:
        markup = f'<p class="nothing" id="{escape(table_id)}">{label}: no row to show.</p>{note}'
        return Block(markup, f"{caption}: no row to show")
    numeric = [_is_numeric(shown[name]) for name in shown]
    heads = "".join(
        f'<th scope="col"{_align(is_number)}>{escape(heading)}</th>'
        for heading, is_number in zip(columns.values(), numeric, strict=True)
    )
    body = "".join(_row(values, numeric) for values in shown.itertuples(index=False, name=None))
    markup = (
        f'<div class="table-wrap" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="iscm-table" id="{escape(table_id)}"><caption>{label}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>{note}"
    )
    registers = {"tables": [{"table_id": table_id, "caption": caption, "rows": len(shown)}]}
    return Block(
        markup, f"{caption}\n{shown.rename(columns=dict(columns)).to_string(index=False)}", registers
    )


def _is_numeric(cells: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells)


def _row(values: tuple[object, ...], numeric: list[bool]) -> str:
    first, *rest = values
    cells = "".join(
        f"<td{_align(is_number) or _width(value)}>{_cell(value)}</td>"
        for value, is_number in zip(rest, numeric[1:], strict=True)
    )
    return f'<tr><th scope="row"{_align(numeric[0])}>{_cell(first)}</th>{cells}</tr>'


def _align(is_number: bool) -> str:  # noqa: FBT001  # a helper of one sentence
    return ' class="num"' if is_number else ""


def _width(value: object) -> str:
    return ' class="long"' if isinstance(value, str) and len(value) > LONG else ""


def _cell(value: object) -> str:
    if pd.isna(value):  # type: ignore[call-overload]  # cells are scalars
        return MISSING
    if pd.api.types.is_bool(value):
        return "yes" if value else "no"
    text = str(value)
    if _DATE.fullmatch(text):
        return f"<time>{text}</time>"
    return escape(re.sub(r";(?=\S)", "; ", text))
