"""A file for others is searched for what may not leave the project, and only then put where it belongs."""

from __future__ import annotations

import tempfile
from pathlib import Path

from iscm_analysis.files import write_whole
from iscm_analysis.project import Project
from iscm_analysis.publishing.privacy.search import refuse_private


def hand_out(content: bytes, path: Path, project: Project) -> None:
    """Write ``content`` to ``path``, in place of a file that is there.

    Raises:
        InvalidInputError: it holds a name, an address or a trace of this machine; nothing was written.
    """
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder, path.name)
        draft.write_bytes(content)
        refuse_private([draft], project)
    write_whole(path, content)
