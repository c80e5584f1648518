"""An annexes document composed from the raw files and our own words, and every form it may come in."""

from __future__ import annotations

import io
import itertools
import re
import textwrap
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import docx

RAW = Path(__file__).resolve().parents[1] / "data" / "raw"
TITLES = (
    "Annex 1. Evaluation Terms of Reference",
    "Annex 2. List of Documents Reviewed",
    "Annex 3. List of Interviewees",
    "Annex 4. Active ISCMs and IOM's Roles",
)
HEADER = ("Name", "Title", "Division/Department")
TERMS = tomllib.loads((RAW / "annex-1-terms-of-reference.toml").read_text(encoding="utf-8"))
COLUMNS = (50, 190, 460)  # of the table in a PDF, in points from the left
CELL_WIDTHS = (19, 38, 20)  # of a table whose cells wrap, in letters
COVER = ("A TEST OF FORMS: HOW ONE DOCUMENT\nMAY LOOK IN MANY PROGRAMS", "Annexes", "December 2019")
POINTER = "A workbook of its own holds this annex."


@dataclass(frozen=True)
class Annexes:
    """What a composed document says; ``text`` writes it down the way the original is laid out."""

    bullets: dict[str, list[str]]
    entries: list[str]
    people: list[tuple[str, ...]]
    order: tuple[int, ...] = (1, 2, 3, 4)
    contents: bool = True
    names: tuple[str, ...] = field(default=TITLES)

    def text(self) -> str:
        """Write the document down as plain text."""
        bodies = {1: self.terms(), 2: self.documents(), 3: self.table(), 4: POINTER}
        listed = "\n\n".join(f"{title} {3 * place}" for place, title in enumerate(self.names, start=1))
        contents = ["Table of Contents", listed] if self.contents else []
        parts = [f"{self.names[number - 1]}\n\n{bodies[number]}" for number in self.order]
        return "\n\n".join([*COVER, *contents, *parts]) + "\n"

    def terms(self) -> str:
        """Write Annex 1: our own sentences, with the restated items of the raw file in their places."""
        focus = "\n".join(
            f"{place}. {_small(item['text'])};" for place, item in enumerate(TERMS["focus_item"], start=1)
        )
        areas = "; ".join(
            f"{'and ' * (place == 4)}{place}) {_small(item['text'])}"
            for place, item in enumerate(TERMS["recommendation_area"], start=1)
        )
        past = (
            "IOM has stood by such forums for over thirty years. It is a member organization of five "
            "ISCMs and an observer of 18 more. Since 2005, it has helped to hold the "
            "*Global RCP Meeting (GRCP)*."
        )
        return "\n\n".join(
            [
                "Terms of Reference",
                "1. Background",
                "Forums of this kind were first seen in the mid-1980s. They have grown since.",
                past,
                "Somebody else looks at the forums. The office has considered this assessment.",
                "2. Objective and focus of the evaluation",
                "It stands in the plan for 2017-2018. It follows a process evaluation approach that",
                "looks at how work is done inside IOM. In short, the evaluation will focus on the following:",
                focus,
                f"There will be recommendations on: {areas}",
                "3. Scope of the evaluation",
                "These are the questions that the criteria lead to:",
                *self.questions(),
                "4. Methodology and timeframe",
                "The evaluation will not analyse the forums, and the results hang on factors outside.",
                f"It may use indicators such as: {self.indicators()}.",
                "Talks with others may be limited. A draft is due in April 2019.",
            ]
        )

    def questions(self) -> Iterator[str]:
        """Write each heading and its bullets; a page break cuts the second list in two."""
        for heading, bullets in self.bullets.items():
            yield f"{heading}:"
            lines = [f"- {bullet}" for bullet in bullets]
            yield "\n".join(lines[:4])
            if lines[4:]:
                yield "\n".join(lines[4:])

    def indicators(self) -> str:
        """Write the indicators as one list; the sixth names two things."""
        items = [_small(item["text"]).rstrip(".") for item in TERMS["indicator"]]
        return "; ".join([*items[:5], f"and {items[5]} and funding of what IOM proposes"])

    def documents(self) -> str:
        """Write Annex 2; entries are apart by a blank line, but for those with a lone dash."""
        return "\n\n".join(self.entries).replace("\n\n- . ", "\n- . ").replace("\n- . ", "\n\n- . ", 1)

    def table(self) -> str:
        """Write Annex 3 with tabs; an empty line cuts the table."""
        rows = ["\t".join(row) for row in (HEADER, *self.people)]
        cut = max(len(rows) - 8, 1)
        return "\n".join([*rows[:cut], "", *rows[cut:]])


def _small(text: str) -> str:
    return (text[0].lower() + text[1:]).rstrip(".").replace(";", ",")


def composed() -> Annexes:
    """Compose the document from the raw files."""
    bullets: dict[str, list[str]] = {}
    names = {"relevance": "Relevance", "efficiency": "Efficiency"} | {
        "effectiveness_and_sustainability": "Effectiveness and sustainability",
        "outcome_and_impact": "Outcome and impact",
    }
    for question in TERMS["question"]:
        sentences = " ".join(part["text"] for part in question["part"])
        bullets.setdefault(names[question["heading"]], []).append(sentences)
    entries = (RAW / "annex-2-documents.txt").read_text(encoding="utf-8").splitlines()[1:]
    rows = (RAW / "annex-3-interviewees.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return Annexes(
        bullets,
        [entry for entry in entries if entry.strip()],
        [tuple(row.split("\t")) for row in rows if row.strip()],
    )


def wrapped(text: str, width: int) -> str:
    """Wrap every line but those of the table."""
    return "\n".join(
        piece
        for line in text.split("\n")
        for piece in ([line] if "\t" in line else textwrap.wrap(line, width, break_long_words=False) or [""])
    )


def wrapped_with_table(text: str, width: int) -> str:
    """Wrap every line, rows of the table too."""
    return "\n".join(
        piece
        for line in text.split("\n")
        for piece in textwrap.wrap(
            line, width, break_long_words=False, expand_tabs=False, replace_whitespace=False
        )
        or [""]
    )


def paged(text: str, height: int, *, head: str = "", foot: str = "{}", feed: str = "\f") -> str:
    """Cut the text into pages with a running head, a page number and a form feed."""
    lines = text.split("\n")
    pages = [lines[start : start + height] for start in range(0, len(lines), height)]
    return "\n".join(
        line
        for number, page in enumerate(pages, start=1)
        for line in (f"{feed}{head}", "", *page, "", foot.format(number), "")
    )


def aligned(text: str) -> str:
    """Stand the columns of the table under each other with blanks."""
    rows = [line.split("\t") for line in text.split("\n") if "\t" in line]
    widths = [max(len(row[place]) for row in rows) + 2 for place in range(2)]
    return "\n".join(
        "".join([*(cell.ljust(width) for cell, width in zip(cells, widths, strict=False)), cells[-1]])
        if len(cells := line.split("\t")) > 1
        else line
        for line in text.split("\n")
    )


def typographic(text: str) -> str:
    """Set quotes as a typesetter does."""
    return re.sub(r'"([^"\n]*)"', "\u201c\\1\u201d", text).replace("'", "\u2019")


def as_markdown(text: str) -> str:
    """Write the document as Markdown: headings, escaped stops, a bar table, underlined italics."""
    lines, rows = [], 0
    for line in text.split("\n"):
        if line in TITLES:
            lines.append(f"# {line}")
        elif "\t" in line:
            lines.append(f"| {' | '.join(line.split(chr(9)))} |")
            rows += 1
            lines.extend(["|---|:---|---|"] * (rows == 1))
        else:
            lines.append(re.sub(r"\*([^*\n]+)\*", r"_\1_", line).replace("--.", r"\--."))
    return "\n".join(lines)


def headings(text: str, change: Callable[[str], str]) -> str:
    """Change the headings of the annexes, not their entries in the table of contents."""
    return "\n".join(change(line) if line in TITLES else line for line in text.split("\n"))


def as_docx(text: str, *, styles: bool = True) -> bytes:
    """Write a document with headings, lists and a table, as people do in an office program."""
    document, rows = docx.Document(), list[list[str]]()
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows and line:
            _add_table(document, rows)
            rows = []
        if line:
            _add_paragraph(document, line, styles=styles)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add_table(document: docx.document.Document, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words


def _add_paragraph(document: docx.document.Document, line: str, *, styles: bool) -> None:
    bullet, number = re.match(r"- (?=\w)", line), re.match(r"\d\. (?=[a-z])", line)
    if styles and line in TITLES:
        document.add_heading(line, level=1)
    elif styles and bullet:
        document.add_paragraph(line[bullet.end() :], style="List Bullet")
    elif styles and number:
        document.add_paragraph(line[number.end() :], style="List Number")
    else:
        document.add_paragraph(line)


def as_pdf(
    text: str,
    *,
    width: int = 95,
    height: int = 50,
    columns: bool = True,
    gaps: bool = True,
    wrap_cells: bool = False,
) -> bytes:
    """Write a PDF by hand: a standard font, a page number, one show of text a line or table cell."""
    lines = wrapped(text, width).split("\n")
    lines = [piece for line in lines for piece in _wrapped_cells(line)] if wrap_cells else lines
    lines = lines if gaps else [line for line in lines if line]
    streams = [
        _pdf_page(lines[start : start + height], number, columns=columns)
        for number, start in enumerate(range(0, len(lines), height), start=1)
    ]
    pages = len(streams)
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for place, stream in enumerate(streams):
        kind = f"/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * place} 0 R"
        objects.append(f"<< {kind} /Resources << /Font << /F1 3 0 R >> >> >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return _pdf_file(objects)


def _wrapped_cells(line: str) -> list[str]:
    """Wrap each cell of a row, as a table of fixed columns prints it."""
    if "\t" not in line:
        return [line]
    cells = [textwrap.wrap(cell, width) for cell, width in zip(line.split("\t"), CELL_WIDTHS, strict=True)]
    return ["\t".join(pieces) for pieces in itertools.zip_longest(*cells, fillvalue="")]


def _pdf_page(lines: Sequence[str], number: int, *, columns: bool) -> bytes:
    shift = 12 * (number % 2)  # left and right pages have another margin
    shows = [_show(300, 30, f"a form {number}/9")]
    for place, line in enumerate(lines):
        cells = line.split("\t") if columns else [line.replace("\t", "    ")]
        shows += [
            _show(COLUMNS[column] + shift, 790 - 14 * place, cell)
            for column, cell in enumerate(cells)
            if cell
        ]
    return b"\n".join(shows)


def _show(left: int, up: int, words: str) -> bytes:
    escaped = re.sub(r"([\\()])", r"\\\1", words).encode("cp1252")
    return b"BT /F1 9 Tf %d %d Td (%s) Tj ET" % (left, up, escaped)


def _pdf_file(objects: Sequence[bytes]) -> bytes:
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        content
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            size,
            table,
            size,
            len(content),
        )
    )


def forms() -> dict[str, tuple[str, bytes]]:
    """Give every form of the composed document: its name, the ending of its file, its bytes."""
    annexes = composed()
    text = annexes.text()
    texts = {
        "carriage returns and line feeds": text.replace("\n", "\r\n"),
        "carriage returns alone": text.replace("\n", "\r"),
        "accents decomposed": unicodedata.normalize("NFD", text),
        "no-break spaces": text.replace(" ", "\u00a0"),
        "typographic quotes": typographic(text),
        "columns apart by two blanks": text.replace("\t", "  "),
        "columns aligned by blanks": aligned(text),
        "indented": textwrap.indent(text, "    "),
        "no blank lines": re.sub(r"\n{2,}", "\n", text),
        "two blank lines for one": text.replace("\n\n", "\n\n\n"),
        "a blank line after each": text.replace("\n", "\n\n"),
        "no marks of italics": text.replace("*", ""),
        "round bullets": re.sub(r"(?m)^- (?=\w)", "\u2022 ", text),
        "starred bullets": re.sub(r"(?m)^- (?=\w)", "* ", text),
        "annexes the other way round": replace(annexes, order=(4, 3, 2, 1)).text(),
        "annexes mixed": replace(annexes, order=(2, 4, 1, 3)).text(),
        "no table of contents": replace(annexes, contents=False).text(),
        "contents without page numbers": re.sub(r"(?m)^(Annex \d\..*?)[. ]+\d+$", r"\1", text),
        "contents with leaders": re.sub(r"(?m)^(Annex \d\..*?)[. ]+(\d+)$", r"\1 .......... \2", text),
        "contents with wrapped leaders": re.sub(r"(?m)^(Annex \d\..*?)[. ]+(\d+)$", r"\1 .....\n\2", text),
        "contents with tabs": re.sub(r"(?m)^(Annex \d\..*?)[. ]+(\d+)$", "\\1\t\\2", text),
        "headings in capitals": headings(text, str.upper),
        "headings with a dash": headings(text, lambda line: re.sub(r"(\d)\.", "\\1 \u2013", line)),
        "headings with a colon": headings(text, lambda line: re.sub(r"(\d)\.", r"\1:", line)),
        "headings on two lines": headings(text, lambda line: line.replace(". ", "\n")),
        "headings in roman numbers": headings(
            text, lambda line: re.sub(r"\d", lambda found: ("I", "II", "III", "IV")[int(found[0]) - 1], line)
        ),
        "pages": paged(text, 45),
        "pages with a running head": paged(text, 45, head="A test of forms: annexes"),
        "pages with a numbered foot": paged(text, 40, foot="Office of Tests    Page {} of 9", feed=""),
        "a form feed after each paragraph": text.replace("\n\n", "\n\n\f"),
        "wrapped pages": paged(wrapped(text, 72), 41),
        "wrapped pages with a running head": paged(wrapped(text, 80), 50, head="A TEST OF FORMS"),
        "wrapped, no marks of italics": wrapped(text.replace("*", ""), 80),
        "wrapped, no blank lines": wrapped(re.sub(r"\n{2,}", "\n", text), 80),
        "wrapped, typographic": wrapped(typographic(text), 76),
        **{f"wrapped at {width}": wrapped(text, width) for width in (40, 60, 66, 72, 78, 80, 90, 120)},
        **{f"table wrapped at {width}": wrapped_with_table(text, width) for width in (60, 72, 80, 100)},
    }
    bytes_of = {
        "byte order mark": (".txt", text.encode("utf-8-sig")),
        "two bytes a letter, little end first": (".txt", b"\xff\xfe" + text.encode("utf-16-le")),
        "two bytes a letter, big end first": (".txt", b"\xfe\xff" + text.encode("utf-16-be")),
        "two bytes a letter, no mark": (".txt", text.encode("utf-16-le")),
        "four bytes a letter": (".txt", text.encode("utf-32")),
        "Windows-1252": (".txt", text.encode("cp1252")),
        "Markdown": (".md", as_markdown(text).encode()),
        "Word with lists": (".docx", as_docx(text)),
        "Word without styles": (".docx", as_docx(text, styles=False)),
        "Word, one paragraph for each wrapped line": (".docx", as_docx(wrapped(text, 80), styles=False)),
        "PDF": (".pdf", as_pdf(text)),
        "PDF without columns": (".pdf", as_pdf(text, columns=False)),
        "PDF without gaps": (".pdf", as_pdf(text, gaps=False)),
        "PDF with some gaps": (".pdf", as_pdf(text.replace(".\n\n--", ".\n--"))),
        "PDF with cells that wrap": (".pdf", as_pdf(text, wrap_cells=True)),
        "PDF of narrow pages": (".pdf", as_pdf(text, width=70, height=33)),
    }
    return {name: (".txt", words.encode()) for name, words in texts.items()} | bytes_of
