"""A REFI-QDA project (.qdpx) or codebook (.qdc) opened with care: nothing is unpacked to the disk."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from iscm_analysis.errors import InvalidInputError, Problem

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # only its name: parsing is defusedxml's

MOST_ENTRIES = 100_000
MOST_XML = 200_000_000
MOST_TEXT = 50_000_000
MOST_TEXTS = 300_000_000
RATIO, RATIO_COUNTS_FROM = 300, 5_000_000
AGAIN = "export it again from the program it was coded in"


def refused(path: Path, message: str, hint: str = AGAIN) -> InvalidInputError:
    """Word the refusal of a whole file."""
    return InvalidInputError([Problem("error", path.name, message, hint)])


@dataclass
class CodedArchive:
    """The project's XML, and the texts beside it by file name; media are listed and never opened."""

    path: Path
    root: Element
    entries: dict[str, zipfile.ZipInfo] = field(default_factory=dict)
    n_unpacked: int = 0

    def text(self, name: str) -> bytes | None:
        """Give the bytes of a text that lies in the archive, whatever its folder is called.

        Raises:
            InvalidInputError: it unpacks to more than a text has, or is damaged.
        """
        entry = self.entries.get(PurePosixPath(name).name.casefold())
        if entry is None:
            return None
        with zipfile.ZipFile(self.path) as archive:
            content = _unpack(self.path, archive, entry, min(MOST_TEXT, MOST_TEXTS - self.n_unpacked))
        self.n_unpacked += len(content)
        return content


def open_coded(path: Path) -> CodedArchive:
    """Open a project or a codebook.

    Raises:
        InvalidInputError: it is neither, damaged, locked, absurdly large, or its XML declares entities.
    """
    if not zipfile.is_zipfile(path):
        return CodedArchive(path, _parse(path, path.read_bytes()[: MOST_XML + 1]))
    try:
        with zipfile.ZipFile(path) as archive:
            entries = _checked(path, archive.infolist())
            main = _main_part(path, archive, entries)
            root = _parse(path, _unpack(path, archive, main, MOST_XML))
    except (zipfile.BadZipFile, OSError) as error:
        raise refused(path, "the archive is damaged: cut short or changed on its way") from error
    return CodedArchive(path, root, {PurePosixPath(e.filename).name.casefold(): e for e in entries[::-1]})


def _checked(path: Path, entries: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    if len(entries) > MOST_ENTRIES:
        raise refused(path, f"an archive of {len(entries):,} files; a project has fewer")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise refused(path, "locked by a password", "take the password off and export it again")
    return entries


def _main_part(path: Path, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """Find the project's XML: project.qde as a rule, but any .qde or .xml whose root is a Project will do."""
    likely = sorted(
        (entry for entry in entries if entry.filename.lower().endswith((".qde", ".xml"))),
        key=lambda entry: (not entry.filename.lower().endswith(".qde"), entry.filename.count("/")),
    )
    for entry in likely:
        if b"QDA-XML:project" in archive.open(entry).read(4096):
            return entry
    raise refused(path, "no REFI-QDA project in it (an XML whose root is a Project)")


def _unpack(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Unpack no more than a part of its kind may hold, whatever size it declares."""
    try:
        with archive.open(entry) as part:
            content = part.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise refused(path, f"{entry.filename[:80]} in it is damaged") from error
    is_bomb = len(content) > RATIO_COUNTS_FROM and len(content) > RATIO * max(entry.compress_size, 1)
    if len(content) > most or is_bomb:
        raise refused(path, f"unpacks to an absurd size ({entry.filename[:80]}); it was not read")
    return content


def _parse(path: Path, content: bytes) -> Element:
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise refused(path, "its XML declares a document type or entities; it was not read") from error
    except (ParseError, ValueError, LookupError) as error:
        raise refused(path, f"no readable XML ({error})") from error
    if not root.tag.endswith(("}Project", "}CodeBook")):
        raise refused(path, "no REFI-QDA project or codebook (its root is neither Project nor CodeBook)")
    return root
