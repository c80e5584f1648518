"""What reading and checking a large evidence log costs: a whole command, its seconds and its memory.

Usage: python benchmarks/evidence.py [ROWS]

The rows are those of the project's own log, again and again under new ids; nothing is invented.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import pandas as pd
from measuring import ROOT, machine, run

from iscm_analysis.tables import load
from iscm_analysis.tables.log_form import log_form
from iscm_analysis.tables.log_sheets import SHEETS


def many(evidence: pd.DataFrame, n_rows: int) -> pd.DataFrame:
    """Repeat the rows of ``evidence`` under the headings of its sheet, each with an id of its own."""
    sheet = SHEETS["Evidence"]
    times = -(-n_rows // len(evidence))
    rows = pd.concat([evidence] * times, ignore_index=True).head(n_rows)
    headed = rows.rename(columns={"locator": sheet.heading("locator")})
    return headed.assign(evidence_id=[f"BENCH-{number:06}" for number in range(1, n_rows + 1)])


def main(n_rows: int) -> None:
    """Print seconds and megabytes."""
    evaluation = load()
    with tempfile.TemporaryDirectory() as name:
        book = Path(name) / "evidence-log.xlsx"
        book.write_bytes(log_form(evaluation, {"Evidence": many(evaluation.evidence, n_rows)}))
        words = ["-m", "iscm_analysis", "read", str(book), "--as", "evidence", "--out", f"{name}/out"]
        timed = run(*words, cwd=ROOT)
        weighed = run(*words, cwd=ROOT, weighed=True)
        size = round(book.stat().st_size / 1e6, 1)
    print(json.dumps({
        **machine(),
        "rows": n_rows,
        "workbook_mb": size,
        "wall_s": timed.wall,
        "cpu_s": timed.cpu,
        "memory_mb": weighed.memory,
    }))  # fmt: skip


if __name__ == "__main__":
    main(*[int(word) for word in sys.argv[1:]] or [50_000])
