from __future__ import annotations

import json
from pathlib import Path

import pytest

from iscm_analysis.errors import InvalidInputError
from iscm_analysis.project import Project
from iscm_analysis.sources.register import fingerprint
from iscm_analysis.tables.build import Build, build_tables
from iscm_analysis.tables.log_sheets import SHEET_OF
from iscm_analysis.tables.store import store


def built(project: Path) -> Build:
    return build_tables(Project(project))


def without(project: Path, name: str) -> Build:
    (project / "data" / "raw" / name).unlink()
    return built(project)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def empty_tables(build: Build) -> set[str]:
    """Name them, but for disputes (there is one list of ISCMs) and what only evaluators can give."""
    empty = {name for name, frame in build.evaluation.frames().items() if frame.empty}
    return empty - {"conflicts", "case_markers", *SHEET_OF}


def said(build: Build, start: str) -> list[str]:
    return [warning for warning in build.warnings if warning.startswith(start)]


def test_without_annex_4_its_tables_are_empty_and_that_is_said(project: Path) -> None:
    build = without(project, "annex-4-active-iscms.xlsx")
    assert empty_tables(build) == {"iscms", "iom_roles", "participation", "organizations"}
    assert said(build, "annex-4-active-iscms.xlsx: registered as annex-4 (compiled) but not there")


def test_sources_that_only_annex_4_lists_are_listed_as_missing_without_it(project: Path) -> None:
    sources = without(project, "annex-4-active-iscms.xlsx").evaluation.sources.set_index("source_id")
    assert sources.loc["S-IOM-GRCP", ["status", "access"]].tolist() == ["missing", "not available"]


def test_without_annex_2_there_are_no_documents_and_that_is_said(project: Path) -> None:
    build = without(project, "annex-2-documents.txt")
    assert empty_tables(build) == {"documents"}
    assert said(build, "annex-2-documents.txt: registered as annex-2 (received) but not there")


def test_without_annex_3_there_are_no_interviewees_and_that_is_said(project: Path) -> None:
    build = without(project, "annex-3-interviewees.tsv")
    assert empty_tables(build) == {"interviewees"}
    assert said(build, "annex-3-interviewees.tsv: registered as annex-3 (received) but not there")


def test_corrections_of_an_annex_that_is_missing_are_not_called_stale(project: Path) -> None:
    assert said(without(project, "annex-3-interviewees.tsv"), "corrections.csv") == []


def test_without_amounts_there_is_no_finance_and_that_is_said(project: Path) -> None:
    build = without(project, "finance.csv")
    assert empty_tables(build) == {"finance"}
    assert said(build, "finance.csv: registered as finance (compiled) but not there")


def test_without_meetings_the_documents_keep_the_numbers_they_print(project: Path) -> None:
    build = without(project, "grcp-meetings.csv")
    assert empty_tables(build) == {"meetings"}
    numbers = build.evaluation.documents.set_index("document_id")["meeting_no"]
    assert numbers.loc["D44"] == 8


def test_without_terms_of_reference_nothing_can_be_built(project: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"annex-1 is not there; without the terms of reference"):
        without(project, "annex-1-terms-of-reference.toml")


def test_a_changed_raw_file_is_said_and_read(project: Path) -> None:
    change(project / "data" / "raw" / "finance.csv", "1479887", "1479888")
    build = built(project)
    assert said(build, "finance.csv: not the file that was registered as finance: its sha256 differs")
    assert 1479888 in build.evaluation.finance["amount"].tolist()


def test_a_source_that_nobody_lists_is_refused_with_its_place(project: Path) -> None:
    change(project / "data" / "raw" / "finance.csv", "S-IDF-GN20", "S-NOWHERE")
    with pytest.raises(InvalidInputError, match=r"finance.csv, line 2, column source_id"):
        built(project)


def test_complaints_of_several_files_come_all_at_once(project: Path) -> None:
    change(project / "data" / "raw" / "finance.csv", "1479887", "1.5 million")
    change(project / "data" / "raw" / "grcp-meetings.csv", "2005-04-14", "14 April 2005")
    change(project / "data" / "raw" / "annex-3-interviewees.tsv", "RO Dakar", "RO Dakkar")
    with pytest.raises(InvalidInputError) as caught:
        built(project)
    message = str(caught.value)
    assert "not a whole number (found '1.5 million')" in message
    assert "not a date like 2019-04-05 (found '14 April 2005')" in message
    assert "(found 'RO Dakkar'); did you mean 'RO Dakar'?" in message


def test_a_missing_code_list_is_named(project: Path) -> None:
    (project / "data" / "reference" / "units.csv").unlink()
    with pytest.raises(InvalidInputError, match=r"units.csv: not there; put the code list back"):
        built(project)


def test_a_correction_that_no_longer_matches_is_said_as_stale(project: Path) -> None:
    change(project / "data" / "raw" / "annex-3-interviewees.tsv", "Coordiantor", "Coordinator,")
    assert said(built(project), "corrections.csv, line 2: no row of interviewees says")


def test_a_correction_of_a_column_that_does_not_exist_is_refused(project: Path) -> None:
    change(
        project / "data" / "reference" / "corrections.csv", "interviewees,title_printed", "interviewees,titel"
    )
    with pytest.raises(InvalidInputError, match=r"interviewees\.titel takes no corrections"):
        built(project)


def test_a_correction_of_a_name_is_refused_because_names_stay_in_the_raw_file(project: Path) -> None:
    path = project / "data" / "reference" / "corrections.csv"
    path.write_text(
        path.read_text(encoding="utf-8") + "interviewees,name,Ada Marhs,Ada Marsh,slip\n", encoding="utf-8"
    )
    with pytest.raises(InvalidInputError, match=r"interviewees\.name takes no corrections"):
        built(project)


def test_a_state_code_off_the_list_is_refused(project: Path) -> None:
    change(project / "data" / "reference" / "states.csv", "AFG,Afghanistan", "AFX,Afghanistan")
    with pytest.raises(InvalidInputError, match="column iso3: not on the code list"):
        built(project)


@pytest.mark.parametrize("name", ["question-focus", "question-gaps", "analyses"])
def test_a_part_of_a_question_that_does_not_exist_is_refused(project: Path, name: str) -> None:
    change(project / "data" / "reference" / f"{name}.csv", "R1a", "R9z")
    with pytest.raises(InvalidInputError, match="R9z"):
        built(project)


def test_a_focus_item_that_does_not_exist_is_refused(project: Path) -> None:
    path = project / "data" / "reference" / "question-focus.csv"
    path.write_text(path.read_text(encoding="utf-8") + "R1a,F9,why not\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match=r"questions.csv.*no such row in focus_items \(found 'F9'\)"):
        built(project)


def test_an_indicator_that_does_not_exist_is_refused(project: Path) -> None:
    change(project / "data" / "reference" / "indicator-measures.csv", "IND6a", "IND9")
    with pytest.raises(InvalidInputError, match="no such row in indicators"):
        built(project)


def test_an_alias_of_an_iscm_that_does_not_exist_is_refused(project: Path) -> None:
    path = project / "data" / "reference" / "iscm-aliases.csv"
    path.write_text(
        path.read_text(encoding="utf-8") + "Atlantis Process,atlantis,why not\n", encoding="utf-8"
    )
    with pytest.raises(InvalidInputError, match="atlantis"):
        built(project)


def test_the_package_names_a_raw_file_in_a_subfolder_where_it_is(project: Path) -> None:
    raw = project / "data" / "raw"
    (raw / "money").mkdir()
    (raw / "finance.csv").rename(raw / "money" / "finance.csv")
    change(raw / "sources.toml", 'path = "finance.csv"', 'path = "money/finance.csv"')
    build = built(project)
    store(build.evaluation.frames(), build.hashes, project / "data" / "processed")
    package = json.loads((project / "data" / "processed" / "datapackage.json").read_text(encoding="utf-8"))
    assert [source["path"] for source in package["sources"] if not (project / source["path"]).is_file()] == []


def test_building_writes_nothing(project: Path) -> None:
    before = sorted(project.rglob("*"))
    built(project)
    after = [path for path in project.rglob("*") if not path.name.startswith(".coverage.")]
    assert sorted(after) == before


def test_fingerprints_are_those_of_the_files_that_were_read(project: Path) -> None:
    build = without(project, "finance.csv")
    data = project / "data"
    assert build.hashes == {name: fingerprint(data / name) for name in build.hashes}
    assert len(build.hashes) == 6
