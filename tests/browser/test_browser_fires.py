"""Each check on a page that is wrong in one way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from browser import checks, markup
from browser.chromium import VIEWS, Browser

LIGHT, DARK, NARROW = VIEWS[0], VIEWS[1], VIEWS[2]
Make = Callable[..., Path]
POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
)


@pytest.fixture
def page(tmp_path: Path) -> Make:
    def make(body: str, head: str = "") -> Path:
        path = tmp_path / "page.html"
        start = '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Page</title>'
        path.write_text(f"{start}{head}</head><body><main><h1>Page</h1>{body}</main></body></html>", "utf-8")
        return path

    return make


def test_a_page_with_nothing_wrong_passes_all(browser: Browser, page: Make) -> None:
    good = page('<p id="a"><a href="#a">here</a></p>', POLICY)
    for view in VIEWS:
        browser.open(good, view)
        assert checks.barriers(browser) == []
        assert checks.beyond_the_edge(browser) == []
        assert checks.out_of_reach(browser) == []
        assert browser.asked_for(good) == []
        assert browser.complaints() == []
    assert checks.lost_without_scripts(browser, good, LIGHT) == []


def test_what_is_asked_for_is_listed_near_or_far(browser: Browser, page: Make) -> None:
    asking = page('<img alt="far" src="http://example.invalid/a.png"><img alt="near" src="b.png">')
    browser.open(asking, LIGHT)
    near = (asking.parent / "b.png").as_uri()
    assert sorted(browser.asked_for(asking)) == [near, "http://example.invalid/a.png"]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("<script>console.warn('mind')</script>", "mind"),
        ("<script>throw new Error('broken')</script>", "broken"),
        (POLICY + "<script>1</script>", "Content Security Policy"),
    ],
)
def test_warnings_errors_and_what_the_policy_refuses_are_listed(
    browser: Browser, page: Make, head: str, said: str
) -> None:
    browser.open(page("", head), LIGHT)
    (complaint,) = browser.complaints()
    assert said in complaint


def test_barriers_are_listed_by_rule_under_the_strictest_policy(browser: Browser, page: Make) -> None:
    browser.open(page('<img id="mute" src="data:,">', POLICY), LIGHT)
    assert checks.barriers(browser) == ["image-alt (critical): #mute"]


def test_a_faint_text_is_found_in_the_scheme_that_has_it(browser: Browser, page: Make) -> None:
    style = "<style>@media (prefers-color-scheme: dark) { p { color: #333; background: #222 } }</style>"
    browser.open(page('<p id="faint">faint</p>', style), LIGHT)
    assert checks.barriers(browser) == []
    browser.look(DARK)
    assert checks.barriers(browser) == ["color-contrast (serious): #faint"]


def test_what_is_wider_than_a_narrow_window_is_named(browser: Browser, page: Make) -> None:
    wide = page('<div id="wide" style="width: 600px">wide</div>')
    browser.open(wide, LIGHT)
    assert checks.beyond_the_edge(browser) == []
    browser.open(wide, NARROW)
    said = checks.beyond_the_edge(browser)
    assert said[0].endswith("px wide in a window of 320")
    assert said[1:] == ["div#wide wide"]


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        ("<script>document.write('<h2>late</h2>')</script>", "h2 late"),
        ("<h2 hidden>dark</h2>", "h2 dark"),
        ("<details class='code'><summary hidden>Code</summary><pre>1</pre></details>", "summary Code"),
    ],
)
def test_what_needs_a_script_to_be_seen_is_lost_without_it(
    browser: Browser, page: Make, body: str, lost: str
) -> None:
    assert checks.lost_without_scripts(browser, page(body), LIGHT) == [lost]


@pytest.mark.parametrize(
    ("body", "unreached"),
    [
        ('<a href="#a" tabindex="-1">aside</a>', "a aside"),
        ('<div tabindex="-1" style="overflow: auto; height: 1em">1<br>2<br>3</div>', "scrolls: div 123"),
        (
            '<button type="button" onkeydown="event.preventDefault()">trap</button><a href="#a">after</a>',
            "a after",
        ),
    ],
)
def test_what_the_keyboard_does_not_reach_is_listed(
    browser: Browser, page: Make, body: str, unreached: str
) -> None:
    browser.open(page(body), LIGHT)
    assert checks.out_of_reach(browser) == [unreached]


def test_what_cannot_take_the_focus_is_listed(browser: Browser, page: Make) -> None:
    links = '<a href="#a" tabindex="-1">aside</a><p inert><a href="#a">dead</a></p><a href="#a">good</a>'
    browser.open(page(links), LIGHT)
    assert checks.barred(browser) == ["a aside", "a dead"]


def test_links_that_lead_nowhere_are_listed(page: Make) -> None:
    links = '<a href="#none">a</a><a href="no.html">b</a><a href="page.html#no">c</a><a href="https://iom.int">d</a>'
    assert markup.lost_links(page(links)) == ["#none", "no.html", "page.html#no"]


def test_figures_and_tables_without_words_are_listed(page: Make) -> None:
    figures = page('<figure id="F"><img class="mute" src="a.png"></figure>')
    assert markup.figures_without_words(figures) == ["img mute (line 2)", "figure F (line 2)"]


@pytest.mark.parametrize(
    ("table", "silent"),
    [
        ('<table id="T"><tr><th scope="col">a</th></tr></table>', "table T (line 2)"),
        ('<table id="T"><caption> </caption><tr><th scope="col">a</th></tr></table>', "table T (line 2)"),
        ('<table id="T"><caption>T</caption><tr><td>a</td></tr></table>', "table T (line 2)"),
        (
            '<table><caption>T</caption><tr><th scope="col">a</th><th id="b">b</th></tr></table>',
            "th b (line 2)",
        ),
    ],
)
def test_tables_without_words_are_listed(page: Make, table: str, silent: str) -> None:
    assert markup.tables_without_words(page(table)) == [silent]


def test_numbers_that_are_no_links_are_listed(page: Make) -> None:
    linked = '<a href="#"><b class="number">1</b></a><a class="number" href="#">2</a>'
    within = '<b class="number">3 <a href="#">rows</a></b>'
    bare = '<b class="number" id="N-4">4</b><b class="big number" id="N-5">5</b>'
    found = markup.numbers_without_link(page(linked + within + bare))
    assert found == ["b N-4 (line 2)", "b N-5 (line 2)"]


def test_invalid_html_is_listed_by_rule_and_line(page: Make) -> None:
    path = page("<p><div></div></p>")
    assert markup.invalid([path])[path][0].startswith("no-implicit-close (line 2): ")
