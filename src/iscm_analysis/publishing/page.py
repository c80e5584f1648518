"""Making one page, in a process of its own: papermill runs the notebook, nbconvert renders it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from iscm_analysis.publishing.engine.child import can_render, has_shell
from iscm_analysis.publishing.notebook import read_notebook
from iscm_analysis.publishing.parameters import shown
from iscm_analysis.publishing.plan import Page
from iscm_analysis.publishing.reads import RECORD, from_root
from iscm_analysis.terms import EDITION_VARIABLE, PUBLIC

if TYPE_CHECKING:
    import nbformat

LONGEST_FOLDER = 95  # bytes; the name of a socket may have 103 on some systems
# A stock kernel notes what it reads, takes no history from or to whoever runs it, and finds what lies beside
# its notebook last, so that no file there takes the place of a library.
KERNEL_ARGUMENTS = [
    "--IPKernelApp.extra_extensions=iscm_analysis.publishing.reads",
    "--HistoryManager.enabled=False",
    "--IPKernelApp.ignore_cwd=True",
]


@dataclass(frozen=True)
class Work:
    """What a page is made from: its notebook and parameters, what it says of its site, and how it is run.

    Time limits are in seconds. With the text of an ``executed`` notebook the page is only rendered.
    """

    page: Page
    project_root: Path
    resources: Mapping[str, Any]
    cell_timeout: int
    page_timeout: int
    engine: str
    edition: str = PUBLIC
    executed: str = ""

    def moved(self, root: Path) -> Self:
        """Give the same work in a copy of the project at ``root``."""
        notebook = root / self.page.notebook.relative_to(self.project_root)
        return replace(self, page=replace(self.page, notebook=notebook), project_root=root)


@dataclass(frozen=True, slots=True)
class Made:
    """A page: the executed notebook, the page itself, and the record of what was read, as text.

    Without ``html`` the page has still to be rendered, by a process that can.
    """

    notebook: str
    html: str
    reads: str


def make_page(work: Work) -> Made:
    """Execute one notebook, unless that was done before, and render it, if this process can.

    Raises:
        Exception: whatever a cell, papermill or nbconvert raises; ``verdict.describe`` puts it into words.
    """
    import nbformat  # noqa: PLC0415  # heavy

    notebook, reads = (nbformat.reads(work.executed, 4), "") if work.executed else execute(work)
    html = _rendered(notebook, work) if can_render() else ""
    return Made(nbformat.writes(notebook) + "\n", html, reads)


def _rendered(notebook: nbformat.NotebookNode, work: Work) -> str:
    from iscm_analysis.publishing.exporter import exporter  # noqa: PLC0415  # heavy

    resources = {**work.resources, "parameters": shown(work.page.notebook, work.page.parameters)}
    html: str
    html, _resources = exporter().from_notebook_node(notebook, resources={"iscm": resources})
    return html


def execute(work: Work) -> tuple[nbformat.NotebookNode, str]:
    """Execute one notebook; give it without traces of the run, and the record of what it read."""
    import papermill  # noqa: PLC0415  # heavy
    from traitlets.config import Config  # noqa: PLC0415

    from iscm_analysis.publishing.verdict import (  # noqa: PLC0415
        IncompleteNotebookError,
        what_is_incomplete,
        without_traces,
    )

    os.environ.update({"ISCM_PROJECT": str(work.project_root), EDITION_VARIABLE: work.edition})
    with tempfile.TemporaryDirectory(prefix="", ignore_cleanup_errors=True) as folder:
        record = Path(folder, "reads")
        os.environ[RECORD] = str(record)
        notebook = papermill.execute_notebook(
            read_notebook(work.page.notebook),
            None,
            parameters=dict(work.page.parameters),
            engine_name=work.engine if has_shell() else "nbclient",
            kernel_name="python3",
            progress_bar=False,
            request_save_on_cell_execute=False,
            execution_timeout=work.cell_timeout,
            iopub_timeout=work.cell_timeout,  # what a cell has printed may arrive late; 4 s were given
            cwd=str(work.page.notebook.parent),
            shutdown_kernel="immediate",
            config=Config(KernelManager=_connection(folder)),
            extra_arguments=KERNEL_ARGUMENTS,
        )
        reads = from_root(record.read_text(encoding="utf-8"), work.project_root) if record.is_file() else ""
    if incomplete := what_is_incomplete(notebook):
        raise IncompleteNotebookError(incomplete)
    return without_traces(notebook), reads


def _connection(folder: str) -> dict[str, str]:
    """Talk to a kernel through sockets in a folder of its own, closed to others on the machine.

    Without a folder of its own a kernel puts its sockets into the current one, where kernels collide.
    """
    if sys.platform == "win32" or len(os.fsencode(folder)) > LONGEST_FOLDER:
        return {"transport": "tcp"}
    return {"transport": "ipc", "ip": f"{folder}/k"}
