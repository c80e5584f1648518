"""The words of ours: every language says the same things, and no others."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pandas as pd
import pytest

from conftest import ROOT
from iscm_analysis.errors import InvalidInputError
from iscm_analysis.languages import languages, words
from iscm_analysis.presentation import show
from iscm_analysis.settings import read_settings

TEMPLATES = ROOT / "src" / "iscm_analysis"


def entries(language: str) -> dict[str, str]:
    """Give every piece of text by section and name."""
    sections = words(language).entries
    return {f"{section}.{name}": text for section, own in sections.items() for name, text in own.items()}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_english_french_and_spanish_are_there() -> None:
    assert languages() == ["en", "es", "fr"]


@pytest.mark.parametrize("language", languages())
def test_a_language_says_what_english_says_with_the_same_places(language: str) -> None:
    english, other = entries("en"), entries(language)
    assert other.keys() == english.keys()
    assert {key for key in english if places(other[key]) != places(english[key])} == set()
    assert [key for key, text in other.items() if not text.strip() or text != text.strip()] == []


def test_every_word_a_page_asks_for_is_in_the_catalogue_and_every_entry_is_asked_for() -> None:
    sources = "".join(
        path.read_text(encoding="utf-8")
        for path in TEMPLATES.rglob("*")
        if path.suffix in {".py", ".j2", ".js"}
    )
    asked = set(re.findall(r"""["']((?:page|figure|table|number|show|start)\.[a-z_]+)["']""", sources))
    asked |= {f"script.{name}" for name in re.findall(r"\bsay\.([a-z_]+)\b", sources)}
    by_name = ("kind.", "group.", "edition.", "parameter.")
    own = {"script.language", "script.is_foreign", "script.section"}
    assert asked - own == {key for key in entries("en") if not key.startswith(by_name)}


def test_a_language_without_a_catalogue_is_refused_with_those_there_are(project: Path) -> None:
    settings = project / "iscm.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"en"', '"xx"'), encoding="utf-8")
    with pytest.raises(InvalidInputError, match="no such language; there are en, es, fr"):
        read_settings(settings)


def test_blocks_speak_the_language_of_the_project_and_say_so(project: Path) -> None:
    settings = project / "iscm.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"en"', '"fr"'), encoding="utf-8")
    frame = pd.DataFrame({"name": ["rcm"], "year": [None]})
    block = show.table(frame, {"name": "ISCM", "year": "Year"}, table_id="T-1", caption="C", source="S.")
    assert '<span class="label"><span lang="fr">Tableau T-1</span></span> C' in block.markup
    assert '<abbr class="missing" lang="fr" title="non connu">' in block.markup
    assert '<p class="source-note"><span lang="fr">Source :</span> S.</p>' in block.markup
