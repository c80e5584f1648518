"""Every page as people see it: on a wide and a narrow screen, in light and in dark, without a network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from browser import checks
from browser.chromium import VIEWS, Browser, View
from browser.conftest import KINDS, PAGES, named

WIDE, NARROW = VIEWS[0], VIEWS[3]
# The whole repeats the main pages, which are walked one by one; as one they have thousands of stops, and
# of each it is only asked whether it takes the focus.
WHOLE = [page for page in KINDS if page.name == "whole.html"]
KEYED = [page for page in KINDS if page not in WHOLE]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_is_for_everybody_asks_for_nothing_and_fits(browser: Browser, page: Path) -> None:
    browser.open(page, WIDE)
    assert in_all_views(browser, checks.beyond_the_edge) == []
    checks.unfold(browser)
    assert in_all_views(browser, checks.beyond_the_edge) == []
    assert in_all_views(browser, checks.barriers) == []
    assert browser.asked_for(page) == []
    assert browser.complaints() == []


def in_all_views(browser: Browser, check: Callable[[Browser], list[str]]) -> list[str]:
    """List what a check finds on the open page, by view."""
    found = []
    for view in VIEWS:
        browser.look(view)
        found += [f"{view}: {problem}" for problem in check(browser)]
    return found


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


@pytest.mark.parametrize("page", WHOLE, ids=named)
def test_every_place_of_a_very_long_page_takes_the_focus(browser: Browser, page: Path) -> None:
    browser.open(page, NARROW)
    assert checks.barred(browser) == []
    checks.unfold(browser)
    assert checks.barred(browser) == []
