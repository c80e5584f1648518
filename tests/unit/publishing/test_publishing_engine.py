"""What the engine promises beyond outputs: limits that hold, nothing left behind, the other ways to run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from click.testing import Result

from conftest import write_notebook
from iscm_analysis.publishing.engine import processes as engine
from iscm_analysis.publishing.engine.child import can_render
from iscm_analysis.publishing.engine.processes import ForkedProcesses, PlainProcesses
from iscm_analysis.publishing.engine.watch import Watch

Command = Callable[..., Result]
Tiny = Callable[..., Path]

pytestmark = pytest.mark.skipif(not engine.can_fork(), reason="forking is for Linux")


def running(mark: str) -> list[str]:
    """List processes whose command line holds ``mark``, as the system sees them."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if mark.encode() in words:
                found.append(entry.name)
    return found


def test_a_cell_that_cannot_be_interrupted_is_ended_with_its_time(tiny_project: Tiny, iscm: Command) -> None:
    tiny_project(
        deaf="import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True:\n"
        "    try: time.sleep(1)\n    except BaseException: pass",
    )
    result = iscm("build", "--cell-timeout", "2")
    assert result.exit_code == 1
    assert "deaf.ipynb (deaf): A cell timed out: cell 3 of 3 was still running after 2 s" in result.stderr


def test_a_flood_of_output_ends_the_page_and_not_the_machine(tiny_project: Tiny, iscm: Command) -> None:
    tiny_project(
        prints="for _ in range(400): print('x' * 1_000_000)",
        below="import subprocess; subprocess.run('yes | head -c 400000000', shell=True)",
        shows="for _ in range(400): display('x' * 1_000_000)",
    )
    result = iscm("build")
    assert result.exit_code == 1
    for name in ("prints", "below", "shows"):
        assert f"{name}.ipynb ({name}): cell 3 of 3 printed more than 20 MB" in result.stderr


def test_a_death_is_told_with_its_cell_and_its_cause(tiny_project: Tiny, iscm: Command) -> None:
    tiny_project(
        exits="import os; os._exit(7)",
        killed="import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    )
    stderr = iscm("build").stderr
    assert "exits.ipynb (exits): the kernel died while a cell ran (cell 3 of 3: exit code 7)" in stderr
    assert "(cell 3 of 3: killed by SIGKILL, perhaps out of memory)" in stderr


def test_what_a_cell_leaves_running_ends_with_the_build(tiny_project: Tiny, iscm: Command) -> None:
    tiny_project(
        group="import subprocess; subprocess.Popen(['sleep', '987.5'])",
        slips="import subprocess; subprocess.Popen(['sleep', '987.5'], start_new_session=True)",
    )
    assert iscm("build").exit_code == 0
    assert running("987.5") == []


def test_widgets_and_event_loops_are_refused_in_words(tiny_project: Tiny, iscm: Command) -> None:
    tiny_project(
        widget="import comm; comm.create_comm(target_name='jupyter.widget')",
        loop="get_ipython().enable_gui('qt')",
    )
    stderr = iscm("build").stderr
    assert "widgets cannot be had without a Jupyter kernel: build this page with --engine nbclient" in stderr
    assert "the event loop qt cannot be had without a Jupyter kernel" in stderr


def test_a_kernel_gives_the_same_page_by_option_by_metadata_and_where_forking_is_unsafe(
    tiny_project: Tiny, iscm: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = "import warnings; print(1); display(2); warnings.warn('w'); 3"
    root = tiny_project(page=source)

    def built(*options: str) -> str:
        result = iscm("build", *options)
        assert result.exit_code == 0, result.output
        return (root / "reports" / "page.html").read_text(encoding="utf-8")

    forked = built()
    assert built("--engine", "nbclient") == forked
    monkeypatch.setattr(engine, "can_fork", lambda: False)
    plain = built()
    monkeypatch.undo()
    monkeypatch.chdir(root)
    assert plain == forked
    path = root / "notebooks" / "page.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["iscm"] = {"engine": "nbclient"}
    notebook.cells[-1].source = "get_ipython().kernel.session.session != ''"
    nbformat.write(notebook, path)
    assert "True" in built()


def test_papermill_runs_the_engine_by_its_name(tmp_path: Path) -> None:
    write_notebook(tmp_path / "in.ipynb", "import os; print(period); os.getcwd()", "1 / 0")
    code = (
        "import papermill; from papermill.engines import papermill_engines as e; "
        "from iscm_analysis.publishing.engine.papermill_engine import IscmEngine; "
        "e.register('iscm', IscmEngine); from papermill.cli import papermill as main; main()"
    )
    words = [
        "in.ipynb",
        "out.ipynb",
        "--engine",
        "iscm",
        "--cwd",
        str(tmp_path),
        "-p",
        "period",
        "x",
        "--log-output",
    ]
    done = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    out = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    ran = [cell for cell in out.cells if cell.cell_type == "code"]
    assert "ZeroDivisionError: division by zero" in done.stderr
    assert done.returncode != 0
    assert ran[2].outputs[0].text == "x\n"
    assert ran[2].outputs[1].data["text/plain"] == repr(str(tmp_path))
    assert ran[3].outputs[0].ename == "ZeroDivisionError"
    assert out.metadata.papermill.exception is True


def test_the_parent_is_one_thread_and_ends_when_its_starter_does(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    code = (
        "import sys, time; from iscm_analysis.publishing.engine.processes import ForkedProcesses\n"
        "from iscm_analysis.publishing.engine.watch import Watch\n"
        "import os, time\nforks = ForkedProcesses()\nwatch = Watch(forks.start(os.getppid))\n"
        "while not watch.is_over():\n    forks.wait([watch.worker]); list(watch.events())\n"
        f"open({str(mark)!r}, 'w').write(str(watch.result))\nforks.start(time.sleep, 600)\ntime.sleep(600)"
    )
    starter = subprocess.Popen([sys.executable, "-c", code])
    deadline = time.monotonic() + 30
    while not (mark.exists() and mark.read_text()) and time.monotonic() < deadline:
        time.sleep(0.1)
    parent = Path("/proc") / mark.read_text()
    assert len(list((parent / "task").iterdir())) == 1
    starter.kill()
    starter.wait()
    while parent.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not parent.exists()


@pytest.mark.parametrize("kind", [ForkedProcesses, PlainProcesses])
def test_a_task_gives_its_result_or_says_its_error(kind: type[ForkedProcesses | PlainProcesses]) -> None:
    with kind() as pool:
        watches = [Watch(pool.start(json.loads, text)) for text in ("[1]", "{")]
        while not all(watch.is_over() for watch in watches):
            pool.wait([watch.worker for watch in watches])
            for watch in watches:
                list(watch.events())
    assert watches[0].result == [1]
    assert watches[1].error.startswith("JSONDecodeError: ")


def result_of(pool: ForkedProcesses, task: Callable[[], object]) -> object:
    watch = Watch(pool.start(task))
    while not watch.is_over():
        pool.wait([watch.worker])
        list(watch.events())
    return watch.result


def test_cells_that_are_waited_for_run_before_the_parent_can_render() -> None:
    with ForkedProcesses() as pool:
        assert result_of(pool, can_render) is False
        deadline = time.monotonic() + 30
        while not (later := result_of(pool, can_render)) and time.monotonic() < deadline:
            time.sleep(0.05)
    assert later is True


def test_the_death_of_a_child_is_told_though_the_parent_goes_on_importing() -> None:
    with ForkedProcesses() as pool:
        dying = Watch(pool.start(os._exit, 3))
        for _ in range(8):  # it dies while these are started, and nothing happens after
            pool.start(time.sleep, 600)
        deadline = time.monotonic() + 30
        while not dying.is_over() and time.monotonic() < deadline:
            pool.wait([dying.worker])
    assert dying.worker.exit_code == 3


def test_a_page_whose_cells_ran_early_is_the_same(tiny_project: Tiny, iscm: Command) -> None:
    root = tiny_project(one="'# not a heading'", two="2")
    assert iscm("build").exit_code == 0
    write_notebook(root / "notebooks" / "one.ipynb", "from IPython.display import HTML\nHTML('<b>&</b>')")
    assert iscm("build").exit_code == 0  # the tables are kept: its cells need not wait for them
    early = [(root / "reports" / name).read_bytes() for name in ("one.html", "executed/one.ipynb")]
    assert b"<b>&amp;</b>" in early[0]
    assert iscm("build", "--force").exit_code == 0
    assert [(root / "reports" / name).read_bytes() for name in ("one.html", "executed/one.ipynb")] == early


def test_a_parent_that_has_died_is_said_of_what_was_to_start_then() -> None:
    with ForkedProcesses() as pool:
        pool.process.kill()
        pool.process.wait()
        watch = Watch(pool.start(json.loads, "[1]"))
        while not watch.is_over():
            pool.wait([watch.worker])
    assert watch.error == "its process ended without a word (killed by SIGKILL, perhaps out of memory)"
