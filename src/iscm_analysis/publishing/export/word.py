"""A page as a Word file for comments: pandoc sets it, styles of ours dress it."""

from __future__ import annotations

import base64
import io
import subprocess
import tempfile
from pathlib import Path

import pypandoc
from docx import Document
from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.styles import CT_Style
from docx.shared import Cm, Pt, RGBColor
from lxml import html
from lxml.html import HtmlElement

from iscm_analysis.publishing.export.built_page import BuiltPage
from iscm_analysis.publishing.export.container import settled
from iscm_analysis.publishing.export.raster import png

INK, MUTED, ACCENT = RGBColor(0x1B, 0x24, 0x27), RGBColor(0x5A, 0x66, 0x6C), RGBColor(0x0B, 0x55, 0x63)
ID_STYLE = "Number id"
WIDEST, HIGHEST = 16.5, 20.0  # centimetres
_SVG = "data:image/svg+xml;base64,"
_LETTERS = {"Title": 22, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11}
_SMALL = {"Image Caption": 9.5, "Table Caption": 9.5, "Compact": 9, "Footnote Text": 9}


def word_file(page: BuiltPage) -> bytes:
    """Give the page as the bytes of a .docx file."""
    with tempfile.TemporaryDirectory() as folder:
        reference, made = Path(folder, "reference.docx"), Path(folder, "made.docx")
        reference.write_bytes(_reference(page))
        pypandoc.convert_text(
            html.tostring(_prepared(page), encoding="unicode"),
            "docx",
            format="html-auto_identifiers",
            outputfile=str(made),
            extra_args=[
                f"--reference-doc={reference}",
                "--shift-heading-level-by=-1",
                "--metadata=lang:en-GB",
                f"--metadata=title:{page.title}",
                f"--metadata=subtitle:{_about(page)}",
            ],
        )
        return settled(made.read_bytes(), title=page.title, subject=page.evaluation)


def _about(page: BuiltPage) -> str:
    parameters = "; ".join(f"{name} {value}" for name, value in page.parameter_words)
    return " · ".join(part for part in (page.evaluation, f"edition: {page.edition}", parameters) if part)


def _prepared(page: BuiltPage) -> HtmlElement:
    """Make of the page's content what pandoc understands: title apart, pictures as PNG, ids printed."""
    content = page.content()
    for title in content.xpath("descendant::h1 | descendant::*[contains(@class, 'parameters')]"):
        title.drop_tree()
    for image in content.iter("img"):
        _picture(image)
    for number in content.xpath("descendant::a[@class = 'number' and @id]"):
        name = html.Element("span", {"custom-style": ID_STYLE, "id": number.attrib.pop("id")})
        name.text = f"\N{NO-BREAK SPACE}{name.get('id').removeprefix('N-')}"
        number.addnext(name)
        name.tail, number.tail = number.tail, None
    for cell in content.xpath("descendant::*[(self::td or self::th) and contains(@class, 'num')]"):
        cell.set("align", "right")
    return content


def _picture(image: HtmlElement) -> None:
    """Make a picture one that Word shows, as wide as the text and no higher than a page."""
    if not (source := image.get("src", "")).startswith(_SVG):
        image.set("width", f"{WIDEST}cm")
        return
    drawn, share = png(base64.b64decode(source.removeprefix(_SVG)))
    image.set("src", f"data:image/png;base64,{base64.b64encode(drawn).decode()}")
    image.set("width", f"{min(WIDEST, HIGHEST / share):.1f}cm")


def _reference(page: BuiltPage) -> bytes:
    """Dress pandoc's own styles: A4, quiet letters, ruled tables, a foot with page and edition."""
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file=reference.docx"]
    plain = subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603  # pypandoc's own
    document = Document(io.BytesIO(plain))
    _lay_out(document, page)
    _dress(document)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _lay_out(document: WordFile, page: BuiltPage) -> None:
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.25)
        section.top_margin = section.bottom_margin = Cm(2.2)
        foot = section.footer.paragraphs[0]
        foot.text = f"{page.title}, {page.edition} edition. Page "
        number = OxmlElement("w:fldSimple")
        number.set(qn("w:instr"), "PAGE")
        foot._p.append(number)  # noqa: SLF001  # python-docx has no fields
        foot.style.font.size = Pt(8)


def _dress(document: WordFile) -> None:
    styles = document.styles
    for style in styles:
        if style.type in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER):
            _letters(style.element, "Calibri")
    for name, size in {**_LETTERS, **_SMALL}.items():
        if name in styles:
            styles[name].font.size = Pt(size)
    for name in _LETTERS:
        styles[name].font.color.rgb = ACCENT if name == "Heading 3" else INK
        _letters(styles[name].element, "Cambria")
    small = styles.add_style(ID_STYLE, WD_STYLE_TYPE.CHARACTER)
    small.font.size, small.font.color.rgb = Pt(7), MUTED


def _letters(style: CT_Style, family: str) -> None:
    fonts = style.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), family)
    for kind in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)
