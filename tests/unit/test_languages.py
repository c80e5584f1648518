"""The words of ours: every language says the same things, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from string import Formatter

import pandas as pd
import pytest
from jinja2 import Environment

from conftest import ROOT
from iscm_analysis.errors import InvalidInputError
from iscm_analysis.languages import languages, words
from iscm_analysis.presentation import show
from iscm_analysis.presentation.cards import conclusion_card
from iscm_analysis.publishing.change_list import ChangeList
from iscm_analysis.publishing.change_words import CHANGES, QUESTIONS
from iscm_analysis.publishing.changes_page import render_changes
from iscm_analysis.publishing.search import KINDS
from iscm_analysis.settings import read_settings
from iscm_analysis.terms import COMPILED_NOTE, ISCM_TYPES, REACHES, STRENGTHS

TEMPLATES = ROOT / "src" / "iscm_analysis"
SCRIPTS = {"script", "site"}  # sections that a script of a page is given whole
BY_NAME = {
    "kind", "group", "edition", "parameter", "heading", "reach", "reach_means", "family",
    "severity", "standing", "row_changed", "rows_changed", "rows_caption", "table_is", "whole_is",
    "column_is", "column_of", "came", "block", "thing", "asked", "changed_things", "what", "cause",
}  # fmt: skip


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
    sections = "|".join(sorted({key.split(".")[0] for key in entries("en")} - BY_NAME - SCRIPTS))
    asked = set(re.findall(rf"""["']((?:{sections})\.(?!html|json)[a-z_]+)["']""", sources))
    assert asked == {key for key in entries("en") if key.split(".")[0] not in BY_NAME | SCRIPTS}


@pytest.mark.parametrize(
    ("section", "script", "name"), [("script", "script", "say"), ("site", "site", "told")]
)
def test_every_word_a_script_asks_for_is_in_its_section_and_every_entry_is_asked_for(
    section: str, script: str, name: str
) -> None:
    text = (TEMPLATES / "publishing" / "templates" / "iscm" / f"{script}.js").read_text(encoding="utf-8")
    asked = set(re.findall(rf"\b{name}\.([a-z_]+)\b", text))
    kinds = set(KINDS.values()) - {""} | {"question", "number"} if section == "site" else set()
    assert asked | kinds == set(words().section(section))


@pytest.mark.parametrize(
    ("section", "codes"),
    [
        ("row_changed", CHANGES), ("rows_changed", CHANGES), ("rows_caption", CHANGES),
        ("asked", QUESTIONS), ("strength", STRENGTHS), ("reach", REACHES), ("reach_means", REACHES),
        ("family", ISCM_TYPES), ("block", ("figure", "table")), ("came", ("new", "gone")),
    ],
)  # fmt: skip
def test_every_code_has_its_words(section: str, codes: Iterable[str]) -> None:
    assert set(words().section(section)) == set(codes)


@pytest.mark.parametrize("language", languages())
def test_an_entry_that_counts_has_as_many_forms_as_in_english(language: str) -> None:
    english, other = entries("en"), entries(language)
    assert [key for key in english if english[key].count(" | ") != other[key].count(" | ")] == []


def test_what_counts_says_none_one_or_many_as_its_language_does() -> None:
    assert [words().count("start.gaps", n) for n in (0, 1, 2)] == ["no gaps", "1 gap", "2 gaps"]
    assert [words(code).count("changes.gaps", 0) for code in languages()] == [
        "0 gaps", "0 lagunas", "0 lacune",
    ]  # fmt: skip


def test_the_note_on_annex_4_is_the_same_as_in_source_notes() -> None:
    assert words()("start.compiled") == f"Annex 4 is {COMPILED_NOTE}."


def own_words(template: str) -> list[str]:
    """List words that stand in a template itself: between tags, in attributes that are read, in its code."""
    pieces = [(kind, text) for _, kind, text in Environment(autoescape=True).lex(template)]
    data = "".join(text for kind, text in pieces if kind == "data")
    text = re.sub(r"<style>.*?</style>", "", data, flags=re.DOTALL)
    read = re.findall(r'\s(?:aria-label|title|alt|placeholder)="([^"]*)"', text)
    in_code = [text[1:-1] for kind, text in pieces if kind == "string" and re.search(r"[A-Za-z] ", text)]
    said = [*in_code, *read, *re.split(r"<[^>]*>", text)]
    return [piece.strip() for piece in said if re.search("[A-Za-z]", piece)]


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>All pages</p>", ["All pages"]),
        ("<p>{{ n }} rows</p>", ["rows"]),
        ('<p aria-label="Pages">{{ say("page.next") }}</p>', ["Pages"]),
        ('{{ "The record" if n else "" }}', ["The record"]),
        ('{# Why. #}<p title="{{ say(\'page.next\') }}">{{ say("page.next") }}</p>', []),
    ],
)
def test_a_word_of_its_own_is_found_in_a_template(template: str, found: list[str]) -> None:
    assert own_words(template) == found


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.j2")), ids=lambda path: path.name)
def test_a_template_has_no_words_of_its_own(path: Path) -> None:
    nobody_reads = {"R1a", "sha256"}  # an example of an id, and a method by its name
    assert set(own_words(path.read_text(encoding="utf-8"))) <= nobody_reads


def test_a_list_of_changes_in_french_says_nothing_in_english() -> None:
    numbers = {"n": 1, "page": "p", "number_id": "P.n", "before": "1", "after": "2", "definition": "d"}
    row = {"change": "added", "key": {"id": "E-1"}, "cells": [{"column": "a", "before": "", "after": "b"}]}
    table = {
        "table": "t", "whole": "", "row_is": "a row", "is_keyed": True, "n_rows": 1,
        "columns": [{"column": "c", "change": "new"}], "counts": {"added": 1}, "rows": [row],
    }  # fmt: skip
    rows = {"what": "rows", "tables": [{"table": "t", "n": 1, "rows": [row]}]}
    changes = ChangeList("A", "B", tables=[table], numbers=[{**numbers, "cause": rows}])
    page = render_changes(changes, {"language": "fr"}, is_in_site=True)
    assert "La colonne c du tableau t est nouvelle." in page
    assert "1 ligne du tableau t a été ajoutée : E-1." in page
    assert 'Une ligne correspond à : <span lang="en">a row</span>.' in page


def test_cards_of_the_evidence_chain_speak_the_language_of_the_project(project: Path) -> None:
    settings = project / "iscm.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"en"', '"es"'), encoding="utf-8")
    row = {
        "conclusion_id": "CO-1", "criterion": "relevance", "finding_ids": "FI-1", "statement": "It fits.",
        "status": "draft",
    }  # fmt: skip
    card = conclusion_card(row, "RE-1")
    assert '<dt><span lang="es">Se basa en</span></dt><dd>FI-1</dd>' in card.markup
    assert "no son las conclusiones de la oficina de evaluación" in card.markup
    assert "It fits. (Criterio: relevance; Se basa en: FI-1" in card.text


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
