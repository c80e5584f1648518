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
