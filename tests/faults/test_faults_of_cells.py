"""Cells that do what cells should not, on both engines; broken notebooks; wrong parameters."""

from __future__ import annotations

import json
import resource
import time
from pathlib import Path

import pytest

from faults.conftest import GOOD, Mini, failed_in_words, write_pages

DEAF = """
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
while True:
    try:
        while True: pass
    except BaseException: pass
"""
BAD = {
    "raises": ("raise ValueError('no such row')",),
    "tagged": ("1 / 0",),
    "leaves": ("import sys; sys.exit(0)",),
    "vanishes": ("import os; os._exit(0)",),
    "killed": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)",),
    "asks": ("input('who is there?')",),
    "greedy": ("import numpy; numpy.ones(8 << 30, dtype='uint8')",),
    "floods": ("import sys\nfor _ in range(400): sys.stdout.write('x' * 1_000_000)",),
}
ENDLESS = {
    "loops": ("while True: pass",),
    "deaf": (DEAF,),
}
FINE = {
    "talks": ("for number in range(100_000): print(number)",),
    "forks": ("import subprocess; left = subprocess.Popen(['sleep', '1000'])",),
}
SAID = {
    "raises": "raised ValueError: no such row",
    "tagged": "raised ZeroDivisionError",
    "leaves": "SystemExit",
    "vanishes": "the kernel died",
    "killed": "the kernel died",
    "asks": "StdinNotImplementedError",
    "greedy": "MemoryError",
    "floods": "printed more than",
}


def complaints(said: str) -> dict[str, str]:
    """Give the one line that is said of each page; it names the cell, and is short."""
    about = [line for line in said.splitlines() if ".ipynb (" in line]
    lines = {line.split(".ipynb")[0].removeprefix("iscm: "): line for line in about}
    assert len(lines) == len(about), said
    for line in about:
        assert "cell" in line, line
        assert len(line) < 500
    return lines


@pytest.mark.parametrize("engine", ["iscm", "nbclient"])
def test_a_cell_can_spoil_its_own_page_only(mini: Mini, engine: str) -> None:
    write_pages(mini.root, {**GOOD, **BAD, **FINE})
    tagged = mini.root / "notebooks" / "tagged.ipynb"
    notebook = json.loads(tagged.read_text(encoding="utf-8"))
    notebook["cells"][-1]["metadata"] = {"tags": ["raises-exception"]}
    tagged.write_text(json.dumps(notebook), encoding="utf-8")
    memory = 5 << 30
    code, said = mini.build(
        "--keep-going", "--engine", engine,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (memory, memory)),
    )  # fmt: skip
    failed_in_words(
        code, said, "the last good site in reports is unchanged; 4 of 12 pages are in reports.partial"
    )
    lines = complaints(said)
    assert set(lines) == set(BAD)
    for page, words in SAID.items():
        assert words in lines[page], lines[page]
    mini.old_site_stands()
    mini.nothing_left("reports.partial")

    write_pages(mini.root, GOOD)
    code, said = mini.build("--explain", "--engine", engine)
    assert code == 0, said
    assert "good: kept: nothing it read changed" in said
    mini.nothing_left("reports.partial")


@pytest.mark.parametrize("engine", ["iscm", "nbclient"])
def test_a_cell_that_does_not_end_is_ended(mini: Mini, engine: str) -> None:
    write_pages(mini.root, {**GOOD, **ENDLESS})
    code, said = mini.build("--cell-timeout", "6", "--keep-going", "--engine", engine)
    failed_in_words(code, said, "2 of 4 pages are in reports.partial")
    lines = complaints(said)
    assert set(lines) == set(ENDLESS)
    assert [line for line in lines.values() if "timed out" not in line] == []
    mini.old_site_stands()
    mini.nothing_left("reports.partial")


def test_a_page_has_its_time_whatever_its_cells_do(mini: Mini) -> None:
    write_pages(mini.root, {**GOOD, "slow": ("import time; time.sleep(2)",) * 45})
    began = time.monotonic()
    code, said = mini.build("--timeout", "3")
    failed_in_words(
        code, said, "slow.ipynb (slow): not finished after 3 s; raise --timeout or mend the notebook"
    )
    assert time.monotonic() - began < 60  # its cells sleep for 90
    mini.old_site_stands()
    mini.nothing_left()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:300])


def merge(path: Path) -> None:
    path.write_text(
        "<<<<<<< HEAD\n" + path.read_text(encoding="utf-8") + ">>>>>>> theirs\n", encoding="utf-8"
    )


def empty(path: Path) -> None:
    path.write_bytes(b"")


def drawing(path: Path) -> None:
    path.write_text('{"cells": [1]}', encoding="utf-8")


def other_kernel(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace('"python3"', '"nosuch"'), encoding="utf-8")


@pytest.mark.parametrize("damage", [cut, merge, empty, drawing])
def test_a_broken_notebook_is_named(mini: Mini, damage: object) -> None:
    damage(mini.root / "notebooks" / "other.ipynb")  # type: ignore[operator]
    code, said = mini.build()
    failed_in_words(code, said, "other.ipynb: not a readable notebook")
    mini.old_site_stands()
    mini.nothing_left()


def test_a_notebook_saved_by_windows_and_for_another_kernel_gives_the_same_page(mini: Mini) -> None:
    path = mini.root / "notebooks" / "other.ipynb"
    text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    code, said = mini.build()
    assert code == 0, said
    assert mini.differs() == {"ro-crate-metadata.json", "build.json"}, (
        "one has the sha256 of the notebook's file"
    )
    mini.nothing_left()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-p", "perod=1"), "did you mean period?"),
        (("-p", "period=soon"), "not of type list[int]"),
        (("good", "goood"), "no page goood"),
        (("--jobs", "none"), "not a valid integer"),
    ],
)
def test_asked_wrongly_nothing_runs(mini: Mini, words: tuple[str, ...], said: str) -> None:
    code, told = mini.build(*words)
    assert code == 2, told
    assert said in told
    assert "Traceback" not in told
    mini.old_site_stands()
    mini.nothing_left()


def test_a_kernel_that_cannot_start_is_named(mini: Mini) -> None:
    data = mini.root.parent / "share" / "jupyter"
    kernel = data / "kernels" / "dying"
    kernel.mkdir(parents=True)
    specification = {"argv": ["false"], "display_name": "dying", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(specification), encoding="utf-8")
    other_kernel(mini.root / "notebooks" / "other.ipynb")
    code, said = mini.build("--engine", "nbclient", env={"JUPYTER_PATH": str(data)})
    assert code == 0, said  # the build names the kernel itself: a notebook's own may be missing
    mini.nothing_left()
