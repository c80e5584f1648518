"""The words a project uses anyway: a family name or a user's name among them is no sign of the person."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from iscm_analysis.files import read_text
from iscm_analysis.project import SETTINGS_FILE, Project
from iscm_analysis.publishing.privacy.readings import plain

PACKAGE = Path(__file__).parents[2]
# Columns that hold names of places and bodies, where a capital letter is no sign of a person.
NAMES = {
    "states": ("state_name",),
    "state-names": ("spelling",),
    "units": ("spelling", "city"),
    "organization-names": ("spelling", "name"),
    "publishers": ("publisher",),
}
_CAPITALISED = re.compile(r"\b[A-Z]\w*")


def ordinary_words(project: Project) -> str:
    """Give in small letters the words of places and bodies, and those that texts use in small letters.

    The texts are the settings, notebooks, code lists and annexes with public content, and the library's own.
    """
    texts = " ".join(plain(read_text(path)) for path in sorted(_texts(project)))
    return f"{_CAPITALISED.sub('', texts)} {' '.join(_named(project))}"


def _texts(project: Project) -> Iterator[Path]:
    yield project.root / SETTINGS_FILE
    yield from project.notebooks.glob("*.ipynb")
    yield from project.reference.glob("*.csv")
    for suffix in ("py", "j2", "css", "js", "md"):
        yield from PACKAGE.rglob(f"*.{suffix}")


def _named(project: Project) -> Iterator[str]:
    for name, columns in NAMES.items():
        path = project.reference / f"{name}.csv"
        if path.is_file():
            for row in csv.DictReader(read_text(path).splitlines()):
                yield from (plain(row.get(column) or "").lower() for column in columns)
