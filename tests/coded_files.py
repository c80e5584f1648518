"""Projects of coded texts, composed as the programs that write them do."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
PROJECT = '<Project name="Interviews" xmlns="urn:QDA-XML:project:1.0">{}</Project>'
CODES = {"11111111-1111-1111-1111-111111111111": "Trust", "22222222-2222-2222-2222-222222222222": "Money"}
TRUST, MONEY = CODES
SOURCE = "33333333-3333-3333-3333-333333333333"


def codebook(*more: str) -> str:
    listed = "".join(
        f'<Code guid="{guid}" name={quoteattr(name)} isCodable="true"/>' for guid, name in CODES.items()
    )
    return f"<CodeBook><Codes>{listed}{''.join(more)}</Codes></CodeBook>"


def selection(start: int, end: int, *codes: str, user: str = "", name: str = "") -> str:
    """Mark a passage with codes."""
    by = f' creatingUser="{user}"' if user else ""
    codings = "".join(f'<Coding guid=""{by}><CodeRef targetGUID="{code}"/></Coding>' for code in codes)
    place = f'guid="{start:08x}-0000-0000-0000-{end:012x}" name={quoteattr(name)}'
    ends = f'startPosition="{start}" endPosition="{end}"'
    return f"<PlainTextSelection {place} {ends}>{codings}</PlainTextSelection>"


def text_source(*selections: str, path: str = f"internal://{SOURCE}.txt", name: str = "Interview 1") -> str:
    return (
        f'<Sources><TextSource guid="{SOURCE}" name={quoteattr(name)} plainTextPath="{path}">'
        f"{''.join(selections)}</TextSource></Sources>"
    )


def write_project(
    path: Path, *parts: str, texts: dict[str, bytes] | None = None, main: str = "project.qde"
) -> Path:
    """Write a .qdpx: the XML and the texts by their name in the archive."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(main, HEAD + PROJECT.format("".join(parts)))
        for name, content in (texts or {}).items():
            archive.writestr(name, content)
    return path
