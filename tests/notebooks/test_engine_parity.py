"""The same notebooks through papermill's own engine (a kernel each) and through ours: the same outputs.

What may differ, and why, stands in docs/adr/0010; nothing else is smoothed here.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from traitlets.config import Config

from conftest import ROOT, copy_project
from iscm_analysis.project import find_project
from iscm_analysis.publishing.engine.processes import can_fork, processes
from iscm_analysis.publishing.engine.watch import Watch
from iscm_analysis.tables.build import build_tables
from iscm_analysis.tables.store import store
from nasty_notebooks import NASTY, write_nasty

pytestmark = [
    pytest.mark.skipif(
        not can_fork(), reason="the engine forks on Linux only; elsewhere the kernel runs"
    ),
    pytest.mark.xdist_group("parity"),  # all notebooks are executed once, before the first comparison
]

OURS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
AT_A_TIME = 2
ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
KERNEL_FILE = re.compile(re.escape(tempfile.gettempdir()) + r"/ipykernel_\d+/(\d+\.py)")
FRAME = re.compile(r"/(?:ipykernel|iscm_analysis/publishing/engine)/\w+\.py")

Executed = tuple[Path, str]


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Our notebooks in a project of their own, and the nasty ones."""
    root = copy_project(tmp_path_factory.mktemp("parity") / "project")
    project = find_project(root)
    tables = build_tables(project)
    store(tables.evaluation.frames(), tables.hashes, project.processed)
    nasty = root / "nasty"
    nasty.mkdir()
    return {**write_nasty(nasty), **{name: project.notebooks / f"{name}.ipynb" for name in OURS}}


@pytest.fixture(scope="module")
def stock(notebooks: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Executed]:
    return run_all(notebooks, "nbclient", tmp_path_factory.mktemp("stock"))


@pytest.fixture(scope="module")
def forked(notebooks: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Executed]:
    return run_all(notebooks, "iscm", tmp_path_factory.mktemp("forked"))


def run_all(notebooks: Mapping[str, Path], engine: str, out: Path) -> dict[str, Executed]:
    """Run notebooks by papermill, each in a process and a working folder of its own; give file and error."""
    os.environ.pop("PYTEST_CURRENT_TEST", None)  # under pytest ipykernel leaves file descriptors alone
    waiting, running, done = list(notebooks), dict[str, Watch](), dict[str, Executed]()
    with processes() as pool:
        while waiting or running:
            while waiting and len(running) < AT_A_TIME:
                name = waiting.pop(0)
                running[name] = Watch(pool.start(task(notebooks[name], out, name, engine)), page_timeout=90)
            pool.wait(watch.worker for watch in running.values())
            for name, watch in list(running.items()):
                list(watch.events())
                if watch.is_over():
                    done[name] = out / f"{name}.ipynb", watch.error
                    del running[name]
    return done


def task(path: Path, out: Path, name: str, engine: str) -> partial[Any]:
    """Word the papermill call; a notebook that writes files gets a folder for them."""
    folder = path.parent
    if name in NASTY:
        folder = Path(shutil.copytree(path.parent, out / "folders" / name.replace(" ", "-")))
    number = [*NASTY, *OURS].index(name)
    sockets = Config(KernelManager={"transport": "ipc", "ip": str(out / f"kernel-{number}")})
    return partial(
        papermill.execute_notebook, str(path), str(out / f"{name}.ipynb"), engine_name=engine,
        progress_bar=False, cwd=str(folder), config=sockets,
    )  # fmt: skip


def outputs(path: Path) -> Iterator[tuple[str, int | None, list[Any]]]:
    """Give source, number and outputs of every code cell.

    Between two other outputs, what went to one stream is one text, standard output first: a kernel sends
    text in portions of its own, and one stream may overtake the other.
    """
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            shown: list[Any] = []
            for is_text, group in itertools.groupby(cell.outputs, lambda item: item.output_type == "stream"):
                items = list(group)
                shown += _texts(items) if is_text else [smooth(item) for item in items]
            yield cell.source, cell.execution_count, shown


def _texts(streams: list[Any]) -> list[Any]:
    texts = {
        name: "".join(item.text for item in streams if item.name == name) for name in ("stdout", "stderr")
    }
    return [{"stream": name, "text": plain(text)} for name, text in texts.items() if text]


def smooth(output: Mapping[str, Any]) -> Any:  # noqa: ANN401  # any output
    """Leave out memory addresses, the kernel's process number, and traceback frames inside either engine."""
    item = json.loads(plain(json.dumps(output)))
    if item["output_type"] == "error":
        item["traceback"] = [frame for frame in item["traceback"] if not FRAME.search(frame)]
    return item


def plain(text: str) -> str:
    return ADDRESS.sub("0x", KERNEL_FILE.sub(r"cell/\1", text))


@pytest.mark.parametrize("name", [*NASTY, *OURS])
def test_a_notebook_shows_the_same_in_a_kernel_and_in_ours(
    name: str, stock: dict[str, Executed], forked: dict[str, Executed]
) -> None:
    (their_file, their_error), (our_file, our_error) = stock[name], forked[name]
    theirs, ours = list(outputs(their_file)), list(outputs(our_file))
    assert our_error == their_error
    assert ours == theirs
    assert any(shown for _, _, shown in ours)


def test_there_are_at_least_twenty_nasty_notebooks() -> None:
    assert len(NASTY) >= 20
