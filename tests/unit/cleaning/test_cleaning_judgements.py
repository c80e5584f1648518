from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from frames import frame_of
from iscm_analysis.cleaning.judgements import LISTS, judgement_tables, unclear_subjects

ROWS = frame_of("role topic_id locator", "observer - line2", "- data line3", "- - line4", "member data line5")


def test_a_judgement_is_of_one_role_or_one_topic() -> None:
    found = list(unclear_subjects(ROWS))
    assert [problem.row for problem in found] == ["line4", "line5"]
    assert str(found[0]).startswith("framework-crosswalk.csv, line4: a judgement is of one role")
    assert list(unclear_subjects(ROWS.head(0))) == []


def test_every_list_becomes_a_table() -> None:
    lists = dict.fromkeys(LISTS, ROWS)
    assert set(judgement_tables(lists)) == {
        "topics",
        "theme_topics",
        "framework_items",
        "framework_crosswalk",
        "secretariat_readings",
        "case_markers",
        "quality_grid",
    }


@pytest.mark.parametrize(
    ("file", "row", "complaint"),
    [
        ("framework-crosswalk", "chair,,GCM-23,direct,why,where,me,draft", "column role: … (found 'chair')"),
        ("framework-crosswalk", ",dta,GCM-1,direct,why,where,me,draft", "did you mean 'data'"),
        (
            "framework-crosswalk",
            ",data,GCM-24,direct,why,where,me,draft",
            "column item_id: … (found 'GCM-24')",
        ),
        ("framework-crosswalk", ",data,GCM-23,perhaps,why,where,me,draft", "column relation"),
        ("framework-crosswalk", ",data,GCM-23,direct,,where,me,draft", "column reason"),
        ("framework-crosswalk", ",data,GCM-1,direct,why,where,me,draft", "not unique"),
        ("framework-crosswalk", "member,data,GCM-1,direct,why,where,me,draft", "one role or of one topic"),
        ("theme-topics", "a new theme,dta", "column topic_ids: … (found 'dta')"),
        ("secretariat-readings", "a new wording,hosted,,,,why", "column form: … (found 'hosted')"),
        ("case-markers", "bali,successful,why,me", "column iscm_id: … (found 'bali')"),
        ("case-markers", "rcm,good,why,me", "column marker: … (found 'good')"),
        ("state-tiles", "QQQ,1,1", "column iso3: … (found 'QQQ')"),
    ],
)
def test_a_judgement_on_something_unknown_is_refused_with_its_place(
    project: Path, iscm: Callable[..., Result], file: str, row: str, complaint: str
) -> None:
    path = project / "data" / "reference" / f"{file}.csv"
    path.write_text(path.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")
    result = iscm("tables")
    assert result.exit_code == 1
    assert all(part in result.output for part in complaint.split(" … "))
    assert f"{file}.csv, line" in result.output


def test_a_state_without_a_tile_is_refused(project: Path, iscm: Callable[..., Result]) -> None:
    path = project / "data" / "reference" / "state-tiles.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("MEX,")), encoding="utf-8")
    result = iscm("tables")
    assert result.exit_code == 1
    assert "column tile_column" in result.output
