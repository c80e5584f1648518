"""Every page as people see it: on a wide and a narrow screen, in light and in dark, without a network."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser import checks
from browser.chromium import VIEWS, Browser, View
from browser.conftest import KINDS, PAGES, named

WIDE, NARROW = VIEWS[0], VIEWS[3]
# Profiles are of one kind: the first is seen in all views, the others in the two that differ in everything.
# The whole repeats the main pages, which are walked one by one; as one they have thousands of stops.
KEYED = [page for page in KINDS if page.name != "whole.html"]
WALK = [(page, view) for page in PAGES for view in VIEWS if page in KINDS or view in (WIDE, NARROW)]


@pytest.mark.parametrize(("page", "view"), WALK, ids=str)
def test_a_page_is_for_everybody_asks_for_nothing_and_fits(browser: Browser, page: Path, view: View) -> None:
    browser.open(page, view)
    assert checks.beyond_the_edge(browser) == []
    checks.unfold(browser)
    assert checks.beyond_the_edge(browser) == []
    assert checks.barriers(browser) == []
    assert browser.asked_for(page) == []
    assert browser.complaints() == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_without_scripts_everything_is_there_and_can_be_opened(browser: Browser, page: Path) -> None:
    assert checks.lost_without_scripts(browser, page, WIDE) == []


@pytest.mark.parametrize("view", [WIDE, NARROW], ids=str)
@pytest.mark.parametrize("page", KEYED, ids=named)
def test_the_keyboard_alone_reaches_everything(browser: Browser, page: Path, view: View) -> None:
    browser.open(page, view)
    assert checks.out_of_reach(browser) == []
    checks.unfold(browser)
    assert checks.out_of_reach(browser) == []
