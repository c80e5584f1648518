"""Annex 2 of a document, the documents reviewed: entries as printed, each with its section and line."""

from __future__ import annotations

import re
from itertools import pairwise

import pandas as pd

from iscm_analysis.sources.annexes_document import Annexes
from iscm_analysis.sources.document_text import Line
from iscm_analysis.sources.reference_list import COLUMNS, SECTION_HEADINGS, SOURCE_ID
from iscm_analysis.sources.rows import as_frame
from iscm_analysis.sources.wrapping import (
    ends_sentence,
    goes_on_small,
    is_cut_address,
    is_full,
    join_wrapped,
)

_SECTIONS = {heading.casefold(): section for heading, section in SECTION_HEADINGS.items()}
_BEGINS = re.compile(
    r"""(?:[-\u2010-\u2015_]+\s?\.\s            # dashes for the author before
    |Statement\sby\s
    |[^\W\d_][^"*<>]{0,90}?[.,]\s*["*]        # an author, then a title in quotes or italics
    |[^\W\d_][^"*<>:]{1,60}?\.\s[A-Z])""",
    re.VERBOSE,
)
_REPEATED = re.compile(r"[-\u2010-\u2015_]+\s?\.\s")
_COMPLETE = re.compile(r"(?:, (?:19|20)\d\d|\([^()]*(?:19|20)\d\d\)|https?://\S+)[.>)*]*$")
GAPS = 0.9  # of the lines that may end an entry; a PDF shows some gaps and swallows others
_ITEM_MARK = re.compile(r"(?:[\u2022\u00b7\u25aa\u25cf\uf0b7*]|\[?\d{1,3}[.)\]])\s+(?=\S)")


def read_entries(annexes: Annexes) -> pd.DataFrame:
    """Give the entries; a row is an entry as printed, wrapped lines joined, repeated-author dashes kept."""
    rows, section = [], "main"
    for block in _blocks(annexes):
        heading = section_of(block.text)
        if heading:
            section = heading
        else:
            printed = _ITEM_MARK.sub("", block.text, count=1) if _ITEM_MARK.match(block.text) else block.text
            locator = f"Annex 2, {block.place}"
            rows.append({"section": section, "printed": printed, "source_id": SOURCE_ID, "locator": locator})
    return as_frame(rows, COLUMNS)


def section_of(text: str) -> str:
    """Give the section that a heading opens, or nothing.

    >>> section_of("**GRCPs:**"), section_of("GRCPs and others")
    ('grcp', '')
    """
    return _SECTIONS.get(" ".join(text.strip(" *#_:").split()).casefold(), "")


def _blocks(annexes: Annexes) -> list[Line]:
    lines = annexes.lines.get(2, ())
    gapped = _has_gaps(lines)

    def continues(so_far: str, before: Line, line: Line, after_blank: bool) -> bool:  # noqa: FBT001  # as the caller has it
        if section_of(so_far) or section_of(line.text) or _REPEATED.match(line.text.strip()):
            return False
        if is_cut_address(so_far, line.text) or (gapped and not after_blank):
            return True
        if _COMPLETE.search(so_far):
            return False
        full = is_full(before, line, annexes.width, annexes.slack)
        if not ends_sentence(so_far) and (full or goes_on_small(line.text)):
            return True
        begins = _BEGINS.match(line.text.strip()) is not None
        if begins and is_balanced(so_far) and (after_blank or not full):
            return False
        return full or not is_balanced(so_far)

    return join_wrapped(lines, continues)


def _has_gaps(lines: tuple[Line, ...]) -> bool:
    """Say whether entries are followed by a blank line nearly always, so that no blank means it goes on."""
    ends = [
        after.is_blank
        for before, after in pairwise(lines)
        if _COMPLETE.search(before.text.strip()) and not _REPEATED.match(after.text.strip())
    ]
    return sum(ends) > GAPS * len(ends)


def is_balanced(text: str) -> bool:
    """Say whether quotes, italics and brackets that open also close.

    >>> is_balanced('IOM. *Rivers*.'), is_balanced('IOM. "Rivers and')
    (True, False)
    """
    pairs = text.count("(") == text.count(")") and text.count("<") == text.count(">")
    return pairs and text.count('"') % 2 == 0 and text.count("*") % 2 == 0
