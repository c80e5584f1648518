from __future__ import annotations

from pathlib import Path

import pytest

from iscm_analysis import project
from iscm_analysis.errors import InvalidInputError, IscmError
from iscm_analysis.project import Project, find_project

SETTINGS = """
[evaluation]
title = "A title"
summary = "A summary"
citation = "A citation"
edition = "public"

[[page]]
notebook = "overview"
title = "Overview"
kind = "overview"
summary = "All in all"
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with settings, and an environment that names no other project."""
    monkeypatch.delenv("ISCM_PROJECT", raising=False)
    (tmp_path / "iscm.toml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path


def write_settings(root: Path, text: str) -> Project:
    (root / "iscm.toml").write_text(text, encoding="utf-8")
    return Project(root)


def test_the_project_is_found_from_a_folder_inside_it(root: Path) -> None:
    inside = root / "notebooks" / "drafts"
    inside.mkdir(parents=True)
    assert find_project(inside).root == root


def test_the_project_is_found_from_the_current_folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert find_project().root == root


def test_the_environment_comes_before_the_current_folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = root / "other"
    other.mkdir()
    (other / "iscm.toml").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.setenv("ISCM_PROJECT", str(other))
    monkeypatch.chdir(root)
    assert find_project().root == other


def test_a_wrong_folder_in_the_environment_is_said_and_not_passed_over(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = root / "nowhere"
    monkeypatch.setenv("ISCM_PROJECT", str(wrong))
    with pytest.raises(IscmError, match=r"no iscm.toml in .*nowhere"):
        find_project(root)


def test_outside_every_project_the_checkout_is_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ISCM_PROJECT", raising=False)
    assert find_project(tmp_path).root == Path(project.__file__).resolve().parents[2]


def test_without_any_project_the_next_step_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ISCM_PROJECT", raising=False)
    monkeypatch.setattr(project, "__file__", str(tmp_path / "lib" / "site" / "project.py"))
    with pytest.raises(IscmError, match="run this inside an evaluation project"):
        find_project(tmp_path)


def test_the_folders_of_a_project_lie_below_its_root(root: Path) -> None:
    here = Project(root)
    folders = [here.raw, here.reference, here.processed, here.notebooks, here.reports]
    assert [folder.relative_to(root).as_posix() for folder in folders] == [
        "data/raw",
        "data/reference",
        "data/processed",
        "notebooks",
        "reports",
    ]


def test_settings_hold_the_pages_in_their_order(root: Path) -> None:
    second = '\n[[page]]\nnotebook = "impact"\ntitle = "Impact"\nkind = "criterion"\nsummary = "S"\n'
    settings = write_settings(root, SETTINGS + second).settings
    assert [page.notebook for page in settings.pages] == ["overview", "impact"]
    assert settings.evaluation.edition == "public"


def test_the_smallest_cell_of_people_is_a_setting_with_three_when_unsaid(root: Path) -> None:
    assert Project(root).settings.disclosure.minimum_cell == 3
    said = write_settings(root, SETTINGS + "\n[disclosure]\nminimum_cell = 5\n")
    assert said.settings.disclosure.minimum_cell == 5


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (SETTINGS.replace('title = "A title"\n', ""), "column evaluation.title: Field required"),
        (SETTINGS.replace("summary = ", "sumary = ", 1), "column evaluation.sumary: Extra inputs"),
        (SETTINGS.replace('kind = "overview"', 'kind = "poster"'), "column page.0.kind: Input should be"),
        (SETTINGS.split("[[page]]", maxsplit=1)[0], "column page: Field required"),
        (SETTINGS.replace('"A title"', '"A title'), "iscm.toml: .*line 3"),
        (SETTINGS + "\n[disclosure]\nminimum_cell = 0\n", "column disclosure.minimum_cell: Input should be"),
    ],
    ids=["missing key", "unknown key", "unknown kind", "no page", "broken toml", "cell of nobody"],
)
def test_settings_that_cannot_be_used_say_which_key_or_line(root: Path, text: str, complaint: str) -> None:
    with pytest.raises(InvalidInputError, match=complaint):
        _ = write_settings(root, text).settings


def test_all_wrong_settings_are_said_at_once(root: Path) -> None:
    text = SETTINGS.replace('title = "A title"\n', "").replace('edition = "public"\n', "")
    with pytest.raises(InvalidInputError) as caught:
        _ = write_settings(root, text).settings
    assert [problem.column for problem in caught.value.problems] == ["evaluation.title", "evaluation.edition"]


def test_settings_saved_with_a_byte_order_mark_are_read(root: Path) -> None:
    (root / "iscm.toml").write_text(SETTINGS, encoding="utf-8-sig")
    assert Project(root).settings.evaluation.title == "A title"


def test_settings_that_are_not_utf_8_are_refused_with_their_name(root: Path) -> None:
    (root / "iscm.toml").write_bytes(SETTINGS.replace("A title", "Évaluation").encode("latin-1"))
    with pytest.raises(InvalidInputError, match=r"iscm.toml.*UTF-8"):
        _ = Project(root).settings
