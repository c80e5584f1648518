"""Annex 4 as people lay it out by hand: the same four ISCMs in one file after the other."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import docx
import openpyxl
import xlwt
from odf import opendocument, table, text
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

FIELDS = (
    "name", "acronym", "type", "region", "year_established", "secretariat", "iom_roles",
    "members", "n_members", "observers", "thematic_focus", "website",
)  # fmt: skip
MECHANISMS: list[dict[str, str]] = [
    dict(zip(FIELDS, values, strict=True))
    for values in (
        ("Regional Conference on Migration", "RCM", "RCP", "North America", "1996", "Secretariat, San José",
         "secretariat;technical_support", "Canada;Mexico;Trinidad and Tobago", "3", "Ecuador;Jamaica",
         "migration policy;human rights of migrants", "https://crmsv.org"),
        ("Colombo Process", "CP", "RCP", "Asia", "2003", "IOM Colombo", "observer;technical_support",
         "Afghanistan;Viet Nam;Sri Lanka;Republic of Korea", "4", "", "labour migration",
         "https://colomboprocess.org"),
        ("Khartoum Process", "KP", "IRF", "Africa and Europe", "2014", "ICMPD", "partner",
         "Bosnia and Herzegovina;Côte d'Ivoire;Iran (Islamic Republic of)", "3", "",
         "trafficking;smuggling", ""),
        ("Global Forum on Migration and Development", "GFMD", "GLOBAL", "Global", "2007", "Unit, Geneva",
         "observer;funding_support", "Namibia;Türkiye", "2", "Holy See", "migration and development",
         "https://gfmd.org"),
    )
]  # fmt: skip
HEADINGS = {
    "name": "Name of ISCM", "acronym": "Acronym", "type": "Type", "region": "Region",
    "year_established": "Year established", "secretariat": "Secretariat", "iom_roles": "IOM's role(s)",
    "members": "Member States", "n_members": "No. of members", "observers": "Observers",
    "thematic_focus": "Thematic focus", "website": "Website",
}  # fmt: skip
FRENCH = (
    "Nom du mécanisme", "Sigle", "Type", "Région", "Année de création", "Secrétariat", "Rôle(s) de l'OIM",
    "États membres", "Nombre de membres", "Observateurs", "Thèmes", "Site web",
)  # fmt: skip
SPANISH = (
    "Nombre del mecanismo", "Sigla", "Tipo", "Región", "Año de creación", "Secretaría", "Función de la OIM",
    "Estados miembros", "Número de miembros", "Observadores", "Temas", "Sitio web",
)  # fmt: skip
ROLE_HEADINGS = {
    "secretariat": "Secretariat", "observer": "Observer", "partner": "Partner",
    "technical_support": "Technical support", "funding_support": "Funding support",
}  # fmt: skip
TYPE_SHEETS = {"RCP": "RCPs", "IRF": "IRFs", "GLOBAL": "Global processes"}
TYPE_WORDS = {
    "RCP": "Regional Consultative Processes (RCPs)", "IRF": "Interregional Forums (IRFs)",
    "GLOBAL": "Global Processes on Migration",
}  # fmt: skip
Layout = Callable[[Path], Path]
Rows = list[list[object]]


def values(mechanism: dict[str, str], without: Sequence[str] = ()) -> list[object]:
    return [mechanism[name] or None for name in FIELDS if name not in without]


def headings(without: Sequence[str] = ()) -> list[object]:
    return [HEADINGS[name] for name in FIELDS if name not in without]


def plain_rows(without: Sequence[str] = ()) -> Rows:
    return [headings(without), *(values(mechanism, without) for mechanism in MECHANISMS)]


def book_of(path: Path, sheets: dict[str, Rows]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def open_book(path: Path, rows: Rows | None = None) -> openpyxl.Workbook:
    return openpyxl.load_workbook(book_of(path, {"ISCMs": rows or plain_rows()}))


def csv_text(rows: Rows, delimiter: str = ",") -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def written(path: Path, content: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(content.encode(encoding))
    return path


def plain(folder: Path) -> Path:
    return book_of(folder / "plain.xlsx", {"ISCMs": plain_rows()})


def numbers_as_numbers(folder: Path) -> Path:
    rows: Rows = [[int(cell) if str(cell).isdigit() else cell for cell in row] for row in plain_rows()]
    return book_of(folder / "numbers.xlsx", {"ISCMs": rows})


def titles_and_offset(folder: Path) -> Path:
    rows: Rows = [
        [],
        ["", "", "IOM"],
        [],
        ["", "", "Active ISCMs and IOM's Roles"],
        ["", "", "December 2019"],
        [],
    ]
    rows += [[None, None, *row] for row in plain_rows()]
    return book_of(folder / "offset.xlsx", {"Annex 4": rows})


def comma_csv(folder: Path) -> Path:
    return written(folder / "comma.csv", csv_text(plain_rows()), "utf-8-sig")


def semicolon_csv(folder: Path) -> Path:
    return written(folder / "semicolon.csv", csv_text(plain_rows(), ";"), "cp1252")


def sep_csv(folder: Path) -> Path:
    return written(folder / "sep.csv", "sep=;\n" + csv_text(plain_rows(), ";"))


def utf16_tabs(folder: Path) -> Path:
    return written(folder / "unicode.txt", csv_text(plain_rows(), "\t"), "utf-16")


def pipes(folder: Path) -> Path:
    rows = [" | ".join(str(cell or "") for cell in row) for row in plain_rows()]
    lines = [f"| {rows[0]} |", "|" + " --- |" * len(FIELDS), *(f"| {row} |" for row in rows[1:])]
    return written(folder / "table.txt", "\n".join(lines) + "\n")


def labels_txt(folder: Path) -> Path:
    blocks = ["\n".join(f"{HEADINGS[n]}: {m[n]}" for n in FIELDS if m[n]) for m in MECHANISMS]
    return written(folder / "labels.txt", "\n\n".join(blocks) + "\n")


def old_xls(folder: Path) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("ISCMs")
    for number, row in enumerate([["Active ISCMs"], *plain_rows()]):
        for column, cell in enumerate(row):
            if cell:
                sheet.write(number, column, cell)
    book.save(str(folder / "old.xls"))
    return folder / "old.xls"


def libre_ods(folder: Path) -> Path:
    document = opendocument.OpenDocumentSpreadsheet()
    sheet = table.Table(name="ISCMs")
    for row in plain_rows():
        line = table.TableRow()
        for cell in row:
            place = table.TableCell(valuetype="string") if cell else table.TableCell()
            if cell:
                place.addElement(text.P(text=str(cell)))
            line.addElement(place)
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    document.save(str(folder / "libre.ods"))
    return folder / "libre.ods"


def word_table(folder: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("Annex 4. Active ISCMs and IOM's Roles")
    add_table(document, plain_rows())
    document.save(str(folder / "word.docx"))
    return folder / "word.docx"


def word_table_per_type(folder: Path) -> Path:
    document = docx.Document()
    for kind, words in TYPE_WORDS.items():
        document.add_paragraph(words)
        own = [values(m, ["type"]) for m in MECHANISMS if m["type"] == kind]
        add_table(document, [headings(["type"]), *own])
    document.save(str(folder / "types.docx"))
    return folder / "types.docx"


def add_table(document: docx.document.Document, rows: Rows) -> None:
    grid = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            grid.cell(number, column).text = str(cell or "")


def with_marks(folder: Path, mark: str, name: str, *, two_levels: bool) -> Path:
    rest = [name for name in FIELDS if name != "iom_roles"]
    roles = list(ROLE_HEADINGS)
    sub = [ROLE_HEADINGS[role] for role in roles]
    first: list[object] = [HEADINGS[name] for name in rest]
    if two_levels:
        rows: Rows = [[*first, "IOM's roles"], [*[None] * len(rest), *sub]]
    else:
        rows = [[*first, *(f"IOM {word.lower()}" if word != "Partner" else "IOM partner" for word in sub)]]
    for mechanism in MECHANISMS:
        held = mechanism["iom_roles"].split(";")
        rows.append(
            [*(mechanism[n] or None for n in rest), *(mark if role in held else None for role in roles)]
        )
    book = open_book(folder / name, rows)
    sheet = book.worksheets[0]
    if two_levels:
        sheet.merge_cells(
            start_row=1, start_column=len(rest) + 1, end_row=1, end_column=len(rest) + len(roles)
        )
        for column in range(1, len(rest) + 1):
            sheet.merge_cells(start_row=1, start_column=column, end_row=2, end_column=column)
    book.save(folder / name)
    return folder / name


def marks_under_a_group(folder: Path) -> Path:
    return with_marks(folder, "x", "group.xlsx", two_levels=True)


def ticks_in_columns(folder: Path) -> Path:
    return with_marks(folder, "✓", "ticks.xlsx", two_levels=False)


def yes_in_columns(folder: Path) -> Path:
    return with_marks(folder, "Yes", "yes.xlsx", two_levels=False)


def ones_in_columns(folder: Path) -> Path:
    return with_marks(folder, "1", "ones.xlsx", two_levels=True)


def sheet_per_type(folder: Path) -> Path:
    sheets = {
        title: [headings(["type"]), *(values(m, ["type"]) for m in MECHANISMS if m["type"] == kind)]
        for kind, title in TYPE_SHEETS.items()
    }
    return book_of(folder / "types.xlsx", sheets)


def region_banners(folder: Path) -> Path:
    rows: Rows = [headings(["region"])]
    for mechanism in MECHANISMS:
        rows += [[mechanism["region"]], values(mechanism, ["region"])]
    return book_of(folder / "banners.xlsx", {"ISCMs": rows})


def type_and_region_banners(folder: Path) -> Path:
    rows: Rows = [headings(["region", "type"])]
    for kind, words in TYPE_WORDS.items():
        rows.append([words])
        for mechanism in (m for m in MECHANISMS if m["type"] == kind):
            rows += [[mechanism["region"]], values(mechanism, ["region", "type"])]
    return book_of(folder / "two-banners.xlsx", {"ISCMs": rows})


def merged_type(folder: Path) -> Path:
    rows = plain_rows()
    rows[2][2] = None
    book = open_book(folder / "merged.xlsx", rows)
    book.worksheets[0].merge_cells("C2:C3")
    book.save(folder / "merged.xlsx")
    return folder / "merged.xlsx"


def fact_sheets(folder: Path) -> Path:
    sheets = {
        m["acronym"]: [["Fact sheet"], [], *([HEADINGS[n], m[n]] for n in FIELDS if m[n])] for m in MECHANISMS
    }
    return book_of(folder / "facts.xlsx", sheets)  # type: ignore[arg-type]  # rows of text are rows


def turned_round(folder: Path) -> Path:
    rows: Rows = [[HEADINGS[name], *(m[name] or None for m in MECHANISMS)] for name in FIELDS]
    return book_of(folder / "turned.xlsx", {"ISCMs": rows})


def repeated_headings(folder: Path) -> Path:
    rows: Rows = []
    for mechanism in MECHANISMS:
        rows += [headings(), values(mechanism), []]
    return book_of(folder / "repeated.xlsx", {"ISCMs": rows})


def french(folder: Path) -> Path:
    return book_of(folder / "français.xlsx", {"Mécanismes": [list(FRENCH), *plain_rows()[1:]]})


def spanish(folder: Path) -> Path:
    return book_of(folder / "español.xlsx", {"Mecanismos": [list(SPANISH), *plain_rows()[1:]]})


def acronym_in_name(folder: Path) -> Path:
    rows = plain_rows(["acronym"])
    for row, mechanism in zip(rows[1:], MECHANISMS, strict=True):
        row[0] = f"{mechanism['name']} ({mechanism['acronym']})"
    return book_of(folder / "acronyms.xlsx", {"ISCMs": rows})


def a_member_a_row(folder: Path) -> Path:
    rows: Rows = [headings()]
    for mechanism in MECHANISMS:
        members = mechanism["members"].split(";")
        rows.append([members[0] if n == "members" else mechanism[n] or None for n in FIELDS])
        rows += [[member if n == "members" else None for n in FIELDS] for member in members[1:]]
    return book_of(folder / "members.xlsx", {"ISCMs": rows})


def notes_totals_and_spacers(folder: Path) -> Path:
    rows: Rows = [[cell for value in row for cell in (value, None)] for row in plain_rows()]
    rows = [["No.", *rows[0]], *([number, *row] for number, row in enumerate(rows[1:], 1))]
    rows += [
        [],
        ["Total", "4 ISCMs"],
        [],
        ["Note: compiled by the secretariat."],
        ["* as of 2019"],
        ["Source: IOM"],
    ]
    return book_of(folder / "notes.xlsx", {"ISCMs": rows})


def footnotes(folder: Path) -> Path:
    rows = plain_rows()
    rows[1][0], rows[2][0], rows[3][0] = f"{rows[1][0]}*", f"{rows[2][0]} [a]", f"{rows[3][0]}¹"
    rows[1][7] = "Canada*; Mexico1; Trinidad and Tobago (Chair)"
    return book_of(folder / "footnotes.xlsx", {"ISCMs": rows})


def hidden_and_commented(folder: Path) -> Path:
    book = open_book(folder / "hidden.xlsx")
    sheet = book.worksheets[0]
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet["A2"].comment = Comment("renamed in 2018", "a colleague")
    book.save(folder / "hidden.xlsx")
    return folder / "hidden.xlsx"


def dated(folder: Path, name: str, *, mac: bool) -> Path:
    rows = plain_rows()
    for row in rows[1:]:
        row[4] = dt.date(int(str(row[4])), 6, 1)
    book = openpyxl.Workbook()
    if mac:
        book.epoch = CALENDAR_MAC_1904
    for row in rows:
        book.worksheets[0].append(row)
    book.save(folder / name)
    return folder / name


def date_cells(folder: Path) -> Path:
    return dated(folder, "dates.xlsx", mac=False)


def dates_since_1904(folder: Path) -> Path:
    return dated(folder, "mac.xlsx", mac=True)


def years_in_words(folder: Path) -> Path:
    rows = plain_rows()
    rows[1][4], rows[2][4], rows[3][4] = "1996 (re-launched 2005)", "Established in 2003", "since 2014"
    return book_of(folder / "years.xlsx", {"ISCMs": rows})


def totals_in_members(folder: Path) -> Path:
    rows = plain_rows(["n_members"])
    forms = ("{} (Total: {})", "Total: {1}\n{0}", "{1} Member States: {0}", "{} ({})")
    for row, mechanism, form in zip(rows[1:], MECHANISMS, forms, strict=True):
        row[7] = form.format(mechanism["members"].replace(";", ", "), mechanism["n_members"])
    return book_of(folder / "totals.xlsx", {"ISCMs": rows})


def lines_in_cells(folder: Path) -> Path:
    rows = plain_rows()
    for row in rows[1:]:
        for column in (6, 7, 9, 10):
            row[column] = str(row[column] or "").replace(";", "\n") or None
        row[6] = str(row[6]).replace("\n", " / ").replace("_", " ")
    return book_of(folder / "lines.xlsx", {"ISCMs": rows})


def roles_with_and(folder: Path) -> Path:
    rows = plain_rows()
    for row in rows[1:]:
        row[6] = str(row[6]).replace(";", " and ").replace("_", " ").capitalize()
        row[7] = " and ".join(str(row[7]).replace(";", ", ").rsplit(", ", 1))
    return book_of(folder / "and.xlsx", {"ISCMs": rows})


def heading_over_two_rows(folder: Path) -> Path:
    split = {
        "Name of ISCM": ("Name of", "ISCM"),
        "Year established": ("Year", "established"),
        "IOM's role(s)": ("Role(s)", "of IOM"),
    }
    two = [split.get(str(heading), (heading, None)) for heading in headings()]
    return book_of(
        folder / "two.xlsx", {"ISCMs": [[a for a, _ in two], [b for _, b in two], *plain_rows()[1:]]}
    )


def other_order(folder: Path) -> Path:
    return book_of(folder / "order.xlsx", {"ISCMs": [list(reversed(row)) for row in plain_rows()]})


def three_sheets(folder: Path) -> Path:
    lists = ("iom_roles", "members", "observers")
    rows: Rows = [["iscm_id", *headings(lists)], *([m["acronym"], *values(m, lists)] for m in MECHANISMS)]
    roles: Rows = [
        ["iscm_id", "role"],
        *([m["acronym"], r] for m in MECHANISMS for r in m["iom_roles"].split(";")),
    ]
    states: Rows = [["iscm_id", "country", "participation"]]
    for m in MECHANISMS:
        for column in ("members", "observers"):
            states += [[m["acronym"], state, column[:-1]] for state in m[column].split(";") if state]
    return book_of(folder / "three.xlsx", {"ISCMs": rows, "Roles": roles, "Participation": states})


def cover_sheet_first(folder: Path) -> Path:
    cover: Rows = [["An evaluation of IOM's engagement"], [], ["December 2019"]]
    return book_of(folder / "cover.xlsx", {"Cover": cover, "ISCMs": plain_rows()})


def shared_strings(folder: Path) -> Path:
    """As Excel writes it: texts in a part of their own, one of them in two pieces."""
    texts: list[str] = []
    with zipfile.ZipFile(plain(folder)) as old:
        parts = {name: old.read(name).decode() for name in old.namelist()}

    def share(found: re.Match[str]) -> str:
        texts.append(found[2])
        return f'<c r="{found[1]}" t="s"><v>{len(texts) - 1}</v></c>'

    sheet = "xl/worksheets/sheet1.xml"
    pattern = r'<c r="([A-Z0-9]+)" t="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>'
    parts[sheet] = re.sub(pattern, share, parts[sheet])
    split = "<si><r><t>Regional Conference</t></r><r><t xml:space='preserve'> on Migration</t></r></si>"
    items = [f"<si><t>{item}</t></si>" if item != MECHANISMS[0]["name"] else split for item in texts]
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{"".join(items)}</sst>'
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", override)
    with zipfile.ZipFile(folder / "shared.xlsx", "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return folder / "shared.xlsx"


def two_tables(folder: Path) -> Path:
    """A table for each type under its title, with other columns and another order."""
    rows: Rows = []
    for place, (kind, words) in enumerate(TYPE_WORDS.items()):
        own: Rows = [headings(["type"]), *(values(m, ["type"]) for m in MECHANISMS if m["type"] == kind)]
        rows += [[words], *(row[::-1] if place else row for row in own), []]
    return book_of(folder / "stacked.xlsx", {"ISCMs": rows})


def layouts() -> Iterator[Layout]:
    yield from (
        plain, numbers_as_numbers, titles_and_offset, comma_csv, semicolon_csv, sep_csv, utf16_tabs, pipes,
        labels_txt, old_xls, libre_ods, word_table, word_table_per_type, marks_under_a_group,
        ticks_in_columns,
        yes_in_columns, ones_in_columns, sheet_per_type, region_banners, type_and_region_banners, merged_type,
        fact_sheets, turned_round, repeated_headings, french, spanish, acronym_in_name, a_member_a_row,
        notes_totals_and_spacers, footnotes, hidden_and_commented, date_cells, dates_since_1904,
        years_in_words,
        totals_in_members, lines_in_cells, roles_with_and, heading_over_two_rows, other_order, three_sheets,
        cover_sheet_first, shared_strings, two_tables,
    )  # fmt: skip
