"""Code lists: a spelling becomes a code by exact match, or is refused with a suggestion."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from iscm_analysis.cleaning.text import join_list, matches_word, tidy_text
from iscm_analysis.errors import Problem


def suggest(found: str, known: Iterable[str]) -> str:
    """Word a hint: the known spelling nearest to ``found``, or the whole list when none is near.

    >>> suggest("secretariat_suport", ["observer", "secretariat_support"])
    "did you mean 'secretariat_support'?"
    """
    choices = list(known)
    near = difflib.get_close_matches(found, choices, n=1, cutoff=0.7)
    return f"did you mean {near[0]!r}?" if near else f"known: {', '.join(choices)}"


def unknown_codes(frame: pd.DataFrame, column: str, known: Iterable[str], *, file: str) -> Iterator[Problem]:
    """Complain about every cell of ``column`` that is not on the code list."""
    choices = list(known)
    wrong = frame[frame[column].notna() & ~frame[column].isin(choices)]
    for row in wrong.to_dict("records"):
        found = str(row[column])
        yield Problem(
            "error",
            file,
            "not on the code list",
            suggest(found, choices),
            row=str(row["locator"]),
            column=column,
            value=found,
        )


def linked_iscms(text: str, aliases: Mapping[str, str]) -> str:
    """List the ISCMs that ``text`` names by one of their aliases, in alphabetical order of id.

    >>> linked_iscms("RO Buenos Aires / SACM", {"SACM": "sacm", "RCM": "rcm"})
    'sacm'
    """
    return join_list(sorted({aliases[alias] for alias in aliases_in(text, aliases)}))


def aliases_in(text: str, aliases: Mapping[str, str]) -> list[str]:
    """List the aliases that stand in ``text`` as words of their own, in the order of the code list."""
    plain = tidy_text(text)
    return [alias for alias in aliases if matches_word(alias, plain)]
