"""Write ``docs/data-dictionary.md`` from the specification of the processed tables.

Usage: python tools/data_dictionary.py [--check]

With ``--check`` nothing is written; exit code 1 says that the file is not up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from iscm_analysis.tables.fields import Field, TableSpec
from iscm_analysis.tables.specs import SPECS

TARGET = Path(__file__).parents[1] / "docs" / "data-dictionary.md"
OPENING = """\
# Data dictionary

For whoever opens a table of `data/processed/` or of a site's `tables/`. Made by
`python tools/data_dictionary.py` from `tables/specs.py` and `tables/evidence_specs.py`; change it there.

The files are CSV in UTF-8 with a header row. An empty cell is missing: not known, never zero. A `list` is
text with its items joined by `;`. A `date` is written 2019-04-05, a `boolean` `true` or `false`. A column
that points to a table holds values of that table's key.
"""
HEAD = "| column | type | required | meaning | codes or form | points to |\n|---|---|---|---|---|---|"


def main(options: list[str]) -> int:
    """Write the file, or with ``--check`` say whether it is up to date; give the exit code."""
    if options not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    text = dictionary(SPECS.values())
    if not options:
        TARGET.write_text(text, encoding="utf-8", newline="\n")
        return 0
    if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == text:
        return 0
    print(f"docs/{TARGET.name} is not up to date; run python tools/data_dictionary.py", file=sys.stderr)
    return 1


def dictionary(specs: Iterable[TableSpec]) -> str:
    """Give the whole document: an opening, a list of the tables, a section for each."""
    tables = list(specs)
    contents = [f"- [{spec.name}](#{spec.name}): {spec.row}" for spec in tables]
    return "\n".join([OPENING, *contents, *(line for spec in tables for line in section(spec))]) + "\n"


def section(spec: TableSpec) -> Iterator[str]:
    """Give the lines of one table: what a row is, its key, a line per column."""
    key = " + ".join(f"`{name}`" for name in spec.key) or "none"
    yield f"\n## {spec.name}\n"
    yield f"`{spec.name}.csv`. A row is {spec.row}. Key: {key}.\n"
    yield HEAD
    yield from (column(field) for field in spec.fields)


def column(field: Field) -> str:
    """Give the line of one column."""
    codes = ", ".join(f"`{code}`" for code in field.codes) or (f"`{field.pattern}`" if field.pattern else "")
    required = "yes" if field.required else ""
    target = f"[{field.references}](#{field.references})" if field.references else ""
    cells = (f"`{field.name}`", field.type, required, field.description, codes, target)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
