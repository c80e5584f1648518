"""Zip archives without a clock: the same parts give the same bytes (workbooks, Word documents)."""

from __future__ import annotations

import io
import re
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)
_MOMENT = re.compile(rb"(<dcterms:(modified|created)[^>]*>)[^<]*(</dcterms:\2>)")


def without_clock(archive: bytes) -> bytes:
    """Pack an archive again: parts in alphabetical order, fixed times, also those its properties state."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MOMENT.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", content)
            new.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
