"""A list of changes in words: first what matters in a few sentences, then everything, a line each."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from iscm_analysis.languages import Words, words
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
QUESTIONS = ("answered", "lost", "evidence", "no_evidence", "changed")
SILENT = ("renumbered", "moved")


def summary(changes: ChangeList, say: Words) -> list[str]:
    """Say in a few sentences what changed."""
    if not changes.before:
        return [changes.note]
    if changes.is_empty:
        return [say("changes.nothing" if changes.has_pages else "changes.no_table")]
    versions = _listed((item["name"] for item in changes.versions), say)
    return [
        *_of_rows(changes.tables, say),
        *_of_numbers(changes.numbers, say),
        *_of_blocks(changes.blocks, say),
        *_of_strength(changes.strength, say),
        *_of_touched(changes.touched, say),
        *_of_questions(changes.questions, say),
        *_of_sources(changes.sources, changes.tables, say),
        *_of_pages(changes.pages, say),
        *([say("changes.versions_told", names=versions)] if versions else []),
    ]


def _of_rows(tables: Sequence[Entry], say: Words) -> Iterator[str]:
    for table in tables:
        if table["whole"]:
            yield say.count(f"table_is.{table['whole']}", table["n_rows"], table=table["table"])
        for column in table["columns"]:
            yield say(f"column_of.{column['change']}", column=column["column"], table=table["table"])
    told = [(table["table"], kind, n) for table in tables for kind, n in _told(table)]
    for name, kind, n in told[:MOST]:
        rows = next(table["rows"] for table in tables if table["table"] == name)
        own = _listed((named(row) for row in rows if row["change"] == kind), say, SPOKEN)
        yield say("changes.told", what=say.count(f"row_changed.{kind}", n, table=name), rows=own)
    if rest := sum(n for *_, n in told[MOST:]):
        yield say.count("changes.more_rows", rest)


def _told(table: Entry) -> Iterator[tuple[str, int]]:
    """Count what a reader has to know first; what only moved is in the details, unless it is all there is."""
    counts = {kind: table["counts"][kind] for kind in CHANGES if kind in table["counts"]}
    content = {kind: n for kind, n in counts.items() if kind not in SILENT}
    yield from (content or counts).items()


def _of_numbers(numbers: Sequence[Entry], say: Words) -> Iterator[str]:
    for number in numbers[:SPOKEN]:
        yield say(
            "changes.number_told",
            id=number["number_id"],
            definition=number["definition"],
            page=number["page"],
            was_is=was_is(number, say),
            why=because(number["cause"], say),
        )
    if rest := len(numbers[SPOKEN:]):
        yield say.count("changes.more_numbers", rest)


def was_is(number: Entry, say: Words) -> str:
    """Say what a number was and is."""
    if not number["before"]:
        return say("changes.is_new", after=number["after"])
    if not number["after"]:
        return say("changes.was_gone", before=number["before"])
    return say("changes.was_is", before=number["before"], after=number["after"])


def because(cause: Entry, say: Words) -> str:
    """Say what made a number another."""
    if cause["what"] != "rows":
        return say(f"cause.{cause['what']}")
    return "; ".join(_because(table, say) for table in cause["tables"])


def _because(table: Entry, say: Words) -> str:
    """Say which rows; of rows not known to lie behind the number, that it may rest on them."""
    if not table["rows"]:
        return say("changes.whole_table", table=table["table"])
    own = table["table"] if table.get("is_behind") else say("changes.may_rest_on", table=table["table"])
    told = []
    for kind, rows in _by_change(table["rows"]).items():
        what = say.count(f"row_changed.{kind}", len(rows), table=own)
        told.append(f"{what} ({_listed(map(named, rows), say)})")
    more = table["n"] - len(table["rows"])
    return _listed([*told, *([say.count("changes.more_of_it", more)] if more else [])], say)


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


def _of_blocks(blocks: Sequence[Entry], say: Words) -> Iterator[str]:
    if blocks:
        kinds = {kind: sum(block["kind"] == kind for block in blocks) for kind in ("figure", "table")}
        said = _listed((say.count(f"block.{kind}", n) for kind, n in kinds.items() if n), say)
        pages = say.count("changes.on_pages", len({block["page"] for block in blocks}))
        key = "changes.one_block" if len(blocks) == 1 else "changes.more_blocks"
        yield say(key, blocks=said, pages=pages)


def _of_strength(strength: Sequence[Entry], say: Words) -> Iterator[str]:
    for item in strength[:MOST]:
        yield say("changes.strength_told", id=item["id"], was_is=was_is(strength_words(item), say))
    if rest := len(strength[MOST:]):
        yield say.count("changes.more_strength", rest)


def strength_words(item: Entry) -> Entry:
    """Give the words for the codes of strength before and after."""
    return {side: STRENGTHS.get(item[side], "") for side in ("before", "after")}


def _of_touched(touched: Sequence[Entry], say: Words) -> Iterator[str]:
    for table in dict.fromkeys(item["table"] for item in touched):
        ids = [item["id"] for item in touched if item["table"] == table]
        yield say("changes.touched_told", table=table, ids=_listed(ids, say))


def _of_questions(questions: Sequence[Entry], say: Words) -> Iterator[str]:
    for change in QUESTIONS:
        if parts := [item["part_id"] for item in questions if item["change"] == change]:
            yield _changed("question", parts, say, said=say(f"asked.{change}"))


def _of_sources(sources: Sequence[Entry], tables: Sequence[Entry], say: Words) -> Iterator[str]:
    kinds = {(False, True): "file_new", (True, False): "file_gone", (True, True): "file_changed"}
    for sides, kind in kinds.items():
        names = [item["name"] for item in sources if (bool(item["before"]), bool(item["after"])) == sides]
        if names:
            yield _changed(kind, names, say)
    for table in tables:
        for kind, rows in _by_change(table["rows"]).items() if table["table"] == "sources" else ():
            if kind not in SILENT:
                yield _changed(f"source_{kind}", list(map(named, rows)), say)


def _of_pages(pages: Sequence[Entry], say: Words) -> Iterator[str]:
    for change in ("new", "gone", "changed"):
        if names := [item["page"] for item in pages if item["change"] == change]:
            yield _changed(f"page_{change}", names, say)


def _changed(kind: str, names: Sequence[str], say: Words, **values: str) -> str:
    return say.count(f"changed_things.{kind}", len(names), names=_listed(names, say), **values)


def lines(changes: ChangeList) -> Iterator[str]:
    """Say everything, a line each, for a terminal."""
    say = words()
    yield from summary(changes, say)
    for table in changes.tables:
        yield from _table_lines(table)
    for number in changes.numbers:
        told = f"{was_is(number, say)}; {because(number['cause'], say)}"
        yield f"number {number['page']} {number['number_id']}: {told}"
    for block in changes.blocks:
        yield f"{block['kind']} {block['page']} {block['block_id']}: {block['change']}"
    for item in changes.strength:
        yield f"strength {item['of']} {item['id']}: {was_is(strength_words(item), say)}"
    for item in changes.touched:
        yield f"{item['table']} {item['id']}: rests on {item['because'].replace(';', ', ')}"
    for item in changes.questions:
        yield f"question {item['part_id']}: {standing(item['before'], say)} -> {standing(item['after'], say)}"
    for item in changes.sources:
        yield f"source {item['name']}: {item['before'][:12] or 'none'} -> {item['after'][:12] or 'none'}"
    for page in changes.pages:
        yield f"page {page['page']}: {page_words(page, say)}"
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


def standing(stand: Entry, say: Words) -> str:
    """Say how far the record carries towards an answer."""
    if not stand:
        return say("changes.not_asked")
    gaps = say.count("changes.gaps", stand["n_gaps"])
    evidence = say.count("changes.evidence", stand["n_evidence"])
    return f"{stand['reach_name']}, {gaps}, {evidence}"


def page_words(page: Entry, say: Words) -> str:
    """Say what of a page is another."""
    if page["change"] != "changed":
        return say(f"came.{page['change']}")
    given = [say("changes.parameter", **item) for item in page["parameters"]]
    what = _listed((say(f"what.{name}") for name in page["what"]), say)
    return "; ".join([*given, *([say("changes.what_changed", what=what)] if what else [])])


def _n(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else f'{noun}s'}"


def _listed(names: Iterable[str], say: Words, most: int = 8) -> str:
    """Join words as a sentence does; of very many only the first, and how many more."""
    said = list(names)
    if len(said) > most:
        said = [*said[:most], say("changes.more", n=len(said) - most)]
    return say("changes.and", first=", ".join(said[:-1]), last=said[-1]) if len(said) > 1 else "".join(said)
