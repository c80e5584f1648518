from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from annex4_files import FIELDS, MECHANISMS, Layout, layouts
from iscm_analysis.project import Project
from iscm_analysis.tables.annex4 import ANNEX4_COLUMNS, read_annex4
from iscm_analysis.tables.reading import Reading

PROJECT = Project(Path(__file__).resolve().parents[3])


def as_rows(frame: pd.DataFrame) -> list[dict[str, str]]:
    return [{name: str(row[name]) for name in FIELDS} for row in frame.fillna("").to_dict("records")]


def assert_accounts_add_up(reading: Reading) -> None:
    for account in reading.accounts:
        assert account.n_read == account.n_kept + account.n_ignored + account.n_refused, str(account)


@pytest.mark.parametrize("layout", list(layouts()), ids=lambda layout: layout.__name__)
def test_the_same_iscms_are_read_from_every_layout(layout: Layout, tmp_path: Path) -> None:
    reading = read_annex4(layout(tmp_path), PROJECT)
    rows = reading.frames["annex4"]
    assert list(rows.columns) == ANNEX4_COLUMNS
    assert sorted(as_rows(rows), key=str) == sorted(MECHANISMS, key=str)
    assert not [str(problem) for problem in reading.problems if problem.severity == "error"]
    assert reading.frames["participation"]["iso3"].dropna().size == 15
    assert_accounts_add_up(reading)
