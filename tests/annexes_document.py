"""An annexes document of our own wording, with the structure of the original, for tests to bend."""

from __future__ import annotations

from conftest import ROOT

RAW = ROOT / "data" / "raw"
CONTENTS = """An evaluation of consultations
Annexes

Table of Contents

Annex 1. Evaluation Terms of Reference 3

Annex 2. List of Documents Reviewed..... 7

Annex 3. List of Interviewees 10

Annex 4. Active ISCMs and IOM's Roles 12
"""
ONE = "Is point {} settled?"
TWO = "Is point {} settled? Who settles it?"


def _bullets(numbers: list[int], doubled: set[int]) -> str:
    return "\n".join(f"- {(TWO if number in doubled else ONE).format(number)}" for number in numbers)


def terms_of_reference() -> str:
    """Give eighteen questions under four headings, five of them of two sentences, and the lists."""
    return f"""Annex 1. Evaluation Terms of Reference

1. Background

The office has helped for over 30 years. It is a Member organization of five ISCMs and an observer of 18 of them.
Since 2005, it has been facilitating the Global RCP Meeting (GRCP).

2. Objective and focus of the evaluation

More specifically, the evaluation will focus on the following:

1. kinds of work;
2. fit with the mandate;
3. how well it is done;
4. money; and,
5. what lasts.

The evaluation will also provide recommendations on: 1) roles; 2) reports; 3) troubles; and 4) measures.

3. Scope of the evaluation

The evaluation will use the OECD/DAC criteria of relevance, effectiveness, efficiency, outcome, impact and
sustainability. The evaluation will answer the following questions:

Relevance:

{_bullets([1, 2, 3, 4, 5], {1, 2})}

Effectiveness and sustainability:

{_bullets([6, 7, 8, 9], {6, 7})}

{_bullets([10, 11, 12], set())}

Efficiency:

{_bullets([13, 14, 15, 16], set())}

Outcome and impact:

{_bullets([17, 18], {17})}

4. Methodology and timeframe

The evaluation will not analyse the success of the ISCMs.

The evaluation may also use indicators for its analysis such as: a higher profile; shaping of policies; common
positions; understanding of migration; synergies at all levels; and more references by Member States and funding of
project proposals.
"""


def documents_reviewed() -> str:
    """Give Annex 2 as printed."""
    return (RAW / "annex-2-documents.txt").read_text(encoding="utf-8")


def people() -> str:
    """Give Annex 3 as printed."""
    return "Annex 3. List of Interviewees\n\n" + (RAW / "annex-3-interviewees.tsv").read_text(
        encoding="utf-8"
    )


def annexes() -> str:
    """Give the whole document."""
    last = "Annex 4. Active ISCMs and IOM's Roles\n\nPlease refer to the separate Excel file.\n"
    return "\n\n".join([CONTENTS, terms_of_reference(), documents_reviewed(), people(), last])
