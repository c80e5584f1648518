"""A text document (.txt, .md, .docx, .pdf) as numbered lines; every line keeps its place."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from iscm_analysis.errors import InvalidInputError, Problem
from iscm_analysis.sources.encoding import decode

SUFFIXES = (".txt", ".md", ".docx", ".pdf")
MOST_BYTES = 50_000_000
RESAVE = "open it in the program that made it, save it again and try once more"
_PLAIN = str.maketrans(
    {
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f", " "
        ),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f", '"'),
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
    }
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!<>'\"~|-])")
_UNDERLINED = re.compile(r"(?<!\w)_(?=\S)([^_]+)(?<=\S)_(?!\w)")
_TABLE_RULE = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?)?\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as printed: its place ("line 87"), and whether a page begins with it."""

    text: str
    place: str
    begins_page: bool = False

    @property
    def is_blank(self) -> bool:
        """Say whether nothing is printed."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Document:
    """All lines of a document, and what has to be said of how they were read.

    ``slack`` is the share of the widest line that counts as full: letters of a PDF differ in width.
    """

    name: str
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()
    slack: float = 1.0


def read_document(path: Path) -> Document:
    """Read a document by the kind its name says.

    Raises:
        InvalidInputError: it is not there, too large, of no kind read here, or damaged.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise refused(path, f"{suffix or 'a file without ending'} is not read", f"use {', '.join(SUFFIXES)}")
    content = _content(path)
    if suffix == ".docx":
        from iscm_analysis.sources.document_word import word_lines  # noqa: PLC0415  # slow to import

        lines, problems = word_lines(path, content)
        return _plain(Document(path.name, tuple(lines), tuple(problems)))
    if suffix == ".pdf":
        from iscm_analysis.sources.document_pdf import SLACK, pdf_lines  # noqa: PLC0415  # slow to import

        return _plain(Document(path.name, tuple(pdf_lines(path, content)), slack=SLACK))
    text, problems = _decode(path, content)
    return _plain(Document(path.name, tuple(_lines(text, is_markdown=suffix == ".md")), tuple(problems)))


def refused(path: Path, message: str, hint: str = "") -> InvalidInputError:
    """Word the refusal of a whole file."""
    return InvalidInputError([Problem("error", path.name, message, hint)])


def plain_text(text: str) -> str:
    r"""Compose accents; make odd blanks, quotes and joined letters plain; tabs and dashes stay.

    >>> plain_text("Ce\u0301line,\u00a0\u201cfi\ufb01\u201d")
    'Céline, "fifi"'
    """
    return unicodedata.normalize("NFC", text).translate(_PLAIN)


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise refused(path, "no such file", "check the name and the folder")
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise refused(path, f"{size:,} bytes; at most {MOST_BYTES:,} are read", "keep only the annexes")
    content = path.read_bytes()
    if not content.strip():
        raise refused(path, "the file is empty", "ask for it again")
    return content


def _decode(path: Path, content: bytes) -> tuple[str, list[Problem]]:
    text, remark, line = decode(path, content)
    hint = "save it as UTF-8 to be sure"
    return text, [Problem("note", path.name, remark, hint, row=str(line))] if remark else []


def _lines(text: str, *, is_markdown: bool) -> Iterator[Line]:
    """Take text apart at its line ends; a form feed inside a line ends it too and begins a page."""
    for number, printed in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        for piece, words in enumerate(printed.split("\f")):
            shown = _without_marks(words, is_markdown=is_markdown)
            yield Line(shown, f"line {number}", begins_page=piece > 0)


def _without_marks(words: str, *, is_markdown: bool) -> str:
    """Turn a row of a bar table into tabs; in Markdown take off escapes, entities and underlines."""
    if words.count("|") > 1 and _TABLE_RULE.fullmatch(words.strip()):
        return ""
    if words.strip().startswith("|") and words.strip().endswith("|"):
        words = "\t".join(cell.strip() for cell in words.strip().strip("|").split("|"))
    if not is_markdown:
        return words
    return _UNDERLINED.sub(r"*\1*", html.unescape(_ESCAPED.sub(r"\1", words)))


def _plain(document: Document) -> Document:
    lines = tuple(replace(line, text=plain_text(line.text)) for line in document.lines)
    return replace(document, lines=lines)
