"""The start page and the index of profiles as a reader uses them: in a browser, from disk, by keyboard."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome, ChromeOptions, ChromeService, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from iscm_analysis.tables import load

pytestmark = pytest.mark.xdist_group("in use")  # they share one browser

PATIENCE = 60  # seconds to wait for what a script does a moment later


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    """Debian's Chromium, without a window and without anything of its own to fetch."""
    options = ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"):
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = Chrome(options=options, service=ChromeService("/usr/bin/chromedriver"))
    yield chrome
    chrome.quit()


@pytest.fixture
def start(browser: Chrome, site: Path) -> Iterator[Chrome]:
    """The start page; at the end it has not complained of anything."""
    browser.get((site / "index.html").as_uri())
    yield browser
    assert browser.get_log("browser") == []


def asked(page: Chrome, words: str) -> tuple[str, list[str]]:
    """Type words into the search; give what it says and the addresses it found, from the site's root."""
    field = page.find_element(By.ID, "search-words")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(Keys.BACKSPACE, words)
    found = page.find_elements(By.CSS_SELECTOR, "#search-found a")
    said = page.find_element(By.ID, "search-count").text
    return said, [str(link.get_attribute("href")).rpartition("/reports/")[2] for link in found]


def shown_rows(page: Chrome) -> list[WebElement]:
    return [row for row in page.find_elements(By.CSS_SELECTOR, "#profiles tbody tr") if row.is_displayed()]


def test_words_are_found_on_all_pages_and_the_hits_are_counted_aloud(start: Chrome) -> None:
    said, found = asked(start, "secretariat IOM alone")
    assert said == "2 places on 1 page"
    assert found == [
        "sustainability.html",
        "sustainability.html#T-ES2-5",
        "sustainability.html#N-ES2.n_iom_alone",
    ]


def test_accents_and_case_do_not_matter_and_a_page_is_found_by_its_acronym(start: Chrome) -> None:
    assert asked(start, "SÖDERKÖPING")[1][0] == "profiles/soderkoping-process.html"
    assert asked(start, "soderkoping")[1][0] == "profiles/soderkoping-process.html"
    assert "profiles/rcm.html" in asked(start, "rcm")[1]


def test_all_words_have_to_match_and_nothing_found_is_said(start: Chrome) -> None:
    assert asked(start, "secretariat zebra") == ("Nothing found", [])
    assert asked(start, "") == ("", [])


def test_arrows_move_through_what_is_found_and_enter_opens_it(start: Chrome) -> None:
    asked(start, "secretariat iom alone")
    start.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    start.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    assert str(start.switch_to.active_element.get_attribute("href")).endswith("#T-ES2-5")
    start.switch_to.active_element.send_keys(Keys.ARROW_UP)
    start.switch_to.active_element.send_keys(Keys.ARROW_UP)
    assert start.switch_to.active_element.get_attribute("id") == "search-words"
    start.switch_to.active_element.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    assert start.current_url.endswith("/sustainability.html")


def test_profiles_are_narrowed_down_by_role_and_words_and_shown_again(browser: Chrome, site: Path) -> None:
    browser.get((site / "profiles" / "index.html").as_uri())
    roles = load().iom_roles
    holding = roles[roles["role"] == "secretariat"]["iscm_id"].nunique()
    assert len(shown_rows(browser)) == len(load().iscms)
    browser.find_element(By.ID, "filter-role").send_keys("Secretariat")
    assert len(shown_rows(browser)) == holding == 9
    assert browser.find_element(By.CSS_SELECTOR, ".filters [role=status]").text == "9 of 38 mechanisms"
    browser.find_element(By.ID, "filter-words").send_keys("regional conference")
    assert [row.text.partition("\n")[0] for row in shown_rows(browser)] != []
    assert len(shown_rows(browser)) < holding
    browser.find_element(By.CSS_SELECTOR, ".filters button").click()
    everything = len(load().iscms)
    WebDriverWait(browser, PATIENCE).until(lambda page: len(shown_rows(page)) == everything)
    assert browser.get_log("browser") == []


def test_without_script_there_is_a_list_and_no_control_that_does_nothing(browser: Chrome, site: Path) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get((site / "index.html").as_uri())
        assert not browser.find_element(By.CSS_SELECTOR, ".search").is_displayed()
        listed = browser.find_elements(By.CSS_SELECTOR, ".a-to-z li li a")
        n_pages = len(json.loads((site / "build.json").read_bytes())["pages"])
        assert len(listed) == len({link.get_attribute("href") for link in listed}) == n_pages
        assert listed[0].is_displayed()
        browser.get((site / "profiles" / "index.html").as_uri())
        assert not browser.find_element(By.CSS_SELECTOR, ".filters").is_displayed()
        assert len(shown_rows(browser)) == 38
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
