"""Where pages run: nobody's personal settings have a say, and nothing is written outside the project."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SETTING = (
    "MATPLOTLIBRC", "PYTHONSTARTUP", "PYTHONWARNINGS", "PYTHONINSPECT", "PYTHONOPTIMIZE", "JUPYTER_PATH",
    "JUPYTER_CONFIG_PATH", "PYDEVD_USE_FRAME_EVAL",
)  # fmt: skip
FOLDERS = {
    "IPYTHONDIR": "ipython",
    "MPLCONFIGDIR": "matplotlib",
    "JUPYTER_CONFIG_DIR": "jupyter-config",
    "JUPYTER_DATA_DIR": "jupyter-data",
}


@contextmanager
def own_surroundings(home: Path) -> Iterator[None]:
    """Give this process, and those it starts, settings of its own below ``home``; then put back the old."""
    before = {name: os.environ.get(name) for name in (*SETTING, *FOLDERS)}
    for name in SETTING:
        os.environ.pop(name, None)
    home, temporary = _home(home)
    os.environ.update({name: str(home / folder) for name, folder in FOLDERS.items()})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        if temporary:
            shutil.rmtree(home, ignore_errors=True)


def _home(home: Path) -> tuple[Path, bool]:
    """Make the folders; where the project is read-only, for this build only."""
    try:
        for folder in FOLDERS.values():
            (home / folder).mkdir(parents=True, exist_ok=True)
    except OSError:
        home = Path(tempfile.mkdtemp(prefix="iscm-"))
        for folder in FOLDERS.values():
            (home / folder).mkdir()
        _take_fonts(home / "matplotlib")
        return home, True
    _take_fonts(home / "matplotlib")
    return home, False


def _take_fonts(folder: Path) -> None:
    """Take over the list of this machine's fonts, which takes a second to make and is no setting."""
    with suppress(OSError, RuntimeError):  # no home is no harm
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        for fonts in (cache / "matplotlib").glob("fontlist-*.json"):
            if not (folder / fonts.name).exists():
                shutil.copyfile(fonts, folder / fonts.name)
