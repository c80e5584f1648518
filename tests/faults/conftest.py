"""A small project, the real command, and what has to hold after anything whatever went wrong."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from conftest import Once, copy_project, write_notebook

HERE = Path(__file__).parent
PATIENCE = 120  # seconds to wait for what comes at once on a machine at rest: a busy one is slow, not wrong
HEAD = '[evaluation]\ntitle = "T"\nsummary = "S"\ncitation = "C"\nedition = "public"\n'
GOOD = {
    "good": ("from iscm_analysis.tables import load\nlen(load().questions)", "print('one')"),
    "other": ("print('two')",),
}
PAST = ("changes.html", "changes.json")
ABSENT = ("annex-4-active-iscms.xlsx", "finance.csv", "grcp-meetings.csv")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def without_past(site: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out what says what a site was compared with: a first build has nothing to compare with.

    That is the list of changes, and its size and fingerprint where files are described.
    """
    crate = json.loads(site["ro-crate-metadata.json"])
    described = [entity for entity in crate["@graph"] if entity["@id"] not in PAST]
    kept = {name: content for name, content in site.items() if name not in {"build.json", *PAST}}
    return kept | {"ro-crate-metadata.json": json.dumps({**crate, "@graph": described}).encode()}


def write_pages(root: Path, pages: dict[str, tuple[str, ...]]) -> None:
    """Make these the project's pages; a notebook that is there stays as it is."""
    settings = HEAD
    for name, cells in pages.items():
        if not (root / "notebooks" / f"{name}.ipynb").exists():
            write_notebook(root / "notebooks" / f"{name}.ipynb", *cells)
        settings += f'[[page]]\nnotebook = "{name}"\ntitle = "{name}"\nkind = "overview"\nsummary = ""\n'
    (root / "iscm.toml").write_text(settings, encoding="utf-8")


def hears_signals() -> None:
    """Whoever runs these tests may be in the background or under nohup; what they start is not."""
    for number in (signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


@dataclass
class Mini:
    """A project with a good site, and a change that makes its next build do something."""

    root: Path
    temporary: Path
    expected: dict[str, bytes]
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)

    def __post_init__(self) -> None:
        self.temporary.mkdir(parents=True, exist_ok=True)
        self.before = snapshot(self.reports)

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    def environment(self, **more: str) -> dict[str, str]:
        mine = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {**mine, "TMPDIR": str(self.temporary), "ISCM_TEST_MARK": self.mark, **more}

    def start(self, *words: str, env: dict[str, str] | None = None, **options: Any) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "iscm_analysis", "build", *words]
        usual = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "preexec_fn": hears_signals}
        usual |= {"cwd": self.root, "env": self.environment(**(env or {})), "text": True, "errors": "replace"}
        return subprocess.Popen(command, **usual | options)

    def build(self, *words: str, env: dict[str, str] | None = None, **options: Any) -> tuple[int, str]:
        """Run the command; give its exit code and what it said on both streams."""
        process = self.start(*words, env=env, **options)
        said, complained = process.communicate(timeout=PATIENCE)
        return process.returncode, (said or "") + (complained or "")

    def faulty(self, fault: str, *words: str, **options: Any) -> tuple[int, str]:
        """Run it with ``fault`` injected by :mod:`shim.sitecustomize`."""
        path = f"{HERE / 'shim'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
        return self.build(
            *words, env={"PYTHONPATH": path, "ISCM_FAULT": fault, "ISCM_FAULT_IN": str(self.root)}, **options
        )

    def processes(self) -> list[int]:
        """Give what still runs of what was started here."""
        needle = f"ISCM_TEST_MARK={self.mark}".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if needle in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
            except OSError:
                continue
        return found

    def nothing_left(self, *allowed: str) -> None:
        """Hold that no process, temporary file or half-made site stays behind."""
        deadline = time.monotonic() + PATIENCE
        while self.processes() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert self.processes() == []
        assert [path.name for path in self.temporary.iterdir()] == []
        known = {"data", "notebooks", "iscm.toml", "reports", ".iscm-cache", *allowed}
        assert {path.name for path in self.root.iterdir()} - known == set()
        assert list(self.root.rglob("*.iscm-part")) == []

    def old_site_stands(self) -> None:
        assert snapshot(self.reports) == self.before

    def differs(self) -> set[str]:
        """Give the files of the site that are not as if nothing had happened."""
        now = snapshot(self.reports)
        return {name for name in now | self.expected if now.get(name) != self.expected.get(name)}

    def recovers(self) -> None:
        """Hold that the next build succeeds, with the same bytes as if nothing had happened."""
        code, said = self.build()
        assert code == 0, said
        assert snapshot(self.reports) == self.expected
        self.nothing_left()


def failed_in_words(code: int, said: str, *words: str, exit_code: int = 1) -> None:
    """Hold that the command failed, said so in lines a user can act on, and showed no traceback."""
    assert code == exit_code, said
    assert "Traceback" not in said, said
    assert "iscm: " in said, said
    for word in words:
        assert word in said, said


def make_template(folder: Path) -> None:
    """Make a project that was built, changed, and not built since; beside it, its next build."""
    root = copy_project(folder / "project")
    shutil.rmtree(root / "notebooks")
    (root / "notebooks").mkdir()
    for name in ABSENT:
        (root / "data" / "raw" / name).unlink()
    write_pages(root, GOOD)
    code, said = Mini(root, folder / "tmp", {}).build()
    assert code == 0, said
    write_notebook(root / "notebooks" / "other.ipynb", "print('three')")
    wanted = Mini(shutil.copytree(root, folder / "reference"), folder / "tmp2", {})
    code, said = wanted.build("--force")
    assert code == 0, said
    wanted.nothing_left()


@pytest.fixture(scope="session")
def template(once: Once) -> Mini:
    """The project as it was made once, with the bytes its next build has to give."""
    folder = once("template", make_template)
    mini = Mini(folder / "project", folder / "tmp", snapshot(folder / "reference" / "reports"))
    assert mini.expected != mini.before
    return mini


@pytest.fixture
def mini(template: Mini, tmp_path: Path) -> Iterator[Mini]:
    """A copy of the template for one test."""
    shutil.copytree(template.root, tmp_path / "project")
    mini = Mini(tmp_path / "project", tmp_path / "tmp", template.expected)
    yield mini
    for pid in mini.processes():
        os.kill(pid, 9)
