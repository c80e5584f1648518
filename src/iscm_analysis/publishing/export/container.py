"""Office files are ZIP containers: here they get the same bytes every time, and nobody's name."""

from __future__ import annotations

import io
from html import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

CORE = "docProps/core.xml"
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject><dc:language>en-GB</dc:language>"
    "</cp:coreProperties>"
)


def settled(content: bytes, *, title: str, subject: str) -> bytes:
    """Give the same container without times and with title and subject as its only properties."""
    properties = _PROPERTIES.format(title=escape(title), subject=escape(subject))
    target = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = properties.encode() if name == CORE else old.read(name)
            entry = ZipInfo(name)  # without times
            entry.create_system = 0  # the same wherever it is written
            new.writestr(entry, part, ZIP_DEFLATED)
    return target.getvalue()
