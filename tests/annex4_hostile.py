"""Files nobody should have to open: each is refused in one line, or read right."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import annex4_files as made

READ, REFUSED, EITHER = "read", "refused", "either"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
ODS_ROWS = '<table:table-row table:number-rows-repeated="1048000">'
ROWS_START, ROWS_END = "<sheetData>", "</sheetData>"
Change = Callable[[str], str]


@dataclass(frozen=True)
class Hostile:
    """One file by name, what is in it, and what has to come of it."""

    name: str
    content: Callable[[Path], bytes]
    outcome: str
    says: str = ""


def plain(folder: Path) -> bytes:
    return made.plain(folder).read_bytes()


def repacked(content: bytes, changes: dict[str, bytes], *, more: dict[str, bytes] | None = None) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return buffer.getvalue()


def part_of(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def with_part(part: str, change: Change, encoding: str = "utf-8") -> Callable[[Path], bytes]:
    def content(folder: Path) -> bytes:
        whole = plain(folder)
        return repacked(whole, {part: change(part_of(whole, part)).encode(encoding)})

    return content


def with_more(**parts: bytes) -> Callable[[Path], bytes]:
    return lambda folder: repacked(plain(folder), {}, more=parts)


def after_start(extra: str) -> Change:
    return lambda xml: xml.replace(ROWS_START, ROWS_START + extra, 1)


def before_end(extra: str) -> Change:
    return lambda xml: xml.replace(ROWS_END, extra + ROWS_END, 1)


def inline(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def flagged(folder: Path, offset: int, value: int, *, size: int) -> bytes:
    """Overwrite a field of the first central directory entry and of its local header."""
    content = bytearray(plain(folder))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        start = archive.start_dir
    content[start + offset : start + offset + size] = value.to_bytes(size, "little")
    return bytes(content)


def cut(share: float) -> Callable[[Path], bytes]:
    return lambda folder: plain(folder)[: int(len(plain(folder)) * share)]


def flipped(seed: int) -> Callable[[Path], bytes]:
    def content(folder: Path) -> bytes:
        whole, dice = bytearray(plain(folder)), random.Random(seed)  # noqa: S311  # no secret
        for _ in range(3):
            whole[dice.randrange(len(whole))] ^= 1 << dice.randrange(8)
        return bytes(whole)

    return content


def noise(seed: int) -> Callable[[Path], bytes]:
    return lambda _folder: random.Random(seed).randbytes(20_000)  # noqa: S311  # no secret


def fixed(content: bytes) -> Callable[[Path], bytes]:
    return lambda _folder: content


def of(layout: made.Layout) -> Callable[[Path], bytes]:
    return lambda folder: layout(folder).read_bytes()


def text(content: str, encoding: str = "utf-8") -> Callable[[Path], bytes]:
    return fixed(content.encode(encoding))


def archive_of(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Callable[[Path], bytes]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return fixed(buffer.getvalue())


def encrypted_ole() -> bytes:
    return OLE + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)


def cut_half(content: Callable[[Path], bytes]) -> Callable[[Path], bytes]:
    return lambda folder: content(folder)[: len(content(folder)) // 2]


def cell_csv(column: int, cell: str) -> Callable[[Path], bytes]:
    rows = made.plain_rows()
    rows[1][column] = cell
    return text(made.csv_text(rows))


def big_sheet(rows: str) -> Callable[[Path], bytes]:
    return with_part(SHEET, before_end(rows))


def ods(content: str) -> Callable[[Path], bytes]:
    def whole(folder: Path) -> bytes:
        file = made.libre_ods(folder).read_bytes()
        xml = part_of(file, "content.xml")
        return repacked(
            file, {"content.xml": xml.replace("</table:table>", content + "</table:table>").encode()}
        )

    return whole


def word(change: Change) -> Callable[[Path], bytes]:
    def whole(folder: Path) -> bytes:
        file = made.word_table(folder).read_bytes()
        return repacked(file, {"word/document.xml": change(part_of(file, "word/document.xml")).encode()})

    return whole


def bombs() -> Iterator[Hostile]:
    zeros, spaces = bytes(250_000_000), b" " * 120_000_000
    yield Hostile("bomb.xlsx", with_more(**{"xl/media/x.png": zeros}), REFUSED, "absurd size")
    yield Hostile("ratio.xlsx", with_more(**{"xl/a.xml": spaces[:20_000_000]}), REFUSED, "absurd size")
    yield Hostile(
        "nested.xlsx", with_more(**{"xl/embeddings/in.zip": archive_of({"z": zeros})(Path())}), READ
    )
    yield Hostile("short-lie.xlsx", lambda f: flagged(f, 24, 10, size=4), REFUSED, "archive")
    yield Hostile("long-lie.xlsx", lambda f: flagged(f, 24, 2**31, size=4), REFUSED, "archive")
    yield Hostile("packed-lie.xlsx", lambda f: flagged(f, 20, 5, size=4), REFUSED, "archive")
    yield Hostile("locked.xlsx", lambda f: flagged(f, 8, 1, size=2), REFUSED, "password")
    yield Hostile("method.xlsx", lambda f: flagged(f, 10, 14, size=2), REFUSED, "packed in a way")
    yield Hostile("offset.xlsx", lambda f: flagged(f, 42, 77, size=4), REFUSED, "damaged")
    yield Hostile("many.xlsx", with_more(**{f"x/{n}": b"" for n in range(6000)}), REFUSED, "archive of")
    yield Hostile("deep.xlsx", with_more(**{"a/" * 20_000 + "x": b"x"}), READ)
    yield Hostile("away.xlsx", with_more(**{"../../../../tmp/x": b"x"}), READ)
    yield Hostile("twice.xlsx", twice, REFUSED, "two files of one name")
    yield Hostile(
        "bomb.ods",
        archive_of({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": zeros}),
        REFUSED,
        "absurd size",
    )
    yield Hostile(
        "bomb.docx",
        archive_of(
            {"[Content_Types].xml": b"wordprocessingml.document.main+xml", "word/document.xml": spaces}
        ),
        REFUSED,
        "absurd size",
    )


def twice(folder: Path) -> bytes:
    buffer = io.BytesIO(plain(folder))
    with zipfile.ZipFile(buffer, "a") as archive:
        info = zipfile.ZipInfo("xl/workbook.xml")
        archive.filelist = [item for item in archive.filelist if item.filename != info.filename] + [
            item for item in archive.filelist if item.filename == info.filename
        ]
        archive.NameToInfo.pop(info.filename)
        archive.writestr(info, b"<workbook/>")
    return buffer.getvalue()


def entities() -> Iterator[Hostile]:
    put: Change = lambda xml: DOCTYPE + xml.replace("<t>", "<t>&b;", 1)  # noqa: E731  # as short as it gets
    outside: Change = lambda xml: '<!DOCTYPE x SYSTEM "file:///etc/passwd">' + xml  # noqa: E731  # likewise
    for part in (SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"):
        name = part.rsplit("/", 1)[-1].split(".")[0].strip("[]")
        yield Hostile(f"entities-{name}.xlsx", with_part(part, put), REFUSED, "document type")
    yield Hostile(
        "entities-strings.xlsx", with_more(**{"xl/sharedStrings.xml": DOCTYPE.encode()}), REFUSED, "document"
    )
    yield Hostile("outside.xlsx", with_part(SHEET, outside), REFUSED, "document type")
    yield Hostile("wide.xlsx", with_part(SHEET, put, "utf-16"), REFUSED, "document type")
    odd: Change = lambda xml: '<?xml version="1.0" encoding="utf-7"?>' + xml  # noqa: E731  # likewise
    yield Hostile("utf7.xlsx", with_part(SHEET, odd), REFUSED, "odd encoding")
    yield Hostile(
        "entities.docx", word(lambda xml: xml.replace("?>", "?>" + DOCTYPE, 1)), REFUSED, "document type"
    )


def sheets() -> Iterator[Hostile]:
    million = "".join(f'<row r="{n}" spans="1:1" s="1" customFormat="1"/>' for n in range(20, 1_000_020))
    cells = "".join(f'<row r="{n}"><c r="A{n}" s="0"/><c r="B{n}" s="0"/></row>' for n in range(20, 600_020))
    wide = "".join(inline(f"{made.openpyxl.utils.get_column_letter(n)}9", "x") for n in range(1, 9000))
    deep = "<a>" * 100_000 + "</a>" * 100_000
    full = "".join(
        f'<row r="{n}">' + "".join(f'<c r="{c}{n}"><v>1</v></c>' for c in "ABCDEFGHIJ") + "</row>"
        for n in range(9, 60_009)
    )
    dimension: Change = lambda xml: xml.replace('<dimension ref="A1:L5"', '<dimension ref="A1:XFD1048576"')  # noqa: E731  # short
    merges = (
        "<mergeCells>" + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(20, 40_020)) + "</mergeCells>"
    )
    yield Hostile("dimensions.xlsx", with_part(SHEET, dimension), READ)
    yield Hostile("million.xlsx", big_sheet(million), READ)
    yield Hostile("formatted.xlsx", big_sheet(cells), READ)
    yield Hostile("full.xlsx", big_sheet(full), REFUSED, "more than")
    yield Hostile("columns.xlsx", big_sheet(f'<row r="9">{wide}</row>'), EITHER)
    yield Hostile("far.xlsx", big_sheet(f'<row r="99999999999">{inline("A99999999999", "x")}</row>'), REFUSED)
    yield Hostile("beyond.xlsx", big_sheet(f'<row r="9">{inline("ZZZZZZ9", "x")}</row>'), REFUSED)
    yield Hostile("nowhere.xlsx", big_sheet(f'<row r="9">{inline("?", "x")}</row>'), REFUSED)
    yield Hostile("nested-xml.xlsx", big_sheet(f'<row r="9">{deep}</row>'), EITHER)
    yield Hostile("letters.xlsx", big_sheet(f'<row r="9">{inline("A9", "y" * 500_000)}</row>'), REFUSED, "A9")
    yield Hostile("string.xlsx", big_sheet('<row r="9"><c r="A9" t="s"><v>123456</v></c></row>'), REFUSED)
    yield Hostile("merged.xlsx", with_part(SHEET, lambda x: x.replace(ROWS_END, ROWS_END + merges)), REFUSED)
    span = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    yield Hostile("all-merged.xlsx", with_part(SHEET, lambda x: x.replace(ROWS_END, ROWS_END + span)), EITHER)
    circle = '<row r="9"><c r="A9"><f>B9</f></c><c r="B9"><f>A9</f></c></row>'
    yield Hostile("circle.xlsx", big_sheet(circle), EITHER)
    long = f'<row r="9"><c r="A9"><f>{"A1+" * 100_000}1</f></c></row>'
    yield Hostile("formula.xlsx", big_sheet(long), EITHER)
    yield Hostile("infinite.xlsx", big_sheet('<row r="9"><c r="A9"><v>1e999</v></c></row>'), EITHER)
    yield Hostile("date.xlsx", big_sheet('<row r="9"><c r="A9" t="d"><v>yesterday</v></c></row>'), REFUSED)
    yield Hostile("no-xml.xlsx", with_part(SHEET, lambda _xml: "<worksheet"), REFUSED)
    yield Hostile(
        "no-sheet.xlsx",
        with_part(
            "xl/workbook.xml", lambda x: x.replace("<sheets>", "<sheets/><x>").replace("</sheets>", "</x>")
        ),
        REFUSED,
    )
    yield Hostile("relations.xlsx", with_part("xl/_rels/workbook.xml.rels", lambda _x: "<x/>"), REFUSED)
    yield Hostile(
        "rows.ods",
        ods(f'{ODS_ROWS}<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'),
        EITHER,
    )
    one = (
        '<table:table-cell table:number-columns-repeated="16000" office:value-type="float" office:value="1">'
    )
    full_ods = f"{ODS_ROWS}{one}<text:p>1</text:p></table:table-cell></table:table-row>"
    yield Hostile("filled.ods", ods(full_ods), REFUSED)
    yield Hostile(
        "span.docx", word(lambda x: x.replace("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="999999999"/>')), EITHER
    )
    yield Hostile("broken.docx", word(lambda x: x[: len(x) // 2]), REFUSED)


def kinds() -> Iterator[Hostile]:
    page = "<html><body><table><tr><td>Name</td></tr></table></body></html>"
    for name in ("page.xls", "page.xlsx", "page.csv", "page.ods"):
        yield Hostile(name, text(page), REFUSED, "web page")
    xml = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    yield Hostile("flat.xls", text(xml), REFUSED, "XML")
    yield Hostile("comma.xlsx", of(made.comma_csv), REFUSED, "plain text")
    yield Hostile("comma.xls", of(made.comma_csv), REFUSED, "plain text")
    yield Hostile("new.xls", plain, REFUSED, "zip archive")
    yield Hostile("old.xlsx", of(made.old_xls), REFUSED, "old Office")
    yield Hostile("old.csv", of(made.old_xls), REFUSED, "old Office")
    yield Hostile("new.csv", plain, REFUSED, "zip archive")
    yield Hostile("word.xlsx", of(made.word_table), REFUSED, "another kind")
    yield Hostile("sheet.docx", plain, REFUSED, "another kind")
    yield Hostile("libre.xlsx", of(made.libre_ods), REFUSED, "no .xlsx")
    yield Hostile("sheet.ods", plain, REFUSED, "no .ods")
    yield Hostile("letters.xlsx", archive_of({"letter.txt": b"Dear colleagues"}), REFUSED, "no .xlsx")
    yield Hostile("empty-zip.xlsx", fixed(b"PK\x05\x06" + bytes(18)), REFUSED)
    yield Hostile("paper.csv", fixed(b"%PDF-1.7 \x00\x01"), REFUSED, "PDF")
    yield Hostile("picture.txt", fixed(b"\x89PNG\r\n\x1a\n\x00\x00\x01\x02"), REFUSED, "binary")
    yield Hostile("locked.xlsx", fixed(encrypted_ole()), REFUSED, "password")
    yield Hostile("locked.docx", fixed(encrypted_ole()), REFUSED, "password")
    yield Hostile("cut.xls", cut_half(of(made.old_xls)), EITHER)
    yield Hostile("magic.xls", fixed(OLE + bytes(4000)), REFUSED)
    yield Hostile("cut.ods", cut_half(of(made.libre_ods)), REFUSED)
    yield Hostile("cut.docx", cut_half(of(made.word_table)), REFUSED)
    yield Hostile("what.xlsb", plain, REFUSED, "not read")
    yield Hostile("without-ending", plain, REFUSED, "not read")
    for seed, suffix in enumerate((".xlsx", ".xls", ".ods", ".docx", ".csv", ".txt")):
        yield Hostile(f"empty{suffix}", fixed(b""), REFUSED, "empty")
        yield Hostile(f"noise{suffix}", noise(seed), REFUSED)


def texts() -> Iterator[Hostile]:
    table = made.csv_text(made.plain_rows())
    yield Hostile("nul.csv", text(table.replace("Asia", "As\x00ia")), REFUSED, "NUL")
    yield Hostile(
        "open-end.csv", text(table.replace("Khartoum Process", '"Khartoum Process')), REFUSED, "quote"
    )
    yield Hostile("open-mid.csv", text(table.replace("KP,", '"KP,')), REFUSED, "quote")
    yield Hostile("mixed.csv", fixed(table.encode() + "é,Ação\n".encode("cp1252")), REFUSED, "encodings")
    yield Hostile("wide.csv", text(table, "utf-16"), READ)
    yield Hostile("wide-bare.csv", text(table, "utf-16-le"), READ)
    yield Hostile("wide-cut.csv", fixed(table.encode("utf-16")[:-1]), REFUSED)
    yield Hostile("mac.csv", text(table.replace("\n", "\r")), READ)
    yield Hostile("blank.csv", text(" \n" * 1000), REFUSED, "no filled cell")
    yield Hostile("lines.csv", text(table + "\n" * 2_000_000), READ)
    yield Hostile("commas.csv", text(table + ("," * 11 + "\n") * 300_000), READ)
    yield Hostile("one-line.csv", text("x" * 3_000_000), REFUSED)
    yield Hostile("cells.csv", text(table + "a,b,c,d\n" * 100_000), REFUSED, "more than")
    yield Hostile(
        "columns.csv",
        text(",".join(["Name", "Acronym", *(f"c{n}" for n in range(5000))]) + "\nA Process,AP\n"),
        EITHER,
    )
    yield Hostile(
        "unknown.csv", cell_csv(7, ";".join(f"Ruritania {n} of the north" for n in range(3000))), EITHER
    )
    yield Hostile("brackets.csv", cell_csv(7, "(" * 50_000), EITHER)
    yield Hostile("closing.csv", cell_csv(7, "a, (" * 12_000), EITHER)
    yield Hostile("totals.csv", cell_csv(7, "total of members " * 5000), EITHER)
    yield Hostile("spaces.csv", cell_csv(7, "x" + " " * 90_000 + "x"), EITHER)
    yield Hostile("stars.csv", cell_csv(0, "*" * 90_000 + "x"), EITHER)
    yield Hostile("roles.csv", cell_csv(6, "observer and " * 6000), EITHER)
    yield Hostile("name.csv", cell_csv(0, "A(" * 40_000), EITHER)
    yield Hostile(
        "letters.csv", text("Letter to the Director General\nDear colleague,\n"), REFUSED, "no table"
    )
    yield Hostile("heading.csv", text("Name,Acronym,Members\n"), REFUSED, "no table")


def files() -> list[Hostile]:
    damaged = [Hostile(f"cut-{n}.xlsx", cut(n / 13), REFUSED) for n in range(1, 13)]
    flips = [Hostile(f"flipped-{n}.xlsx", flipped(n), EITHER) for n in range(25)]
    return [*bombs(), *entities(), *sheets(), *kinds(), *texts(), *damaged, *flips]
