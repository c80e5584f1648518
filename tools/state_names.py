"""Bring the names of States in ``data/reference/state-names.csv`` up to date with the CLDR, by Babel.

Usage: python tools/state_names.py

Rows whose reason is "CLDR name" are made anew in English, French, Spanish and Portuguese for every code of
``states.csv``; all other rows are written by hand in the file itself and stay. Fails when one spelling
would mean two States.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.core import get_global

from iscm_analysis.cleaning.states import state_key

REFERENCE = Path(__file__).parents[1] / "data" / "reference"
LANGUAGES = ("en", "fr", "es", "pt")
REASON = "CLDR name"
COLUMNS = ["spelling", "iso3", "language", "reason"]
Row = dict[str, str]


def main() -> int:
    """Write the file; give the exit code."""
    codes = [row["iso3"] for row in read(REFERENCE / "states.csv")]
    path = REFERENCE / "state-names.csv"
    by_hand = [row for row in read(path) if row["reason"] != REASON]
    rows = distinct([*by_hand, *cldr_names(codes)])
    clashes = [row for row in rows if len({other["iso3"] for other in rows if same(row, other)}) > 1]
    if clashes:
        print("one spelling, two States:", clashes, file=sys.stderr)
        return 1
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: (row["iso3"], row["reason"] == REASON)))
    return 0


def read(path: Path) -> list[Row]:
    """Read a code list."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cldr_names(codes: list[str]) -> Iterator[Row]:
    """Give a row for each code and language; some codes have a short and a variant name too."""
    short = {
        three: twos[0] for three, twos in get_global("territory_aliases").items() if len(three) == len("XKX")
    }
    short["XKX"] = "XK"
    for language in LANGUAGES:
        territories = Locale(language).territories
        for code in codes:
            name = territories.get(short[code])
            if name:
                yield {"spelling": name, "iso3": code, "language": language, "reason": REASON}


def distinct(rows: list[Row]) -> list[Row]:
    """Keep the first row of each folded spelling and code."""
    kept: dict[tuple[str, str], Row] = {}
    for row in rows:
        kept.setdefault((state_key(row["spelling"]), row["iso3"]), row)
    return list(kept.values())


def same(one: Row, other: Row) -> bool:
    """Say whether two rows spell the same."""
    return state_key(one["spelling"]) == state_key(other["spelling"])


if __name__ == "__main__":
    raise SystemExit(main())
