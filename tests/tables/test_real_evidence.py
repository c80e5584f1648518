from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from click.testing import Result

from conftest import ROOT
from frames import frame_of
from iscm_analysis.analysis.strength import strength_by_finding, strength_by_part
from iscm_analysis.analysis.triangulation import evidence_by_method, evidence_by_origin
from iscm_analysis.project import Project
from iscm_analysis.tables import Evaluation, load
from iscm_analysis.tables.build import build_tables
from iscm_analysis.terms import METHODS, ORIGINS

Command = Callable[..., Result]
RULE = Project(ROOT).settings.strength
LOG = Path("data", "evidence", "evidence-log.xlsx")


@pytest.fixture(scope="module")
def real() -> Evaluation:
    return load(Project(ROOT))


def change(project: Path, evidence_id: str, column: str, value: str) -> None:
    """Change one cell of the log as a person would."""
    book = openpyxl.load_workbook(project / LOG)
    sheet = book["Evidence"]
    place = [cell.value for cell in sheet[1]].index(column) + 1
    row = next(cell.row for cell in sheet["A"] if cell.value == evidence_id)
    sheet.cell(row, place, value)
    book.save(project / LOG)


def test_the_observations_of_the_public_record_are_in_the_log(real: Evaluation) -> None:
    evidence = real.evidence[real.evidence["evidence_id"].str.match(r"(IG|RCP)-")]
    assert len(evidence) == 164
    stances = evidence["stance"].value_counts().to_dict()
    assert stances == {"supports": 93, "mixed": 34, "neutral": 25, "contradicts": 12}
    assert evidence["source_id"].nunique() == 123
    assert set(evidence["consent"]) == {"not_needed"}


def test_the_words_of_three_questions_are_those_counted_by_hand(real: Evaluation) -> None:
    found = strength_by_part(real.questions, real.evidence, RULE).set_index("part_id")
    columns = ["n_items", "n_sources", "n_origins", "n_methods", "n_contradicting", "strength"]
    assert found.loc["EF2", columns].tolist() == [12, 12, 6, 3, 2, "strong"]
    assert found.loc["R1b", columns].tolist() == [2, 2, 2, 1, 0, "moderate"]
    assert found.loc["ES1a", columns].tolist() == [7, 7, 3, 1, 3, "contested"]


def test_no_interview_and_no_survey_is_on_record(real: Evaluation) -> None:
    by_method = evidence_by_method(real.questions, real.evidence, METHODS).set_index("part_id")
    assert by_method[["interview", "focus_group", "survey", "observation"]].to_numpy().sum() == 0
    by_origin = evidence_by_origin(real.questions, real.evidence, ORIGINS).set_index("part_id")
    assert by_origin.loc["OI2"].tolist() == [0, 1, 5, 1, 1, 1, 0]


def test_a_changed_row_changes_only_the_strengths_that_depend_on_it(real: Evaluation) -> None:
    findings = frame_of(
        "finding_id evidence_ids stance strength_stated override_reason",
        "FI-R4-1 IG-017;IG-018;IG-019 - - -",
        "FI-R4-2 IG-020;IG-021 - - -",
        "FI-R5-1 IG-022;IG-023 - - -",
    )
    is_changed = real.evidence["evidence_id"] == "IG-018"
    other = real.evidence.assign(stance=real.evidence["stance"].mask(is_changed, "contradicts"))

    def differing(judge: Callable[..., pd.DataFrame], rows: pd.DataFrame) -> dict[Any, list[str]]:
        before, after = judge(rows, real.evidence, RULE), judge(rows, other, RULE)
        is_same = (before == after) | (before.isna() & after.isna())
        return {
            key: [column for column in is_same if not same[column]]
            for key, (_, same) in zip(before.iloc[:, 0], is_same.iterrows(), strict=True)
            if not same.all()
        }

    counts = ["n_contradicting", "share_contradicting"]
    assert differing(strength_by_finding, findings) == {"FI-R4-1": [*counts, "strength_by_rule", "strength"]}
    assert differing(strength_by_part, real.questions) == {"R4": [*counts, "strength"]}


def test_a_changed_row_of_the_log_changes_that_row_of_one_table(project: Path) -> None:
    before = build_tables(Project(project)).evaluation.frames()
    change(project, "IG-018", "stance", "neutral")
    after = build_tables(Project(project)).evaluation.frames()
    assert [name for name in before if not before[name].equals(after[name])] == ["evidence"]
    rows = before["evidence"].compare(after["evidence"])
    assert rows.shape == (1, 2)
    assert rows["stance"].to_numpy().tolist() == [["supports", "neutral"]]


def test_a_build_notices_a_changed_log_and_runs_the_pages_that_read_it(
    tiny_project: Callable[..., Path], iscm: Command
) -> None:
    project = tiny_project(reads="from iscm_analysis.tables import load; len(load().evidence)", other="1")
    assert iscm("build").exit_code == 0
    assert "nothing to do" in iscm("build").stdout
    change(project, "IG-018", "stance", "neutral")
    result = iscm("build", "--explain")
    assert "reads: ran: table evidence changed" in result.stdout
    assert "other: kept: nothing it read changed" in result.stdout


def test_the_log_is_gone_and_everything_is_still_made(project: Path, iscm: Command) -> None:
    shutil.rmtree(project / LOG.parent)
    assert iscm("tables").exit_code == 0
    assert load(Project(project)).evidence.empty
