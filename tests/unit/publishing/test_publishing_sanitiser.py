"""Text from outside is text on the page, whichever way it comes in."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from iscm_analysis.presentation import charts, show
from iscm_analysis.presentation.figure import Figure
from iscm_analysis.presentation.sets import combinations
from iscm_analysis.presentation.square import square
from iscm_analysis.presentation.svg import svg
from iscm_analysis.presentation.tiles import tile_map
from iscm_analysis.presentation.tree import tree
from iscm_analysis.publishing.exporter import IscmExporter
from iscm_analysis.publishing.sanitiser import sanitised

PICTURE = "data:image/png;base64,iVBORw0KGgo="
PAYLOADS = [
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    '" onfocus="alert(1)" autofocus="',
    "</title></style></article></main><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><style>*{display:none}</style></svg>",
    "[x](javascript:alert(1)) <javascript:alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "<style>body{display:none}</style>",
    "<!-- ",
    "<plaintext>",
    "<base href=https://example.org/><meta http-equiv=refresh content=0>",
    "{{ 7 * 191 }}{% for x in y %}{{ config }}",
    "=cmd|'/c calc'!A1",
    "$\\frac{1}{0}$ and $$x$$",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e<iframe src='https://example.org'></iframe>",
]
LOADING = {"script", "style", "iframe", "object", "embed", "base", "meta", "link", "form", "svg", "math"}


class Found(HTMLParser):
    """Collects what of a page could act, and the text a reader sees."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.acting: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.acting += [name for name, _ in attrs if name.startswith("on") or name in ("srcdoc", "autofocus")]
        for name, value in attrs:
            if name in ("href", "src", "action", "formaction", "xlink:href"):
                address = (value or "").lower()
                self.acting += [address] if address.startswith(("javascript:", "data:text", "//")) else []

    def handle_data(self, data: str) -> None:
        self.text += data


def page_of(*cells: object, **iscm: object) -> str:
    page, _ = IscmExporter().from_notebook_node(new_notebook(cells=list(cells)), resources={"iscm": iscm})
    return str(page)


def displayed(data: dict[str, str]) -> object:
    return new_code_cell("1", outputs=[new_output("display_data", data=data)], execution_count=1)


def shown(markup: str) -> object:
    return displayed({"text/html": markup})


def harmless(page: str) -> Found:
    """Check a page against one without any content: nothing in it can act that was not there before."""
    found, empty = Found(page), Found(page_of())
    assert found.acting == []
    for tag in LOADING:
        assert found.tags.count(tag) == empty.tags.count(tag), tag
    return found


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_in_a_block_of_ours_is_read_as_it_was_written(payload: str) -> None:
    frame = pd.DataFrame({"a": [payload, "2"], payload: [payload, None]})
    words = {"caption": payload, "source": payload}
    drawn = square(
        pd.DataFrame({"n": [2]}, index=[payload]), columns={"n": payload}, title=payload, items=payload
    )
    blocks = [
        show.table(frame, {"a": payload, payload: payload}, table_id=payload, **words),
        show.table(frame.head(0), {"a": payload}, table_id=payload, **words),
        show.figure(drawn, figure_id=payload, **words),
        show.figure(Figure(None, payload, payload), figure_id=payload, **words),
        show.note(payload),
    ]
    for block in blocks:
        assert " ".join(payload.split()) in " ".join(harmless(page_of(shown(block.markup))).text.split())


WORDS = {"title": PAYLOADS[0], "unit": "$\\frac$"}
HOSTILE = pd.DataFrame(
    {"name": PAYLOADS, "n": 1, "on": True, "day": "2019-01-01", "iso3": PAYLOADS, "tile_row": 1}
).assign(tile_column=range(1, len(PAYLOADS) + 1))
DRAWINGS = {
    "bars": lambda: charts.bars(HOSTILE, label="name", value="n", **WORDS),
    "stacked bars": lambda: charts.stacked_bars(HOSTILE, label="name", parts={"n": "$\\frac$"}, **WORDS),
    "columns": lambda: charts.columns(HOSTILE, label="name", value="n", **WORDS),
    "grid": lambda: charts.grid(HOSTILE, label="name", marks={"on": "$\\frac$"}, **WORDS),
    "time line": lambda: charts.timeline(HOSTILE, date="day", label="name", title=PAYLOADS[0]),
    "tiles": lambda: tile_map(HOSTILE, value="n", steps=[1, 3], **WORDS),
    "sets": lambda: combinations(HOSTILE, members={"on": "$\\frac$"}, value="n", label="name", **WORDS),
    "tree": lambda: tree(
        pd.DataFrame({"left": [0], "right": [1], "distance": [0.5]}),
        names=PAYLOADS[:2], order=PAYLOADS[:2], cut=0.4, title=PAYLOADS[0], distance="$\\frac$",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DRAWINGS)
def test_hostile_labels_are_drawn_as_letters(name: str) -> None:
    drawn = DRAWINGS[name]()
    inside = Found(svg(drawn.drawing))
    assert inside.acting == []
    assert {"script", "a", "image", "foreignobject"}.isdisjoint(inside.tags)
    assert inside.text.removeprefix("*{stroke-linejoin:round;stroke-linecap:butt}") == ""
    harmless(page_of(shown(show.figure(drawn, figure_id="F-1", source="S.").markup)))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_from_settings_parameters_and_files_is_text(payload: str) -> None:
    page = page_of(
        new_code_cell(payload, outputs=[new_output("stream", text=payload)], execution_count=1),
        title=payload, evaluation=payload, edition=payload, citation=payload, command=payload, kind=payload,
        name=payload, parameters=[{"name": payload, "value": payload}],
        pages=[{"name": payload, "title": payload, "href": "a.html", "group": payload}],
        previous={"href": "a.html", "title": payload}, inputs=[{"name": payload, "sha256": payload}],
        versions=[{"name": payload, "version": payload}],
    )  # fmt: skip
    assert harmless(page).text.count(payload) >= 11


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_markup_from_a_cell_does_nothing_and_hides_nothing(payload: str) -> None:
    cells = [
        new_markdown_cell(f"# {payload}\n\n{payload}"),
        shown(payload),
        displayed({"text/markdown": payload}),
        new_markdown_cell("## The end\n\nLast words."),
    ]
    page = page_of(*cells)
    assert "Last words." in harmless(page).text
    assert page.count("</article>") == 1
    assert "1337" not in page


@pytest.mark.parametrize("address", [
    "https://example.org/a?b=c&d=e", "HTTP://EXAMPLE.ORG", "mailto:a@b.int", "#R2", "relevance.html",
    "../relevance.html#N-R2.n", "profiles/rcm.html", "tables/iscms.csv",
])  # fmt: skip
def test_a_link_leads_to_the_web_a_mailbox_or_this_site(address: str) -> None:
    written = address.replace("&", "&amp;")
    assert sanitised(f'<a href="{written}">x</a>') == f'<a href="{written}">x</a>'


@pytest.mark.parametrize("address", [
    "javascript:alert(1)", "JaVaScRiPt:1", "java\tscript:1", " javascript:1", "data:text/html,x",
    "vbscript:1", "file:///etc/passwd", "//example.org/a.html", "/etc/a.html", "\\\\host\\a.html", "https:", "ftp://a",
    "a.html?b", "../../setup.exe", "blob:x", "data:image/png;base64,AAAA",
])  # fmt: skip
def test_a_link_that_leads_elsewhere_is_dropped_and_its_words_stay(address: str) -> None:
    assert sanitised(f'<a href="{address}">words</a>') == "<a>words</a>"


def test_a_picture_lies_in_the_page_or_is_not_shown() -> None:
    assert sanitised(f'<img src="{PICTURE}" alt="A map">') == f'<img src="{PICTURE}" alt="A map">'
    for address in ("https://example.org/a.png", "a.png", "data:text/html;base64,AAAA", "javascript:1"):
        assert sanitised(f'<img src="{address}" alt="A map">') == '<img alt="A map">'


def test_a_large_picture_comes_through_whole_and_in_its_place() -> None:
    letters = ["ABCD" * 500, "EFGH" * 500]
    pictures = "".join(f'<img src="data:image/png;base64,{own}" alt="">' for own in letters)
    assert sanitised(pictures) == pictures
    forged = '<p>;base64,iscmpicture0</p><img src="data:image/png;base64,iscmpicture1" alt="">' + pictures
    assert sanitised(forged) == forged


def test_what_a_cell_left_open_is_closed_with_the_cell() -> None:
    assert sanitised("<details><table><tr><td>a") == (
        "<details><table><tbody><tr><td>a</td></tr></tbody></table></details>"
    )
    assert sanitised("</div></article>after") == "after"


def test_of_styles_only_the_set_of_a_column_passes() -> None:
    style = "text-align: right; background: url(https://example.org); position: fixed"
    assert sanitised(f'<p style="{style}">a</p>') == "<p>a</p>"
    assert 'style="text-align:right"' in sanitised(f'<table><tr><td style="{style}">a</td></tr></table>')


def test_a_table_of_pandas_comes_through_without_its_style() -> None:
    frame = pd.DataFrame({"n": [1]}, index=["<b>"])
    cleaned = sanitised(frame._repr_html_())
    assert "<style" not in cleaned
    assert "<th>&lt;b&gt;</th>" in cleaned


def test_the_words_of_the_script_are_data_to_it() -> None:
    page = page_of()
    words = page.split('<script data-words="')[1].split('"')[0]
    assert json.loads(words.replace("&#34;", '"').replace("&#39;", "'"))["csv"] == "CSV"
