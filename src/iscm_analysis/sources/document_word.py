"""The lines of a text document (.docx): paragraphs, list items with their marks, table rows."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from iscm_analysis.errors import Problem
from iscm_analysis.sources.document_text import RESAVE, Line, refused

MOST_EXPANDED = 200_000_000
_DELETED = (qn("w:del"), qn("w:moveFrom"))
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def word_lines(path: Path, content: bytes) -> tuple[list[Line], list[Problem]]:
    """Give a line for each paragraph, and for each table row its cells with tabs between.

    Tracked insertions count, deletions do not, and that is said. A list item gets "- " or its number.

    Raises:
        InvalidInputError: the file is damaged or no such document.
    """
    try:
        _check_size(path, content)
        document = docx.Document(io.BytesIO(content))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        raise refused(path, "damaged, or no .docx document", RESAVE) from error
    body = document.element.body
    problems = []
    if next(body.iter(*_DELETED, qn("w:ins")), None) is not None:
        message = "tracked changes: insertions were read, deletions were not"
        problems.append(Problem("note", path.name, message, "accept or reject the changes to be sure"))
    return list(_lines(body, _list_formats(document))), problems


def _check_size(path: Path, content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_EXPANDED:
            raise refused(path, "unpacks to an absurd size; it was not opened", RESAVE)


def _lines(body: Any, formats: dict[str, str]) -> Iterator[Line]:  # noqa: ANN401  # an XML element
    """Walk paragraphs and tables in order; paragraphs inside a table belong to its rows."""
    counted, tables = 0, 0
    numbers: Counter[str] = Counter()
    for element in body.iter(qn("w:p"), qn("w:tbl")):
        if _is_inside_table(element):
            continue
        if element.tag == qn("w:tbl"):
            tables += 1
            yield from _rows(element, tables)
            continue
        counted += 1
        mark = _list_mark(element, formats, numbers)
        for part in (mark + _text(element)).split("\n"):
            yield Line(part, f"paragraph {counted}", begins_page=_breaks_page(element))


def _is_inside_table(element: Any) -> bool:  # noqa: ANN401  # an XML element
    return next(element.iterancestors(qn("w:tbl")), None) is not None


def _rows(table: Any, number: int) -> Iterator[Line]:  # noqa: ANN401  # an XML element
    for place, row in enumerate(table.iterchildren(qn("w:tr")), start=1):
        cells = [" ".join(_text(cell).split()) for cell in row.iter(qn("w:tc"))]
        yield Line("\t".join(cells), f"table {number}, row {place}")


def _text(element: Any) -> str:  # noqa: ANN401  # an XML element
    """Read what would be printed: insertions in, deletions and field codes out."""
    parts = list[str]()
    for node in element.iter(qn("w:t"), qn("w:p"), *_SIGNS):
        if next(node.iterancestors(*_DELETED, qn("w:tabs")), None) is not None:
            continue
        if node.tag == qn("w:p"):
            parts.append(" " if parts else "")
        elif node.get(qn("w:type")) is None:  # a break with a type is one of page or column
            parts.append(_SIGNS.get(node.tag) or node.text or "")
    return "".join(parts)


def _breaks_page(paragraph: Any) -> bool:  # noqa: ANN401  # an XML element
    breaks = paragraph.iter(qn("w:br"), qn("w:pageBreakBefore"))
    return any(node.tag != qn("w:br") or node.get(qn("w:type")) == "page" for node in breaks)


def _list_mark(paragraph: Any, formats: dict[str, str], numbers: Counter[str]) -> str:  # noqa: ANN401  # an XML element
    """Give the mark Word would draw before a list item: a bullet, or the next number of its list."""
    properties = paragraph.find(qn("w:pPr"))
    if properties is None or not _text(paragraph).strip():
        return ""
    style = properties.find(qn("w:pStyle"))
    own = properties.find(f"{qn('w:numPr')}/{qn('w:numId')}")
    key = f"list {own.get(qn('w:val'))}" if own is not None else ""
    if key not in formats:
        key = f"style {style.get(qn('w:val'))}" if style is not None else ""
    if formats.get(key, "none") == "none":
        return ""
    if formats[key] == "bullet":
        return "- "
    numbers[key] += 1
    return f"{numbers[key]}. "


def _list_formats(document: Any) -> dict[str, str]:  # noqa: ANN401  # docx.Document is a function
    """Say for each list and each paragraph style whether its first level is bullets or numbers."""
    lists = _numbered_lists(document)
    formats = {f"list {number}": kind for number, kind in lists.items()}
    for style in document.styles.element.iter(qn("w:style")):
        named = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if named is not None and not style.get(qn("w:styleId")).startswith("Heading"):
            formats[f"style {style.get(qn('w:styleId'))}"] = lists.get(named.get(qn("w:val")), "none")
    return formats


def _numbered_lists(document: Any) -> dict[str, str]:  # noqa: ANN401  # docx.Document is a function
    parts = [part for part in document.part.package.iter_parts() if part.partname == "/word/numbering.xml"]
    if not parts:
        return {}
    root = parts[0].element
    kinds = {}
    for abstract in root.iter(qn("w:abstractNum")):
        kind = abstract.find(f"{qn('w:lvl')}/{qn('w:numFmt')}")
        kinds[abstract.get(qn("w:abstractNumId"))] = kind.get(qn("w:val")) if kind is not None else "none"
    return {
        number.get(qn("w:numId")): kinds.get(number.find(qn("w:abstractNumId")).get(qn("w:val")), "none")
        for number in root.iter(qn("w:num"))
    }
