"""How long a hand-made Annex 4 of 5,000 rows takes to read, as a ratio to openpyxl loading the same file.

Usage: python benchmarks/reading.py [ROWS]
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl

from iscm_analysis.project import find_project
from iscm_analysis.tables.annex4 import read_annex4

HEADINGS = ["ISCM", "Acronym", "Type", "Region", "Year established", "Secretariat", "IOM's role(s)",
            "Members", "No. of members", "Observers", "Thematic focus", "Website"]  # fmt: skip
REPEATS = 5


def make(path: Path, rows: int) -> None:
    """Write a workbook of ISCMs with six members and two roles each."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(HEADINGS)
    for number in range(rows):
        about = [f"Dialogue {number} on migration", f"D{number}", "RCP", "Africa", 1990 + number % 30, "IOM"]
        states = "Chad; Niger; Mali; Bosnia and Herzegovina; Viet Nam; Türkiye"
        lists = ["Observer, technical support", states, 6, "Norway", "labour migration; return"]
        book.worksheets[0].append([*about, *lists, f"https://example.org/{number}"])
    book.save(path)


def seconds(action: Callable[[], object]) -> float:
    """Give the median of some runs."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main(rows: int) -> None:
    """Print both times and their ratio."""
    project = find_project()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "annex4.xlsx"
        make(path, rows)
        ours, plain = (
            seconds(lambda: read_annex4(path, project)),
            seconds(lambda: openpyxl.load_workbook(path)),
        )
    times = f"read_annex4 {ours:.2f} s, openpyxl {plain:.2f} s, ratio {ours / plain:.2f}"
    print(f"{rows} rows, {os.cpu_count()} cores: {times}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
