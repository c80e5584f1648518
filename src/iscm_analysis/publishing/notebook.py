"""A notebook as it lies on the disk, whoever saved it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from iscm_analysis.errors import InvalidInputError, IscmError
from iscm_analysis.files import read_text

if TYPE_CHECKING:
    import nbformat


def read_notebook(path: Path) -> nbformat.NotebookNode:
    """Read a notebook, with or without a byte order mark, whatever its line ends.

    Raises:
        IscmError: the file is no notebook, for example cut off or with marks of a merge.
    """
    import nbformat  # noqa: PLC0415  # heavy

    try:
        return nbformat.reads(read_text(path), 4)
    except InvalidInputError:
        raise
    except Exception as error:  # nbformat lets errors of several libraries through
        raise unreadable(path, error) from error


def unreadable(path: Path, error: Exception) -> IscmError:
    """Say that a file is no notebook, and why."""
    return IscmError(f"{path.name}: not a readable notebook ({type(error).__name__}: {error})")
