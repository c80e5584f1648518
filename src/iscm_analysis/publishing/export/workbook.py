"""A page as a workbook: what it is, its tables, its numbers, and the rows behind them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lxml.html import HtmlElement
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from iscm_analysis.publishing.export.built_page import BuiltPage, text_of
from iscm_analysis.publishing.export.container import settled
from iscm_analysis.publishing.registry import NUMBER_COLUMNS, ROW_COLUMNS, number_row, rows_of
from iscm_analysis.tables.sheet_layout import fit_rows, for_paper

Value = str | int | float | date | None
Line = Sequence[Value]

_TABLES = (
    "descendant::table[@id] | descendant::p[@id and contains(@class, 'nothing') and starts-with(@id, 'T-')]"
)
_WIDE, _NARROW, _LONGEST_CELL, _LONGEST_NAME = 60, 9, 32_767, 31
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the beginning of one
_HEAD = Font(bold=True)
_UNDER_HEAD = Border(bottom=Side(style="thin"))
_WRAPPED = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True)
class Table:
    """A table of a page, cells as values."""

    table_id: str
    caption: str
    source: str
    head: Line
    rows: Sequence[Line]


def workbook(page: BuiltPage) -> bytes:
    """Give the page as the bytes of an .xlsx file."""
    book = Workbook()
    _first_sheet(book.active, page)
    for table in tables_of(page.content()):
        sheet = book.create_sheet(_sheet_name(table.table_id, book.sheetnames))
        above = [[table.caption], [table.source], []]
        _fill(sheet, above, table.head, table.rows)
    numbers = page.registry.numbers_of(page.name)
    rows = [[row[name] for name in ROW_COLUMNS] for number in numbers for row in rows_of(number)]
    _fill(book.create_sheet("rows"), [["The rows behind each number"], []], ROW_COLUMNS, rows)
    columns = ("source_id", "title", "publisher", "year", "url")
    sources = [[source[name] for name in columns] for source in page.registry.sources.values()]
    _fill(book.create_sheet("sources"), [["The sources named by these rows"], []], columns, sources)
    content = io.BytesIO()
    book.save(content)
    return settled(content.getvalue(), title=page.title, subject=page.evaluation)


def _first_sheet(sheet: Worksheet, page: BuiltPage) -> None:
    sheet.title = "page"
    parameters = "; ".join(f"{name} {value}" for name, value in page.parameter_words)
    above = [
        [page.title],
        [page.evaluation],
        ["Edition", page.edition],
        ["Parameters", parameters or "none"],
        ["Cite as", page.citation],
        [],
        ["The numbers of the page; the rows behind them are on the sheet rows"],
    ]
    numbers = [list(number_row(number).values()) for number in page.registry.numbers_of(page.name)]
    _fill(sheet, above, NUMBER_COLUMNS, numbers)


def tables_of(content: HtmlElement) -> Iterator[Table]:
    """Give the tables of a page that have an id, those without a row too."""
    for element in content.xpath(_TABLES):
        notes = element.xpath("following::*[contains(@class, 'source-note')][1]")
        source = text_of(notes[0]) if notes else ""
        if element.tag == "p":
            yield Table(element.get("id"), text_of(element), source, [], [])
            continue
        captions, heads = element.xpath("caption"), element.xpath("thead/tr/th")
        yield Table(
            element.get("id"),
            text_of(captions[0]) if captions else "",
            source,
            [text_of(head) for head in heads],
            [[_value(cell) for cell in row.xpath("th | td")] for row in element.xpath("tbody/tr")],
        )


def _value(cell: HtmlElement) -> Value:
    """Read a cell as what it shows: a number, a day, words, or nothing where it says not known."""
    said = text_of(cell)
    if cell.xpath("descendant::abbr[contains(@class, 'missing')]"):
        return None
    if "num" in cell.get("class", "").split():
        return number_in(said)
    return date.fromisoformat(said) if cell.xpath("time") else said


def number_in(said: str) -> int | float | str:
    """Read a number as a page writes it; what is none stays text.

    >>> number_in("16,358,446"), number_in("0.5"), number_in("withheld")
    (16358446, 0.5, 'withheld')
    """
    plain = said.replace(",", "")
    if re.fullmatch(r"-?\d+", plain):
        return int(plain)
    return float(plain) if re.fullmatch(r"-?\d*\.\d+(e-?\d+)?", plain) else said


def _sheet_name(table_id: str, taken: Iterable[str]) -> str:
    """Name a sheet after its table, as far as a spreadsheet lets us."""
    plain = re.sub(r"[\[\]:*?/\\']", "-", table_id)
    lower = {name.lower() for name in taken}
    names = [plain[:_LONGEST_NAME], *(f"{plain[: _LONGEST_NAME - 4]}-{place}" for place in range(2, 999))]
    return next(name for name in names if name.lower() not in lower)


def _fill(sheet: Worksheet, above: Sequence[Line], head: Line, rows: Sequence[Line]) -> None:
    """Write lines above, the head, which stays in sight, and the rows."""
    for line in (*above, head, *rows):
        sheet.append([_safe(sheet, value) for value in line] or [None])
    sheet["A1"].font = Font(bold=True, size=13)
    top = len(above) + 1
    for cell in sheet[top]:
        cell.font, cell.border, cell.alignment = _HEAD, _UNDER_HEAD, _WRAPPED
    for row in sheet.iter_rows(min_row=top + 1):
        for cell in row:
            cell.alignment = _WRAPPED
    for place, cells in enumerate(zip(*[head, *rows], strict=True) if head else [], start=1):
        longest = max(len(str(cell or "")) for cell in cells) + 2
        sheet.column_dimensions[get_column_letter(place)].width = min(max(longest, _NARROW), _WIDE)
    fit_rows(sheet)
    for_paper(sheet, head=top)
    if head:
        sheet.freeze_panes = sheet.cell(row=top + 1, column=2)


def _safe(sheet: Worksheet, value: Value) -> Cell | Value:
    """Give words as words: what looks like a formula is none, and no sign is left that XML does not know."""
    if not isinstance(value, str):
        return value
    cell = Cell(sheet, value="")
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST_CELL]
    cell.data_type = "s"
    cell.quotePrefix = value.startswith(_FORMULA)
    return cell
