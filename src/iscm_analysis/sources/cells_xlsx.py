"""Workbooks (.xlsx): openpyxl's parts, taken one by one, so that no stated dimension is believed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl.comments.comment_sheet import CommentSheet
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet._reader import FORMULA_TAG, INLINE_STRING, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import COMMENTS_NS, SHEET_MAIN_NS
from openpyxl.xml.functions import fromstring

from iscm_analysis.sources.cells import Area, Cell, Collector, Rows, Sheet

TEXT_TAG = f"{{{SHEET_MAIN_NS}}}t"
MOST_MERGED = 20_000
# Formatted but empty cells and rows; a million of them is what "select all, add borders" leaves behind.
_EMPTY_CELL = re.compile(rb"<c\s[^<>]*?\br=[^<>]*?(?:/>|></c>)")
_EMPTY_ROW = re.compile(rb"<row\s[^<>]*?\br=[^<>]*?(?:/>|>\s*</row>)")


class _Parser(WorkSheetParser):
    """Gives results of formulas, and the formulas without a result as such."""

    def parse_cell(self, element: Any) -> dict[str, Any]:  # noqa: ANN401  # an XML element
        if (
            element.get("t") == "inlineStr"
            and (text := _simple_text(element)) is not None
            and element.get("r")
        ):
            row, self.col_counter = coordinate_to_tuple(element.get("r"))
            return {"row": row, "column": self.col_counter, "value": text, "data_type": "s", "style_id": 0}
        cell: dict[str, Any] = super().parse_cell(element)
        formula = element.find(FORMULA_TAG)
        if cell["value"] is None and formula is not None:
            is_empty_text = element.get("t") == "str" and element.find(VALUE_TAG) is not None
            cell["value"] = None if is_empty_text else Cell(f"={(formula.text or '')[:200]}", "formula")
        elif cell["data_type"] == "e":
            cell["value"] = Cell(str(cell["value"]), "error")
        return cell


def _simple_text(element: Any) -> str | None:  # noqa: ANN401  # an XML element
    """Give text in the cell itself when it is in one piece; openpyxl takes ten times as long."""
    inside = element.find(INLINE_STRING)
    return (
        inside[0].text or ""
        if inside is not None and len(inside) == 1 and inside[0].tag == TEXT_TAG
        else None
    )


def read_xlsx(path: Path) -> Iterator[Sheet]:
    """Give every sheet with cells, the hidden ones too."""
    reader = ExcelReader(path, read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    collect = Collector(path.name)
    for sheet, relation in reader.parser.find_sheets():
        if relation.target in reader.valid_files and "worksheet" in relation.Type:
            yield _sheet(reader, sheet, relation.target, collect)


def _sheet(reader: Any, sheet: Any, part: str, collect: Collector) -> Sheet:  # noqa: ANN401  # openpyxl has no types
    content = _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", reader.archive.read(part)))
    parser = _Parser(
        io.BytesIO(content),
        reader.shared_strings,
        data_only=True,
        epoch=reader.wb.epoch,
        date_formats=reader.wb._date_formats,  # noqa: SLF001  # as openpyxl's own read-only sheet does
        timedelta_formats=reader.wb._timedelta_formats,  # noqa: SLF001  # likewise
    )
    rows: Rows = {}
    for number, cells in parser.parse():
        filled = collect.row(sheet.name, number, ((cell["column"], cell["value"]) for cell in cells))
        if filled:
            rows.setdefault(number, {}).update(filled)
    return Sheet(
        sheet.name,
        dict(sorted(rows.items())),
        merged=_merged(parser),
        is_hidden=sheet.state != "visible",
        hidden_rows=frozenset(int(row) for row, look in parser.row_dimensions.items() if _is_hidden(look)),
        hidden_columns=frozenset(_hidden_columns(parser)),
        comments=_comments(reader, part),
    )


def _is_hidden(look: dict[str, str]) -> bool:
    return look.get("hidden") in ("1", "true")


def _hidden_columns(parser: _Parser) -> Iterator[int]:
    for look in parser.column_dimensions.values():
        if _is_hidden(look):
            first, last = int(look["min"]), min(int(look["max"]), 16_384)
            yield from range(first, last + 1)


def _merged(parser: _Parser) -> tuple[Area, ...]:
    found = parser.merged_cells.mergeCell if parser.merged_cells is not None else []
    if len(found) > MOST_MERGED:
        message = f"{len(found):,} merged ranges"
        raise ValueError(message)
    areas = []
    for item in found:
        left, top, right, bottom = range_boundaries(item.ref)
        areas.append(Area(top, left, bottom, right))
    return tuple(areas)


def _comments(reader: Any, part: str) -> dict[str, str]:  # noqa: ANN401  # openpyxl has no types
    relations = get_rels_path(part)
    if relations not in reader.valid_files:
        return {}
    found: dict[str, str] = {}
    for relation in get_dependents(reader.archive, relations).find(COMMENTS_NS):
        if relation.target in reader.valid_files:
            sheet = CommentSheet.from_tree(fromstring(reader.archive.read(relation.target)))
            found.update({place: str(comment.text).strip() for place, comment in sheet.comments})
    return found
