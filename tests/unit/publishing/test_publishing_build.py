from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from iscm_analysis.project import Project
from iscm_analysis.publishing.exchange import new_folder
from iscm_analysis.publishing.plan import all_pages, asked_pages
from iscm_analysis.stopping import Stopped
from iscm_analysis.tables import load

Command = Callable[..., Result]
Tiny = Callable[..., Path]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_failures_name_notebook_cell_and_error_and_leave_the_last_good_site(
    tiny_project: Tiny, iscm: Command
) -> None:
    root = tiny_project(good="1 + 1", fails="2 + 2")
    assert iscm("build").exit_code == 0
    before = snapshot(root / "reports")

    tiny_project(
        good="1 + 2",
        fails="raise ValueError('no such <row>' + 100_000 * ' again' + '\\nmore')",
        dies="import os; os._exit(3)",
        ends="import sys; sys.exit(0)",
        sleeps="import time; time.sleep(60)",
    )
    result = iscm("build", "--cell-timeout", "4", "--keep-going")

    assert result.exit_code == 1
    assert "iscm: fails.ipynb (fails): cell [2] raised ValueError: no such <row> again" in result.stderr
    assert max(len(line) for line in result.stderr.splitlines()) < 500
    assert "iscm: dies.ipynb (dies): the kernel died while a cell ran" in result.stderr
    assert "iscm: ends.ipynb (ends): " in result.stderr
    assert "iscm: sleeps.ipynb (sleeps): A cell timed out" in result.stderr
    assert "the last good site in reports is unchanged; 1 of 5 pages are in reports.partial" in result.stderr
    assert "Traceback" not in result.output
    assert snapshot(root / "reports") == before
    assert (root / "reports.partial" / "good.html").is_file()
    assert [path.name for path in root.glob("reports.new-*")] == []


def test_a_page_that_takes_too_long_is_stopped(tiny_project: Tiny, iscm: Command) -> None:
    root = tiny_project(slow="import time\ntime.sleep(60)")
    result = iscm("build", "--timeout", "3")
    assert result.exit_code == 1
    assert "slow.ipynb (slow): not finished after 3 s" in result.stderr
    assert "no site was written" in result.stderr
    assert not (root / "reports").exists()


def test_one_page_is_built_anew_and_the_others_are_kept(tiny_project: Tiny, iscm: Command) -> None:
    root = tiny_project(one="1", two="2")
    assert iscm("build").exit_code == 0
    before = snapshot(root / "reports")
    result = iscm("build", "two", "-p", "period=[2016, 2018]")
    assert result.exit_code == 0
    after = snapshot(root / "reports")
    assert after["one.html"] == before["one.html"]
    assert after["two.html"] != before["two.html"]
    pages = json.loads(after["build.json"])["pages"]
    assert pages["one"]["parameters"] == {}
    assert pages["two"]["parameters"] == {"period": [2016, 2018]}
    assert list(pages) == ["one", "two"]


def test_a_page_that_names_an_interviewee_is_refused_without_repeating_the_name(
    tiny_project: Tiny, iscm: Command
) -> None:
    root = tiny_project(
        leak="open('../data/raw/annex-3-interviewees.tsv').readlines()[1].split('\\t')[0].upper()"
    )
    result = iscm("build")
    name = (root / "data/raw/annex-3-interviewees.tsv").read_text("utf-8").splitlines()[1].split("\t")[0]
    assert result.exit_code == 1
    assert "leak.html, line" in result.stderr
    assert "an interviewee's name stands here" in result.stderr
    assert name.casefold() not in result.output.casefold()
    assert not (root / "reports").exists()


def test_progress_is_told_in_lines_in_json_or_not_at_all(tiny_project: Tiny, iscm: Command) -> None:
    tiny_project(only="1")
    lines = iscm("build").stderr.splitlines()
    assert lines[0].startswith("warning: annex-2-documents.txt")
    assert lines[1] == "tables are in data/processed; 1 page to make"
    assert lines[2].startswith("[1/1] only ")
    assert iscm("build", "--quiet").output == ""
    events = [json.loads(line)["event"] for line in iscm("build", "--json").stderr.splitlines()]
    assert events == ["warning", "planned", "page", "done"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nosuch"], "no page nosuch; pages: only, or profiles/ISCM_ID"),
        (["-p", "perod=1"], "-p perod=1: no such parameter; did you mean period?"),
        (["-p", "period"], "-p period: write it as NAME=VALUE"),
        (["-p", "period=2014"], "-p period=2014: not of type list[int]; for example period=[2014, 2019]"),
        (["-p", "period=[2014, 'x']"], "not of type list[int]"),
        (["-p", "period=[2019, 2014]"], "period [2019, 2014] ends before it starts"),
        (["-p", "iscm=rmc"], "no ISCM 'rmc'"),
        (["-p", "iscm=7"], "not of type str|None"),
        (["--jobs", "0"], "0 is not in the range"),
    ],
)
def test_nonsense_is_refused_before_anything_runs(
    tiny_project: Tiny, iscm: Command, words: list[str], said: str
) -> None:
    root = tiny_project(only="1")
    result = iscm("build", *words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (root / "reports").exists()
    assert not (root / "data" / "processed").exists()


def test_a_folder_that_holds_something_else_is_not_replaced(tiny_project: Tiny, iscm: Command) -> None:
    root = tiny_project(only="1")
    (root / "letters").mkdir()
    (root / "letters" / "love.txt").write_text("dear", encoding="utf-8")
    assert iscm("build", "--out", "letters").exit_code == 2
    assert iscm("build", "--out", "iscm.toml").exit_code == 2
    assert (root / "letters" / "love.txt").read_text(encoding="utf-8") == "dear"


def test_a_missing_notebook_is_named(tiny_project: Tiny, iscm: Command) -> None:
    root = tiny_project(only="1")
    (root / "notebooks" / "only.ipynb").unlink()
    result = iscm("build")
    assert result.exit_code == 1
    assert "iscm.toml names only, but there is no notebooks/only.ipynb" in result.stderr


def test_states_get_pages_only_when_asked_for(project: Path, iscm: Callable[..., Result]) -> None:
    assert iscm("tables").exit_code == 0
    tables = load(Project(project))
    pages = all_pages(Project(project), tables.iscms, tables.participation)
    nowhere = project / "reports"
    states = [page for page in asked_pages(pages, ["state-profile"], nowhere) if page.kind == "state"]
    assert len(states) == tables.participation["iso3"].nunique()
    assert states[0].href == f"profiles/states/{states[0].parameters['state']}.html"
    assert states[0].root == "../../"
    assert "state" not in {page.kind for page in asked_pages(pages, [], nowhere)}


def test_a_profile_of_one_kind_needs_its_kind(project: Path, iscm: Callable[..., Result]) -> None:
    assert iscm("profile").exit_code == 2
    assert iscm("profile", "--by", "region").exit_code == 2
    assert project.is_dir()


def test_one_state_is_built_beside_what_is_there(project: Path, iscm: Callable[..., Result]) -> None:
    result = iscm("build", "profiles/states/MEX", "--quiet")
    assert result.exit_code == 0, result.output
    page = (project / "reports" / "profiles" / "states" / "MEX.html").read_text(encoding="utf-8")
    assert "<h1" in page
    assert "Costa Rica" in page
    index = (project / "reports" / "index.html").read_text(encoding="utf-8")
    assert 'href="profiles/states/MEX.html"' in index


def test_the_longest_page_comes_first_and_a_new_one_by_the_size_of_its_notebook(
    tiny_project: Tiny, iscm: Command
) -> None:
    tiny_project(
        small="import time\ntime.sleep(0.4)", large=f"# {'long ' * 99}\n1", middle=f"# {'x' * 99}\n1"
    )

    def made() -> list[str]:
        said = iscm("build", "--jobs", "1", "--force", "--json").stderr.splitlines()
        return [event["page"] for event in map(json.loads, said) if event["event"] == "page"]

    assert made() == ["large", "middle", "small"]
    assert made()[0] == "small"


def test_a_site_in_the_making_goes_also_when_its_removal_is_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove, asked = shutil.rmtree, list[Path]()

    def interrupted_once(folder: Path, **options: bool) -> None:
        asked.append(folder)
        if len(asked) == 1:
            (folder / "a").unlink()
            word = "SIGINT"
            raise Stopped(word)
        remove(folder, **options)

    lying = tmp_path / "lying"
    lying.mkdir()
    for name in ("a", "b"):
        (lying / name).touch()
    monkeypatch.setattr(shutil, "rmtree", interrupted_once)
    with pytest.raises(Stopped), new_folder(tmp_path / "reports") as folder:
        shutil.copytree(lying, folder, dirs_exist_ok=True)
    assert list(tmp_path.iterdir()) == [lying]
