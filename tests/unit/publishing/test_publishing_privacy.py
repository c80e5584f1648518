"""What may not leave the project is found however it is written, and nothing else is taken for it."""

from __future__ import annotations

import base64
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result
from openpyxl.comments import Comment
from pypdf import PdfWriter

from conftest import ROOT
from iscm_analysis.errors import InvalidInputError
from iscm_analysis.project import Project
from iscm_analysis.publishing.privacy.allowed import Allowed
from iscm_analysis.publishing.privacy.contacts import Emails, Telephones
from iscm_analysis.publishing.privacy.machine import Machine, machine_here
from iscm_analysis.publishing.privacy.names import names_of
from iscm_analysis.publishing.privacy.readings import readings
from iscm_analysis.publishing.privacy.search import Search, refuse_private, search_of

# Nobody of these was interviewed, or exists.
PEOPLE = ["Inés Quiroga Belmonte", "Bo Lu", "Mr. Sven-Åke van der Øst", "TUKHOLMA, Aino", "Rita Santiago"]
NAMES = names_of(PEOPLE, "ro santiago and other places")
MACHINE = Machine(("/srv/people/quill",), ("quillfeather", "desk-0417"))

NAMED = [
    "Inés Quiroga Belmonte",
    "INES QUIROGA BELMONTE",
    "ines quiroga belmonte",
    "Belmonte, Inés",
    "Quiroga Belmonte, I.",
    "Quiroga Belmonte Inés",
    "I. Quiroga Belmonte",
    "I. Q. Belmonte",
    "I.Belmonte",
    "Belmonte I.",
    "Inés Belmonte",
    "Inés Q. Belmonte",
    "Quiroga Belmonte",
    "Quiroga-Belmonte",
    "Inés-Quiroga",
    "as Belmonte said",
    "BELMONTE",
    "ines.belmonte",
    "inesbelmonte.html",
    "ines_quiroga",
    "Inés\u00a0Belmonte",
    "In\u00adés Bel\u200bmonte",
    "Ine\u0301s Belmonte",
    "In&eacute;s Belmonte",
    "In&amp;eacute;s&#32;Belmonte",
    "In\\u00e9s Belmonte",
    "In%C3%A9s%20Belmonte",
    "Inés\nBelmonte",
    "Inés\\nBelmonte",
    "<b>Bel</b>monte",
    "Inés</td><td>Belmonte",
    '<img alt="Inés Belmonte">',
    "<!-- Belmonte -->",
    "<w:r><w:t>Bel</w:t></w:r><w:r><w:rPr/><w:t>monte</w:t></w:r>",
    '["Inés",\n "Belmonte"]',
    "Bo Lu",
    "Lu, Bo",
    "Lu Bo",
    "LU, Bo",
    "B. Lu",
    "Lu, B.",
    "Sven-Åke van der Øst",
    "Sven Ost",
    "van der Øst, Sven",
    "S. van der Ost",
    "Aino Tukholma",
    "A. Tukholma",
    "Rita Santiago",
    "R. Santiago",
    "Santiago, R.",
]
NOT_NAMED = [
    "Inés",
    "RO Santiago",
    "Santiago",
    "belmonte",
    "Belmontese",
    "Inés said, and much later Santiago",
    "the bo of a lu",
    "<ul><li>Lu</li></ul>",
    "Bolu",
    "robo lunar",
    "B 2 Lu",
    "the east (Ost)",
    "sven",
]
EMAILS = [
    "ines@example.org",
    "Ines.B+x@mail.example.co.uk",
    "<a href='mailto:x.y@example.int'>write</a>",
    "x&#64;example.org",
    "x%40example.org",
    "x (at) example.org",
    "x [at] example [dot] org",
    "in<b>es</b>@example.org",
]
NO_EMAILS = [
    "@media print{a.b{}}",
    "price @ 3.50",
    "logo@2x.png",
    "at) the end",
    "user@host",
    "(at) 10.30",
    "@x.y",
]
TELEPHONES = [
    "+41 22 717 9111",
    "+41227179111",
    "(+41) 22.717.91.11",
    "+41 (0)22 717 91 11",
    "0041 22 717 91 11",
    "(202) 555-0123",
    "Tel.: 022 717 91 11",
    "telephone 555 01 23",
    "Téléphone : 022/717 91 11",
    "Fax: 717.91.11",
    "tel:+41227179111",
    "<td>+41</td><td>22 717 91 11</td>",
    "+41&nbsp;22&nbsp;717&nbsp;91&nbsp;11",
]
NO_TELEPHONES = [
    "2014-2019",
    "telephone interviews in 2014-2019",
    "by phone, 2014/2015, 2016",
    "phone 12.05.2019",
    "C/106/INF/15 and MC/INF/287",
    "2019-11-23",
    "23.11.2019 00:00",
    "ISBN 978-92-9068-740-5",
    "978 0 19 853453 1",
    "USD 1 634 432 100",
    "+16 358 446",
    "+5.25",
    "46.2044, +6.1432",
    "0.0041 22 717",
    "0000000041",
    "66525230d1c30041227179111aa0041227179111bb",
    "A/RES/73/195 (2018) 100-1200",
    "cell 12345 of 19",
    "M 10.5 +20.25 L+30 40",
    "(2018) 100-1200",
    "tel 5",
]
TRACES = [
    "/srv/people/quill/data",
    "file:///srv/x",
    "/home/someone/project",
    "open('/tmp/x.csv')",
    "C:\\Users\\someone\\x",
    "C:\\\\Users\\\\someone",
    "/Users/someone/x",
    "/var/folders/zz/T/x",
    "ipykernel_4711/12.py",
    "made by quillfeather",
    "on desk-0417.",
    "<p title='/home/someone'>",
    "%2Fhome%2Fsomeone",
]
NO_TRACES = [
    "https://example.org/home/about",
    "https://example.org/tmp/x",
    "../home/x",
    "data/tmp/x",
    "quillfeathers",
    "desk-04171",
    "a:\\b",
    "the roots / the home /",
    ":root{}",
]


def all_of(texts: list[str], sought: object) -> list[str]:
    return [text for text in texts if sought.stand_in(readings(f"before {text} after"))]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("sought", "must", "may_not"),
    [
        (NAMES, NAMED, NOT_NAMED),
        (Emails(), EMAILS, NO_EMAILS),
        (Telephones(), TELEPHONES, NO_TELEPHONES),
        (MACHINE, TRACES, NO_TRACES),
    ],
    ids=["names", "e-mails", "telephones", "machine"],
)
def test_what_must_be_found_is_found_and_nothing_else(
    sought: object, must: list[str], may_not: list[str]
) -> None:
    assert [text for text in must if text not in all_of(must, sought)] == []
    assert all_of(may_not, sought) == []


def png(text: bytes) -> bytes:
    """A picture of one pixel that says ``text`` of itself."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    said = chunk(b"tEXt", b"Author\0" + text) + chunk(b"zTXt", b"Comment\0\0" + zlib.compress(text))
    data = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + said + data + chunk(b"IEND", b"")


def workbook(text: str) -> bytes:
    book = openpyxl.Workbook()
    book.active["B2"] = "nothing"
    book.active["B2"].comment = Comment(text, "somebody")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def word(part: str, content: str | bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w:p/>")
        archive.writestr(part, content)
    return buffer.getvalue()


def pdf(text: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": text})
    writer.add_attachment("list.txt", text.encode())
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def in_page(kind: str, content: bytes) -> bytes:
    return f'<p>\n<img src="data:{kind};base64,{base64.b64encode(content).decode()}">'.encode()


WHO = "Inés Belmonte"
SVG = f"<svg xmlns='x'><title>{WHO}</title></svg>".encode()
CELLS = {
    "cells": [
        {"cell_type": "code", "source": ["# In\n", "és"], "outputs": []},
        {
            "cell_type": "code",
            "source": [],
            "outputs": [{"data": {"image/svg+xml": ["<svg>\n", f"{WHO}</svg>"]}}],
        },
        {
            "cell_type": "code",
            "outputs": [{"data": {"image/png": base64.b64encode(png(b"x Belmonte")).decode()}}],
        },
    ],
    "metadata": {"authors": [{"name": WHO}]},
}
FILES: dict[str, tuple[bytes, list[str]]] = {
    "a.html": (f"<p>\n{WHO}".encode(), ["line 2"]),
    "b.html": (b"<p>In&eacute;s\nQ.\n<b>Bel</b>monte</p>\n<p>", ["line 3"]),
    "c.html": (in_page("image/svg+xml", SVG), ["embedded file 1"]),
    "d.html": (in_page("image/png", png(b"x Belmonte")), ["embedded file 1, metadata"]),
    "e.html": (in_page("application/zip", workbook(WHO)), ["embedded file 1, xl/comments/comment1.xml"]),
    "f.html": (b"<style>\n/* Belmonte */</style><p>", ["style"]),
    "g.html": (b'<img src="data:image/svg+xml,%3Csvg%3EBelmonte%3C/svg%3E">', ["drawing 1"]),
    "h.csv": ('id,name\n1,x\n2,"Belmonte\nInés"\n'.encode(), ["line 3"]),
    "i.csv": ("id,name\n1,Inés Belmonte\n".encode("utf-16"), ["line 2"]),
    "j.csv": ("id,name\n1,Inés Belmonte\n".encode("latin-1"), ["line 2"]),
    "k.json": (json.dumps({"a": {"b": WHO}}, indent=1).encode(), ["line 3"]),
    "l.ipynb": (json.dumps(CELLS).encode(), ["metadata", "cell 2 of 3", "cell 3 of 3embedded"]),
    "m.xlsx": (workbook(WHO), ["xl/comments/comment1.xml"]),
    "n.docx": (word("word/document2.xml", "<w:t>Bel</w:t><w:t>monte</w:t>"), ["word/document2.xml"]),
    "o.docx": (word("docProps/core.xml", f"<dc:creator>{WHO}</dc:creator>"), ["docProps/core.xml"]),
    "p.docx": (word("word/comments.xml", f'<w:comment w:author="{WHO}"/>'), ["word/comments.xml"]),
    "q.pdf": (pdf(WHO), ["document properties", "attached file list.txt"]),
    "r.png": (png(b"x Belmonte"), ["metadata"]),
    "s.svg": (SVG, ["line 1"]),
    "t.bin": (b"\0\1\2Belmonte\0\0", [""]),
}  # fmt: skip


@pytest.fixture
def seeking_names() -> Search:
    return Search((NAMES,), Allowed(()))


@pytest.mark.parametrize("name", list(FILES))
def test_a_file_of_any_kind_is_looked_into_and_the_place_said_but_not_the_name(
    name: str, seeking_names: Search, tmp_path: Path
) -> None:
    content, places = FILES[name]
    (tmp_path / name).write_bytes(content)
    problems = list(seeking_names.problems(tmp_path, [tmp_path / name]))
    found = [problem.row for problem in problems]
    assert len(found) >= len(places)
    assert all(any(row.startswith(place) for row in found) for place in places), found
    assert all(problem.file == name for problem in problems)
    assert "elmonte" not in "".join(map(str, problems))


def test_what_cannot_be_looked_into_is_refused(seeking_names: Search, tmp_path: Path) -> None:
    whole = workbook("x")
    for name, content in (("torn.xlsx", whole[:-200]), ("torn.pdf", b"%PDF-1.7 nothing")):
        (tmp_path / name).write_bytes(content)
        [problem] = seeking_names.problems(tmp_path, [tmp_path / name])
        assert str(problem).startswith(f"{name}: cannot be searched")
    deep = b"x"
    for _turn in range(9):
        deep = word("again.zip", deep)
    (tmp_path / "deep.zip").write_bytes(deep)
    [problem] = seeking_names.problems(tmp_path, [tmp_path / "deep.zip"])
    assert "too deeply packed" in str(problem)


def test_a_files_own_name_is_searched_and_not_repeated(seeking_names: Search, tmp_path: Path) -> None:
    (tmp_path / "ines-belmonte.csv").write_text("x", encoding="utf-8")
    [problem] = seeking_names.problems(tmp_path, [tmp_path / "ines-belmonte.csv"])
    assert str(problem).startswith("a file of the site: in its own name, an interviewee's name stands here")


def test_many_places_of_one_kind_are_said_five_times(seeking_names: Search, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Belmonte\n" * 500, encoding="utf-8")
    found = [problem.row for problem in seeking_names.problems(tmp_path, [tmp_path / "a.csv"])]
    assert found == [f"line {n}" for n in range(1, 6)]


def test_what_is_allowed_is_no_matter_and_everything_beside_it_is() -> None:
    allowed = Allowed(("info@", "press@example.org", "+41 22 717 9111"))
    text = "info@example.org, press@example.org or +41 22 717 9111"
    assert not Emails().stand_in(readings(allowed.cut(text)))
    assert not Telephones().stand_in(readings(allowed.cut(text)))
    for other in ("b.info@example.org", "express@example.org", "press@example.org.uk"):
        assert Emails().stand_in(readings(allowed.cut(other))), other


def test_an_allowed_value_needs_a_reason(project: Path) -> None:
    (project / "data/reference/privacy-allowed.csv").write_text("value,reason\ninfo@,\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match=r"privacy-allowed\.csv, line 2: a value without a reason"):
        search_of(Project(project))


def test_a_user_with_a_common_name_does_not_stop_every_build(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for user, is_sought in (("iscm", False), ("pandas", False), ("jdoe77", True)):
        monkeypatch.setenv("LOGNAME", user)
        words = machine_here(tmp_path, "iscm pandas").words
        assert (user in words) == is_sought


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("'write to a.b' + '@' + 'example.org'", "an e-mail address stands here"),
        ("'+41 22' + ' 717 9111'", "a telephone number stands here"),
        ("import os; os.getcwd()", "a trace of this machine"),
        ("'file:///' + 'srv/x'", "a trace"),
    ],
)  # fmt: skip
def test_a_build_is_refused_by_file_and_place(
    tiny_project: Callable[..., Path], iscm: Callable[..., Result], cell: str, said: str
) -> None:
    root = tiny_project(leak=cell)
    result = iscm("build")
    assert result.exit_code == 1
    assert said in result.stderr
    assert "leak.html, line" in result.stderr
    assert "whole.html, line" in result.stderr
    assert "executed/leak.ipynb, cell 3 of 3" in result.stderr
    assert "example.org" not in result.stderr.replace("privacy-allowed.csv", "")
    assert not (root / "reports").exists()


def test_what_stands_around_the_chapters_of_the_whole_is_searched_too(
    tiny_project: Callable[..., Path], iscm: Callable[..., Result]
) -> None:
    settings = tiny_project(one="1") / "iscm.toml"
    text = settings.read_text(encoding="utf-8").replace('citation = "', 'citation = "a.b@example.org, ')
    settings.write_text(text, encoding="utf-8")
    result = iscm("build")
    assert result.exit_code == 1
    assert "whole.html, line" in result.stderr


def test_what_is_given_away_later_is_searched_too(project: Path) -> None:
    given = project / "given.xlsx"
    given.write_bytes(workbook("write to x@example.org"))
    with pytest.raises(InvalidInputError, match=r"given\.xlsx, xl/comments/comment1\.xml: an e-mail address"):
        refuse_private([given], Project(project))
    given.write_bytes(workbook("nothing"))
    refuse_private([given], Project(project))


def test_the_names_of_annex_3_are_all_sought_and_most_by_the_family_name_alone() -> None:
    names = search_of(Project(ROOT)).sought[0].names  # type: ignore[attr-defined]
    n_names, n_alone = len(names), sum(name.alone for name in names)  # a failure must not print them
    assert (n_names, n_alone) == (41, 37)
