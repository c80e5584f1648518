"""What a build costs when little has changed, and when pages are many: seconds, memory, the line.

    python benchmarks/incremental.py             # nothing to do; one notebook edited; one row edited
    python benchmarks/incremental.py --sweep     # 10, 50, 200 and 2,000 pages, with the floor for 200

A sweep's pages are copies of the profile notebook, each a notebook of its own, over the ISCMs in turn.
They withhold nothing: as pages that are no profiles, each would have to withhold of people what another does.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from measuring import Cost, machine, never_built, run

BUILD = ("-m", "iscm_analysis", "build", "--quiet")
ROUNDS = 5
SWEEP = (10, 50, 200, 2000)
PEER = 200  # pages for which the floor is measured too
PAGE = '[[page]]\nnotebook = "{name}"\ntitle = "{name}"\nkind = "engagement"\nsummary = ""\n\n'


def nothing(_root: Path, _round: int) -> None:
    """Change nothing."""


def notebook(root: Path, number: int) -> None:
    """Edit one cell of one notebook."""
    path = root / "notebooks" / "relevance.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][-1]["source"] = [*content["cells"][-1]["source"], f"\n# {number}"]
    path.write_text(json.dumps(content), encoding="utf-8")


def row(root: Path, number: int) -> None:
    """Edit one row of a reference table."""
    path = root / "data" / "reference" / "question-gaps.csv"
    header, first, *rest = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([header, f"{first} {number}", *rest, ""]), encoding="utf-8")


CHANGES: dict[str, Callable[[Path, int], None]] = {
    "nothing to do": nothing,
    "one notebook edited": notebook,
    "one row edited": row,
}


def measure_changes() -> None:
    """Build once, then time each change in turn; print every figure, then medians."""
    seconds: dict[str, list[float]] = {name: [] for name in CHANGES}
    with never_built() as root:
        run(*BUILD, cwd=root)
        for number in range(ROUNDS):
            for name, change in CHANGES.items():
                change(root, number)
                cost = run(*BUILD, cwd=root)
                seconds[name].append(cost.wall)
                print(json.dumps({"change": name, "wall": cost.wall, "cpu": cost.cpu}), flush=True)
    for name, walls in seconds.items():
        print(f"{name:24}{statistics.median(walls):8.3f} s")


def sweep_of(root: Path, n_pages: int) -> list[tuple[str, dict[str, str]]]:
    """Turn the project into one of ``n_pages`` pages; give its notebooks, each with no parameters."""
    profile = json.loads((root / "notebooks" / "iscm-profile.ipynb").read_text(encoding="utf-8"))
    cell = next(c for c in profile["cells"] if "parameters" in c["metadata"].get("tags", []))
    table = (root / "data" / "processed" / "iscms.csv").read_text(encoding="utf-8").splitlines()
    iscms = [line.partition(",")[0] for line in table[1:]]
    shutil.rmtree(root / "notebooks")
    (root / "notebooks").mkdir()
    names = [f"page-{number:04}" for number in range(n_pages)]
    for number, name in enumerate(names):
        cell["source"] = [f'iscm = "{iscms[number % len(iscms)]}"  # type: str one ISCM by its id']
        (root / "notebooks" / f"{name}.ipynb").write_text(json.dumps(profile), encoding="utf-8")
    settings = (root / "iscm.toml").read_text(encoding="utf-8").partition("[[page]]")[0]
    settings = settings.replace("minimum_cell = 3", "minimum_cell = 1")
    pages = "".join(PAGE.format(name=name) for name in names)
    (root / "iscm.toml").write_text(settings + pages, encoding="utf-8")
    return [(f"notebooks/{name}.ipynb", {}) for name in names]


def measure_sweep() -> None:
    """Time cold builds of more and more pages, each with its memory; then say what one more page costs."""
    costs: dict[int, Cost] = {}
    for n_pages in SWEEP:
        with never_built() as root:
            todo = sweep_of(root, n_pages)
            costs[n_pages] = run(*BUILD, cwd=root, weighed=True)
            said = {"pages": n_pages, "wall": costs[n_pages].wall, "memory_mb": costs[n_pages].memory}
            print(json.dumps(said), flush=True)
            if n_pages == PEER:
                os.environ["BENCH_TASKS"] = json.dumps(todo)
                floor = run(str(Path(__file__).with_name("engine.py")), "--contender", "floor", cwd=root)
                print(json.dumps({"pages": n_pages, "floor": floor.wall}), flush=True)
                print(f"{n_pages} pages: {costs[n_pages].wall / floor.wall:.2f} times the floor")
    for fewer, more in pairwise(SWEEP):
        added = (costs[more].wall - costs[fewer].wall) / (more - fewer)
        print(f"from {fewer} to {more} pages: {added:.3f} s for each page added")


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sweep", action="store_true", help="more and more pages")
    asked = parser.parse_args()
    print(json.dumps(machine()))
    if asked.sweep:
        measure_sweep()
    else:
        measure_changes()


if __name__ == "__main__":
    main()
