"""A table as a reader needs it: caption, real headings, missing said as missing."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from iscm_analysis.languages import Words
from iscm_analysis.presentation.block import Block, escape
from iscm_analysis.presentation.wording import marked, ours, sourced

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
LONG = 120  # letters; a cell with more of them keeps a readable width on a narrow screen


def table(
    frame: pd.DataFrame, columns: Mapping[str, str], *, table_id: str, caption: str, source: str
) -> Block:
    """Show the ``columns`` of ``frame`` (name in the frame -> heading), rows in the frame's order.

    The first column heads its row. A frame without rows is said to be empty, never drawn as zeros.
    """
    shown, say = frame[list(columns)], ours()
    label = f'<span class="label">{marked(say, "table.label", id=table_id)}</span> {escape(caption)}'
    note = f'<p class="source-note">{sourced(say, source)}</p>'
    if shown.empty:
        markup = f'<p class="nothing" id="{escape(table_id)}">{label}: {marked(say, "table.empty")}</p>{note}'
        return Block(markup, f"{caption}: {say('table.empty').removesuffix('.')}")
    headed = shown.set_axis(list(columns.values()), axis="columns")
    markup = (
        f'<div class="table-wrap" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="iscm-table" id="{escape(table_id)}"><caption>{label}</caption>'
        f"{cells_of(headed, say)}</table></div>{note}"
    )
    registers = {"tables": [{"table_id": table_id, "caption": caption, "rows": len(shown)}]}
    return Block(markup, f"{caption}\n{headed.to_string(index=False)}", registers)


def cells_of(frame: pd.DataFrame, say: Words) -> str:
    """Give the head and body of a table as HTML: a column's name heads it, the first column heads its row."""
    numeric = [_is_numeric(frame.iloc[:, place]) for place in range(frame.shape[1])]
    heads = "".join(
        f'<th scope="col"{_align(is_number)}>{escape(heading)}</th>'
        for heading, is_number in zip(frame.columns, numeric, strict=True)
    )
    body = "".join(_row(values, numeric, say) for values in frame.itertuples(index=False, name=None))
    return f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody>"


def _is_numeric(cells: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells)


def _row(values: tuple[object, ...], numeric: list[bool], say: Words) -> str:
    first, *rest = values
    cells = "".join(
        f"<td{_align(is_number) or _width(value)}>{_cell(value, say)}</td>"
        for value, is_number in zip(rest, numeric[1:], strict=True)
    )
    return f'<tr><th scope="row"{_align(numeric[0])}>{_cell(first, say)}</th>{cells}</tr>'


def _align(is_number: bool) -> str:  # noqa: FBT001  # a helper of one sentence
    return ' class="num"' if is_number else ""


def _width(value: object) -> str:
    return ' class="long"' if isinstance(value, str) and len(value) > LONG else ""


def missing(say: Words) -> str:
    """Show that a value is not known: a dash that says so."""
    language = f' lang="{say.language}"' if say.is_foreign else ""
    return f'<abbr class="missing"{language} title="{escape(say("table.missing"))}">\N{EN DASH}</abbr>'


def _cell(value: object, say: Words) -> str:
    if pd.isna(value):  # type: ignore[call-overload]  # cells are scalars
        return missing(say)
    if pd.api.types.is_bool(value):
        return marked(say, "table.yes" if value else "table.no")
    text = str(value)
    if _DATE.fullmatch(text):
        return f"<time>{text}</time>"
    return escape(re.sub(r";(?=\S)", "; ", text))
