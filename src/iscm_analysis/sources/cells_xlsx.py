"""Workbooks (.xlsx): openpyxl's parts, taken one by one, so that no stated dimension is believed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl.comments.comment_sheet import CommentSheet
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.datetime import from_excel
from openpyxl.xml.constants import COMMENTS_NS
from openpyxl.xml.functions import fromstring

from iscm_analysis.sources.cells import ISCM_LIST, Bounds, Collector, Rows, Sheet
from iscm_analysis.sources.sheet_xml import SheetXml


def read_xlsx(path: Path, bounds: Bounds = ISCM_LIST) -> Iterator[Sheet]:
    """Give every sheet with cells, the hidden ones too."""
    reader = ExcelReader(path, read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    collect = Collector(path.name, bounds)
    for sheet, relation in reader.parser.find_sheets():
        if relation.target in reader.valid_files and "worksheet" in relation.Type:
            yield _sheet(reader, sheet, relation.target, collect)


def _sheet(reader: Any, sheet: Any, part: str, collect: Collector) -> Sheet:  # noqa: ANN401  # openpyxl has no types
    book = reader.wb
    spans = book._timedelta_formats  # noqa: SLF001  # as openpyxl's own read-only sheet does
    dates = book._date_formats  # noqa: SLF001  # likewise
    xml = SheetXml(reader.shared_strings, dates, lambda n, style: from_excel(n, book.epoch, style in spans))
    rows: Rows = {}
    for number, values in xml.rows(reader.archive.read(part)):
        if filled := collect.row(sheet.name, number, values):
            rows.setdefault(number, {}).update(filled)
    return Sheet(
        sheet.name,
        dict(sorted(rows.items())),
        merged=tuple(xml.merged),
        is_hidden=sheet.state != "visible",
        hidden_rows=frozenset(xml.hidden_rows),
        hidden_columns=frozenset(xml.hidden_columns),
        comments=_comments(reader, part),
        formulas=tuple(xml.formulas),
    )


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
