"""A page as PDF, tagged for those who have it read to them; WeasyPrint sets it by the page's print rules."""

from __future__ import annotations

import logging
from hashlib import sha256

from lxml import html
from weasyprint import HTML
from weasyprint.urls import URLFetcher

from iscm_analysis.publishing.export.built_page import BuiltPage
from iscm_analysis.publishing.template import asset


def paper(page: BuiltPage) -> bytes:
    """Give the page as the bytes of a PDF file, with title, language and bookmarks, without dates."""
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # rules for screens are nothing to paper
    whole = page.whole()
    rules = html.Element("style")
    rules.text = asset("paper.css")  # in the page: as a stylesheet beside, its rules would give way
    whole.head.append(rules)
    markup = html.tostring(whole, encoding="unicode", doctype="<!doctype html>")
    identifier = sha256(markup.encode()).digest()[:16]
    document = HTML(string=markup, url_fetcher=URLFetcher(allowed_protocols=["data"]))
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    return made
