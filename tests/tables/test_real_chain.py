"""The drafted chain on the real log: nothing loose, nothing final, and some strengths worked out by hand."""

from __future__ import annotations

import pytest

from conftest import ROOT
from iscm_analysis.analysis import arrangements, cases, chain
from iscm_analysis.analysis.strength import strength_by_finding
from iscm_analysis.cleaning.text import split_list
from iscm_analysis.project import Project
from iscm_analysis.tables import load
from iscm_analysis.terms import CRITERIA

PROJECT = Project(ROOT)
LOGGED = load(PROJECT)


def named(cells: object) -> set[str]:
    return {item for cell in cells for item in split_list(cell)}  # type: ignore[attr-defined]  # a column


def test_all_164_items_are_cited_and_all_51_findings_and_11_conclusions_are_used() -> None:
    assert (len(LOGGED.evidence), len(LOGGED.findings), len(LOGGED.conclusions)) == (164, 51, 11)
    assert chain.uncited(LOGGED.evidence, LOGGED.findings).empty
    assert named(LOGGED.conclusions["finding_ids"]) == set(LOGGED.findings["finding_id"])
    assert named(LOGGED.recommendations["conclusion_ids"]) == set(LOGGED.conclusions["conclusion_id"])


def test_no_part_criterion_or_area_is_left_out() -> None:
    parts = set(LOGGED.questions["part_id"])
    assert named(LOGGED.findings["part_ids"]) == parts
    assert set(LOGGED.evaluation_matrix["part_id"]) == parts
    assert set(LOGGED.conclusions["criterion"]) == set(CRITERIA)
    assert set(LOGGED.recommendations["area_id"]) == set(LOGGED.recommendation_areas["id"])


@pytest.mark.parametrize("table", ["findings", "conclusions", "recommendations"])
def test_everything_is_still_a_draft(table: str) -> None:
    assert set(getattr(LOGGED, table)["status"]) == {"draft"}


def test_a_finding_cites_evidence_on_its_own_question() -> None:
    parts_of = dict(zip(LOGGED.evidence["evidence_id"], LOGGED.evidence["part_ids"], strict=True))
    for row in LOGGED.findings.to_dict("records"):
        for item in split_list(row["evidence_ids"]):
            assert set(split_list(parts_of[item])) & set(split_list(row["part_ids"])), (
                row["finding_id"],
                item,
            )


# Worked out by hand from the columns source_id, origin, method and stance of the items cited.
STRENGTHS = {
    "FI-R1a-1": ("moderate", 5, 5, 2, 1, 0),
    "FI-R3-1": ("limited", 1, 1, 1, 1, 0),
    "FI-ES1a-1": ("moderate", 4, 4, 2, 1, 0),
    "FI-EF2-2": ("strong", 7, 7, 4, 2, 0),
    "FI-ES6-2": ("moderate", 2, 2, 2, 1, 0),
}


@pytest.mark.parametrize("finding_id", list(STRENGTHS))
def test_strengths_are_those_worked_out_by_hand(finding_id: str) -> None:
    found = strength_by_finding(LOGGED.findings, LOGGED.evidence, PROJECT.settings.strength)
    row = found.set_index("finding_id").loc[finding_id]
    counts = ["strength", "n_items", "n_sources", "n_origins", "n_methods", "n_contradicting"]
    assert tuple(row[counts]) == STRENGTHS[finding_id]


def test_proposed_cases_are_those_the_rules_choose() -> None:
    resting = arrangements.arrangements(LOGGED.iscms, LOGGED.secretariat_readings, as_of=2019)
    eligible = cases.eligible(cases.candidates(LOGGED.iscms, resting, LOGGED.iom_roles))
    chosen = {
        iscm
        for listed in (cases.diverse(eligible), cases.most_different(eligible, n=4))
        for iscm in listed.dropna(subset=["place"])["iscm_id"]
    }
    assert set(LOGGED.cases["iscm_id"]) == chosen
    assert set(LOGGED.cases["status"]) == {"proposed"}


def test_each_claim_of_contribution_has_evidence_for_and_against_and_another_explanation() -> None:
    assert LOGGED.contributions[["evidence_for", "evidence_against", "alternative"]].notna().all(axis=None)


def test_the_grid_has_ten_components_and_says_of_each_item_where_to_look() -> None:
    grid = LOGGED.quality_grid
    assert grid["component"].nunique() == 10
    pages = {place.partition(".html")[0] for place in named(grid["places"])}
    assert {page for page in pages if not (ROOT / "notebooks" / f"{page}.ipynb").is_file()} == {"index"}
