"""The lines of a PDF, page by page, columns kept apart by blanks."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from iscm_analysis.sources.document_text import RESAVE, Line, refused

SLACK = 0.75
MOST_PAGES = 500


def pdf_lines(path: Path, content: bytes) -> list[Line]:
    """Give the lines of every page, blank ones included; a place is page and line.

    Raises:
        InvalidInputError: damaged, locked, too long, or pages are pictures without text.
    """
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise refused(path, "locked by a password", "take the password off and save it again")
        if len(reader.pages) > MOST_PAGES:
            raise refused(path, f"{len(reader.pages)} pages; at most {MOST_PAGES} are read")
        lines = list(_lines(reader))
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, OSError) as error:
        # pypdf meets a damaged file with any of these.
        raise refused(path, f"damaged, or no PDF ({type(error).__name__})", RESAVE) from error
    if all(line.is_blank for line in lines):
        raise refused(path, "its pages hold no text, perhaps only pictures", "make a PDF with text, by OCR")
    return lines


def _lines(reader: PdfReader) -> Iterator[Line]:
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text(extraction_mode="layout")
        for place, words in enumerate(text.splitlines(), start=1):
            yield Line(words, f"page {number}, line {place}", begins_page=place == 1)
