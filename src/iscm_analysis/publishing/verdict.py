"""The verdict on an executed notebook: did every cell run, and if not, what is said about it."""

from __future__ import annotations

import os
import re
import sysconfig
import tempfile
from pathlib import Path

import nbformat

from iscm_analysis.errors import IscmError

LONGEST_ERROR = 300
OUTPUT_LIMIT = 20_000_000  # bytes of one cell
KERNEL_FILE = re.compile(re.escape(tempfile.gettempdir()) + r"[/\\]ipykernel_\d+[/\\](\d+\.py)")
# A warning names the file that gave it: from where the library begins, since the rest is this machine's.
_FOLDERS = {
    *(sysconfig.get_path(name) for name in ("purelib", "platlib", "stdlib")),
    str(Path(__file__).parents[2]),
}
LIBRARIES = re.compile(
    "|".join(re.escape(f"{path}{os.sep}") for path in sorted(_FOLDERS, key=len, reverse=True))
)


class IncompleteNotebookError(Exception):
    """Papermill reported success, but not every cell ran to its end."""


def what_is_incomplete(notebook: nbformat.NotebookNode) -> str:
    """Say what of an executed notebook did not run to its end; empty when all of it did.

    A cell counts by its place among all cells, from 1. ``sys.exit(0)`` and a dead kernel both come back
    from papermill as success.
    """
    for place, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        name = f"cell {place} of {len(notebook.cells)}"
        errors = [output for output in cell.outputs if output.output_type == "error"]
        if errors:
            return f"{name} ended with {errors[0].ename}: {errors[0].evalue}"
        if cell.execution_count is None:
            return f"{name} did not run; something ended the kernel"
        if sum(len(str(output)) for output in cell.outputs) > OUTPUT_LIMIT:
            return too_much(name)
    return ""


def too_much(cell: str) -> str:
    """Say that a cell put out more than a page can hold."""
    return f"{cell} printed more than {OUTPUT_LIMIT // 1_000_000} MB; print less, or write a file"


def without_traces(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Drop what differs from run to run: times, paths, random ids, and the number of a kernel's process.

    A kernel names a cell's code after its process and the hash of what it says; our engine after the hash.
    """
    notebook.metadata.pop("papermill", None)
    for cell in notebook.cells:
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                output.text = LIBRARIES.sub("", KERNEL_FILE.sub(r"cell/\1", output.text))
    return notebook


def describe(error: Exception) -> str:
    """Put what went wrong into one line: which cell, which error, what to do.

    Papermill counts code cells as they ran; a reader sees them numbered so in the notebook.
    """
    name, value = type(error).__name__, str(error).strip()
    raised = {key: getattr(error, key, None) for key in ("exec_count", "ename", "evalue")}
    if raised["ename"]:  # papermill's own error says which cell raised what
        return _one_line("cell [{exec_count}] raised {ename}: {evalue}".format(**raised))
    if isinstance(error, (IscmError, IncompleteNotebookError)):
        return _one_line(value)
    if name == "CellTimeoutError":
        return f"{_one_line(value)}; raise --cell-timeout or mend the cell"
    if name == "DeadKernelError":
        return "the kernel died while a cell ran (out of memory, or something ended it)"
    return _one_line(f"{name}: {value}")


def _one_line(text: str) -> str:
    """Keep the first line, cut where nobody reads on: an error can be as long as a cell's output."""
    line = text.strip().partition("\n")[0]
    return line if len(line) <= LONGEST_ERROR else f"{line[:LONGEST_ERROR]} ..."
