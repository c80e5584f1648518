"""Annex 1 of a document, the terms of reference: questions, lists and stated facts in its own words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from iscm_analysis.errors import Problem
from iscm_analysis.sources.annexes_document import Annexes
from iscm_analysis.sources.document_text import Line
from iscm_analysis.sources.rows import as_frame
from iscm_analysis.sources.stated_numbers import stated_facts
from iscm_analysis.sources.terms_of_reference import FACT_COLUMNS, ITEM_COLUMNS, QUESTION_COLUMNS, SOURCE_ID
from iscm_analysis.sources.wrapping import ends_sentence, glue, goes_on_small, is_full, join_wrapped
from iscm_analysis.terms import CRITERIA

# The letters of question ids: R1, ES1, EF1, OI1.
LETTERS = {
    "relevance": "R",
    "effectiveness": "E",
    "efficiency": "EF",
    "outcome": "O",
    "impact": "I",
    "sustainability": "S",
}
# What limits the scope, in the order of the ids; each sign stands in one sentence, or half of one.
LIMIT_SIGNS = {
    "what is not analysed": r"\bwill not (?:analy[sz]e|assess|examine)\b",
    "what IOM does not control": r"\bfactors (?:external|outside|beyond)\b|\bnot have (?:any )?control\b",
    "what may be limited": r"\bmay be limited\b",
    "what the approach looks at": r"\bprocess evaluation approach\b",
    "which other assessment is considered": r"\bconsidered (?:this|that|the) assessment\b",
}
_TWO_IN_ONE = re.compile(r"\s+and (?=funding of\b)")
_BULLET = re.compile(r"(?:[-\u2010-\u2015*+\u2022\u00b7\u25aa\u25cf\u25cb\u25e6\u2043\uf0b7]|o(?=\s))\s+")
_NUMBER = re.compile(r"\(?\d{1,2}[.)]\s+")
_SECTION = re.compile(r"\(?\d{1,2}[.)]\s+[A-Z][^.:;?]*")
_HALVES = re.compile(r", and (?=the\b)")
_SENTENCE_END = re.compile(r"(?<=[.?!])[\"')]*\s+(?=[A-Z\"'(])")


@dataclass
class Terms:
    """What Annex 1 says, by table; how many rows were refused in each, and why."""

    frames: dict[str, pd.DataFrame]
    refused: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_terms(annexes: Annexes, file: str) -> Terms:
    """Read the questions, the four lists and the stated facts; what is not found is said."""
    blocks = _blocks(annexes)
    questions, problems = _questions(blocks, file)
    lists = {
        "focus_items": ("F", _focus_items(blocks)),
        "indicators": ("IND", _indicators(blocks)),
        "recommendation_areas": ("REC", _recommendation_areas(blocks)),
    }
    frames = {
        name: as_frame(_numbered(letters, items), ITEM_COLUMNS) for name, (letters, items) in lists.items()
    }
    frames["scope_limits"] = as_frame(_scope_limits(blocks), ITEM_COLUMNS)
    facts = stated_facts([(sentence, _locator(block)) for block in blocks for sentence in _sentences(block)])
    frames["stated_facts"] = as_frame(({**fact, "source_id": SOURCE_ID} for fact in facts), FACT_COLUMNS)
    frames["questions"] = as_frame(questions, QUESTION_COLUMNS)
    refused = {"questions": len(problems)}
    problems += [*_missing_criteria(frames["questions"], file), *_missing_lists(frames, file)]
    return Terms(frames, refused, problems)


def heading_criteria(text: str) -> tuple[str, ...]:
    """Give the criteria a heading names, if it names nothing else.

    >>> heading_criteria("**Effectiveness and sustainability:**")
    ('effectiveness', 'sustainability')
    >>> heading_criteria("Relevance of the mandate")
    ()
    """
    words = [word for word in re.findall(r"[a-z]+", text.casefold()) if word != "and"]
    return tuple(words) if words and set(words) <= set(CRITERIA) and "?" not in text else ()


def _blocks(annexes: Annexes) -> list[Line]:
    def continues(so_far: str, before: Line, line: Line, after_blank: bool) -> bool:  # noqa: FBT001  # as the caller has it
        full = is_full(before, line, annexes.width, annexes.slack)
        if heading_criteria(so_far) or _is_heading(line.text) or _mark(line.text):
            return False
        if _is_heading(so_far):
            return full and not after_blank
        if _mark(so_far) and so_far.endswith((".", ";")) and not goes_on_small(line.text):
            return False  # the last item of a list, and what comes after it
        is_cut = not ends_sentence(so_far)
        if after_blank:
            return is_cut and (goes_on_small(line.text) or full)
        return full or is_cut

    return join_wrapped(annexes.lines.get(1, ()), continues)


def _is_heading(text: str) -> bool:
    return bool(heading_criteria(text)) or _SECTION.fullmatch(text.strip(" #*_")) is not None


def _is_item(block: Line) -> bool:
    return bool(_mark(block.text)) and not _is_heading(block.text)


def _mark(text: str) -> str:
    """Give the bullet or number with which a list item begins."""
    found = _BULLET.match(text.strip()) or _NUMBER.match(text.strip())
    return found.group() if found else ""


def _locator(block: Line) -> str:
    return f"Annex 1, {block.place}"


def _sentences(block: Line) -> list[str]:
    return [_words(sentence) for sentence in _SENTENCE_END.split(block.text)]


def _words(text: str) -> str:
    """Take marks of emphasis and surplus blanks off; the wording stays."""
    return " ".join(text.replace("*", "").split())


def _questions(blocks: Sequence[Line], file: str) -> tuple[list[dict[str, str]], list[Problem]]:
    """Number the bullets under each heading; a bullet of several sentences has parts a, b, ..."""
    rows, problems, count, before = list[dict[str, str]](), list[Problem](), 0, tuple[str, ...]()
    for criteria, bullet in _bullets(blocks):
        count = count + 1 if criteria == before else 1
        before = criteria
        if "?" in bullet.text:
            rows.extend(_parts(bullet, criteria, count))
            continue
        message = f"a bullet under {' and '.join(criteria)} asks nothing: it has no question mark"
        problems.append(Problem("error", file, message, "is it cut off?", row=_locator(bullet)))
    return rows, problems


def _bullets(blocks: Sequence[Line]) -> list[tuple[tuple[str, ...], Line]]:
    """Give the list items under each heading that names criteria, put together where a page cut them."""
    bullets, criteria = list[tuple[tuple[str, ...], Line]](), tuple[str, ...]()
    for block in blocks:
        is_marked = _BULLET.match(block.text) is not None
        if named := heading_criteria(block.text):
            criteria = named
        elif not (is_marked or "?" in block.text):
            criteria = ()
        elif criteria and not is_marked and bullets and _goes_on(bullets[-1], criteria):
            before = bullets[-1][1]
            bullets[-1] = (criteria, replace(before, text=glue(before.text, block.text)))
        elif criteria:
            bullets.append((criteria, block))
    return bullets


def _goes_on(bullet: tuple[tuple[str, ...], Line], criteria: tuple[str, ...]) -> bool:
    """Say whether text without a bullet belongs to the one before, in a list that has bullets."""
    return bullet[0] == criteria and _BULLET.match(bullet[1].text) is not None


def _parts(block: Line, criteria: tuple[str, ...], count: int) -> Iterator[dict[str, str]]:
    question_id = f"{''.join(LETTERS[name] for name in criteria)}{count}"
    text = _words(block.text.removeprefix(_mark(block.text)))
    sentences = [sentence for sentence in re.findall(r"[^?]+\?+[\"')]*(?:[^?]*$)?", text) if sentence.strip()]
    for place, sentence in enumerate(sentences):
        yield {
            "question_id": question_id,
            "part_id": question_id + (chr(ord("a") + place) if len(sentences) > 1 else ""),
            "heading": "_and_".join(criteria),
            "criteria": ";".join(criteria),
            "text": sentence.strip(),
            "source_id": SOURCE_ID,
            "locator": _locator(block),
        }


def _focus_items(blocks: Sequence[Line]) -> list[tuple[str, Line]]:
    """Give the numbered list after the sentence that says what the evaluation focuses on."""
    starts = [
        place for place, block in enumerate(blocks) if re.search(r"focus on[^.]*:$", block.text.strip())
    ]
    items = []
    for block in blocks[starts[0] + 1 :] if starts else ():
        if not _is_item(block):
            break
        items.append((_item(block.text.removeprefix(_mark(block.text))), block))
    return items


def _indicators(blocks: Sequence[Line]) -> list[tuple[str, Line]]:
    """Give the list after "indicators ... such as:", its items apart by semicolons."""
    return _inline(blocks, r"\bindicators\b[^:;]*:\s*(?P<list>.*)", r";")


def _recommendation_areas(blocks: Sequence[Line]) -> list[tuple[str, Line]]:
    """Give the list after "recommendations on:", its items numbered 1), 2), ..."""
    return _inline(blocks, r"\brecommendations on\b[^:;]*:\s*(?P<list>.*)", r"\(?\b\d[).]\s+|;")


def _inline(blocks: Sequence[Line], pattern: str, between: str) -> list[tuple[str, Line]]:
    """Take a list apart that runs on in its paragraph, or goes on in list items below."""
    for place, block in enumerate(blocks):
        if found := re.search(pattern, block.text):
            below = itertools.takewhile(_is_item, blocks[place + 1 :])
            listed = [
                *_SENTENCE_END.split(found["list"])[:1],
                *(item.text.removeprefix(_mark(item.text)) for item in below),
            ]
            items = (_item(item) for item in re.split(between, "; ".join(listed)))
            return [(item, block) for item in items if item]
    return []


def _item(text: str) -> str:
    """Take off the signs and the word that tie an item to its list.

    >>> _item("and the support they give; and,")
    'the support they give'
    """
    bare = re.sub(r"[\s;,.]*(?:;|,)\s*(?:and|or)?[\s,]*$|[\s;,.]+$", "", _words(text))
    return re.sub(r"^(?:and|or)(?:\s+|$)", "", bare)


def _numbered(letters: str, items: Sequence[tuple[str, Line]]) -> Iterator[dict[str, str]]:
    """Number the items of a list; one that names two things becomes a and b."""
    for place, (item, block) in enumerate(items, start=1):
        parts = _TWO_IN_ONE.split(item) if letters == "IND" else [item]
        for part, letter in zip(parts, "ab" if len(parts) > 1 else ("",), strict=False):
            yield {
                "id": f"{letters}{place}{letter}",
                "text": part,
                "source_id": SOURCE_ID,
                "locator": _locator(block),
            }


def _scope_limits(blocks: Sequence[Line]) -> Iterator[dict[str, str]]:
    """Give the sentences that carry a sign of a limit; one with two signs is taken apart."""
    pieces = [
        (piece, block)
        for block in blocks
        for sentence in _sentences(block)
        for piece in _limit_pieces(sentence)
    ]
    for place, sign in enumerate(LIMIT_SIGNS.values(), start=1):
        for piece, block in pieces:
            if re.search(sign, piece):
                yield {
                    "id": f"L{place}",
                    "text": piece,
                    "source_id": SOURCE_ID,
                    "locator": _locator(block),
                }
                break


def _limit_pieces(sentence: str) -> list[str]:
    signs = [sign for sign in LIMIT_SIGNS.values() if re.search(sign, sentence)]
    return _HALVES.split(sentence) if len(signs) > 1 else [sentence]


def _missing_criteria(questions: pd.DataFrame, file: str) -> Iterator[Problem]:
    asked = {name for cell in questions["criteria"] for name in cell.split(";")}
    if missing := [name for name in CRITERIA if name not in asked]:
        message = f"no questions under a heading that names {', '.join(missing)}"
        yield Problem("error", file, message, "is Annex 1 cut off?", row="Annex 1")


def _missing_lists(frames: dict[str, pd.DataFrame], file: str) -> Iterator[Problem]:
    for name in ("focus_items", "indicators", "recommendation_areas", "scope_limits", "stated_facts"):
        if frames[name].empty:
            message = f"no {name.replace('_', ' ')} found"
            yield Problem("warning", file, message, "is Annex 1 cut off or worded otherwise?", row="Annex 1")
