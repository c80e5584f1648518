from iscm_analysis.presentation.block import Block
from iscm_analysis.presentation.links import linked

PLACES = {"IG-001": "evidence.html#E-IG-001", "FI-R1a-1": "#FI-R1a-1", "S-A": "evidence.html#SO-S-A"}


def markup(text: str, *, heads: bool = False) -> str:
    return linked(Block(text, ""), PLACES, heads=heads).markup


def test_an_id_in_a_text_leads_to_its_place() -> None:
    assert markup("<p>rests on IG-001; S-A</p>") == (
        '<p>rests on <a class="ref" href="evidence.html#E-IG-001">IG-001</a>; '
        '<a class="ref" href="evidence.html#SO-S-A">S-A</a></p>'
    )


def test_what_only_looks_like_an_id_stays_a_word() -> None:
    assert markup("<p>IG-0011, XIG-001 and IG-001-a</p>") == "<p>IG-0011, XIG-001 and IG-001-a</p>"


def test_attributes_and_links_that_are_there_stay_as_they_are() -> None:
    before = '<p title="IG-001 &gt; S-A"><a href="#x">IG-001</a></p>'
    assert markup(before) == before


def test_an_id_that_heads_a_row_is_linked_unless_the_row_is_its_place() -> None:
    row = '<tr><th scope="row">IG-001</th><td>FI-R1a-1</td></tr>'
    assert markup(row, heads=True) == (
        '<tr><th scope="row" id="E-IG-001">IG-001</th>'
        '<td><a class="ref" href="#FI-R1a-1">FI-R1a-1</a></td></tr>'
    )
    assert markup(row).startswith('<tr><th scope="row"><a class="ref" href="evidence.html#E-IG-001">')


def test_an_address_leads_to_itself_and_an_id_in_it_is_no_id() -> None:
    assert markup("<td>https://example.org/a?x=1&amp;y=IG-001; S-B</td>").count("<a ") == 1
    assert 'href="https://example.org/IG-001"' in markup("<td>https://example.org/IG-001</td>")


def test_a_page_of_the_site_leads_to_itself() -> None:
    assert markup("<td>synthesis.html#T-S-1; the overview</td>") == (
        '<td><a class="ref" href="synthesis.html#T-S-1">synthesis.html#T-S-1</a>; the overview</td>'
    )
