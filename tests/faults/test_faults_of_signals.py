"""Builds that are stopped, killed, run twice, or spoken over."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import write_notebook
from faults.conftest import PATIENCE, Mini, failed_in_words, snapshot

MOMENTS = (0.05, 0.2, 0.5, 0.9, 1.3, 1.7, 2.1)  # seconds into a build, of about two


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_build_that_is_told_to_stop_does_so_in_order(mini: Mini, name: str) -> None:
    write_notebook(mini.root / "notebooks" / "good.ipynb", "import time; time.sleep(60)")
    process = mini.start("--json")
    assert process.stderr is not None
    for line in process.stderr:
        if '"planned"' in line:
            break
    process.send_signal(getattr(signal, name))
    said, complained = process.communicate(timeout=PATIENCE)
    failed_in_words(process.returncode, said + complained, f"stopped by {name}")
    mini.old_site_stands()
    mini.nothing_left()


def test_a_build_that_was_told_to_outlive_its_terminal_does(mini: Mini) -> None:
    write_notebook(mini.root / "notebooks" / "good.ipynb", "import time; time.sleep(1)")
    process = mini.start("--json", preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    assert process.stderr is not None
    for line in process.stderr:
        if '"planned"' in line:
            break
    process.send_signal(signal.SIGHUP)
    _, complained = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, complained
    mini.nothing_left()


@pytest.mark.parametrize("signals", [("SIGKILL",), ("SIGTERM",), ("SIGINT", "SIGINT")])
def test_at_any_moment_the_site_is_the_old_or_the_new_one(mini: Mini, signals: tuple[str, ...]) -> None:
    for seconds in MOMENTS:
        process, said = told(mini, signals, seconds)
        while said.startswith("Fatal Python error: init_import_site"):  # it came before any code of ours
            seconds += 0.05  # noqa: PLW2901
            process, said = told(mini, signals, seconds)
        assert "Traceback" not in said or process.returncode < 0, said
        assert snapshot(mini.reports) in (mini.before, mini.expected)
        deadline = time.monotonic() + PATIENCE
        while mini.processes() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert mini.processes() == []
    mini.recovers()


def told(mini: Mini, signals: tuple[str, ...], seconds: float) -> tuple[subprocess.Popen[str], str]:
    """Begin a build and signal it after a while; give it when it has ended, and what it said."""
    process = mini.start("--force", stderr=subprocess.STDOUT)
    time.sleep(seconds)
    for name in signals:
        process.send_signal(getattr(signal, name))
    said, _ = process.communicate(timeout=PATIENCE)
    return process, said


def test_a_site_moved_aside_by_a_build_that_was_killed_is_put_back(mini: Mini) -> None:
    mini.reports.rename(mini.root / "reports.old-999999999-1")
    shutil.copytree(mini.root / "data", mini.root / "reports.new-999999999-1")
    (mini.root / "data" / "processed" / ".x.iscm-part").write_text("half", encoding="utf-8")
    write_notebook(mini.root / "notebooks" / "other.ipynb", "1 / 0")
    code, said = mini.build()
    failed_in_words(code, said, "ZeroDivisionError")
    mini.old_site_stands()
    mini.nothing_left()


def test_a_build_that_is_held_and_let_go_on_is_the_same(mini: Mini) -> None:
    process = mini.start("--force")
    for _ in range(3):
        time.sleep(0.4)
        process.send_signal(signal.SIGSTOP)
        time.sleep(0.2)
        process.send_signal(signal.SIGCONT)
    assert process.wait(PATIENCE) == 0
    process.communicate()
    assert snapshot(mini.reports) == mini.expected
    mini.nothing_left()


def test_of_two_builds_at_once_the_second_waits_and_says_so(mini: Mini, tmp_path: Path) -> None:
    second_waits = tmp_path / "second waits"
    page = "import os, time\nwhile not os.path.exists(os.environ['SECOND_WAITS']): time.sleep(0.05)"
    write_notebook(mini.root / "notebooks" / "good.ipynb", page)
    first = mini.start("--json", env={"SECOND_WAITS": str(second_waits)})
    assert '"planned"' in said_until('"planned"', first)
    second = mini.start()
    assert f"another build (process {first.pid}) is at work here; waiting for it" in said_until(
        "build", second
    )
    second_waits.touch()
    for build in (first, second):
        _, said = build.communicate(timeout=PATIENCE)
        assert build.returncode == 0, said
    mini.nothing_left()


def said_until(word: str, build: subprocess.Popen[str]) -> str:
    """Give the first line of a build that holds ``word``, or all there was."""
    assert build.stderr is not None
    lines = []
    for line in build.stderr:
        lines.append(line)
        if word in line:
            return line
    return "".join(lines)


def test_six_copies_build_side_by_side(mini: Mini, tmp_path: Path) -> None:
    copies = []
    for number in range(6):
        shutil.copytree(mini.root, tmp_path / f"copy {number}" / "project")
        copies.append(
            Mini(tmp_path / f"copy {number}" / "project", tmp_path / f"tmp {number}", mini.expected)
        )
    running = [copy.start() for copy in copies]
    for copy, process in zip(copies, running, strict=True):
        _, said = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, said
        assert snapshot(copy.reports) == mini.expected
        copy.nothing_left()


def test_a_lock_whose_owner_is_gone_is_none(mini: Mini) -> None:
    lock = mini.root / ".iscm-cache" / "lock"
    for content in (
        json.dumps({"pid": os.getpid(), "start": "1"}),
        '{"pid": 999999999, "start": "5"}',
        "\0cut",
    ):
        lock.write_text(content, encoding="utf-8")
        began = time.monotonic()
        code, said = mini.build("--force")
        assert code == 0, said
        assert "another build" not in said
        assert time.monotonic() - began < 30
    mini.recovers()


def test_inputs_replaced_while_it_runs_are_noticed(mini: Mini) -> None:
    write_notebook(mini.root / "notebooks" / "good.ipynb", "import time; time.sleep(4)")
    process = mini.start("--json")
    assert process.stderr is not None
    for line in process.stderr:
        if '"planned"' in line:
            break
    with (mini.root / "data" / "raw" / "annex-3-interviewees.tsv").open("a", encoding="utf-8") as file:
        file.write("\n")
    said, complained = process.communicate(timeout=PATIENCE)
    failed_in_words(
        process.returncode, said + complained,
        "data/raw/annex-3-interviewees.tsv changed while the build ran; run `iscm build` again",
    )  # fmt: skip
    mini.old_site_stands()
    mini.nothing_left()
    assert mini.build()[0] == 0


@pytest.mark.parametrize(
    "streams", [">/dev/full", ">&-", "2>/dev/full", "2>&-", ">&- 2>&-", "<&- >&- 2>&-", "| true"]
)
def test_nobody_who_listens_is_no_reason_to_fail(mini: Mini, streams: str) -> None:
    command = f"set -o pipefail; '{sys.executable}' -m iscm_analysis build --explain {streams}"
    for turn in ("builds", "has nothing to do"):
        done = subprocess.run(
            ["bash", "-c", command], cwd=mini.root, env=mini.environment(), capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, (turn, done.stderr)
        assert "Traceback" not in done.stderr
        assert "Exception ignored" not in done.stderr
        assert snapshot(mini.reports) == mini.expected
    mini.nothing_left()
