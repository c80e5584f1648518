"""Making one page, in a process of its own: papermill runs the notebook, nbconvert renders it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iscm_analysis.publishing.engine.child import has_shell
from iscm_analysis.publishing.plan import Page


@dataclass(frozen=True)
class Work:
    """What a page is made from: its notebook and parameters, what it says of its site, and how it is run."""

    page: Page
    project_root: Path
    resources: Mapping[str, Any]
    cell_timeout: int
    engine: str


@dataclass(frozen=True, slots=True)
class Made:
    """A page: the executed notebook and the page itself, as text."""

    notebook: str
    html: str


def make_page(work: Work) -> Made:
    """Execute one notebook and render it.

    Raises:
        Exception: whatever a cell, papermill or nbconvert raises; ``verdict.describe`` puts it into words.
    """
    import nbformat  # noqa: PLC0415  # heavy
    import papermill  # noqa: PLC0415
    from traitlets.config import Config  # noqa: PLC0415

    from iscm_analysis.publishing.exporter import exporter  # noqa: PLC0415
    from iscm_analysis.publishing.verdict import IncompleteNotebookError, what_is_incomplete, without_traces  # noqa: PLC0415

    os.environ["ISCM_PROJECT"] = str(work.project_root)
    with _private_connection() as connection:
        notebook = papermill.execute_notebook(
            str(work.page.notebook),
            None,
            parameters=dict(work.page.parameters),
            engine_name=work.engine if has_shell() else "nbclient",
            kernel_name="python3",
            progress_bar=False,
            request_save_on_cell_execute=False,
            execution_timeout=work.cell_timeout,
            cwd=str(work.page.notebook.parent),
            shutdown_kernel="immediate",
            config=Config(KernelManager=connection),
        )
    if incomplete := what_is_incomplete(notebook):
        raise IncompleteNotebookError(incomplete)
    clean = without_traces(notebook)
    html, _resources = exporter().from_notebook_node(clean, resources={"iscm": dict(work.resources)})
    return Made(nbformat.writes(clean) + "\n", html)


@contextmanager
def _private_connection() -> Iterator[dict[str, str]]:
    """Talk to a kernel through sockets in a folder of its own, closed to others on the machine.

    Without a folder of its own a kernel puts its sockets into the current one, where kernels collide.
    """
    if sys.platform == "win32":
        yield {"transport": "tcp"}
        return
    with tempfile.TemporaryDirectory(prefix="iscm-", ignore_cleanup_errors=True) as folder:
        yield {"transport": "ipc", "ip": f"{folder}/kernel"}
