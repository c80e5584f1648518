from __future__ import annotations

import csv
import json
from pathlib import Path

import pandas as pd
import pytest

from frames import evaluation_of, frame_of
from iscm_analysis.errors import IscmError
from iscm_analysis.project import Project
from iscm_analysis.tables import Evaluation, load
from iscm_analysis.tables import store as shelf
from iscm_analysis.tables.specs import SPECS
from iscm_analysis.tables.store import hold, store

DOCUMENTS = frame_of(
    "document_id | title | year | is_iom | date | source_id | locator",
    "D01 | Rivers; and roads | 2019 | yes | 2019-04-05 | annex-2 | Annex 2, line 3",
    "D02 | Côte d'Ivoire | - | no | - | annex-2 | Annex 2, line 5",
)
ISCMS = frame_of("iscm_id | completeness | established_year", "rcm | 1 | 1996").assign(completeness=0.6)
HASHES = {"raw/annex-2.txt": "ab12"}


def evaluation() -> Evaluation:
    return evaluation_of(documents=DOCUMENTS, iscms=ISCMS)


def stored(root: Path, made: Evaluation) -> Project:
    project = Project(root)
    store(made.frames(), HASHES, project.processed)
    return project


@pytest.fixture(scope="module")
def back(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    """All tables, written once and read again."""
    return load(stored(tmp_path_factory.mktemp("stored"), evaluation())).frames()


@pytest.mark.parametrize("name", list(SPECS))
def test_a_table_comes_back_as_it_went_out(back: dict[str, pd.DataFrame], name: str) -> None:
    pd.testing.assert_frame_equal(back[name], evaluation().frames()[name], check_dtype=True)


@pytest.mark.parametrize(
    "text",
    ["NA", "None", "nan", "true", "007", "1e3", '"quoted"', "a,b", "two\nlines", "\u2028", " blank "],
    ids=repr,
)
def test_a_text_comes_back_to_the_letter(tmp_path: Path, text: str) -> None:
    made = evaluation_of(documents=DOCUMENTS.assign(title=text))
    assert load(stored(tmp_path, made)).documents["title"].tolist() == [text, text]


@pytest.mark.parametrize("text", ["two\rlines", "two\r\nlines"], ids=repr)
def test_line_ends_inside_a_cell_become_plain_ones(tmp_path: Path, text: str) -> None:
    made = evaluation_of(documents=DOCUMENTS.assign(title=text))
    assert load(stored(tmp_path, made)).documents["title"].tolist() == ["two\nlines", "two\nlines"]


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    written = [store(evaluation().frames(), HASHES, tmp_path / side) for side in ("left", "right")]
    left, right = ([path.read_bytes() for path in paths] for paths in written)
    assert left == right


def test_storing_what_was_loaded_changes_no_byte(tmp_path: Path) -> None:
    first = stored(tmp_path / "first", evaluation())
    second = stored(tmp_path / "second", load(first))
    assert [path.read_bytes() for path in sorted(first.processed.iterdir())] == [
        path.read_bytes() for path in sorted(second.processed.iterdir())
    ]


def test_files_are_utf_8_with_plain_line_ends_and_yes_no_in_small_letters(tmp_path: Path) -> None:
    content = (stored(tmp_path, evaluation()).processed / "documents.csv").read_bytes()
    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert "Côte d'Ivoire".encode() in content
    rows = list(csv.DictReader(content.decode().splitlines()))
    assert [row["is_iom"] for row in rows] == ["true", "false"]
    assert [row["year"] for row in rows] == ["2019", ""]


def test_a_table_without_rows_is_a_file_with_its_header(tmp_path: Path) -> None:
    content = (stored(tmp_path, evaluation()).processed / "finance.csv").read_text(encoding="utf-8")
    assert content == ",".join(SPECS["finance"].columns) + "\n"


def test_a_missing_table_is_named_with_the_command_that_makes_it(tmp_path: Path) -> None:
    project = stored(tmp_path, evaluation())
    (project.processed / "meetings.csv").unlink()
    with pytest.raises(IscmError, match=r"meetings.csv is not in data/processed; run `iscm tables` first"):
        load(project)


def test_without_a_name_the_project_around_the_current_folder_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(tmp_path, evaluation())
    (tmp_path / "iscm.toml").touch()
    monkeypatch.delenv("ISCM_PROJECT", raising=False)
    monkeypatch.chdir(tmp_path)
    assert load().documents["document_id"].tolist() == ["D01", "D02"]


def test_the_package_lists_every_file_with_all_its_columns(tmp_path: Path) -> None:
    folder = stored(tmp_path, evaluation()).processed
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    described = {
        resource["path"]: [field["name"] for field in resource["schema"]["fields"]]
        for resource in package["resources"]
    }
    on_disk = {
        path.name: path.read_text(encoding="utf-8").splitlines()[0].split(",")
        for path in folder.glob("*.csv")
    }
    assert described == on_disk


def test_the_package_keeps_the_hash_of_each_source(tmp_path: Path) -> None:
    folder = stored(tmp_path, evaluation()).processed
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["sources"] == [
        {"title": "raw/annex-2.txt", "path": "data/raw/annex-2.txt", "hash": "sha256:ab12"}
    ]


def test_the_package_says_codes_patterns_and_where_ids_point(tmp_path: Path) -> None:
    folder = stored(tmp_path, evaluation()).processed
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    schemas = {resource["name"]: resource["schema"] for resource in package["resources"]}
    fields = {field["name"]: field for field in schemas["finance"]["fields"]}
    assert fields["kind"]["constraints"] == {"required": True, "enum": ["budget", "actual", "pledge"]}
    assert fields["currency"]["constraints"]["pattern"] == "[A-Z]{3}"
    assert schemas["finance"]["foreignKeys"] == [
        {"fields": "source_id", "reference": {"resource": "sources", "fields": "source_id"}}
    ]
    assert schemas["finance"]["primaryKey"] == ["year", "scope", "line_item"]


def test_the_files_written_are_named(tmp_path: Path) -> None:
    written = store(evaluation().frames(), HASHES, tmp_path / "new" / "folder")
    assert [path.name for path in written] == [*(f"{name}.csv" for name in SPECS), "datapackage.json"]
    assert all(path.is_file() for path in written)


def test_a_table_is_parsed_once_and_again_when_its_file_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = stored(tmp_path, evaluation())
    hold(project)
    with monkeypatch.context() as patch:
        patch.setattr(shelf, "_parsed", lambda *_: pytest.fail("parsed again"))
        first = load(project).documents
        first["title"] = "spoilt"
        assert list(load(project).documents["title"]) == list(DOCUMENTS["title"])
    store({**evaluation().frames(), "documents": DOCUMENTS.iloc[:1]}, HASHES, project.processed)
    assert len(load(project).documents) == 1
