"""Tables as a git revision of the project holds them, read by git itself; nothing is checked out."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path, PurePosixPath

from iscm_analysis.errors import UsageError


def is_commit(root: Path, word: str) -> str:
    """Give the commit that ``word`` names in the repository around ``root``, else nothing."""
    asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{word}^{{commit}}"]
    done = _git(root, *asked)
    return done.stdout.decode().strip() if done and not done.returncode else ""


def tables_at(root: Path, commit: str, folder: str) -> dict[str, bytes]:
    """Give the files of ``folder`` in a commit, by name.

    Raises:
        UsageError: the commit does not have that folder.
    """
    done = _git(root, "archive", "--format=tar", commit, "--", folder)
    if done is None or done.returncode:
        message = f"revision {commit[:12]} holds no {folder}; name one that was committed with its tables"
        raise UsageError(message)
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        return {
            PurePosixPath(member.name).name: file.read()
            for member in archive
            if (file := archive.extractfile(member)) is not None
        }


def _git(root: Path, *words: str) -> subprocess.CompletedProcess[bytes] | None:
    try:
        return subprocess.run(["git", "-C", str(root), *words], capture_output=True, check=False)  # noqa: S603, S607  # git as it is installed
    except OSError:
        return None  # no git here
