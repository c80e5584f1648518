"""The encoding of a text file, found out; what is not UTF-8 is read all the same, and said."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from iscm_analysis.errors import InvalidInputError, Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TWICE_ENCODED = re.compile("[\u00c2\u00c3][\u0080-\u00bf]|\u00e2\u20ac")
_SAMPLE = 4096
_MOSTLY = 0.6


def decode(path: Path, content: bytes) -> tuple[str, str, int]:
    """Give the text, a remark (empty if all is well), and the line the remark is about.

    Raises:
        InvalidInputError: it is no text, or text of two encodings.
    """
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), _guess(content))
    try:
        text, remark, line = content.decode(encoding), "", 0
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        text = _western(path, content, line)
        remark = "it is not UTF-8; read as Windows-1252, check accented letters"
    _check_is_text(path, text)
    return text, remark, line


def _guess(content: bytes) -> str:
    """Take text with a zero at every other place for UTF-16 without its mark."""
    pairs = max(len(content[:_SAMPLE]) // 2, 1)
    odd, even = (content[start:_SAMPLE:2].count(0) / pairs for start in (1, 0))
    if odd > _MOSTLY and not even:
        return "utf-16-le"
    return "utf-16-be" if even > _MOSTLY and not odd else "utf-8"


def _western(path: Path, content: bytes, line: int) -> str:
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        raise _refused(path, "neither UTF-8 nor Windows-1252 text", line) from None
    if _TWICE_ENCODED.search(text):
        raise _refused(path, "two encodings in one file", line)
    return text


def _check_is_text(path: Path, text: str) -> None:
    place = next((text.index(sign) for sign in ("\x00", "\ufffe") if sign in text), None)
    if place is not None:
        raise _refused(
            path, "no text: it holds NUL characters or other binary content", text[:place].count("\n") + 1
        )


def _refused(path: Path, message: str, line: int) -> InvalidInputError:
    return InvalidInputError([Problem("error", path.name, message, "save it as UTF-8 text", row=str(line))])
