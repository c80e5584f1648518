"""Ids become links: wherever a block prints the id of something, one click leads to its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from iscm_analysis.presentation.block import Block, escape

_TAG = re.compile(r"(<[^>]*>)")  # our blocks escape ">" inside attributes
_WORD = re.compile(r"https?://[^\s<]*[^\s<;,.]|[\w-]+\.html(?:#[\w-]+)?|[\w-]+")
_HEAD = '<th scope="row"'


def linked(block: Block, places: Mapping[str, str], *, heads: bool = False) -> Block:
    """Link every id in the text of a block to its place; addresses and pages of the site lead to themselves.

    With ``heads`` the rows of the block are the places of the ids that head them: these become anchors.
    Attributes, headings, and the words of links that are there already stay as they are.
    """
    pieces = ["", *_TAG.split(block.markup)]  # tag, text, tag, text ...
    markup = "".join(
        _piece(tag, text, places, heads=heads) for tag, text in zip(pieces[::2], pieces[1::2], strict=True)
    )
    return replace(block, markup=markup)


def _piece(tag: str, text: str, places: Mapping[str, str], *, heads: bool) -> str:
    """Give a tag and the text after it, the text linked."""
    if heads and tag.startswith(_HEAD) and text in places:
        return f'{tag[:-1]} id="{escape(places[text].partition("#")[2])}">{text}'
    if tag.startswith(("<a ", "<h")):
        return tag + text
    return tag + _WORD.sub(lambda word: _link(word[0], places), text)


def _link(word: str, places: Mapping[str, str]) -> str:
    if word.startswith("http"):
        return f'<a class="address" href="{word}">{word}</a>'
    place = word if ".html" in word else places.get(word)
    return f'<a class="ref" href="{escape(place)}">{word}</a>' if place else word
