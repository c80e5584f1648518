"""The list of documents as a file that reference managers and LaTeX read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from iscm_analysis.errors import IscmError
from iscm_analysis.publishing.bibtex import bibtex
from iscm_analysis.publishing.csl import Item, csl_items
from iscm_analysis.publishing.ris import ris


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a bibliography: the ending of its files, and how its text is made."""

    ending: str
    write: Callable[[list[Item]], str]


def _csl_json(items: list[Item]) -> str:
    return json.dumps(items, indent=2, ensure_ascii=False) + "\n"


FORMS = {"csl-json": Form(".json", _csl_json), "bibtex": Form(".bib", bibtex), "ris": Form(".ris", ris)}


def write_bibliography(documents: pd.DataFrame, form: str, path: Path) -> int:
    """Write the documents in one of ``FORMS``, in place of a file that is there; give the number of entries.

    Raises:
        IscmError: there is no document, or the file cannot be written.
    """
    if documents.empty:
        message = "no document to export: Annex 2 is not there"
        raise IscmError(message)
    items = csl_items(documents)
    try:
        path.write_text(FORMS[form].write(items), encoding="utf-8", newline="")
    except OSError as error:
        message = f"{path}: cannot be written ({error.strerror}); give another file with --out"
        raise IscmError(message) from error
    return len(items)
