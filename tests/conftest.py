"""Projects to try things on: a copy of the real one, and one with tiny notebooks."""

from __future__ import annotations

import inspect
import os
import shutil
from collections.abc import Callable, Generator
from pathlib import Path

import coverage
import hypothesis  # noqa: F401  # its plugin does so at the end, where a warning of it would be an error
import nbformat
import pytest
from click.testing import CliRunner, Result
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from iscm_analysis.cli import main
from iscm_analysis.publishing.lock import locked

Once = Callable[[str, Callable[[Path], object]], Path]
ROOT = Path(__file__).resolve().parents[1]
UNMEASURED = {"faults", "site", "notebooks"}
PARAMETERS = (
    "period = [2014, 2019]  # type: list[int] first and last year\niscm = None  # type: str|None one ISCM"
)


def copy_project(target: Path) -> Path:
    """Copy what a build reads; nothing that a build wrote."""
    for folder in ("data/raw", "data/evidence", "data/reference", "notebooks"):
        shutil.copytree(ROOT / folder, target / folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copyfile(ROOT / "iscm.toml", target / "iscm.toml")
    return target


def write_notebook(path: Path, *cells: str) -> None:
    """Write a notebook of a heading, a parameters cell and the given code cells."""
    parameters = new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})
    notebook = new_notebook(
        cells=[new_markdown_cell(f"# {path.stem}"), parameters, *(new_code_cell(cell) for cell in cells)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    nbformat.write(notebook, path)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the real project, and the current folder in it."""
    root = copy_project(tmp_path / "project")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def tiny_project(project: Path) -> Callable[..., Path]:
    """Replace the pages by tiny ones: name -> source of one code cell."""

    def make(**pages: str) -> Path:
        settings = (project / "iscm.toml").read_text(encoding="utf-8").split("[[page]]")[0]
        for name, source in pages.items():
            write_notebook(project / "notebooks" / f"{name}.ipynb", source)
            settings += f'[[page]]\nnotebook = "{name}"\ntitle = "{name}"\nkind = "overview"\nsummary = ""\n'
        (project / "iscm.toml").write_text(settings, encoding="utf-8")
        return project

    return make


@pytest.fixture
def iscm(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Call the command line in this process."""
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool | None, bool | None]:
    """Measure no coverage where commands run in processes of their own, or whole sites are built once more.

    What runs here is measured in the unit tests; measuring it again takes a third of the time of these.
    """
    measuring = coverage.Coverage.current() if item.path.parent.name in UNMEASURED else None
    if measuring is None:
        return (yield)
    measuring.stop()
    try:
        return (yield)
    finally:
        measuring.start()


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are processors: many tests wait for a build, a signal or a time limit."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session", autouse=True)
def _modules_known() -> None:
    """Ask once where every module's file is: coverage asks it anew in each of 250 forked readers, else."""
    inspect.stack()


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Make a folder in one of the processes that run the tests; the others wait for it and find it made."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent

    def folder(name: str, make: Callable[[Path], object]) -> Path:
        made = shared / f"{name}.made"
        with locked(shared / f"{name}.lock", lambda _: None):
            if not made.exists():
                path = tmp_path_factory.mktemp(name)
                make(path)
                made.write_text(str(path), encoding="utf-8")
        return Path(made.read_text(encoding="utf-8"))

    return folder


def build_at(root: Path, *words: str) -> Result:
    """Build the project at ``root`` in this process; it has to succeed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        result = CliRunner().invoke(main, ["build", *words])
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture(scope="session")
def site(once: Once) -> Path:
    """The whole site, built once from a copy of the real project."""
    return once("whole", lambda folder: build_at(copy_project(folder / "project"))) / "project" / "reports"
