"""Lines that were wrapped, joined again: a paragraph, list item or entry becomes one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from iscm_analysis.sources.document_text import Line

Continues = Callable[[str, Line, Line, bool], bool]
_TERMINAL = re.compile(r"[.!?:>][\"'*)\]]*$")
_CUT_WORD = re.compile(r"\w-$")
_KEEPS_BLANK = re.compile(r"(?:and|or|to|und|et)\b")
_OPEN_ADDRESS = re.compile(r"<https?://[^\s>]*$|https?://(?:\S*[\w/=&%-])?$")


def join_wrapped(lines: Sequence[Line], continues: Continues) -> list[Line]:
    """Join a line to those before where ``continues(so_far, line_before, line, after_blank)`` says so.

    The joined line keeps the place of its first; blank lines are gone.
    """
    joined: list[Line] = []
    before, after_blank = Line("", ""), True
    for line in lines:
        if line.is_blank:
            after_blank = True
            continue
        if joined and continues(joined[-1].text, before, line, after_blank):
            joined[-1] = replace(joined[-1], text=glue(joined[-1].text, line.text))
        else:
            joined.append(replace(line, text=line.text.strip()))
        before, after_blank = line, False
    return joined


def glue(before: str, after: str) -> str:
    """Put two pieces of a wrapped line together.

    >>> glue("a list of Inter-", "State forums"), glue("short-", "and long-term")
    ('a list of Inter-State forums', 'short- and long-term')
    >>> glue("<https://example.org/inter-", "state>."), glue("years 2007", "and 2017")
    ('<https://example.org/inter-state>.', 'years 2007 and 2017')
    """
    left, right = before.rstrip(), after.strip()
    if is_cut_address(left, right):
        return left + right
    if _CUT_WORD.search(left) and not _KEEPS_BLANK.match(right):
        return left + right
    return f"{left} {right}"


def is_cut_address(before: str, after: str) -> bool:
    """Say whether a text ends inside an address that the next line completes.

    >>> is_cut_address("at: https://example.org/state", "ment.pdf."), is_cut_address("<https://a.org/b>", "c")
    (True, False)
    """
    is_open = _OPEN_ADDRESS.search(before) is not None
    is_bracketed = before.rfind("<") > before.rfind(">")
    return is_open and (is_bracketed or before[-1] in "-/_=&%" or len(after.split()) == 1)


def is_full(before: Line, after: Line, width: int, slack: float) -> bool:
    """Say whether a line ends because the next word had no room, at the width the text is wrapped at."""
    last = len(before.text.strip())
    word = after.text.split(maxsplit=1)[0]
    return last + 1 + len(word) > width * slack


def ends_sentence(text: str) -> bool:
    """Say whether a text ends like a sentence.

    >>> ends_sentence('He said "so."'), ends_sentence("an approach that")
    (True, False)
    """
    return _TERMINAL.search(text.rstrip()) is not None


def goes_on_small(text: str) -> bool:
    """Say whether a text begins like the middle of a sentence."""
    return text.lstrip(" *\"'(")[:1].islower()
