from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Command = Callable[..., Result]
HAND_MADE = "Name,Type,Members\nPuebla Process,RCP,Mexico; Guatemala\nBali Process,IRF,Atlantis\n"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.usefixtures("project")
def test_a_table_made_by_hand_is_read_and_every_row_accounted_for(tmp_path: Path, iscm: Command) -> None:
    path = tmp_path / "roles.csv"
    path.write_text(HAND_MADE.replace("Atlantis", "Thailand"), encoding="utf-8")
    result = iscm("read", path, "--as", "annex4", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert [row["name"] for row in rows(tmp_path / "out" / "annex4.csv")] == [
        "Puebla Process",
        "Bali Process",
    ]
    assert [row["iso3"] for row in rows(tmp_path / "out" / "participation.csv")] == ["MEX", "GTM", "THA"]
    assert "2 kept" in result.stdout


@pytest.mark.usefixtures("project")
def test_an_unknown_state_is_refused_by_cell_and_ends_with_one(tmp_path: Path, iscm: Command) -> None:
    path = tmp_path / "roles.csv"
    path.write_text(HAND_MADE, encoding="utf-8")
    result = iscm("read", path, "--as", "annex4", "--out", tmp_path / "out")
    assert "Atlantis" in result.stderr
    assert "C3" in result.stderr or "row 3" in result.stderr
    assert any(row["value"] == "Atlantis" for row in rows(tmp_path / "out" / "problems.csv"))
    assert [row["iso3"] for row in rows(tmp_path / "out" / "participation.csv")] == ["MEX", "GTM"]


@pytest.mark.usefixtures("project")
def test_a_file_that_is_no_table_gives_one_line_and_no_table(tmp_path: Path, iscm: Command) -> None:
    path = tmp_path / "roles.xlsx"
    path.write_bytes(b"PK\x03\x04 and then nothing")
    result = iscm("read", path, "--as", "annex4", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("iscm: roles.xlsx: ")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["problems.csv"]


@pytest.mark.usefixtures("project")
def test_an_unknown_kind_or_file_is_asked_wrongly(tmp_path: Path, iscm: Command) -> None:
    assert iscm("read", tmp_path / "nothing.csv", "--as", "annex4", "--out", tmp_path).exit_code == 2
    assert iscm("read", __file__, "--as", "minutes", "--out", tmp_path).exit_code == 2


@pytest.mark.usefixtures("project")
def test_a_document_without_its_terms_of_reference_gives_the_rest_and_says_so(
    project: Path, tmp_path: Path, iscm: Command
) -> None:
    printed = (project / "data" / "raw" / "annex-2-documents.txt").read_text(encoding="utf-8")
    people = (project / "data" / "raw" / "annex-3-interviewees.tsv").read_text(encoding="utf-8")
    path = tmp_path / "annexes.txt"
    path.write_text(f"{printed}\nAnnex 3. List of Interviewees\n\n{people}", encoding="utf-8")
    result = iscm("read", path, "--as", "annexes", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "Annex 1. Evaluation Terms of Reference: not in the document" in result.stderr
    assert len(rows(tmp_path / "out" / "interviewees.csv")) == 41
    documents = rows(tmp_path / "out" / "documents.csv")
    assert len(documents) == 45
    assert {row["is_iom"] for row in documents} == {"true", "false"}
