"""Evidence as a REFI-QDA project (.qdpx), for NVivo, MAXQDA, ATLAS.ti, QualCoder and others."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import pandas as pd

from iscm_analysis.archives import EPOCH
from iscm_analysis.cleaning.text import split_list
from iscm_analysis.files import write_whole

NAMESPACE = "urn:QDA-XML:project:1.0"
FAMILIES = {"question_ids": "Question", "stance": "Stance", "iscm_ids": "ISCM"}


@dataclass
class _Text:
    """The text of one source: its statements, a paragraph each, and where each stands."""

    title: str
    paragraphs: list[str] = field(default_factory=list)
    passages: list[tuple[int, int, dict[str, Any]]] = field(default_factory=list)

    def add(self, row: dict[str, Any]) -> None:
        start = sum(len(paragraph) + 1 for paragraph in self.paragraphs)
        statement = " ".join(str(row["statement"]).split())
        self.paragraphs.append(statement)
        self.passages.append((start, start + len(statement), row))


def write_qdpx(evidence: pd.DataFrame, sources: pd.DataFrame, path: Path) -> int:
    """Write evidence items as coded passages, a text for each source; give how many.

    Codes are the questions, the stances and the ISCMs. Positions count code points. The same evidence gives
    the same bytes.
    """
    titles = dict(zip(sources["source_id"], sources["title"], strict=True))
    texts: dict[str, _Text] = {}
    for row in evidence.astype(object).where(evidence.notna(), "").to_dict("records"):
        source_id = str(row["source_id"])
        texts.setdefault(source_id, _Text(str(titles.get(source_id, source_id)))).add(row)  # type: ignore[arg-type]  # keys are text
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "project.qde", _project(texts, _codes(evidence)))
        for source_id, text in texts.items():
            _put(archive, f"sources/{_guid('text', source_id)}.txt", "\n".join(text.paragraphs).encode())
    write_whole(path, buffer.getvalue())
    return len(evidence)


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)


def _guid(*words: str) -> str:
    return str(uuid5(NAMESPACE_URL, "iscm-analysis/" + "/".join(words)))


def _codes(evidence: pd.DataFrame) -> dict[str, list[str]]:
    """List the codes that are used, by family, in order of name."""
    return {
        column: sorted({item for cell in evidence[column].dropna() for item in split_list(cell)})
        for column in FAMILIES
    }


def _project(texts: dict[str, _Text], codes: dict[str, list[str]]) -> bytes:
    root = Element("Project", {"xmlns": NAMESPACE, "name": "Evidence log", "origin": "iscm-analysis"})
    book = SubElement(SubElement(root, "CodeBook"), "Codes")
    for column, family in FAMILIES.items():
        above = SubElement(book, "Code", {"guid": _guid(column), "name": family, "isCodable": "false"})
        for code in codes[column]:
            SubElement(above, "Code", {"guid": _guid(column, code), "name": code, "isCodable": "true"})
    listed = SubElement(root, "Sources")
    for source_id, text in texts.items():
        _add_source(listed, source_id, text)
    indent(root)
    markup = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{markup}'.encode()


def _add_source(listed: Element, source_id: str, text: _Text) -> None:
    path = f"internal://{_guid('text', source_id)}.txt"
    own = {"guid": _guid("source", source_id), "name": f"{source_id} {text.title}", "plainTextPath": path}
    source = SubElement(listed, "TextSource", own)
    for start, end, row in text.passages:
        evidence_id = str(row["evidence_id"])
        place = {"startPosition": str(start), "endPosition": str(end)}
        selection = SubElement(
            source,
            "PlainTextSelection",
            {"guid": _guid("passage", evidence_id), "name": evidence_id, **place},
        )
        for column, code in _used(row):
            coding = SubElement(selection, "Coding", {"guid": _guid("coding", evidence_id, column, code)})
            SubElement(coding, "CodeRef", {"targetGUID": _guid(column, code)})


def _used(row: dict[str, Any]) -> Iterable[tuple[str, str]]:
    return ((column, code) for column in FAMILIES for code in split_list(row[column]))
