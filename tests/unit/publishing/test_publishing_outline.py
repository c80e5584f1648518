from __future__ import annotations

from iscm_analysis.languages import words
from iscm_analysis.publishing.outline import outline

CLAIM = '<p class="claim">IOM serves <span class="number" id="N-{0}" title="of {0}">9 of 38</span>.</p>'
PAGE = (
    f'<div class="prose"><h1>Relevance</h1>\n<p>Does it <em>fit</em>?</p></div>{CLAIM.format("a")}'
    f"<h2>R2</h2>{CLAIM.format('b')}{CLAIM.format('c')}<h2>R3</h2><p>No claim.</p>"
)


def test_the_paragraph_under_the_title_leads_and_leaves_nothing_behind() -> None:
    page = outline(PAGE)
    assert (page.title, page.lead) == ("Relevance", "Does it <em>fit</em>?")
    assert page.body.startswith('<p class="claim">')


def test_a_paragraph_further_down_does_not_lead() -> None:
    assert outline("<h1>A</h1><ul><li>b</li></ul><p>c</p>").lead == ""


def test_the_brief_has_the_first_claim_of_each_section_without_its_ids() -> None:
    assert outline(PAGE).brief == (
        'IOM serves <span class="number" title="of a">9 of 38</span>.',
        'IOM serves <span class="number" title="of b">9 of 38</span>.',
    )


def test_the_version_changes_with_what_the_page_says() -> None:
    version = outline(PAGE).version
    assert len(version) == 8
    assert outline(PAGE).version == version
    assert outline(PAGE.replace("No claim.", "No claim!")).version != version


def test_a_heading_links_to_itself_in_the_reader_s_language() -> None:
    assert '<a class="anchor" href="#r2" aria-label="Link to this section">' in outline(PAGE).body
    spanish = outline(PAGE, words("es")).body
    assert '<a class="anchor" href="#r2" lang="es" aria-label="Enlace a esta sección">' in spanish
