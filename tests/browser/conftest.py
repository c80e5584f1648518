"""The pages in reports/, and one browser for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.chromium import Browser, chromium
from conftest import ROOT

SITE = ROOT / "reports"
PAGES = sorted(SITE.rglob("*.html"))
PROFILES = [page for page in PAGES if page.parent != SITE]
KINDS = [page for page in PAGES if page.parent == SITE] + PROFILES[:1]


def named(page: Path) -> str:
    return page.relative_to(SITE).as_posix()


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("profile")) as started:
        yield started


def pytest_sessionstart() -> None:
    if not PAGES:
        pytest.exit("there are no pages in reports: run `make reports`", 2)
