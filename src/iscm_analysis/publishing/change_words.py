"""A list of changes in words: first what matters in a few sentences, then everything, a line each."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from iscm_analysis.publishing.change_list import ChangeList
from iscm_analysis.terms import STRENGTHS

Entry = Mapping[str, Any]
JOIN = " · "
NAMING, FEWER = 4, 3  # a key has so many cells; a row without a key is named by its first ones
LONGEST = 80  # letters of a cell in the name of a row
MOST = 8  # sentences of one kind
SPOKEN = 3  # entries that a summary names; it counts the others
CHANGES = {
    "changed": "changed",
    "added": "added",
    "removed": "removed",
    "renumbered": "given another id and nothing else",
    "moved": "moved to another place in the source and nothing else",
}
QUESTIONS = {
    "answered": "newly answered",
    "lost": "no longer answered",
    "evidence": "with evidence now",
    "no_evidence": "without evidence now",
    "changed": "answered further or less far, or with other evidence",
}
SILENT = ("renumbered", "moved")
WHAT = {"text": "its text", "code": "its code", "outputs": "what its cells show"}
OTHER_CAUSES = {
    "parameters": "the page was built with other parameters",
    "code": "the page's text or code changed",
    "library": "this software or a package changed, or something else the page reads",
}


def summary(changes: ChangeList) -> list[str]:
    """Say in a few sentences what changed."""
    if not changes.before:
        return [changes.note]
    if changes.is_empty:
        return ["Nothing changed." if changes.has_pages else "No table changed."]
    return [
        *_of_rows(changes.tables),
        *_of_numbers(changes.numbers),
        *_of_blocks(changes.blocks),
        *_of_strength(changes.strength),
        *_of_touched(changes.touched),
        *_of_questions(changes.questions),
        *_of_sources(changes.sources, changes.tables),
        *_of_pages(changes.pages),
        *(
            [f"Versions changed: {_listed(item['name'] for item in changes.versions)}."]
            if changes.versions
            else []
        ),
    ]


def _of_rows(tables: Sequence[Entry]) -> Iterator[str]:
    for table in tables:
        if table["whole"]:
            yield f"Table {table['table']} is {table['whole']}, with {_n(table['n_rows'], 'row')}."
        for column in table["columns"]:
            yield f"Column {column['column']} of {table['table']} is {column['change']}."
    told = [(table["table"], kind, n) for table in tables for kind, n in _told(table)]
    for name, kind, n in told[:MOST]:
        rows = next(table["rows"] for table in tables if table["table"] == name)
        own = _listed((named(row) for row in rows if row["change"] == kind), SPOKEN)
        yield f"{_n(n, 'row')} of {name} {'was' if n == 1 else 'were'} {CHANGES[kind]}: {own}."
    if rest := sum(n for *_, n in told[MOST:]):
        yield f"{_n(rest, 'more row')} of other tables changed."


def _told(table: Entry) -> Iterator[tuple[str, int]]:
    """Count what a reader has to know first; what only moved is in the details, unless it is all there is."""
    counts = {kind: table["counts"][kind] for kind in CHANGES if kind in table["counts"]}
    content = {kind: n for kind, n in counts.items() if kind not in SILENT}
    yield from (content or counts).items()


def _of_numbers(numbers: Sequence[Entry]) -> Iterator[str]:
    for number in numbers[:SPOKEN]:
        said = f"{number['number_id']} ({number['definition']}, on {number['page']}) {was_is(number)}"
        yield f"{said}, because {because(number['cause'])}."
    if rest := len(numbers[SPOKEN:]):
        yield f"{_n(rest, 'more number')} changed; below is why."


def was_is(number: Entry) -> str:
    """Say what a number was and is."""
    if not number["before"]:
        return f"is new and is {number['after']}"
    return f"was {number['before']}, is {number['after'] or 'gone'}"


def because(cause: Entry) -> str:
    """Say what made a number another."""
    if cause["what"] != "rows":
        return OTHER_CAUSES[cause["what"]]
    return "; ".join(_because(table) for table in cause["tables"])


def _because(table: Entry) -> str:
    """Say which rows; of rows not known to lie behind the number, that it may rest on them."""
    if not table["rows"]:
        return f"the whole table {table['table']} came or went"
    of = table["table"] if table.get("is_behind") else f"{table['table']} it may rest on"
    told = []
    for kind, rows in _by_change(table["rows"]).items():
        are = "was" if len(rows) == 1 else "were"
        told.append(f"{_n(len(rows), 'row')} of {of} {are} {CHANGES[kind]} ({_listed(map(named, rows))})")
    more = table["n"] - len(table["rows"])
    return _listed([*told, *([f"{_n(more, 'more row')} of it"] if more else [])])


def _by_change(rows: Sequence[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for row in rows:
        found.setdefault(row["change"], []).append(row)
    return found


def named(row: Entry) -> str:
    """Name a row by its key."""
    cells = [str(cell) for cell in row["key"].values() if cell]
    naming = cells if len(row["key"]) <= NAMING else cells[:FEWER]
    return JOIN.join(textwrap.shorten(cell, LONGEST, placeholder=" ...") for cell in naming)


def _of_blocks(blocks: Sequence[Entry]) -> Iterator[str]:
    if blocks:
        kinds = {kind: sum(block["kind"] == kind for block in blocks) for kind in ("figure", "table")}
        said = _listed(_n(n, kind) for kind, n in kinds.items() if n)
        verb = "shows" if len(blocks) == 1 else "show"
        yield f"{said} {verb} something else, on {_n(len({block['page'] for block in blocks}), 'page')}."


def _of_strength(strength: Sequence[Entry]) -> Iterator[str]:
    for item in strength[:MOST]:
        yield f"Strength of the evidence on {item['id']} {was_is(strength_words(item))}."
    if rest := len(strength[MOST:]):
        yield f"Strength of {_n(rest, 'more question or finding', 'more questions or findings')} changed."


def strength_words(item: Entry) -> Entry:
    """Give the words for the codes of strength before and after."""
    return {side: STRENGTHS.get(item[side], "") for side in ("before", "after")}


def _of_touched(touched: Sequence[Entry]) -> Iterator[str]:
    for table in dict.fromkeys(item["table"] for item in touched):
        ids = [item["id"] for item in touched if item["table"] == table]
        yield f"Touched {table}: {_listed(ids)}."


def _of_questions(questions: Sequence[Entry]) -> Iterator[str]:
    for change, said in QUESTIONS.items():
        if parts := [item["part_id"] for item in questions if item["change"] == change]:
            yield f"{_noun(parts, 'Question')} {said}: {_listed(parts)}."


def _of_sources(sources: Sequence[Entry], tables: Sequence[Entry]) -> Iterator[str]:
    words = {(False, True): "new", (True, False): "gone", (True, True): "changed"}
    for sides, said in words.items():
        names = [item["name"] for item in sources if (bool(item["before"]), bool(item["after"])) == sides]
        if names:
            yield f"{_noun(names, 'Source file')} {said}: {_listed(names)}."
    for table in tables:
        for kind, rows in _by_change(table["rows"]).items() if table["table"] == "sources" else ():
            if kind not in SILENT:
                yield f"{_noun(rows, 'Source')} {CHANGES[kind]}: {_listed(map(named, rows))}."


def _of_pages(pages: Sequence[Entry]) -> Iterator[str]:
    words = {"new": "new", "gone": "gone", "changed": "with other text, code or parameters"}
    for change, said in words.items():
        if names := [item["page"] for item in pages if item["change"] == change]:
            yield f"{_noun(names, 'Page')} {said}: {_listed(names)}."


def _noun(things: Sequence[object], noun: str) -> str:
    return noun if len(things) == 1 else f"{noun}s"


def lines(changes: ChangeList) -> Iterator[str]:
    """Say everything, a line each, for a terminal."""
    yield from summary(changes)
    for table in changes.tables:
        yield from _table_lines(table)
    for number in changes.numbers:
        yield f"number {number['page']} {number['number_id']}: {was_is(number)}; {because(number['cause'])}"
    for block in changes.blocks:
        yield f"{block['kind']} {block['page']} {block['block_id']}: {block['change']}"
    for item in changes.strength:
        yield f"strength {item['of']} {item['id']}: {was_is(strength_words(item))}"
    for item in changes.touched:
        yield f"{item['table']} {item['id']}: rests on {item['because'].replace(';', ', ')}"
    for item in changes.questions:
        yield f"question {item['part_id']}: {standing(item['before'])} -> {standing(item['after'])}"
    for item in changes.sources:
        yield f"source {item['name']}: {item['before'][:12] or 'none'} -> {item['after'][:12] or 'none'}"
    for page in changes.pages:
        yield f"page {page['page']}: {page_words(page)}"
    for item in changes.versions:
        yield f"version {item['name']}: {item['before'] or 'none'} -> {item['after'] or 'none'}"


def _table_lines(table: Entry) -> Iterator[str]:
    name = table["table"]
    if table["whole"]:
        yield f"table {name}: {table['whole']}, {_n(table['n_rows'], 'row')}"
    for column in table["columns"]:
        yield f"table {name}: column {column['column']} is {column['change']}"
    for kind in SILENT:
        if n := table["counts"].get(kind):
            yield f"{name}: {_n(n, 'row')} {CHANGES[kind]}"
    for row in table["rows"]:
        if row["change"] in SILENT:
            continue
        said = "; ".join(cell_words(row, cell) for cell in row["cells"])
        yield f"{name} {named(row)}: {row['change']}: {said}"


def cell_words(row: Entry, cell: Entry) -> str:
    """Say one cell of a row: what it says, or what it said and says."""
    if row["change"] in ("added", "removed"):
        return f"{cell['column']} {cell['after'] or cell['before']}"
    return f"{cell['column']} {cell['before'] or 'empty'} -> {cell['after'] or 'empty'}"


def standing(stand: Entry) -> str:
    """Say how far the record carries towards an answer."""
    if not stand:
        return "not asked"
    evidence = _n(stand["n_evidence"], "item of evidence", "items of evidence")
    return f"{stand['reach_name']}, {_n(stand['n_gaps'], 'gap')}, {evidence}"


def page_words(page: Entry) -> str:
    """Say what of a page is another."""
    if page["change"] != "changed":
        return str(page["change"])
    given = [f"{item['name']} was {item['before']}, is {item['after']}" for item in page["parameters"]]
    return "; ".join(
        [*given, *([f"{_listed(WHAT[name] for name in page['what'])} changed"] if page["what"] else [])]
    )


def _n(number: int, noun: str, nouns: str = "") -> str:
    return f"{number:,} {noun if number == 1 else nouns or f'{noun}s'}"


def _listed(words: Iterable[str], most: int = 8) -> str:
    """Join words as a sentence does; of very many only the first, and how many more."""
    said = list(words)
    if len(said) > most:
        said = [*said[:most], f"{len(said) - most:,} more"]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
