"""What reading by hand-made layout costs: whole processes, in turn, beside two plainer ways to read the same.

Usage: python benchmarks/reading.py [ROWS] [RUNS]

Processor time (user and system, children included) is what to compare; a machine shared with others
stretches the time on the clock. Ratios are taken run by run, so that they hold when its speed drifts.
"""

from __future__ import annotations

import csv
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from annexes_forms import composed  # noqa: E402  # the tests' whole document, found by the line above

HEADINGS = ["ISCM", "Acronym", "Type", "Region", "Year established", "Secretariat", "IOM's role(s)",
            "Members", "No. of members", "Observers", "Thematic focus", "Website"]  # fmt: skip
PANDAS = "import sys, pandas; pandas.read_excel(sys.argv[1], dtype=str)"
PLAIN = "import sys, csv; list(csv.reader(open(sys.argv[1], encoding='utf-8', newline='')))"
OURS = "ours"


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of one run: of the processor, and on the clock."""

    processor: float
    clock: float


def table(rows: int) -> list[list[object]]:
    """Give ISCMs with six members of their own each, an observer and two roles."""
    with (ROOT / "data" / "reference" / "states.csv").open(encoding="utf-8", newline="") as file:
        states = [row["state_name"] for row in csv.DictReader(file)]
    lines: list[list[object]] = [list(HEADINGS)]
    for number in range(rows):
        members = [states[(number * 7 + step * 31) % len(states)] for step in range(7)]
        about = [f"Dialogue {number} on migration", f"D{number}", "RCP", "Africa", 1990 + number % 30, "IOM"]
        lists = ["Observer, technical support", "; ".join(members[:6]), 6, members[6], "labour; return"]
        lines.append([*about, *lists, f"https://example.org/{number}"])
    return lines


def write(folder: Path, rows: int) -> tuple[Path, Path, Path]:
    """Write the table as a workbook and as text, and the annexes document."""
    lines = table(rows)
    book = openpyxl.Workbook()
    for line in lines:
        book.worksheets[0].append(line)
    book.save(folder / "annex4.xlsx")
    with (folder / "annex4.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    (folder / "annexes.txt").write_text(composed().text(), encoding="utf-8")
    return folder / "annex4.xlsx", folder / "annex4.csv", folder / "annexes.txt"


def cost(command: Sequence[str]) -> Cost:
    """Run a command to its end.

    Raises:
        CalledProcessError: it failed, so its time means nothing.
    """
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  # our own
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, clock)


def compare(title: str, commands: Mapping[str, Sequence[str]], runs: int) -> None:
    """Print the medians of some runs in turn, and how many times the others ours takes."""
    for command in commands.values():
        cost(command)
    costs = [{name: cost(command) for name, command in commands.items()} for _ in range(runs)]
    print(f"\n{title}\n| | processor s | clock s | ours / this |\n| --- | --- | --- | --- |")
    for name in commands:
        ratio = statistics.median(run[OURS].processor / run[name].processor for run in costs)
        processor = statistics.median(run[name].processor for run in costs)
        clock = statistics.median(run[name].clock for run in costs)
        print(f"| {name} | {processor:.2f} | {clock:.2f} | {ratio:.2f} |")


def main(rows: int, runs: int) -> None:
    """Print a table for each promise."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("pandas", "openpyxl"))
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {packages}; medians of {runs} runs")
    with tempfile.TemporaryDirectory() as name:
        book, text, annexes = write(Path(name), rows)
        out = ["--out", str(Path(name) / "out")]
        read = [sys.executable, "-m", "iscm_analysis", "read"]
        plainer = {
            "pandas.read_excel": [sys.executable, "-c", PANDAS, str(book)],
            "csv.reader, of the same as text": [sys.executable, "-c", PLAIN, str(text)],
        }
        ours = {OURS: [*read, str(book), "--as", "annex4", *out]}
        compare(f"A workbook of {rows:,} rows (`iscm read --as annex4`)", ours | plainer, runs)
        ours = {OURS: [*read, str(annexes), "--as", "annexes", *out]}
        start = {"import pandas, and nothing else": [sys.executable, "-c", "import pandas"]}
        compare("The annexes document (`iscm read --as annexes`)", ours | start, runs)


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    main(*given, *(5_000, 7)[len(given) :])
