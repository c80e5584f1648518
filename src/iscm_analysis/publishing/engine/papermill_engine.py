"""The papermill engine ``iscm``. Papermill imports this module while it is being imported itself."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import Any

import nbformat
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NBClientEngine, NotebookExecutionManager
from papermill.exceptions import PapermillException
from papermill.log import logger

from iscm_analysis.publishing.engine.child import Child, tell
from iscm_analysis.publishing.engine.processes import ForkedProcesses, can_fork
from iscm_analysis.publishing.engine.watch import Watch
from iscm_analysis.publishing.reads import recording

KERNEL = "python3"
SELDOM = (10_000, 20, 20)  # a page lives for a second; to look for garbage as usual takes up to a tenth of it


class IscmEngine(Engine):
    """Runs a notebook's cells without a kernel process, with the outputs a kernel would give.

    A notebook that asks for it (metadata ``iscm: {engine: nbclient}``), one for another kernel, and every
    notebook where forking is not safe go to papermill's own engine.
    """

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        **options: Any,  # noqa: ANN401  # papermill's
    ) -> None:
        """Run every cell in place, until one fails."""
        if needs_kernel(nb_man.nb, kernel_name):
            NBClientEngine.execute_managed_notebook(nb_man, kernel_name, **options)
        elif Child.here is not None and Child.here.shell is not None:
            run_cells(nb_man, Child.here, **options)
        else:
            _run_in_child(nb_man, **options)


def needs_kernel(notebook: nbformat.NotebookNode, kernel_name: str) -> bool:
    """Say whether a notebook has to be run by a kernel process."""
    asked = notebook.metadata.get("iscm", {}).get("engine", "")
    return asked == "nbclient" or kernel_name != KERNEL or not can_fork()


class _Here:
    """What nbclient takes for a kernel manager: the kernel is this process, and it runs."""

    has_kernel = True


def run_cells(nb_man: NotebookExecutionManager, child: Child, **options: Any) -> None:  # noqa: ANN401
    """Run the cells in this process; outputs are collected by papermill's own client."""
    from iscm_analysis.publishing.engine.kernel import LocalKernel  # noqa: PLC0415  # heavy
    from iscm_analysis.publishing.engine.wire import Wire, captured  # noqa: PLC0415
    from iscm_analysis.publishing.verdict import too_much  # noqa: PLC0415

    place = _Place(len(nb_man.nb.cells))

    def flooded() -> None:
        child.fail(too_much(str(place)))

    wire = Wire(flooded)
    client = PapermillNotebookClient(
        nb_man, km=_Here(), log=logger, on_cell_execute=place.begin, on_cell_executed=place.end,
        **{name: options[name] for name in ("log_output", "stdout_file", "stderr_file") if name in options},
    )  # fmt: skip
    client.kc = LocalKernel(child.shell, wire)
    gc.set_threshold(*SELDOM)
    with captured(wire), recording():
        client.execute()


class _Place:
    """Which cell runs now, told to whoever keeps its time limit. Cells count from 1 among all cells."""

    def __init__(self, total: int) -> None:
        self.number, self.total = 0, total

    def __str__(self) -> str:
        return f"cell {self.number} of {self.total}"

    def begin(self, *, cell_index: int, **_nbclient: object) -> None:
        self.number = cell_index + 1
        tell("cell", str(self))

    def end(self, **_nbclient: object) -> None:
        tell("between")


class _Teller(NotebookExecutionManager):
    """Lets another process follow the notebook cell by cell."""

    def cell_start(self, cell: nbformat.NotebookNode, cell_index: int | None = None, **_: object) -> None:
        super().cell_start(cell, cell_index)
        tell("start", cell_index)

    def cell_complete(self, cell: nbformat.NotebookNode, cell_index: int | None = None, **_: object) -> None:
        tell("done", cell_index, cell)


def execute_cells(notebook: nbformat.NotebookNode, folder: str) -> dict[str, Any]:
    """Run a notebook in this process for papermill in another one; give what it says of its language."""
    os.chdir(folder)
    teller = _Teller(notebook, progress_bar=False)
    teller.notebook_start()
    if Child.here is not None:
        run_cells(teller, Child.here)
    return {"language_info": notebook.metadata.get("language_info", {})}


def _run_in_child(
    nb_man: NotebookExecutionManager,
    *,
    execution_timeout: int | None = None,
    log_output: bool = False,
    stdout_file: Any = None,  # noqa: ANN401  # papermill's
    stderr_file: Any = None,  # noqa: ANN401
    **_options: object,
) -> None:
    """Run the cells in a child and keep papermill's notebook up to date, cell by cell."""
    files = {"log_output": log_output, "stdout_file": stdout_file, "stderr_file": stderr_file}
    client = PapermillNotebookClient(nb_man, log=logger, **files)
    with ForkedProcesses() as forks:
        watch = Watch(forks.start(execute_cells, nb_man.nb, str(Path.cwd())), cell_timeout=execution_timeout)
        while not watch.is_over():
            forks.wait([watch.worker])
            for event, *details in watch.events():
                _follow(nb_man, client, event, details)
    if watch.error:
        raise PapermillException(watch.error)
    nb_man.nb.metadata.update(watch.result)


def _follow(
    nb_man: NotebookExecutionManager, client: PapermillNotebookClient, event: str, details: list[Any]
) -> None:
    if event == "start":
        nb_man.cell_start(nb_man.nb.cells[details[0]], details[0])
    elif event == "done":
        index, ran = details
        cell = nb_man.nb.cells[index]
        cell.update({name: value for name, value in ran.items() if name != "metadata"})
        if ran["metadata"]["papermill"]["exception"]:
            nb_man.cell_exception(cell, index)
        for output in cell.get("outputs", []):
            client.log_output_message(output)
        nb_man.cell_complete(cell, index)
