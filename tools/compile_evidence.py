"""Put collected observations, and rows drafted as CSV, into the evidence log.

Usage: python tools/compile_evidence.py COLLECTED DRAFTS data/evidence/evidence-log.xlsx

COLLECTED is a folder with the collected evidence.csv, DRAFTS one with a CSV file for each drafted sheet.

Done once, to begin the log; afterwards the workbook is edited by hand. The observations are restated as
they were collected; what is added is a judgement of the developers: the part of a question, the method,
the standing of the source, and which pages were collected twice. A draft is a CSV file named like a
sheet, with headings of that sheet. The processed tables must be there (``iscm tables``); the same input
gives the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from iscm_analysis.tables import load
from iscm_analysis.tables.log_form import log_form
from iscm_analysis.tables.log_sheets import SHEETS

STANCES = {"positive": "supports", "negative": "contradicts", "mixed": "mixed", "neutral": "neutral"}
# A part is named where the statement bears on that part alone; else the question as a whole is kept.
PARTS = {
    "R1a": (
        "tells how a role came about or who decides on it",
        "IG-001 IG-002 IG-005 IG-006 RCP-E001 RCP-E002 RCP-E003 RCP-E004 RCP-E005",
    ),
    "R1b": ("names a basis in IOM's mandate", "IG-003 IG-004"),
    "R2a": (
        "tells what a role involves, or which roles IOM holds",
        "IG-007 IG-008 IG-009 IG-010 IG-011 RCP-E007 RCP-E008 RCP-E009 RCP-E015",
    ),
    "R2b": ("tells whether roles follow criteria or a common approach", "RCP-E006 RCP-E013"),
    "ES1a": (
        "tells of priorities, or of money and help supplied",
        "IG-025 IG-026 IG-027 RCP-E024 RCP-E025 RCP-E026",
    ),
    "ES1b": ("tells of IOM taking an active part", "IG-028 IG-029 RCP-E027 RCP-E028"),
    "ES2a": (
        "tells of monitoring or reporting",
        "IG-031 IG-032 IG-033 IG-034 IG-035 IG-036 RCP-E031",
    ),
    "ES2b": ("tells what keeps up engagement, or does not", "RCP-E029 RCP-E030 RCP-E033 RCP-E034"),
    "OI1a": (
        "tells of a change or a step towards one",
        """IG-076 IG-077 IG-078 IG-079 IG-083 RCP-E064 RCP-E065 RCP-E066 RCP-E067 RCP-E068 RCP-E069 RCP-E070
        RCP-E071""",
    ),
    "OI1b": ("tells of IOM's role in the United Nations or in the world", "IG-081 IG-082 IG-084"),
}
METHODS = {
    "literature_review": (
        "the source is a study, an assessment or an evaluation",
        """IG-017 IG-033 IG-034 IG-051 IG-069 IG-073 IG-084 RCP-E023 RCP-E031 RCP-E033 RCP-E050 RCP-E070
        RCP-E071 RCP-E075""",
    ),
    "administrative_data": ("the source lists payments", "IG-064 RCP-E052 RCP-E053"),
}
# A page that was collected twice, under the id that is kept; both have the same address.
SAME = {
    "RCP-S008": "S-IOM-DG-GRCP5",
    "RCP-S010": "S-IOM-BP",
    "RCP-S013": "S-IOM-SP-BP",
    "RCP-S033": "S-IGC-2009",
    "RCP-S048": "S-IOM-SAN",
    "RCP-S051": "S-RCM-FIN16",
    "RCP-S104": "S-CP-SEC",
    "RCP-S107": "S-CP-SELF",
    "RCP-S122": "S-MCINF266",
    "RCP-S124": "S-IOMCH-RCP",
    "RCP-S130": "S-NEWS-GRCP6",
}
ANNEXES = "ANNEXES"  # the annexes as a whole; the log names the one that is meant
CODER = "developers of iscm-analysis"
RECORDED = "2026-11-27"


def main(collected: Path, drafts: Path, target: Path) -> None:
    """Write the log."""
    evaluation = load()
    rows = {"Evidence": evidence_rows(collected / "evidence.csv", evaluation.sources)}
    for title, sheet in SHEETS.items():
        path = drafts / f"{title.lower()}.csv"
        if path.is_file():
            rows[title] = read(path)
            if unknown := set(rows[title].columns) - set(sheet.columns):
                sys.exit(f"{path.name}: no column {', '.join(sorted(unknown))} on sheet {title}")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(log_form(evaluation, rows))
    print(", ".join(f"{title} {len(frame)}" for title, frame in rows.items()))


def read(path: Path) -> pd.DataFrame:
    """Read a CSV file as text."""
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def evidence_rows(path: Path, sources: pd.DataFrame) -> pd.DataFrame:
    """Give the collected observations under the headings of the sheet."""
    found = read(path)
    collected = found["source_id"].mask(found["source_id"] == ANNEXES, "annex-" + found["locator"].str[6])
    source_id = collected.replace(SAME)
    twin = collected.where(collected.isin(list(SAME)))
    part, part_why = judged(found["evidence_id"], PARTS)
    method, method_why = judged(found["evidence_id"], METHODS)
    return found.assign(
        question_ids=part.fillna(found["question_id"]),
        iscm_ids=found["iscm_id"],
        source_id=source_id,
        source_locator=found["locator"],
        statement=found["finding"],
        stance=found["direction"].map(STANCES),
        origin=source_id.map(sources.set_index("source_id")["origin"]),
        method=method.fillna("document_review"),
        coder=CODER,
        recorded_date=RECORDED,
        consent="not_needed",
        note=[note(*reasons) for reasons in zip(part, part_why, method, method_why, twin, strict=True)],
    ).drop(columns=["question_id", "iscm_id", "finding", "direction", "locator"])


def judged(evidence_ids: pd.Series, judgements: dict[str, tuple[str, str]]) -> tuple[pd.Series, pd.Series]:
    """Give what each item was judged to be, and why; missing where nothing was judged."""
    items = {item: (code, why) for code, (why, ids) in judgements.items() for item in ids.split()}
    if unknown := items.keys() - set(evidence_ids):
        sys.exit(f"no such observations: {', '.join(sorted(unknown))}")
    known = evidence_ids.map(items)
    return known.str[0], known.str[1]


def note(part: object, part_why: object, method: object, method_why: object, twin: object) -> str:
    """Word why an item was put where it is."""
    reasons = [f"Part {part}: it {part_why}."] if isinstance(part, str) else []
    reasons += [f"Method: {method_why}."] if isinstance(method, str) else []
    reasons += [f"Source: the page is listed as {twin} too."] if isinstance(twin, str) else []
    return " ".join(reasons)


if __name__ == "__main__":
    main(*(Path(word) for word in sys.argv[1:]))
