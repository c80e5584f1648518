"""Pages as PDF; that needs Pango beside Python."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from iscm_analysis.cli import main
from small_site import small_site

pytestmark = pytest.mark.xdist_group("pdf")  # they share one site


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same page written twice."""
    root = small_site(tmp_path_factory.mktemp("paper") / "project")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ISCM_PROJECT", str(root))
        for name in ("one.pdf", "other.pdf"):
            result = CliRunner().invoke(main, ["export", "small", "--to", "pdf", "--out", str(root / name)])
            assert result.exit_code == 0, result.output
    return root


def test_a_pdf_is_tagged_and_has_title_language_and_bookmarks(made: Path) -> None:
    reader = PdfReader(made / "one.pdf")
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Small")
    assert [entry.title for entry in reader.outline[0:1]] == ["Small"]


def test_a_pdf_says_what_the_page_says_with_ids_and_without_code(made: Path) -> None:
    text = "\n".join(page.extract_text() for page in PdfReader(made / "one.pdf").pages)
    assert "28 of 38 (74 %)" in text
    assert "N-A.n_active" in text
    assert "Table T-A-1" in text
    assert "import pandas" not in text


def test_a_pdf_has_the_same_bytes_every_time(made: Path) -> None:
    assert (made / "one.pdf").read_bytes() == (made / "other.pdf").read_bytes()
    assert b"/CreationDate" not in (made / "one.pdf").read_bytes()


def alternative_texts(element: DictionaryObject) -> Iterator[str]:
    if "/Alt" in element:
        yield str(element["/Alt"])
    children = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        known = child.get_object()
        if isinstance(known, DictionaryObject):
            yield from alternative_texts(known)


def test_the_words_of_a_figure_are_in_the_pdf(made: Path) -> None:
    tree = PdfReader(made / "one.pdf").trailer["/Root"]["/StructTreeRoot"]
    assert any("=1+1 1" in said for said in alternative_texts(tree))
