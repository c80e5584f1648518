from __future__ import annotations

import pytest

from iscm_analysis.publishing.markup import Piece, ids_of, links_of, main_of, moved, pieces_of, without

PAGE = """<html><head><title>T</title></head><body><nav><a href="other.html">Other</a></nav>
<main id="page-main"><h2 id="roles">Roles <a class="anchor" href="#roles">#</a></h2>
<figure id="F-1"><img alt="a > b" src="data:x"><figcaption>Bars
<span class="source-note">Source: x</span></figcaption></figure><table id="T-1">
<caption><b>Table</b> A &amp; B</caption><tr><td id="c">1</td></tr></table></main></body></html>"""


def test_headings_and_captions_lead_to_what_they_head() -> None:
    assert list(pieces_of(main_of(PAGE))) == [
        Piece("h2", "roles", "Roles"),
        Piece("figcaption", "F-1", "Bars"),
        Piece("caption", "T-1", "Table A & B"),
    ]


def test_ids_and_links_are_read_from_tags_only_whatever_an_attribute_holds() -> None:
    markup = (
        '<p title="x > y id=&quot;no&quot;" id="a&amp;b">id="text" href="text"</p><a href="p.html#a&amp;b">'
    )
    assert ids_of(markup) == ["a&b"]
    assert links_of(markup) == ["p.html#a&b"]


def test_a_page_without_main_part_has_none() -> None:
    assert main_of("<p>loose</p>") == ""


@pytest.mark.parametrize(
    ("markup", "left"),
    [
        ('<details class="code"><pre>x</pre></details><p>y</p>', "<p>y</p>"),
        ('<details class="code"><details>in</details></details>z', "z"),
        ('<details class="barcode">stays</details>', '<details class="barcode">stays</details>'),
        ('<details class="folded code">goes</details>', ""),
        ("<details>stays</details>", "<details>stays</details>"),
    ],
)
def test_elements_are_taken_out_by_tag_and_class_with_all_that_is_in_them(markup: str, left: str) -> None:
    assert without(markup, "details", "code") == left


def test_ids_move_together_with_everything_that_refers_to_them() -> None:
    markup = (
        '<h2 id="a">A</h2><a href="#a">up</a><a href="https://x.org/?a=1&amp;b=2">out</a>'
        '<p aria-labelledby="a b" title="id=stays">t</p><svg><use xlink:href="#a" clip-path="url(#c)"/></svg>'
    )
    lead = {"#a": "#p--a", "https://x.org/?a=1&b=2": "https://x.org/?a=1&b=2"}
    assert moved(markup, "p--", lead.__getitem__) == (
        '<h2 id="p--a">A</h2><a href="#p--a">up</a><a href="https://x.org/?a=1&amp;b=2">out</a>'
        '<p aria-labelledby="p--a p--b" title="id=stays">t</p>'
        '<svg><use xlink:href="#p--a" clip-path="url(#p--c)"/></svg>'
    )
