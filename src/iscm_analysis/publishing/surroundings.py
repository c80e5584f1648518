"""Where pages run: nobody's personal settings have a say, and nothing is written outside the project."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from iscm_analysis.publishing.leftovers import new_scratch

SETTING = (
    "MATPLOTLIBRC", "PYTHONSTARTUP", "PYTHONWARNINGS", "PYTHONINSPECT", "PYTHONOPTIMIZE", "JUPYTER_PATH",
    "JUPYTER_CONFIG_PATH", "JUPYTER_DEFAULT_PROVISIONER_NAME", "PYDEVD_USE_FRAME_EVAL",
)  # fmt: skip
FOLDERS = {
    "IPYTHONDIR": "ipython",
    "MPLCONFIGDIR": "matplotlib",
    "JUPYTER_CONFIG_DIR": "jupyter-config",
    "JUPYTER_DATA_DIR": "jupyter-data",
}


@contextmanager
def own_surroundings(home: Path) -> Iterator[None]:
    """Give this process, and those it starts, settings below ``home`` and a folder for temporary files.

    Afterwards the folder is gone with all that was left in it, and the old settings are back.
    """
    before = {name: os.environ.get(name) for name in (*SETTING, *FOLDERS, "TMPDIR")}
    scratch = new_scratch()
    try:
        for name in SETTING:
            os.environ.pop(name, None)
        folder = _home(home, scratch)
        os.environ.update({name: str(folder / own) for name, own in FOLDERS.items()}, TMPDIR=str(scratch))
        yield
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})


def _home(home: Path, scratch: Path) -> Path:
    """Make the folders; where the project is read-only, for this build only."""
    try:
        _make(home)
    except OSError:
        home = scratch / "home"
        _make(home)
    _take_fonts(home / "matplotlib")
    return home


def _make(home: Path) -> None:
    for folder in FOLDERS.values():
        (home / folder).mkdir(parents=True, exist_ok=True)


def _take_fonts(folder: Path) -> None:
    """Take over the list of this machine's fonts, which takes a second to make and is no setting."""
    with suppress(OSError, RuntimeError):  # no home is no harm
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        for fonts in (cache / "matplotlib").glob("fontlist-*.json"):
            if not (folder / fonts.name).exists():
                shutil.copyfile(fonts, folder / fonts.name)
