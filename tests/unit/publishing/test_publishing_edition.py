"""A site is public unless asked otherwise; what it is stands on every page, and editions do not mix."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from click.testing import Result

from iscm_analysis.errors import IscmError, OpenGap, Problem, softened
from iscm_analysis.presentation import person
from iscm_analysis.project import Project
from iscm_analysis.sources.interviewees import read_interviewees
from iscm_analysis.tables import build as tables_build
from iscm_analysis.tables.build import build_tables

Command = Callable[..., Result]
Tiny = Callable[..., Path]
LIST = (
    "from iscm_analysis.presentation import show\nfrom iscm_analysis.tables import load\n"
    "show.interviewees(load().interviewees, table_id='T-1')"
)


NAMING = {"who.html", "executed/who.ipynb", "whole.html"}  # the whole holds all main pages


def names_in(folder: Path, root: Path) -> set[str]:
    """Give the files with a name; never the name."""
    names = list(read_interviewees(root / "data/raw/annex-3-interviewees.tsv")["name"])
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {
        path.relative_to(folder).as_posix()
        for path in files
        if any(name in path.read_text(encoding="utf-8") for name in names)
    }


def test_names_are_shown_in_the_internal_edition_only_and_each_page_says_so(
    tiny_project: Tiny, iscm: Command
) -> None:
    root = tiny_project(who=LIST, other="1 + 1")
    for engine in ("iscm", "nbclient"):
        result = iscm("build", "--names", "--engine", engine, "--force")
        assert result.exit_code == 0, result.output
        assert names_in(root / "reports.internal", root) == NAMING
    assert names_in(root / "data" / "processed", root) == set()
    assert not (root / "reports").exists()
    for page in ("index", "who", "other"):
        text = (root / "reports.internal" / f"{page}.html").read_text(encoding="utf-8")
        assert '<p class="marking" role="note">Internal edition: it names interviewees' in text
        assert '@top-center { content: "Internal edition' in text
        assert '<span class="edition">internal</span>' in text
    assert "iscm build who --names" in (root / "reports.internal" / "who.html").read_text(encoding="utf-8")
    assert json.loads((root / "reports.internal/build.json").read_text("utf-8"))["edition"] == "internal"


def test_what_was_kept_of_one_edition_never_serves_another(tiny_project: Tiny, iscm: Command) -> None:
    root = tiny_project(who=LIST)
    for _turn in range(2):
        assert iscm("build", "--names").exit_code == 0
        assert iscm("build").exit_code == 0
        assert names_in(root / "reports.internal", root) == NAMING
        assert names_in(root / "reports", root) == set()
    assert "nothing to do" in iscm("build").output
    assert "nothing to do" in iscm("build", "--names").output
    page = (root / "reports" / "who.html").read_text(encoding="utf-8")
    assert 'class="marking"' not in page
    assert '<span class="edition">public</span>' in page


def test_the_environment_of_whoever_builds_has_no_say(
    tiny_project: Tiny, iscm: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ISCM_EDITION", "internal")
    root = tiny_project(who=LIST)
    assert iscm("build").exit_code == 0
    assert names_in(root / "reports", root) == set()


def test_an_internal_edition_still_holds_no_addresses(tiny_project: Tiny, iscm: Command) -> None:
    tiny_project(leak="'x@' + 'example.org'")
    result = iscm("build", "--names")
    assert result.exit_code == 1
    assert "leak.html, line" in result.stderr


def test_what_is_put_beside_the_site_is_searched_too(tiny_project: Tiny, iscm: Command) -> None:
    root = tiny_project(leak="'x@' + 'example.org'", fails="1 / 0")
    result = iscm("build", "--keep-going")
    assert result.exit_code == 1
    assert "fails.ipynb (fails): cell [2] raised ZeroDivisionError" in result.stderr
    assert "leak.html, line" in result.stderr
    assert not (root / "reports.partial").exists()


def test_names_do_not_travel(tiny_project: Tiny, iscm: Command) -> None:
    tiny_project(who=LIST)
    result = iscm("build", "--names", "--cluster", "tcp://10.0.0.5:8786")
    assert result.exit_code == 2
    assert "--names: interviewees' names never leave this machine; leave out --cluster" in result.stderr


@pytest.mark.parametrize(("first", "then"), [([], ["--names"]), (["--names"], [])])
def test_a_site_with_names_and_one_without_do_not_take_each_others_place(
    tiny_project: Tiny, iscm: Command, first: list[str], then: list[str]
) -> None:
    tiny_project(who=LIST)
    assert iscm("build", "--out", "site", *first).exit_code == 0
    result = iscm("build", "--out", "site", *then)
    assert result.exit_code == 2
    assert "site holds the " in result.stderr
    assert "give another folder" in result.stderr


def test_a_draft_says_so_on_every_page_and_single_pages_of_it_do_not_mix(
    tiny_project: Tiny, iscm: Command
) -> None:
    root = tiny_project(one="1", two="2")
    assert iscm("build").exit_code == 0
    result = iscm("build", "one", "--draft")
    assert result.exit_code == 2
    assert "reports holds the public edition, and single pages of the draft one" in result.stderr
    result = iscm("build", "--draft", "--explain")
    assert "one: kept: nothing it read changed; what it says of its site did" in result.output
    for page in ("index", "one", "two"):
        text = (root / "reports" / f"{page}.html").read_text(encoding="utf-8")
        assert "Draft: not for citation; it may have open gaps." in text
        assert '<span class="edition">draft</span>' in text
    assert iscm("build", "one", "--draft").exit_code == 0
    assert iscm("build").exit_code == 0
    assert "Draft:" not in (root / "reports" / "one.html").read_text(encoding="utf-8")


def test_a_project_can_be_a_draft_as_a_whole(tiny_project: Tiny, iscm: Command) -> None:
    root = tiny_project(one="1")
    settings = root / "iscm.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('edition = "public"', 'edition = "draft"'), encoding="utf-8")
    assert iscm("build", "--names").exit_code == 0
    assert (
        json.loads((root / "reports.internal/build.json").read_text("utf-8"))["edition"] == "internal draft"
    )
    settings.write_text(text.replace('edition = "public"', 'edition = "internal"'), encoding="utf-8")
    result = iscm("build")
    assert result.exit_code == 1
    assert "iscm.toml, column evaluation.edition: Input should be 'public' or 'draft'" in result.stderr


def test_an_open_gap_is_a_warning_in_a_draft_and_any_other_error_is_not() -> None:
    gap, wrong = OpenGap("error", "log.xlsx", "rests on nothing"), Problem("error", "log.xlsx", "no such id")
    assert [each.severity for each in softened([gap, wrong])] == ["warning", "error"]


def test_a_draft_is_built_with_an_open_gap_and_the_final_site_is_not(
    tiny_project: Tiny, iscm: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny_project(one="1")
    gap = OpenGap("error", "log.xlsx", "rests on nothing")
    monkeypatch.setattr(tables_build, "table_problems", lambda _frames: [gap])
    result = iscm("build", "--draft")
    assert result.exit_code == 0, result.output
    assert "warning: log.xlsx: rests on nothing" in result.stderr
    assert iscm("build").exit_code == 1


def test_without_the_internal_edition_nobody_gets_at_the_names(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = build_tables(Project(project)).evaluation.interviewees
    monkeypatch.delenv("ISCM_EDITION", raising=False)
    assert list(person.with_labels(people)["label"]) == list(people["interviewee_id"])
    with pytest.raises(IscmError, match="internal edition only"):
        person._names()  # noqa: SLF001  # the one way to them
    monkeypatch.setenv("ISCM_EDITION", "internal")
    labels = person.with_labels(pd.concat([people, people.head(1).assign(locator="elsewhere")]))["label"]
    n_named = sum(", " in label for label in labels)  # a failure must not print them
    assert (n_named, labels.iloc[-1]) == (41, "I01")
