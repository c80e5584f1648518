"""One page in a browser: ours beside the one nbconvert makes of the same executed notebook.

    python benchmarks/pages.py                   # builds relevance, has it converted, measures both

Both are opened from disk in Chromium with its network cut, in turns. Needs what `make browser` needs.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from lxml import html
from measuring import ROOT, machine, never_built

sys.path.insert(0, str(ROOT / "tests"))

from browser import checks
from browser.chromium import VIEWS, Browser, chromium

PAGE = "relevance"
ROUNDS = 9
PAINT = """new Promise((done) => new PerformanceObserver((list) => done(
  list.getEntriesByName("first-contentful-paint").map((entry) => entry.startTime)[0]))
  .observe({type: "paint", buffered: true}))"""


def make(folder: Path) -> dict[str, Path]:
    """Build the page, and have nbconvert's own template make one of the notebook that was executed for it."""
    with never_built() as root:
        call("iscm_analysis", "build", PAGE, "--quiet", "--out", str(folder / "ours"), cwd=root)
    executed = folder / "ours" / "executed" / f"{PAGE}.ipynb"
    call(
        "jupyter",
        "nbconvert",
        "--to",
        "html",
        "--output-dir",
        str(folder / "stock"),
        str(executed),
        cwd=folder,
    )
    return {name: folder / name / f"{PAGE}.html" for name in ("ours", "stock")}


def call(*words: str, cwd: Path) -> None:
    """Run a module of Python; its talk is not our business, its failure is."""
    done = subprocess.run(  # noqa: S603  # modules named above
        [sys.executable, "-m", *words], cwd=cwd, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr + done.stdout)


def weights(page: Path) -> dict[str, float]:
    """Weigh a page in KB: as it is, without figures, tables and rows behind numbers, and its scripts."""
    tree = html.fromstring(page.read_bytes())
    scripts = tree.xpath("//script")
    script_bytes = sum(len(script.text or "") for script in scripts)
    shown = _without(tree, "//table | //img | //svg")
    return {
        "KB": page.stat().st_size / 1000,
        "KB without figures and tables": shown,
        "KB without rows behind numbers either": _without(tree, "//section[@class='numbers']"),
        "KB of scripts": script_bytes / 1000,
        "scripts": len(scripts),
    }


def _without(tree: html.HtmlElement, parts: str) -> float:
    """Take ``parts`` out of a page, and weigh what is left."""
    for part in tree.xpath(parts):
        part.drop_tree()
    return len(html.tostring(tree)) / 1000


def seen(browser: Browser, page: Path) -> dict[str, float]:
    """Open a page and count what it asks for, what it complains of, and whom it keeps out."""
    browser.open(page, VIEWS[0])
    asked, said = browser.asked_for(page), browser.complaints()
    barriers = checks.barriers(browser)
    return {
        "requests": len(asked),
        "errors and warnings": len(said),
        "axe violations": len(barriers),
        "axe rules broken": len({barrier.split(" ")[0] for barrier in barriers}),
    }


def first_paint(browser: Browser, page: Path) -> float:
    """Give the milliseconds until something is seen."""
    browser.open(page, VIEWS[0])
    return float(browser.evaluate(PAINT))


def measure(browser: Browser, pages: dict[str, Path]) -> dict[str, dict[str, float]]:
    """Measure all pages, taking turns where time is measured."""
    paints = [{name: first_paint(browser, page) for name, page in pages.items()} for _ in range(ROUNDS)]
    return {
        name: weights(page)
        | seen(browser, page)
        | {"first paint, ms": statistics.median(paint[name] for paint in paints)}
        for name, page in pages.items()
    }


def summarise(found: dict[str, dict[str, Any]]) -> None:
    """Print the figures side by side, with how many times ours the stock page's are."""
    ours, stock = found["ours"], found["stock"]
    print("\n| | ours | stock | times ours |\n|---|--:|--:|--:|")
    for name, mine in ours.items():
        ratio = f"{stock[name] / mine:.1f}" if mine else "-"
        print(f"| {name} | {mine:.0f} | {stock[name]:.0f} | {ratio} |")


def main() -> None:
    """Make both pages, measure them, print a table."""
    print(json.dumps(machine()))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        pages = make(Path(folder))
        with chromium(Path(folder) / "profile") as browser:
            summarise(measure(browser, pages))


if __name__ == "__main__":
    main()
