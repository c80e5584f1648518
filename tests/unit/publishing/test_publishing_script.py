"""The script of a page, in a real browser: tables are sorted, filtered and taken away; nothing is sent."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver

from frames import frame_of
from iscm_analysis.presentation import show
from iscm_analysis.publishing.exporter import IscmExporter

ROWS = ("beta | 10 | 2019-05-01", "=1+1 | - | -", 'gamma, "g" | 9 | 2014-01-30', "Äther | -2 | 2016")
FEW = frame_of("name | n | seen", *ROWS)
MANY = pd.DataFrame({"name": [f"State {place}" for place in range(1, 16)], "n": [7] * 15})
FRENCH = {"language": "fr", "citation": "A. Author, 2019"}


@pytest.fixture(scope="module")
def browser() -> Iterator[WebDriver]:
    options = webdriver.ChromeOptions()
    for option in (
        "headless=new",
        "no-sandbox",
        "disable-background-networking",
        "force-prefers-reduced-motion",
    ):
        options.add_argument(f"--{option}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    options.binary_location = "/usr/bin/chromium"
    driver = webdriver.Chrome(options, Service("/usr/bin/chromedriver"))
    yield driver
    driver.quit()


@pytest.fixture
def page(browser: WebDriver, tmp_path: Path) -> WebDriver:
    return opened(browser, tmp_path)


def opened(browser: WebDriver, folder: Path, **iscm: object) -> WebDriver:
    blocks = [
        show.table(frame, {name: name.title() for name in frame}, table_id=table_id, caption="C", source="S.")
        for frame, table_id in ((FEW, "T-1"), (MANY, "T-2"))
    ]
    cells = [
        new_code_cell(
            "1", outputs=[new_output("display_data", data={"text/html": block.markup})], execution_count=1
        )
        for block in blocks
    ]
    html, _ = IscmExporter().from_notebook_node(new_notebook(cells=cells), resources={"iscm": iscm})
    (folder / "page.html").write_text(html, encoding="utf-8")
    browser.get((folder / "page.html").as_uri())
    return browser


def column(page: WebDriver, place: int, table: str = "T-1") -> list[str]:
    rows = page.find_elements(By.CSS_SELECTOR, f"#{table} tbody tr")
    return [row.find_elements(By.CSS_SELECTOR, "th, td")[place].text for row in rows if row.is_displayed()]


def head(page: WebDriver, place: int) -> object:
    return page.find_elements(By.CSS_SELECTOR, "#T-1 thead th")[place]


def press(page: WebDriver, place: int) -> str | None:
    head(page, place).find_element(By.TAG_NAME, "button").send_keys(Keys.ENTER)
    return head(page, place).get_attribute("aria-sort")


def taken(page: WebDriver, name: str, folder: Path) -> bytes:
    page.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
    kind = {"csv": "CSV", "xlsx": "Excel"}[name.split(".")[1]]
    table = name.split(".", maxsplit=1)[0]
    path = f"//*[@role='group'][contains(@aria-label, '{table}')]//button[text()='{kind}']"
    page.find_element(By.XPATH, path).click()
    for _ in range(100):
        if (folder / name).is_file():
            return (folder / name).read_bytes()
        time.sleep(0.1)
    return b""


def test_numbers_sort_as_numbers_with_what_is_missing_last_both_ways(page: WebDriver) -> None:
    assert [press(page, 1), column(page, 1)] == ["ascending", ["-2", "9", "10", "\N{EN DASH}"]]
    assert [press(page, 1), column(page, 1)] == ["descending", ["10", "9", "-2", "\N{EN DASH}"]]


def test_a_third_press_gives_the_first_order_back(page: WebDriver) -> None:
    before = column(page, 0)
    assert [press(page, 1) for _ in range(3)] == ["ascending", "descending", None]
    assert column(page, 0) == before


def test_words_and_dates_sort_as_a_reader_expects(page: WebDriver) -> None:
    press(page, 0)
    assert column(page, 0) == ["=1+1", "Äther", "beta", 'gamma, "g"']
    press(page, 2)
    assert column(page, 2) == ["2014-01-30", "2016", "2019-05-01", "\N{EN DASH}"]
    assert head(page, 0).get_attribute("aria-sort") is None


def test_a_long_table_has_a_filter_that_says_how_many_rows_are_left(page: WebDriver) -> None:
    [field] = page.find_elements(By.CSS_SELECTOR, ".filter input")
    assert field.accessible_name == "Filter rows"
    field.send_keys("state 1")
    assert column(page, 0, "T-2") == [f"State {n}" for n in (1, 10, 11, 12, 13, 14, 15)]
    assert page.find_element(By.CSS_SELECTOR, ".filter output").text == "7 of 15 rows"


def test_csv_holds_the_rows_shown_and_no_formula(page: WebDriver, tmp_path: Path) -> None:
    press(page, 0)
    assert taken(page, "T-1.csv", tmp_path).decode("utf-8-sig").splitlines() == [
        "Name,N,Seen", "'=1+1,,", "Äther,-2,2016", "beta,10,2019-05-01", '"gamma, ""g""",9,2014-01-30',
    ]  # fmt: skip


def test_a_workbook_opens_with_numbers_as_numbers_and_no_formula(page: WebDriver, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(taken(page, "T-1.xlsx", tmp_path)))
    rows = [[cell.value for cell in row] for row in book["T-1"].iter_rows()]
    assert rows == [
        ["Name", "N", "Seen"], ["beta", 10, "2019-05-01"], ["=1+1", None, None],
        ['gamma, "g"', 9, "2014-01-30"], ["Äther", -2, "2016"],
    ]  # fmt: skip
    assert book["T-1"]["A3"].data_type == "s"


def test_the_same_table_gives_the_same_workbook(page: WebDriver, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    assert taken(page, "T-2.xlsx", tmp_path) == taken(page, "T-2.xlsx", tmp_path / "again") != b""


def test_one_switch_opens_all_code(page: WebDriver) -> None:
    switch = page.find_element(By.CLASS_NAME, "show-code")
    cells = page.find_elements(By.CSS_SELECTOR, "details.code")
    assert [cell.get_attribute("open") for cell in cells] == [None, None]
    switch.click()
    assert [cell.get_attribute("open") for cell in cells] == ["true", "true"]
    assert switch.text == "Hide all code"


def test_controls_speak_the_language_of_the_page_and_headings_that_of_the_content(
    browser: WebDriver, tmp_path: Path
) -> None:
    page = opened(browser, tmp_path, **FRENCH)
    assert page.find_element(By.TAG_NAME, "html").get_attribute("lang") == "fr"
    assert page.find_element(By.TAG_NAME, "article").get_attribute("lang") == "en"
    assert page.find_element(By.CSS_SELECTOR, ".filter").get_attribute("lang") == "fr"
    assert page.find_element(By.CSS_SELECTOR, ".filter output").text == "15 lignes sur 15"
    assert "Afficher tout le code" in page.find_element(By.CLASS_NAME, "show-code").text


def test_a_page_asks_for_nothing_and_complains_of_nothing(page: WebDriver, tmp_path: Path) -> None:
    taken(page, "T-1.xlsx", tmp_path)
    asked = page.execute_script("return performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert asked == []
    assert page.get_log("browser") == []


def test_without_the_script_there_is_no_dead_control(browser: WebDriver, tmp_path: Path) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    page = opened(browser, tmp_path)
    assert column(page, 0) == ["beta", "=1+1", 'gamma, "g"', "Äther"]
    assert [control for control in page.find_elements(By.TAG_NAME, "button") if control.is_displayed()] == []
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
