"""What is asked of an open page; each check gives a list of what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from browser.chromium import AXE, Browser, View

READER = (Path(__file__).parent / "reader.js").read_text(encoding="utf-8")
# Only violations are of interest, and a page has no style sheet elsewhere that would have to be fetched.
# The size of what is pressed is a rule of WCAG 2.2 that axe-core leaves out unless it is asked for.
RUN = """axe.run(document, {
  resultTypes: ["violations"], preload: false, rules: {"target-size": {enabled: true}},
}).then((result) =>
  result.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id} (${rule.impact}): ${node.target.join(" ")}`)))"""
CONTENT = "h1, h2, h3, h4, h5, h6, table, figure, figure img, details.code pre"


def read(browser: Browser, question: str) -> Any:
    """Ask one of the questions of ``reader.js``."""
    browser.evaluate(f"window.reader ??= {READER}; undefined")
    return browser.evaluate(f"window.reader.{question}")


def unfold(browser: Browser) -> None:
    """Open all that is folded."""
    read(browser, "open()")


def barriers(browser: Browser) -> list[str]:
    """List what keeps people with a disability out, by axe-core's rules, of any impact."""
    if browser.evaluate("typeof axe") == "undefined":
        browser.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    return list(browser.evaluate(RUN))


def beyond_the_edge(browser: Browser) -> list[str]:
    """List what makes the page wider than the window."""
    return list(read(browser, "beyond()"))


def lost_without_scripts(browser: Browser, page: Path, view: View) -> list[str]:
    """List the headings, tables, figures and code cells that need a script to be there or to be seen."""
    browser.open(page, view)
    parts = read(browser, f"shown({CONTENT!r})")["parts"]
    with browser.without_scripts():
        browser.open(page, view)
        shown = read(browser, f"shown({CONTENT!r})")
    return [part for part in parts if part not in shown["parts"]] + list(shown["unseen"])


def out_of_reach(browser: Browser) -> list[str]:
    """List the links, buttons, folds and scrolling parts that the tabulator key does not come to."""
    n_places = read(browser, "follow()")
    browser.press_tab(n_places + 5)
    return list(browser.evaluate("window.unreached()"))


def barred(browser: Browser) -> list[str]:
    """List the links, buttons and folds that would not take the focus if the keyboard came to them."""
    return list(read(browser, "barred()"))
