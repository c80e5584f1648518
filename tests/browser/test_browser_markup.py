"""Every page as a file: valid, in words, and with links that lead somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser import markup
from browser.conftest import PAGES, named

pytestmark = pytest.mark.xdist_group("markup")  # one process validates all pages, once


@pytest.fixture(scope="module")
def invalid() -> dict[Path, list[str]]:
    return markup.invalid(PAGES)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_is_valid_html(invalid: dict[Path, list[str]], page: Path) -> None:
    assert invalid[page] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert markup.lost_links(page) == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_figures_and_tables_are_told_in_words(page: Path) -> None:
    assert markup.figures_without_words(page) == []
    assert markup.tables_without_words(page) == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_number_is_a_link(page: Path) -> None:
    assert markup.numbers_without_link(page) == []
