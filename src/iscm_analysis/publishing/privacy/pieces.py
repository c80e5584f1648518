"""A file taken apart into pieces of text, each with its place: also what lies inside archives and images."""

from __future__ import annotations

import binascii
import io
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes
from zipfile import BadZipFile, ZipFile

_EMBEDDED = re.compile(r"data:[\w.+/;=-]*?;base64,([A-Za-z0-9+/=\\n]{16,})")
_BESIDE = re.compile(r"<(style|script)\b[^>]*>.*?</\1>", re.DOTALL)  # the same on every page
_LINKED = re.compile(r"data:image/svg\+xml[\w;=-]*,([^\"')]+)")
_DRAWN = re.compile(rb"""\s(?:d|points|transform|style|x|y|width|height|id|xlink:href)="[^"<]*\"""")
_PRINTED = re.compile(rb"[\x20-\x7e\xa0-\xff]{4,}")
DEEPEST = 4  # an archive in an archive in a page
LARGEST = 200_000_000  # bytes of one part of an archive


class UnsearchableError(Exception):
    """A file that cannot be looked into; nothing of it may be given away."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of a file, and where it stands; ``lines`` says whether its lines are the file's."""

    place: str
    text: str
    lines: bool = False


def pieces(name: str, content: bytes) -> Iterator[Piece]:
    """Take a file apart.

    Raises:
        UnsearchableError: it is damaged, locked, or too large.
    """
    if name.endswith(".ipynb"):
        yield from _cells(content)
    else:
        yield from _inside(content, "", DEEPEST)


def _inside(content: bytes, place: str, depth: int) -> Iterator[Piece]:
    """Look into bytes of whatever kind; the kind is told by how they begin."""
    if depth == 0:
        message = "too deeply packed"
        raise UnsearchableError(message)
    if content.startswith(b"PK"):
        yield from _parts(content, place, depth)
    elif content.startswith(b"%PDF"):
        yield from _pdf(content, place)
    elif content.startswith(b"\x89PNG"):
        yield from _png(content, place)
    elif b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield Piece(place, b"\n".join(_PRINTED.findall(content)).decode("latin-1"))
    else:
        yield from _text(_decoded(content), place, depth)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _text(text: str, place: str, depth: int) -> Iterator[Piece]:
    """Give the text, and apart from it what is embedded in it."""
    embedded: list[str] = []
    if ";base64," in text:
        embedded = _EMBEDDED.findall(text)
        text = _EMBEDDED.sub("", text)
    if "</style>" in text or "</script>" in text:
        for found in _BESIDE.finditer(text):
            yield Piece(f"{place}, {found[1]}" if place else found[1], found[0])
        text = _BESIDE.sub(lambda found: "\n" * found[0].count("\n"), text)
    yield Piece(place, text, lines=not place)
    for number, code in enumerate(embedded, start=1):
        yield from _file_in(code, f"{place}embedded file {number}", depth)
    if "data:image/svg+xml" in text:
        for number, code in enumerate(_LINKED.findall(text), start=1):
            yield from _inside(unquote_to_bytes(code), f"{place}drawing {number}", depth - 1)


def _file_in(code: str, place: str, depth: int) -> Iterator[Piece]:
    try:
        content = binascii.a2b_base64(code.replace("\\n", ""))
    except binascii.Error:
        yield Piece(place, code)
        return
    if content.lstrip()[:5] in (b"<?xml", b"<svg "):
        content = _DRAWN.sub(b"", content)  # outlines of letters: nearly all of a drawing, and no words
    yield from _inside(content, place, depth - 1)


def _cells(content: bytes) -> Iterator[Piece]:
    """Give a notebook cell by cell, each with its outputs, and the rest of it."""
    try:
        notebook = json.loads(content)
        cells = notebook.pop("cells")
    except (ValueError, KeyError, AttributeError):
        yield from _inside(content, "", DEEPEST)
        return
    yield Piece("metadata", "\n".join(_strings(notebook)))
    for number, cell in enumerate(cells, start=1):
        place = f"cell {number} of {len(cells)}"
        yield from _text("\n".join(_strings(cell)), place, DEEPEST)


def _strings(value: object) -> list[str]:
    found: list[str] = []
    _gather(value, found)
    return found


def _gather(value: object, found: list[str]) -> None:
    """Take up keys and texts; a picture as it would be embedded in a page."""
    if isinstance(value, str):
        found.append(value)
    elif isinstance(value, dict):
        for name, item in value.items():
            is_code = (
                name.startswith("image/") and isinstance(item, str) and not item.lstrip().startswith("<")
            )
            found.append(f"data:{name};base64,{item.replace(chr(10), '')}" if is_code else name)
            if not is_code:
                _gather(item, found)
    elif isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            found.append("".join(value))  # a text, line by line
        else:
            for item in value:
                _gather(item, found)


def _parts(content: bytes, place: str, depth: int) -> Iterator[Piece]:
    """Give every part of an archive: a workbook, a Word document, any other."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            yield Piece(place or "comment of the archive", archive.comment.decode("latin-1"))
            for entry in archive.infolist():
                if entry.file_size > LARGEST:
                    message = f"part {entry.filename} is too large"
                    raise UnsearchableError(message)
                where = f"{place}, {entry.filename}" if place else entry.filename
                yield Piece(where, f"{entry.filename}\n{entry.comment.decode('latin-1')}")
                yield from _inside(archive.read(entry), where, depth - 1)
    except (BadZipFile, RuntimeError, zlib.error, NotImplementedError) as error:
        raise UnsearchableError(str(error)) from error


def _png(content: bytes, place: str) -> Iterator[Piece]:
    """Give what a picture says of itself; its pixels are looked at by nobody."""
    at = 8
    while at + 8 <= len(content):
        size, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        body = content[at + 8 : at + 8 + size]
        if kind in (b"tEXt", b"iTXt", b"zTXt", b"eXIf"):
            yield Piece(f"{place}, metadata" if place else "metadata", _chunk(kind, body))
        at += 12 + size


def _chunk(kind: bytes, body: bytes) -> str:
    key, _, rest = body.partition(b"\0")
    if kind == b"zTXt" or (kind == b"iTXt" and rest[:1] == b"\1"):
        packed = rest[1:] if kind == b"zTXt" else rest[2:].split(b"\0", 2)[-1]
        try:
            rest = zlib.decompress(packed)
        except zlib.error as error:
            raise UnsearchableError(str(error)) from error
    return _decoded(key + b" " + rest.replace(b"\0", b" "))


def _pdf(content: bytes, place: str) -> Iterator[Piece]:
    """Give a PDF's properties, pages, remarks and attached files."""
    from pypdf import PdfReader  # noqa: PLC0415  # heavy, seldom
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    before = f"{place}, " if place else ""
    try:
        reader = PdfReader(io.BytesIO(content))
        yield Piece(f"{before}document properties", "\n".join(map(str, (reader.metadata or {}).values())))
        if (xmp := reader.root_object.get("/Metadata")) is not None:
            yield Piece(f"{before}document properties", _decoded(xmp.get_object().get_data()))
        for number, page in enumerate(reader.pages, start=1):
            yield Piece(f"{before}page {number}", page.extract_text())
            for remark in page.get("/Annots") or ():
                yield Piece(f"{before}page {number}", str(remark.get_object()))
        for name, attached in reader.attachments.items():
            for one in attached:
                yield from _inside(one, f"{before}attached file {name}", DEEPEST - 1)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnsearchableError(str(error)) from error
