"""What of a project travels to other machines, and how it gets there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from conftest import ROOT
from iscm_analysis.errors import InvalidInputError, IscmError
from iscm_analysis.project import Project
from iscm_analysis.publishing.bundle import Makings, bundle_of, makings
from iscm_analysis.publishing.privacy.search import names_only
from iscm_analysis.sources.interviewees import read_interviewees


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_what_was_received_does_not_travel_nor_does_any_name(tmp_path: Path) -> None:
    bundle_of(Project(ROOT)).lay_out(tmp_path)
    there = files(tmp_path)
    assert {name.split("/")[0] for name in there} == {"iscm.toml", "data", "notebooks"}
    assert {name.split("/")[1] for name in there if name.startswith("data/")} == {"processed", "reference"}
    assert all((ROOT / name).read_bytes() == content for name, content in there.items())
    search = names_only(Project(ROOT))
    n_names = len(search.sought[0].names)  # a failure must not print them
    assert n_names == 41
    assert list(search.problems(tmp_path, [tmp_path / name for name in there])) == []


def test_a_file_that_names_an_interviewee_is_not_sent(project: Path) -> None:
    name = read_interviewees(project / "data/raw/annex-3-interviewees.tsv")["name"][0]
    (project / "notebooks" / "contacts.csv").write_text(f"who\n{name}\n", encoding="utf-8")
    with pytest.raises(InvalidInputError) as error:
        bundle_of(Project(project))
    assert "notebooks/contacts.csv, line 2: an interviewee's name stands here" in str(error.value)
    is_told = name in str(error.value)
    assert not is_told


def test_hidden_and_half_written_files_stay_here(project: Path, tmp_path: Path) -> None:
    for name in (".secret", ".ipynb_checkpoints/x.ipynb", "__pycache__/x.pyc", "helper.py", "x.iscm-part"):
        (project / "notebooks" / name).parent.mkdir(exist_ok=True)
        (project / "notebooks" / name).write_text("1", encoding="utf-8")
    bundle_of(Project(project)).lay_out(tmp_path / "there")
    added = set(files(tmp_path / "there" / "notebooks")) - set(files(ROOT / "notebooks"))
    assert added == {"helper.py"}


def test_the_same_files_have_the_same_fingerprint_wherever_they_lie(project: Path, tmp_path: Path) -> None:
    first = bundle_of(Project(project))
    first.lay_out(tmp_path / "moved")
    (tmp_path / "moved" / "data" / "raw").mkdir()
    for path in (project / "data" / "raw").iterdir():
        (tmp_path / "moved" / "data" / "raw" / path.name).write_bytes(path.read_bytes())
    assert bundle_of(Project(tmp_path / "moved")).sha256 == first.sha256


def test_what_did_not_arrive_whole_is_refused(project: Path, tmp_path: Path) -> None:
    bundle = bundle_of(Project(project))
    with pytest.raises(IscmError, match="did not arrive whole"):
        replace(bundle, archive=bundle.archive[:-1]).lay_out(tmp_path)


def test_machines_that_would_make_other_pages_are_told_what_to_change() -> None:
    here = makings()
    assert here.difference(makings()) == ""
    assert "install the same version" in here.difference(Makings("other", here.packages))
    assert "requirements.lock" in here.difference(Makings("other", "others"))
