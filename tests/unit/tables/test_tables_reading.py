from __future__ import annotations

from pathlib import Path

import pandas as pd

from frames import frame_of
from iscm_analysis.errors import Problem
from iscm_analysis.tables.reading import Account, Reading, problems_frame, write_reading
from iscm_analysis.tables.specs import SPECS

PROBLEM = Problem("warning", "annex-4.xlsx", "no year", "write one", sheet="ISCMs", row="7", value="c. 1996")


def test_an_account_says_what_became_of_every_row() -> None:
    account = Account("documents", 47, 45, 2, 0, "headings")
    assert str(account) == "documents: 47 read, 45 kept, 2 ignored (headings), 0 refused"


def test_an_account_without_a_reason_gives_none() -> None:
    assert str(Account("people", 1, 0, 0, 1)) == "people: 1 read, 0 kept, 0 ignored, 1 refused"


def test_a_problem_is_a_row_and_what_it_does_not_know_is_missing() -> None:
    frame = problems_frame([PROBLEM])
    assert list(frame.columns) == SPECS["problems"].columns
    row = frame.iloc[0]
    assert row[["severity", "file", "sheet", "row", "value", "hint"]].tolist() == [
        "warning",
        "annex-4.xlsx",
        "ISCMs",
        "7",
        "c. 1996",
        "write one",
    ]
    assert pd.isna(row["cell"])


def test_a_reading_is_written_with_its_problems(tmp_path: Path) -> None:
    reading = Reading({"annex4": frame_of("name row", "RCM 2", "- 3")}, [PROBLEM], [])
    written = write_reading(reading, tmp_path / "out")
    assert [path.name for path in written] == ["annex4.csv", "problems.csv"]
    assert written[0].read_bytes() == b"name,row\nRCM,2\n,3\n"
    assert written[1].read_text(encoding="utf-8").count("\n") == 2


def test_a_reading_without_problems_still_writes_the_header(tmp_path: Path) -> None:
    [problems] = write_reading(Reading({}, [], []), tmp_path)
    assert problems.read_text(encoding="utf-8") == ",".join(SPECS["problems"].columns) + "\n"
