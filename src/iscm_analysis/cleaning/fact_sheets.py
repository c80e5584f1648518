"""Fact sheets: labels in one column, values beside them, one ISCM or several side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from iscm_analysis.cleaning.headers import LONGEST_HEADING, LOOK_IN
from iscm_analysis.cleaning.records import Entry, Part, Record
from iscm_analysis.cleaning.vocabulary import NAMING, Vocabulary, about_iom
from iscm_analysis.sources.cells import Cell, Sheet, address, column_letters


def labels_down(sheet: Sheet, words: Vocabulary) -> tuple[int, dict[int, str]]:
    """Read a column of labels, as on a fact sheet; give the column and the field of each row."""
    best: tuple[int, dict[int, str]] = (0, {})
    for column in sorted({column for row in islice(sheet.rows.values(), LOOK_IN) for column in row})[:5]:
        first = _labels_in(islice(sheet.rows.items(), LOOK_IN), column, words)
        # In a table a column holds one label, its heading: no need to look through thousands of rows.
        found = _labels_in(sheet.rows.items(), column, words) if len(set(first.values())) > 1 else first
        if len(set(found.values()) - {"unused"}) > len(set(best[1].values()) - {"unused"}):
            best = (column, found)
    return best


def _labels_in(
    rows: Iterable[tuple[int, Mapping[int, Cell]]], column: int, words: Vocabulary
) -> dict[int, str]:
    return {
        number: name
        for number, row in rows
        if column in row and len(row[column].text) < LONGEST_HEADING
        if (name := words.column(row[column].text.rstrip(" :")) or _role_label(row[column].text, words))
    }


def _role_label(text: str, words: Vocabulary) -> str:
    role = words.role(text.rstrip(" :")) if about_iom(text) else ""
    return f"role:{role}" if role else ""


def read_labels(part: Part, column: int, labels: Mapping[int, str], words: Vocabulary) -> None:
    """Read labels in one column and values in those to the right: each such column is an ISCM.

    A label that names the ISCM a second time opens the next fact sheet.
    """
    values = sorted({c for n in labels for c in part.sheet.rows[n] if c > column})
    for number, row in part.sheet.rows.items():
        if number not in labels:
            part.ignored["no label known" if column in row else "beside no label"] += 1
    unknown = [
        (n, row[column].text)
        for n, row in part.sheet.rows.items()
        if n not in labels and len(row) > 1 and column in row
    ]
    for number, label in unknown:
        part.say(
            "warning",
            "unknown label; not used",
            words.suggestion(label[:60]),
            cell=address(number, column),
            value=label[:80],
        )
    part.n_read = len(part.sheet.rows) - len(labels)
    for block in _blocks(labels):
        _read_block(part, block, values, words)


def _read_block(part: Part, block: Mapping[int, str], values: list[int], words: Vocabulary) -> None:
    """Read one fact sheet; side by side an ISCM is a column, and columns are counted like rows."""
    beside = len(values) > 1
    if not beside:
        part.n_read += len(block)
        part.ignored["further lines of a fact sheet"] += len(block) - 1
    for column in values or [0]:
        record = _labelled(part, block, column, words, beside=beside)
        part.n_read += beside
        if record:
            part.records.append(record)
        elif any(column in part.sheet.rows[number] for number in block):
            part.n_refused += 1
        else:
            part.ignored["labels without values"] += 1


def _blocks(labels: Mapping[int, str]) -> Iterator[dict[int, str]]:
    block: dict[int, str] = {}
    for number, name in sorted(labels.items()):
        if name in ("name", "name_acronym") and name in block.values():
            yield block
            block = {}
        block[number] = name
    yield block


def _labelled(
    part: Part, block: Mapping[int, str], column: int, words: Vocabulary, *, beside: bool
) -> Record | None:
    sheet = part.sheet
    found = {number: sheet.rows[number][column] for number in block if column in sheet.rows[number]}
    if not found:
        return None
    named = [number for number in block if block[number] in NAMING and number in found]
    if beside and not named:
        part.say("warning", "values without a name are not used", column=column_letters(column))
        return None
    place = column_letters(column) if beside else str(named[0] if named else min(block))
    record = Record(sheet.name, place)
    for number, cell in found.items():
        if block[number] != "unused":
            record.add(
                block[number], Entry(cell.text, cell.kind, address(number, column), number, record.sheet)
            )
    if not beside and not any(name in ("name", "name_acronym") for name in record.entries):
        _name_by_title(part, record, min(block))
    if kind := words.kind_of_iscm(sheet.name):
        record.entries.setdefault("type", [Entry(kind, "text", "", min(block), sheet.name)])
    return record


def _name_by_title(part: Part, record: Record, top: int) -> None:
    """Name an ISCM that no label names by the lone text above its labels, else by its sheet."""
    above = part.sheet.rows.get(max((number for number in part.sheet.rows if number < top), default=0), {})
    lone = len(above) == 1
    if not lone and record.text("acronym"):
        return
    title = next(iter(above.values())).text if lone else part.sheet.name
    record.add("name", Entry(title, "text", "", top, part.sheet.name))
    part.say("note", "no label names the ISCM; the title above is taken", row=str(top), value=title[:80])
