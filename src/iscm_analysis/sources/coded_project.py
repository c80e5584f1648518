"""What a REFI-QDA project holds, as printed: codes, sources, cases, and who put which code where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from iscm_analysis.errors import Problem
from iscm_analysis.sources.coded_archive import CodedArchive
from iscm_analysis.sources.encoding import decode
from iscm_analysis.sources.text_positions import Passage, Verdict, read_passages

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Row = dict[str, str]
KINDS = {
    "TextSource": "text",
    "PDFSource": "pdf",
    "PictureSource": "picture",
    "AudioSource": "audio",
    "VideoSource": "video",
    "Note": "note",
}
TEXT_HOLDERS = ("Representation", "Transcript", "TextDescription")
SELECTIONS = (
    "PlainTextSelection", "TranscriptSelection", "PDFSelection", "PictureSelection", "AudioSelection",
    "VideoSelection",
)  # fmt: skip
PLACES = {
    "PDFSelection": "page {page}, region {firstX},{firstY} to {secondX},{secondY}",
    "PictureSelection": "region {firstX},{firstY} to {secondX},{secondY}",
    "AudioSelection": "{begin} to {end} ms",
    "VideoSelection": "{begin} to {end} ms",
    "TranscriptSelection": "{fromSyncPoint} to {toSyncPoint}",
}
PLACE_KEYS = (
    "page",
    "firstX",
    "firstY",
    "secondX",
    "secondY",
    "begin",
    "end",
    "fromSyncPoint",
    "toSyncPoint",
)
UNSURE = "[place not certain] "


@dataclass
class CodedProject:
    """Rows of a project; ``verdict`` says how the positions of its text passages were counted."""

    codes: list[Row] = field(default_factory=list)
    sources: list[Row] = field(default_factory=list)
    cases: list[Row] = field(default_factory=list)
    codings: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    verdict: Verdict | None = None


def read_project(archive: CodedArchive) -> CodedProject:
    """Read a project or a codebook; what is missing or odd in it is said, never fatal."""
    return _Reader(archive).read()


class _Reader:
    def __init__(self, archive: CodedArchive) -> None:
        self.archive, self.made = archive, CodedProject()
        self.texts: dict[str, str] = {}
        self.passages: list[tuple[Passage, list[Row]]] = []
        self.coders: dict[str, str] = {}

    def read(self) -> CodedProject:
        root = self.archive.root
        for user in _below(root, "Users", "User"):
            self._coder(user.get("guid"))
        book = root if _name(root) == "CodeBook" else root.find("{*}CodeBook")
        if book is not None:
            self._read_codes(book)
        for source in (*_below(root, "Sources"), *_below(root, "Notes")):
            self._read_source(source)
        self.made.cases = [_case(case) for case in _below(root, "Cases", "Case")]
        self._place_passages()
        self._check_links()
        return self.made

    def _say(self, message: str, hint: str = "", *, severity: Any = "note", value: str = "") -> None:  # noqa: ANN401  # Problem's own
        self.made.problems.append(Problem(severity, self.archive.path.name, message, hint, value=value))

    def _coder(self, guid: str | None) -> str:
        """Number coders in order of mention: their names are nobody's business here."""
        if not guid:
            return ""
        return self.coders.setdefault(_id(guid), f"coder {len(self.coders) + 1}")

    def _read_codes(self, book: Element) -> None:
        """Walk the tree of codes, however deep; a code that comes twice counts once."""
        seen: set[str] = set()
        todo = [(code, "", "") for code in reversed([*_below(book, "Codes", "Code")])]
        while todo:
            code, parent_id, above = todo.pop()
            code_id, name = _id(code.get("guid", "")), code.get("name", "").strip()
            path = f"{above} > {name}" if above else name
            todo += [(below, code_id, path) for below in reversed(code.findall("{*}Code"))]
            if code_id in seen:
                self._say("a code stands twice; the first counts", value=path)
                continue
            seen.add(code_id)
            is_codable = code.get("isCodable", "true").lower() in ("true", "1")
            self.made.codes.append(
                {
                    "code_id": code_id,
                    "code": path,
                    "name": name,
                    "parent_id": parent_id,
                    "is_codable": "true" if is_codable else "false",
                    "description": (code.findtext("{*}Description") or "").strip(),
                }
            )

    def _read_source(self, source: Element) -> None:
        kind = KINDS.get(_name(source))
        if kind is None:
            return
        source_id = _id(source.get("guid", "")) or f"source-{len(self.made.sources) + 1}"
        row = {"coded_source_id": source_id, "name": source.get("name", ""), "kind": kind}
        where = self._read_holder(source, source_id, source_id)
        for holder in (child for child in source if _name(child) in TEXT_HOLDERS):
            held = self._read_holder(holder, source_id, _id(holder.get("guid", "")) or f"{source_id}-text")
            where = where if where != "none" else held
        self.made.sources.append({**row, "text": where})

    def _read_holder(self, holder: Element, source_id: str, text_id: str) -> str:
        """Read one text with what is coded in it; say where the text lies."""
        text, where = self._text_of(holder)
        if text is not None:
            self.texts[text_id] = text
        self._add_codings(holder, source_id, "", "whole source")
        for selection in holder:
            if _name(selection) in SELECTIONS:
                self._read_selection(selection, source_id, text_id if text is not None else "")
        return where

    def _text_of(self, holder: Element) -> tuple[str | None, str]:
        inline = holder.findtext("{*}PlainTextContent")
        if inline is not None:
            return inline, "inline"
        path = holder.get("plainTextPath") or ""
        if not path:
            return None, "none"
        if not path.startswith("internal:"):
            self._say(
                "a text lies outside the project, so its quotations are not in hand",
                value=holder.get("name", ""),
            )
            return None, "external"
        content = self.archive.text(path.removeprefix("internal:"))
        if content is None:
            name = holder.get("name", "")
            hint = "export the project with its sources"
            self._say("a text is missing in the archive", hint, severity="warning", value=name)
            return None, "missing"
        return self._decoded(content), "internal"

    def _decoded(self, content: bytes) -> str:
        try:
            return content.decode("utf-8")  # its byte order mark stays: it may have been counted
        except UnicodeDecodeError:
            text, remark, _line = decode(self.archive.path, content)
            self._say(f"a text: {remark or 'read as UTF-16'}")
            return text

    def _read_selection(self, selection: Element, source_id: str, text_id: str) -> None:
        start, end = _number(selection.get("startPosition")), _number(selection.get("endPosition"))
        is_text = start is not None and end is not None
        place = f"letters {start} to {end}" if is_text else _place(selection)
        rows = self._add_codings(selection, source_id, _id(selection.get("guid", "")), place)
        if start is None or end is None:
            return
        for row in rows:
            row |= {"start": str(start), "end": str(end)}
        if text_id and start < end:
            self.passages.append((Passage(text_id, start, end), rows))
        elif rows and start >= end:
            self._say("a coded passage has no length; it has no quotation", value=place)

    def _add_codings(self, holder: Element, source_id: str, selection_id: str, place: str) -> list[Row]:
        """Add a row for each code put there; a selection without a code is nobody's judgement."""
        rows: list[Row] = []
        n_before = len(self.made.codings)
        for coding in holder.findall("{*}Coding"):
            for ref in coding.findall("{*}CodeRef"):
                user = coding.get("creatingUser") or holder.get("creatingUser")
                rows.append(
                    {
                        "coding_id": _id(coding.get("guid", "")) or f"coding-{n_before + len(rows) + 1}",
                        "coded_source_id": source_id,
                        "selection_id": selection_id,
                        "code_id": _id(ref.get("targetGUID", "")),
                        "coder": self._coder(user),
                        "coded_date": (coding.get("creationDateTime") or "")[:10],
                        "place": place,
                        "start": "",
                        "end": "",
                        "quotation": "",
                        "is_sure": "",
                    }
                )  # fmt: skip
        self.made.codings += rows
        return rows

    def _place_passages(self) -> None:
        """Give each coding its quotation; from an unknown way of counting only with a mark."""
        verdict = read_passages(self.texts, [passage for passage, _ in self.passages])
        self.made.verdict = verdict
        if verdict is None:
            return
        for (_, rows), quotation in zip(self.passages, verdict.quotations, strict=True):
            for row in rows:
                mark = "" if verdict.is_sure else UNSURE
                row["quotation"] = mark + quotation if quotation is not None else ""
                row["is_sure"] = "true" if verdict.is_sure else "false"
        self._say_verdict(verdict)

    def _say_verdict(self, verdict: Verdict) -> None:
        fit = f"{verdict.score:.0%} of the ends of {verdict.n_passages} passages lie between words"
        if verdict.is_sure:
            self._say(f"positions read as {verdict.counting}: {fit}")
        else:
            self._say(
                f"how positions are counted is not certain; read as {verdict.counting}: {fit}",
                "check quotations that carry a mark against the program they come from",
                severity="warning",
            )
        n_outside = sum(quotation is None for quotation in verdict.quotations)
        if n_outside:
            self._say(
                f"passages outside their text: {n_outside}", "export the project again", severity="warning"
            )

    def _check_links(self) -> None:
        known = {code["code_id"] for code in self.made.codes}
        strangers = {row["code_id"] for row in self.made.codings} - known
        for code_id in sorted(strangers):
            self._say("a passage carries a code that the codebook lacks", severity="warning", value=code_id)


def _below(root: Element, *names: str) -> Iterator[Element]:
    """Give the children of a section, or those of one name in it; nothing when there is no such section."""
    section = root.find(f"{{*}}{names[0]}")
    if section is not None:
        yield from section if len(names) == 1 else section.findall(f"{{*}}{names[1]}")


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _id(guid: str) -> str:
    return guid.strip("{} ").lower()


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.strip().lstrip("-").isdigit() else None


def _place(selection: Element) -> str:
    """Say where a passage lies that is no piece of a text, as far as its program says."""
    known = {key: selection.get(key, "?") for key in PLACE_KEYS}
    if "page" in selection.attrib and selection.attrib["page"].isdigit():
        known["page"] = str(int(selection.attrib["page"]) + 1)  # the standard counts pages from 0
    return PLACES.get(_name(selection), "{begin}").format(**known)


def _case(case: Element) -> Row:
    sources, passages = (
        ";".join(_id(ref.get("targetGUID", "")) for ref in case.findall(f"{{*}}{name}"))
        for name in ("SourceRef", "SelectionRef")
    )
    return {
        "case_id": _id(case.get("guid", "")),
        "name": case.get("name", ""),
        "coded_source_ids": sources,
        "selection_ids": passages,
    }
