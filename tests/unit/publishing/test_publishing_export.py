"""Pages as Word files and workbooks, read back by what reads them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import Result
from docx import Document
from docx.document import Document as WordFile
from openpyxl import Workbook, load_workbook
from PIL import Image

from iscm_analysis.errors import IscmError
from iscm_analysis.publishing.export.raster import png
from small_site import small_site

pytestmark = pytest.mark.xdist_group("export")  # they share one site

Command = Callable[..., Result]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_site(tmp_path_factory.mktemp("export") / "project")


@pytest.fixture
def inside(built: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder to write to, with the built project around."""
    monkeypatch.setenv("ISCM_PROJECT", str(built))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def workbook(inside: Path, iscm: Command) -> Workbook:
    result = iscm("export", "small", "--to", "xlsx")
    assert result.stdout == "small written to small.xlsx\n"
    return load_workbook(inside / "small.xlsx")


@pytest.fixture
def word(inside: Path, iscm: Command) -> WordFile:
    assert iscm("export", "small", "--to", "docx", "--quiet").stdout == ""
    return Document(str(inside / "small.docx"))


def test_every_table_is_a_sheet_with_its_caption_source_and_head(workbook: Workbook) -> None:
    assert workbook.sheetnames == ["page", "T-A-1", "T-A-2", "rows", "sources"]
    lines = list(workbook["T-A-1"].iter_rows(values_only=True))
    assert lines[0][0] == "Table T-A-1 A bit of everything"
    assert lines[1][0] == "Source: Nobody."
    assert lines[3] == ("Name", "Number", "Share", "Day")
    assert "no row to show" in workbook["T-A-2"]["A1"].value
    assert workbook["T-A-1"].freeze_panes == "B5"


def test_cells_are_numbers_days_words_and_nothing_where_nothing_is_known(workbook: Workbook) -> None:
    cells = list(workbook["T-A-1"].iter_rows(min_row=5, values_only=True))
    assert cells == [
        ("=1+1", 1, 0.5, datetime(2019, 3, 7)),  # noqa: DTZ001  # a day has no zone
        ("<b>Zo\u00eb</b>", None, 0.25, None),
        (None, 16358446, None, datetime(2018, 1, 1)),  # noqa: DTZ001
    ]


def test_what_looks_like_a_formula_is_text(workbook: Workbook) -> None:
    cell = workbook["T-A-1"]["A5"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_the_first_sheet_says_what_page_it_is_and_what_its_numbers_mean(workbook: Workbook) -> None:
    lines = list(workbook["page"].iter_rows(values_only=True))
    assert lines[0][0] == "Small"
    assert lines[3][:2] == ("Parameters", "period 2014, 2019; iscm all")
    active, few = lines[-2:]
    assert active[:6] == ("A.n_active", "small", 28, None, "active ISCMs", 28)
    assert active[7] == "iscms"
    assert few[:6] == ("A.n_budget", "small", "fewer than 3", None, "people in the budget unit", None)


def test_every_row_behind_a_number_stands_in_the_workbook_and_none_of_a_withheld_one(
    workbook: Workbook,
) -> None:
    _, _, head, *rows = workbook["rows"].iter_rows(values_only=True)
    assert head[:5] == ("number_id", "page", "tables", "named_by", "key")
    assert [row[0] for row in rows] == ["A.n_active"] * 28
    assert all(row[7].startswith("Annex 4, sheet ISCMs, row ") for row in rows)
    named = {name for row in rows for name in row[6].split(";")}
    assert named == {line[0] for line in workbook["sources"].iter_rows(min_row=4, values_only=True)}


def test_a_word_file_has_title_headings_tables_and_ids(word: WordFile) -> None:
    styles = {paragraph.style.name: paragraph.text for paragraph in word.paragraphs}
    assert styles["Title"] == "Small"
    assert styles["Heading 1"] == "Numbers of this page and the rows behind them"
    assert [cell.text for cell in word.tables[0].rows[1].cells] == ["=1+1", "1", "0.5", "2019-03-07"]
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "28 of 38 (74 %)\N{NO-BREAK SPACE}A.n_active are active" in text
    assert "Table T-A-1 A bit of everything" in text
    assert "import pandas" not in text
    assert "edition. Page" in word.sections[0].footer.paragraphs[0].text


def test_a_figure_in_a_word_file_is_a_picture_with_its_words(word: WordFile) -> None:
    [shape] = word.inline_shapes
    assert "=1+1 1" in word.element.body.xpath(".//wp:docPr/@descr")[0]
    assert round(shape.width.cm, 1) == 16.5
    [name] = [part.partname for part in word.part.package.iter_parts() if "media" in part.partname]
    assert name.endswith(".png")


def test_links_inside_a_word_file_lead_somewhere(word: WordFile) -> None:
    body = word.element.body
    names = set(body.xpath(".//w:bookmarkStart/@w:name"))
    links = set(body.xpath(".//w:hyperlink/@w:anchor"))
    assert {"rows-A.n_active", "N-A.n_active"} <= links
    assert links <= names


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_an_export_has_the_same_bytes_every_time_and_nobodys_name(
    inside: Path, iscm: Command, form: str
) -> None:
    for name in ("one", "other"):
        assert iscm("export", "small", "--to", form, "--out", inside / name).exit_code == 0
    assert (inside / "one").read_bytes() == (inside / "other").read_bytes()
    with ZipFile(inside / "one") as container:
        assert {entry.date_time for entry in container.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = container.read("docProps/core.xml").decode()
    assert "<dc:title>Small</dc:title>" in core
    assert "creator" not in core


def test_a_page_that_is_not_there_is_refused(inside: Path, iscm: Command) -> None:
    result = iscm("export", "nowhere", "--to", "docx")
    assert result.exit_code == 2
    assert "no page nowhere in reports; there are small" in result.stderr
    assert list(inside.iterdir()) == []


def test_without_a_site_the_command_says_what_to_run(project: Path, iscm: Command) -> None:
    result = iscm("export", "relevance", "--to", "xlsx")
    assert (result.exit_code, result.stderr) == (
        1,
        "iscm: no site in reports to export from; run `iscm build`\n",
    )
    assert not (project / "relevance.xlsx").exists()


@pytest.mark.parametrize(
    ("what", "form", "fitting"),
    [("documents", "docx", "csl-json, bibtex, ris"), ("small", "ris", "docx, pdf, xlsx")],
)
def test_a_form_that_does_not_fit_is_refused(iscm: Command, what: str, form: str, fitting: str) -> None:
    result = iscm("export", what, "--to", form)
    assert result.exit_code == 2
    assert result.stderr == f"iscm: {what} cannot be written as {form}; choose {fitting}\n"


@pytest.mark.parametrize(
    ("form", "package", "module"), [("docx", "pypandoc", "word"), ("pdf", "weasyprint", "paper")]
)
def test_a_missing_extra_is_said_with_the_command_that_installs_it(
    inside: Path, iscm: Command, monkeypatch: pytest.MonkeyPatch, form: str, package: str, module: str
) -> None:
    monkeypatch.delitem(sys.modules, f"iscm_analysis.publishing.export.{module}", raising=False)
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    shadow = inside / "shadow"  # a path on which the package is not installed
    monkeypatch.setattr(
        sys, "path", [entry for entry in sys.path if "site-packages" not in entry] + [str(shadow)]
    )
    result = iscm("export", "small", "--to", form)
    assert result.exit_code == 1
    assert result.stderr == f'iscm: {form} needs the package {package}: pip install "iscm-analysis[{form}]"\n'


def test_a_machine_without_pango_is_told_what_to_install(
    inside: Path, iscm: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "iscm_analysis.publishing.export.paper", raising=False)
    stand_in = inside / "shadow" / "weasyprint.py"  # fails as the real one does
    stand_in.parent.mkdir()
    stand_in.write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\")\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(stand_in.parent))
    result = iscm("export", "small", "--to", "pdf")
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "iscm: pdf needs the system library Pango: apt-get install libpango-1.0-0"
    )
    assert result.stderr.count("\n") == 1


def test_a_drawing_keeps_its_place_colours_and_patterns() -> None:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    drawn, share = png(
        f"""<svg {names} viewBox="0 0 72 36"><defs><path id="s" d="M0 0L10 0L10 10L0 10z"/>
        <pattern id="h"><rect fill="#00ff00"/><path style="stroke: #000000"/></pattern></defs>
        <g transform="translate(10 5)" style="fill: #ff0000"><use xlink:href="#s" x="2" y="3"/></g>
        <path d="M 40 10 L 60 10 L 60 30 L 40 30 z" style="fill: url(#h)"/></svg>""".encode()
    )
    picture = Image.open(BytesIO(drawn)).convert("RGB")
    colours = picture.crop((117, 60, 160, 80)).getcolors()
    assert (picture.size, share) == ((200, 100), 0.5)
    assert picture.getpixel((45, 35)) == (255, 0, 0)
    assert picture.getpixel((20, 35)) == (255, 255, 255)
    assert colours is not None
    assert len(colours) > 1


def test_a_drawing_of_something_else_than_outlines_is_refused() -> None:
    with pytest.raises(IscmError, match="a drawing with <text> cannot be put into a Word file"):
        png(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>a</text></svg>')
