from __future__ import annotations

from pathlib import Path

from iscm_analysis.publishing.markup import ids_of, links_of
from iscm_analysis.publishing.plan import Page
from iscm_analysis.publishing.whole import Chapter, chapter, main_pages


def page(name: str, kind: str = "criterion") -> Page:
    return Page(name, Path(f"{name}.ipynb"), name.capitalize(), kind, "", "", {})


def main(body: str) -> str:
    return f"<html><body><nav><a href='x.html'>menu</a></nav><main>{body}</main></body></html>"


def chapters(pages: list[Page], markup: dict[str, str]) -> list[Chapter]:
    return [chapter(one, markup[one.name], {each.href: each.name for each in pages}) for one in pages]


MARKUP = {
    "one": main(
        '<h1>One</h1><nav class="contents"><a href="#asked">x</a></nav><h2 id="asked">Asked</h2>'
        '<details class="code"><summary>Code</summary><pre>1</pre></details>'
        '<a href="two.html#asked">there</a><a href="two.html">two</a><a href="profiles/rcm.html#top">far</a>'
    ),
    "two": main('<h1>Two</h1><h2 id="asked">Asked</h2><a href="#asked">here</a>'),
}


def test_profiles_are_left_out() -> None:
    pages = [page("one"), page("profiles/rcm", "profile"), page("profiles/states/FRA", "state")]
    assert [one.name for one in main_pages(pages)] == ["one"]


def test_ids_are_unique_and_links_between_pages_stay_inside() -> None:
    one, two = chapters([page("one"), page("two")], MARKUP)
    assert ids_of(one.body + two.body) == ["one--asked", "two--asked"]
    assert links_of(one.body) == ["#two--asked", "#two", "profiles/rcm.html#top"]
    assert links_of(two.body) == ["#two--asked"]


def test_code_and_contents_go_and_headings_step_down() -> None:
    one, _two = chapters([page("one"), page("two")], MARKUP)
    assert "<pre>" not in one.body
    assert "<nav" not in one.body
    assert '<h2>One</h2><h3 id="one--asked">Asked</h3>' in one.body
    assert (one.anchor, one.title, one.sections) == ("one", "One", [("one--asked", "Asked")])


def test_a_region_is_named_after_its_page_too() -> None:
    same = main('<div role="region" aria-label="Sources">x</div>')
    one, two = chapters([page("one"), page("two")], {"one": same, "two": same})
    assert 'aria-label="One: Sources"' in one.body
    assert 'aria-label="Two: Sources"' in two.body


def test_a_number_keeps_its_own_id_for_print() -> None:
    (one,) = chapters([page("one")], {"one": main('<a class="number" id="N-R.n" href="two.html">3</a>')})
    number = '<a class="number" id="one--N-R.n" data-number="N-R.n" href="two.html">3</a>'
    assert one.body == number


def test_a_link_to_what_stands_around_every_page_leads_to_it_around_the_whole() -> None:
    (one,) = chapters([page("one")], {"one": main('<a href="#page-citation">Cite</a>')})
    assert links_of(one.body) == ["#page-citation"]


def test_a_link_to_a_page_that_is_not_in_the_whole_leads_to_its_file() -> None:
    (one,) = chapters([page("one")], MARKUP)
    assert links_of(one.body)[0] == "two.html#asked"
