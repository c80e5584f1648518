"""What a killed build leaves behind carries its owner's mark, so that the next one can clear it away."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from iscm_analysis.publishing.lock import is_running, process_start

LONGEST_NAME = 200  # bytes; with what is put behind it, a name has to stay below 255
SCRATCH = "iscm-"


def mark() -> str:
    """Name this process, so that what carries the name can be told from what nobody needs any more."""
    return f"{os.getpid()}-{process_start(os.getpid())}"


def beside(out: Path, kind: str) -> Path:
    """Give this process's own path beside ``out``, on the same disk."""
    return out.with_name(f"{_stem(out)}.{kind}-{mark()}")


def _stem(out: Path) -> str:
    name = out.name
    if len(os.fsencode(name)) <= LONGEST_NAME:
        return name
    return f"{name[:30]}-{hashlib.sha256(os.fsencode(name)).hexdigest()[:16]}"


def clear_leftovers(out: Path) -> None:
    """Take away what killed builds left beside the site; put back a site they had moved aside."""
    for kind in ("new", "old"):
        for path in _left(out.parent, f"{_stem(out)}.{kind}-"):
            if kind == "old" and not out.exists():
                path.rename(out)
            else:
                shutil.rmtree(path, ignore_errors=True)


def new_scratch() -> Path:
    """Make a folder for temporary files, and take away those of builds that were killed."""
    folder = Path(tempfile.gettempdir())
    for path in _left(folder, SCRATCH):
        shutil.rmtree(path, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{SCRATCH}{mark()}-", dir=folder))


def _left(folder: Path, prefix: str) -> list[Path]:
    """List what carries the mark of a process that is gone, or of ourselves."""
    paths = [path for path in folder.iterdir() if path.name.startswith(prefix)] if folder.is_dir() else []
    return [path for path in paths if _is_left(path.name.removeprefix(prefix))]


def _is_left(owner: str) -> bool:
    pid, _, rest = owner.partition("-")
    start = rest.partition("-")[0]
    return pid.isdecimal() and (int(pid) == os.getpid() or not is_running(int(pid), start))
