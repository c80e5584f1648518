"""What a second build does again, and what it leaves."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from conftest import write_notebook
from iscm_analysis.publishing.cache import Cache, Entry
from iscm_analysis.publishing.digests import Digests
from iscm_analysis.publishing.reads import Read, from_root, parse

Command = Callable[..., Result]
Tiny = Callable[..., Path]
LOAD = "from iscm_analysis.tables import load\nevaluation = load()\n"
HEAVY = ("pandas", "jinja2", "nbconvert", "nbformat", "papermill", "IPython", "pydantic", "rich", "openpyxl")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def explained(result: Result) -> dict[str, str]:
    """What ``--explain`` says of each page."""
    assert result.exit_code == 0, result.output
    lines = [
        line.split(": ", 1) for line in result.stdout.splitlines() if ": ran: " in line or ": kept: " in line
    ]
    return dict(lines)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_only_what_read_something_that_changed_runs_again(tiny_project: Tiny, iscm: Command) -> None:
    root = tiny_project(
        amounts=f"{LOAD}len(evaluation.finance)",
        held=f"{LOAD}len(evaluation.meetings)",
        none="1 + 1",
    )
    kept = "kept: nothing it read changed"
    assert set(explained(iscm("build", "--explain")).values()) == {"ran: not made before"}
    first = snapshot(root / "reports")
    assert "nothing to do" in iscm("build").stdout

    edit(root / "notebooks" / "none.ipynb", "1 + 1", "1 + 2")
    assert explained(iscm("build", "--explain")) == {
        "amounts": kept, "held": kept, "none": "ran: notebook changed",
    }  # fmt: skip
    second = snapshot(root / "reports")
    changed = {name for name in second if second[name] != first[name]}
    of_all = {"changes.html", "changes.json", "whole.html", "ro-crate-metadata.json", "build.json"}
    assert changed == {"none.html", "executed/none.ipynb", *of_all}

    with (root / "data" / "raw" / "finance.csv").open("a", encoding="utf-8") as file:
        file.write("2018,IOM total,revenue,USD,5,actual,S-FRONU,\n")
    said = explained(iscm("build", "--explain"))
    assert said["amounts"] == "ran: table finance changed"
    assert said["held"].startswith(kept)
    assert said["none"].startswith(kept)

    notebook = json.loads((root / "notebooks" / "held.ipynb").read_text(encoding="utf-8"))
    notebook["cells"][2]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "old"}]
    notebook["cells"][2]["source"] = "".join(notebook["cells"][2]["source"])
    (root / "notebooks" / "held.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    with (root / "data" / "reference" / "states.csv").open("ab") as file:
        file.write(b"\n")
    assert set(explained(iscm("build", "--explain")).values()) == {kept}

    incremental = snapshot(root / "reports")
    assert set(explained(iscm("build", "--force", "--explain")).values()) == {"ran: --force was given"}
    assert snapshot(root / "reports") == incremental


@pytest.mark.parametrize("engine", ["iscm", "nbclient"])
def test_a_page_that_reads_by_other_means_is_never_stale(
    tiny_project: Tiny, iscm: Command, engine: str
) -> None:
    root = tiny_project(
        opens="print(open('../notes.txt').read())",
        pandas="import pandas as pd\nprint(len(pd.read_csv('../rows.csv')))",
        imports="import beside\nprint(beside.SAYS)",
        lists="from pathlib import Path\nprint(sorted(path.name for path in Path('../box').iterdir()))",
        looks="try:\n    print(open('../late.txt').read())\nexcept OSError:\n    print('not yet')",
        runs="import subprocess\nprint(subprocess.run(['cat', '../notes.txt'], capture_output=True).stdout)",
        writes="from pathlib import Path\nPath('../mine.txt').write_text('a')",
        other="1",
    )
    (root / "notes.txt").write_text("before", encoding="utf-8")
    (root / "rows.csv").write_text("a\n1\n", encoding="utf-8")
    (root / "notebooks" / "beside.py").write_text("SAYS = 'before'\n", encoding="utf-8")
    (root / "box").mkdir()
    assert iscm("build", "--engine", engine).exit_code == 0

    (root / "notes.txt").write_text("beyond", encoding="utf-8")
    (root / "rows.csv").write_text("a\n1\n2\n", encoding="utf-8")
    (root / "notebooks" / "beside.py").write_text("SAYS = 'beyond'\n", encoding="utf-8")
    (root / "box" / "new").touch()
    (root / "late.txt").write_text("beyond", encoding="utf-8")
    assert explained(iscm("build", "--engine", engine, "--explain")) == {
        "opens": "ran: notes.txt changed",
        "pandas": "ran: rows.csv changed",
        "imports": "ran: notebooks/beside.py changed",
        "lists": "ran: box changed",
        "looks": "ran: late.txt changed",
        "runs": "ran: cannot be kept: starts another program",
        "writes": "ran: cannot be kept: writes a file (mine.txt)",
        "other": "kept: nothing it read changed",
    }
    for page in ("opens", "imports", "looks", "runs"):
        assert "beyond" in (root / "reports" / f"{page}.html").read_text(encoding="utf-8"), page


def test_what_was_kept_is_not_believed_unread(tiny_project: Tiny, iscm: Command) -> None:
    root = tiny_project(one="'uno'", two="'due'", three="'tre'", four="'quattro'")
    assert iscm("build").exit_code == 0
    good = snapshot(root / "reports")
    kept = root / ".iscm-cache"
    entries = {json.loads(path.read_bytes())["executed"]: path for path in kept.glob("entries/*/*.json")}
    by_page = {
        name: entries[sha]
        for name in ("one", "two", "three", "four")
        for sha in entries
        if good[f"executed/{name}.ipynb"] == (kept / "objects" / sha).read_bytes()
    }
    objects = {name: json.loads(path.read_bytes()) for name, path in by_page.items()}
    truncated = kept / "objects" / objects["one"]["html"]
    truncated.write_bytes(truncated.read_bytes()[:100])
    shutil.copyfile(kept / "objects" / objects["four"]["html"], kept / "objects" / objects["two"]["html"])
    by_page["three"].write_text(json.dumps({**objects["three"], "html": objects["four"]["html"]}), "utf-8")
    shutil.rmtree(root / "reports")
    assert explained(iscm("build", "--explain")) == {
        "one": "ran: what was kept of it was damaged or gone",
        "two": "ran: what was kept of it was damaged or gone",
        "three": "ran: what was kept of it was damaged or gone",
        "four": "kept: nothing it read changed",
    }
    assert snapshot(root / "reports") == good

    for path in [*kept.glob("*.json"), *kept.glob("receipts/*")]:
        path.write_text('{"cut', encoding="utf-8")
    assert iscm("build").exit_code == 0
    assert snapshot(root / "reports") == good
    for path in [*kept.glob("*.json"), *kept.glob("receipts/*")]:
        path.write_text('{"pages": [1], "key": {}, "one": 3, "two": {"parts": 5}}', encoding="utf-8")
    assert iscm("build").exit_code == 0
    assert snapshot(root / "reports") == good
    (root / "reports" / "one.html").write_text("mine", encoding="utf-8")
    (root / "data" / "processed" / "iscms.csv").write_text("mine", encoding="utf-8")
    assert iscm("build").exit_code == 0
    assert snapshot(root / "reports") == good


def test_a_failed_build_keeps_the_pages_it_made(tiny_project: Tiny, iscm: Command) -> None:
    root = tiny_project(good="1", bad="1 / 0")
    assert iscm("build").exit_code == 1
    edit(root / "notebooks" / "bad.ipynb", "1 / 0", "1 / 1")
    said = explained(iscm("build", "--explain"))
    assert said == {"good": "kept: nothing it read changed", "bad": "ran: not made before"}


def test_a_page_is_rendered_anew_when_only_its_site_changed(tiny_project: Tiny, iscm: Command) -> None:
    root = tiny_project(one="'uno'")
    assert iscm("build").exit_code == 0
    notebook = (root / "notebooks" / "one.ipynb").read_bytes()
    tiny_project(one="'uno'", two="'due'")
    (root / "notebooks" / "one.ipynb").write_bytes(notebook)  # a new one has new cell ids
    said = explained(iscm("build", "--explain"))
    assert said["one"] == (
        "kept: nothing it read changed; what it says of its site did, so it is rendered anew"
    )
    assert "two.html" in (root / "reports" / "one.html").read_text(encoding="utf-8")


def test_nothing_to_do_imports_nothing_heavy_and_takes_no_time(tiny_project: Tiny, iscm: Command) -> None:
    root = tiny_project(one="'uno'")
    assert iscm("build").exit_code == 0
    site = {path: path.stat().st_ino for path in (root / "reports").rglob("*")}
    code = (
        "import sys, time\nfrom iscm_analysis.cli import main\n"
        "try:\n    main(['build'])\nfinally:\n    print(time.process_time(), *sys.modules)"
    )
    seconds: list[float] = []
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        said, state = done.stdout.splitlines()
        taken, *modules = state.split()
        seconds.append(float(taken))
        assert said.startswith("nothing to do")
        assert sorted(set(HEAVY) & set(modules)) == []
    assert min(seconds) < 0.2
    assert {path: path.stat().st_ino for path in (root / "reports").rglob("*")} == site


def test_progress_tells_machines_what_runs_and_why(tiny_project: Tiny, iscm: Command) -> None:
    root = tiny_project(one="'uno'", two="'due'")
    assert iscm("build").exit_code == 0
    write_notebook(root / "notebooks" / "two.ipynb", "'zwei'")
    events: list[dict[str, Any]] = [json.loads(line) for line in iscm("build", "--json").stderr.splitlines()]
    planned = next(event for event in events if event["event"] == "planned")
    assert {key: planned[key] for key in ("pages", "run", "kept")} == {"pages": 2, "run": 1, "kept": 1}
    assert planned["seconds"] > 0
    pages = {event["page"]: (event["ran"], event["why"]) for event in events if event["event"] == "page"}
    assert pages == {"one": (False, "nothing it read changed"), "two": (True, "notebook changed")}
    assert events[-1] == {"event": "done", "pages": 2, "run": 1, "kept": 1}


def test_a_file_is_read_again_when_its_state_or_a_young_clock_says_so(tmp_path: Path) -> None:
    file, memory = tmp_path / "file", tmp_path / "memory.json"
    file.write_text("one", encoding="utf-8")
    digests = Digests(memory)
    one = digests.of(file)
    file.write_text("two", encoding="utf-8")  # the same size, perhaps the same tick of the clock
    assert digests.of(file) != one
    old = file.stat().st_mtime_ns - 60 * 10**9
    os.utime(file, ns=(old, old))
    digests.of(file)
    digests.save()
    assert Digests(memory).of(file) == digests.of(file)
    memory.write_text("[1", encoding="utf-8")
    assert Digests(memory).of(file) == digests.of(file)
    assert Digests(memory).of(tmp_path / "none") == ""


def test_what_was_used_longest_ago_is_forgotten_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    names = {}
    for age, text in enumerate((b"a" * 100, b"b" * 100, b"c" * 100)):
        name = hashlib.sha256(text).hexdigest()
        names[text[:1]] = name
        cache.keep(Entry(f"key{age}", (), "", name, name), text)
        path = next((tmp_path / "entries" / f"key{age}").iterdir())
        os.utime(path, (1000 + age, 1000 + age))
    (tmp_path / "objects" / "stranger").write_bytes(b"x")
    cache.prune(largest=250)
    assert sorted(path.name for path in (tmp_path / "objects").iterdir()) == sorted(
        [names[b"b"], names[b"c"]]
    )
    assert sorted(path.name for path in (tmp_path / "entries").iterdir()) == ["key1", "key2"]


def test_a_record_without_its_first_line_is_not_trusted(tmp_path: Path) -> None:
    line = json.dumps({"kind": "file", "path": str(tmp_path / "a"), "sha256": "1"})
    assert parse("") == ([], "what it reads could not be followed")
    assert parse(from_root(f'{{"recorder": 1}}\n{line}', tmp_path)) == ([Read("file", "a", "1")], "")
