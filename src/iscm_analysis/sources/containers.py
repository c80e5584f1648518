"""Is a file what its name says, and safe to open? Asked of the bytes, before any reader sees them."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from iscm_analysis.errors import InvalidInputError, Problem

ZIP, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"
ZIP_SUFFIXES = {
    ".xlsx": (b"spreadsheetml.sheet.main+xml", b"spreadsheetml.template.main+xml"),
    ".docx": (b"wordprocessingml.document.main+xml",),
    ".ods": (b"opendocument.spreadsheet",),
}
KIND_PART = {".xlsx": "[Content_Types].xml", ".docx": "[Content_Types].xml", ".ods": "mimetype"}
TEXT_SUFFIXES = (".csv", ".txt")
SUFFIXES = (".xlsx", ".xls", ".ods", ".csv", ".txt", ".docx")
MOST_BYTES = 50_000_000
MOST_EXPANDED = 200_000_000
MOST_ENTRIES = 5_000
MOST_RATIO, RATIO_COUNTS_FROM = 300, 5_000_000
CHUNK = 1 << 18
LOCAL_HEADER = 30
ENCRYPTED = 0x1
RESAVE = "open it in a spreadsheet program and save it as .xlsx"
UNLOCK = "take the password off and save it again"
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C\0T|E\0N\0T\0I)|\0<\0!\0(?:D\0O\0C\0T|E\0N\0T\0I)")
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")
_PLAIN_ENCODINGS = (b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"utf-16")


def refused(path: Path, message: str, hint: str = "", **place: str) -> InvalidInputError:
    """Word the refusal of a whole file."""
    return InvalidInputError([Problem("error", path.name, message, hint, **place)])


def check_file(path: Path) -> None:
    """Refuse what is no file, too large, locked, or not what its name says; then look into archives.

    Raises:
        InvalidInputError: one line that says which.
    """
    suffix = path.suffix.lower()
    if not path.is_file():
        raise refused(path, "no such file", "check the name and the folder")
    if suffix not in SUFFIXES:
        raise refused(path, f"{suffix or 'a file without ending'} is not read", f"use {', '.join(SUFFIXES)}")
    size = path.stat().st_size
    if size == 0:
        raise refused(path, "the file is empty", "ask for it again")
    if size > MOST_BYTES:
        raise refused(path, f"{size:,} bytes; at most {MOST_BYTES:,} are read", "keep only the table")
    with path.open("rb") as file:
        _check_kind(path, suffix, file.read(4096))
    if suffix in ZIP_SUFFIXES:
        _check_archive(path, suffix)


def _check_kind(path: Path, suffix: str, head: bytes) -> None:
    kind = _kind(head)
    wanted = "zip" if suffix in ZIP_SUFFIXES else "ole" if suffix == ".xls" else "text"
    if kind == "ole" and suffix != ".xls" and _holds(path, "EncryptedPackage"):
        raise refused(path, "locked by a password", UNLOCK)
    if kind == wanted:
        return
    words = {
        "zip": "a zip archive (perhaps an .xlsx)",
        "ole": "an old Office file (perhaps an .xls)",
        "pdf": "a PDF",
        "html": "a web page (HTML)",
        "xml": "an XML file",
        "binary": "no text but binary content",
        "text": "plain text (perhaps a .csv)",
    }
    hint = RESAVE if kind != "text" else "give it the ending .csv, or save it as .xlsx"
    raise refused(path, f"the name says {suffix}, the content is {words[kind]}", hint)


def _kind(head: bytes) -> str:
    """Tell the kind of a file by its first bytes."""
    for magic, kind in ((ZIP, "zip"), (b"PK\x05\x06", "zip"), (OLE, "ole"), (PDF, "pdf")):
        if head.startswith(magic):
            return kind
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if re.match(rb"<(!doctype|html|head|body|table|meta|style|div)\b", start):
        return "html"
    if start.startswith(b"<?xml"):
        return "html" if b"<html" in start else "xml"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_wide(head):
        return "text"
    return "binary" if re.search(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]", head) else "text"


def _is_wide(head: bytes) -> bool:
    """Say whether every other byte is zero, as in UTF-16 text of Latin letters."""
    pairs = len(head) // 2
    return (
        pairs > 1
        and max(head[0::2].count(0), head[1::2].count(0)) > pairs * 0.6
        and not (head[0::2].count(0) and head[1::2].count(0))
    )


def _holds(path: Path, word: str) -> bool:
    return word.encode("utf-16-le") in path.read_bytes()


def _check_archive(path: Path, suffix: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            entries = archive.infolist()
            _check_entries(path, suffix, entries)
            _check_contents(path, suffix, entries, file)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError) as error:
        message = "the archive is damaged: the file is cut short or was changed on its way"
        raise refused(path, message, "ask for it again") from error


def _check_entries(path: Path, suffix: str, entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > MOST_ENTRIES:
        raise refused(path, f"an archive of {len(names):,} files; a workbook has fewer", RESAVE)
    if len(set(names)) < len(names):
        raise refused(path, "an archive with two files of one name; a workbook has no such thing", RESAVE)
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise refused(path, "locked by a password", UNLOCK)
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise refused(path, "packed in a way that workbooks are not", RESAVE)
    if KIND_PART[suffix] not in names:
        raise refused(path, f"a zip archive that is no {suffix} file", RESAVE)


def _check_contents(path: Path, suffix: str, entries: list[zipfile.ZipInfo], file: BinaryIO) -> None:
    total = 0
    for entry in entries:
        opening, size = b"", 0
        for chunk in _inflate(file, entry):
            size += len(chunk)
            total += len(chunk)
            if total > MOST_EXPANDED or _is_bomb(size, entry.compress_size):
                message = f"unpacks to an absurd size ({entry.filename[:80]}); it was not opened"
                raise refused(path, message, "keep only the table and save it again")
            _check_part(path, entry.filename, opening[-64:] + chunk, is_first=size == len(chunk))
            opening = (opening + chunk)[-65536:] if size > len(chunk) else chunk
        if size != entry.file_size:
            raise refused(path, f"the archive lies about the size of {entry.filename[:80]}", RESAVE)
        if entry.filename == KIND_PART[suffix] and not any(word in opening for word in ZIP_SUFFIXES[suffix]):
            raise refused(path, f"the name says {suffix}, the content is another kind of document", RESAVE)
        if entry.filename == "META-INF/manifest.xml" and b"encryption-data" in opening:
            raise refused(path, "locked by a password", UNLOCK)


def _is_bomb(size: int, packed: int) -> bool:
    return size > RATIO_COUNTS_FROM and size > MOST_RATIO * max(packed, 1)


def _check_part(path: Path, name: str, content: bytes, *, is_first: bool) -> None:
    """Refuse a part with a document type: no office program writes one, and readers may follow it."""
    if name.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".svg", ".bin")):
        return
    encoding = _ENCODING.search(content[:300]) if is_first else None
    strange = encoding is not None and encoding[1].lower() not in _PLAIN_ENCODINGS
    if strange or _DTD.search(content):
        raise refused(path, f"{name[:80]} declares a document type, entities or an odd encoding", RESAVE)


def _inflate(file: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack an entry piece by piece, whatever size it declares."""
    file.seek(entry.header_offset)
    header = file.read(LOCAL_HEADER)
    if header[:4] != ZIP:
        raise zipfile.BadZipFile
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    file.seek(name_length + extra_length, 1)
    engine = zlib.decompressobj(-15) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    left = entry.compress_size
    while left > 0 and (packed := file.read(min(CHUNK, left))):
        left -= len(packed)
        yield from _unpacked(engine, packed)
    if left > 0 or (engine is not None and not engine.eof):
        raise EOFError


def _unpacked(engine: zlib._Decompress | None, packed: bytes) -> Iterator[bytes]:
    if engine is None:
        yield packed
        return
    while packed:
        yield engine.decompress(packed, CHUNK)
        packed = engine.unconsumed_tail
