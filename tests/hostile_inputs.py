"""Payloads in every text column of every input of a project, each with the number of its column."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import openpyxl

# Script, handler, link, style, template and mathtext. Without parts a list cell would be split at.
PAYLOAD = (
    "<script>{0}()</script><img src=x onerror={0}()><a href=javascript:{0}()>{0}</a>"
    "[{0}](javascript:{0}) ' onclick='{0}() \" onfocus=\"{0}() --></style><style>*{{{{{0}}}}}</style>"
    "</title></textarea><svg/onload={0}()> {{{{7*7}}}}{{% raw %}} $\\frac{{$ %(x)s \\u003cb\\u003e"
)
FORMULA = '=HYPERLINK("http://{0}.example","x") '
TOML_TEXT = re.compile(
    r'^(text|title|summary|citation|name|approach|objective|publisher) = (".*")$', re.MULTILINE
)
# Columns that are free: no key, no code, no date, no number.
LISTS = {
    "analyses": ("says",),
    "case-markers": ("reason", "marked_by"),
    "corrections": ("reason",),
    "framework-crosswalk": ("reason", "source", "judged_by"),
    "framework-items": ("text", "document", "place"),
    "indicator-measures": (
        "definition", "unit", "denominator", "measured_from", "missing", "fill_source", "fill_method",
        "rough_n",
    ),
    "iscm-aliases": ("reason",),
    "meeting-disputes": ("used", "also_said", "reason"),
    "organization-names": ("name", "reason"),
    "publishers": ("reason",),
    "question-focus": ("reason",),
    "question-gaps": ("missing", "why", "fill_source", "fill_method", "rough_n"),
    "reconciliation": ("definition", "reason", "reason_locator"),
    "secretariat-readings": ("served_by", "hosted_by", "paid_by", "reason"),
    "seniority": ("reason",),
    "state-names": ("reason",),
    "states": ("state_name", "reason"),
    "topics": ("topic_name",),
    "units": ("city", "reason"),
}  # fmt: skip
RAW = {
    "finance": ("scope", "line_item", "notes"),
    "grcp-meetings": ("city", "country", "co_host", "theme", "outcome"),
}
SHEETS = {
    "ISCMs": ("name", "acronym", "other_names", "region", "associated_institution", "notes"),
    "Roles": ("detail",),
    "Sources": ("title", "url", "access", "what_it_supports"),
    "Notes": ("unit", "text"),
}


def in_annex_2(mark: str) -> str:
    """Give the payload without what has a meaning in the list: quotes and asterisks."""
    return " ".join(PAYLOAD.format(mark).replace('"', "").replace("*", "").split())


class Poison:
    """Puts a payload behind every text; knows which column got which mark."""

    def __init__(self) -> None:
        """Begin to count."""
        self.columns: dict[str, str] = {}

    def mark(self, column: str) -> str:
        """Give the mark of a column."""
        return self.columns.setdefault(column, f"zq{len(self.columns)}qz")

    def text(self, column: str, value: str) -> str:
        """Put the payload behind a text, and a formula before it."""
        mark = self.mark(column)
        return f"{FORMULA.format(mark)}{value} {PAYLOAD.format(mark)}"

    def csv(self, path: Path, columns: tuple[str, ...]) -> None:
        """Poison columns of a CSV."""
        rows = csv.DictReader(io.StringIO(path.read_text("utf-8")))
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, rows.fieldnames or (), lineterminator="\n")
        writer.writeheader()
        for row in rows:
            worse = {name: self.text(f"{path.name}:{name}", row[name]) for name in columns if row[name]}
            writer.writerow(row | worse)
        path.write_text(buffer.getvalue(), encoding="utf-8")

    def toml(self, path: Path) -> None:
        """Poison the texts of a TOML file, line by line."""

        def worse(found: re.Match[str]) -> str:
            text = self.text(f"{path.name}:{found[1]}", json.loads(found[2]))
            return f"{found[1]} = {json.dumps(text, ensure_ascii=False)}"

        path.write_text(TOML_TEXT.sub(worse, path.read_text("utf-8")), encoding="utf-8")

    def workbook(self, path: Path) -> None:
        """Poison the sheets of Annex 4."""
        book = openpyxl.load_workbook(path)
        for sheet, columns in SHEETS.items():
            heads = [cell.value for cell in book[sheet][1]]
            for row in book[sheet].iter_rows(min_row=2):
                for name in columns:
                    cell = row[heads.index(name)]
                    if cell.value:
                        cell.value = self.text(f"{sheet}:{name}", str(cell.value))
                        cell.data_type = "s"  # a formula would have no value here
        book.save(path)

    def annex_2(self, path: Path) -> None:
        """Poison author and title of every entry."""
        lines = path.read_text("utf-8").split("\n")
        path.write_text("\n".join(map(self._entry, lines)), encoding="utf-8")

    def _entry(self, line: str) -> str:
        if not re.match(r"\w[^.]*\. ", line) or line.startswith(("Annex 2.", "GRCPs", "IOM Programme")):
            return line
        author, title = (in_annex_2(self.mark(f"annex 2:{part}")) for part in ("author", "title"))
        return re.sub(r"\*(?=\S)", lambda _found: f"*{title} ", f"{author} {line}", count=1)

    def annex_3(self, path: Path) -> None:
        """Poison the titles; quotes mean nothing there."""
        head, *people = path.read_text("utf-8").splitlines()
        rows = [person.split("\t") for person in people]
        worse = [
            "\t".join([name, self.text("annex 3", title), unit]) for name, title, unit in filter(any, rows)
        ]
        path.write_text("\n".join([head, *worse]) + "\n", encoding="utf-8")


def poison(root: Path) -> dict[str, str]:
    """Poison a project; give the marks by column."""
    made = Poison()
    with (root / "data/reference/case-markers.csv").open("a", encoding="utf-8") as file:
        file.write("rcm,successful,a reason,somebody\n")
    for name, columns in LISTS.items():
        made.csv(root / "data/reference" / f"{name}.csv", columns)
    for name, columns in RAW.items():
        made.csv(root / "data/raw" / f"{name}.csv", columns)
    made.workbook(root / "data/raw/annex-4-active-iscms.xlsx")
    made.annex_2(root / "data/raw/annex-2-documents.txt")
    made.annex_3(root / "data/raw/annex-3-interviewees.tsv")
    for path in (
        root / "iscm.toml",
        root / "data/raw/annex-1-terms-of-reference.toml",
        root / "data/raw/sources.toml",
    ):
        made.toml(path)
    return made.columns
