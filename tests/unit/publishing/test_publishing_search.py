from __future__ import annotations

import json

from iscm_analysis.publishing.search import Place, Searched, addresses, index_json, places_of

PAGE = """<main><h1>Page</h1><h2 id="roles">Roles</h2><h2>Without anchor</h2><li id="Q-R1a">R1a Why?</li>
<p><span id="N-R.n">3</span></p><table id="T-1"><caption>Table T-1 Rows</caption></table></main>"""


def test_sections_tables_questions_and_numbers_can_be_found_if_they_are_on_the_page() -> None:
    numbers = [{"number_id": "R.n", "definition": "roles"}, {"number_id": "R.gone", "definition": "gone"}]
    assert places_of(PAGE, numbers, {"R1a": "Why?", "R2": "How?"}) == [
        Place("section", "Roles", "roles"),
        Place("", "Table T-1 Rows", "T-1"),
        Place("question", "R1a Why?", "Q-R1a"),
        Place("number", "roles", "N-R.n"),
    ]


def test_what_pages_share_is_said_once_and_every_address_is_listed() -> None:
    same = [Place("section", "Sources and limits", "sources")]
    index = index_json([Searched("a.html", "A", "", same), Searched("b.html", "B", "Bee", same)])
    assert index.count("Sources and limits") == 1
    assert list(addresses(index)) == ["a.html", "a.html#sources", "b.html", "b.html#sources"]


def test_no_title_ends_the_script_that_holds_the_index() -> None:
    index = index_json([Searched("a.html", "</script><script>alert(1)</script>", "<!--", [])])
    assert "<" not in index
    assert json.loads(index)["pages"][0][1].startswith("</script>")
