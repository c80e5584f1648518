from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from iscm_analysis.publishing.links import lost_links, undescribed_files

Command = Callable[..., Result]
Tiny = Callable[..., Path]


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_links_that_lead_somewhere_are_no_matter_of_complaint(tmp_path: Path) -> None:
    write(
        tmp_path,
        "index.html",
        '<a href="p/a.html#x">a</a><a href="t.csv">t</a><a href="https://x.org/#y">x</a>',
    )
    write(tmp_path, "p/a.html", '<h2 id="x">X</h2><a href="#x">up</a><a href="../index.html">back</a>')
    write(tmp_path, "t.csv", "")
    assert list(lost_links(tmp_path)) == []


def test_lost_links_anchors_finds_and_double_ids_are_named(tmp_path: Path) -> None:
    index = '{"kinds":[""],"places":[[0,"Gone","gone"]],"pages":[["a.html","A","",[0]]]}'
    script = f'<script type="application/json" id="search-index">{index}</script>'
    write(tmp_path, "a.html", '<p id="x"></p><p id="x"></p><a href="none.html">n</a><a href="#no">n</a>')
    write(tmp_path, "index.html", f'<a href="a.html#y">y</a>{script}')
    assert [line.partition("; run")[0] for line in lost_links(tmp_path)] == [
        "a.html: the id 'x' stands there more than once",
        "a.html: the link to none.html leads nowhere",
        "a.html: the link to #no leads nowhere",
        "index.html: the link to a.html#y leads nowhere",
        "index.html: the link to a.html#gone leads nowhere",
    ]


def test_files_that_came_or_went_after_the_build_are_not_as_described(
    tiny_project: Tiny, iscm: Command
) -> None:
    site = tiny_project(only="1") / "reports"
    assert iscm("build").exit_code == 0
    assert list(undescribed_files(site)) == []
    write(site, "notes.txt", "mine")
    (site / "numbers.csv").unlink()
    assert [line.partition(":")[0] for line in undescribed_files(site)] == ["notes.txt", "numbers.csv"]
    result = iscm("check", "--site")
    assert result.exit_code == 1
    assert "notes.txt: ro-crate-metadata.json does not describe it" in result.stderr


def test_a_number_the_start_page_asks_for_in_vain_is_named(tiny_project: Tiny, iscm: Command) -> None:
    root = tiny_project(only="1")
    assert iscm("build").exit_code == 0
    result = iscm("check", "--site")
    assert result.exit_code == 0
    assert "iscm.toml, glance: no page registers the number 'O.n_documents'" in result.stderr
    assert (root / "reports" / "index.html").is_file()
