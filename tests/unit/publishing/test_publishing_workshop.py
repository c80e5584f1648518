"""The worker's side of a cluster, seen from inside; whole clusters are in ``tests/faults``."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from iscm_analysis.errors import IscmError
from iscm_analysis.project import Project
from iscm_analysis.publishing import cluster, workshop
from iscm_analysis.publishing.bundle import Makings, bundle_of
from iscm_analysis.publishing.cluster import Cluster
from iscm_analysis.publishing.engine import processes as engine
from iscm_analysis.publishing.page import Work
from iscm_analysis.publishing.plan import Page
from iscm_analysis.publishing.workshop import Workshop, make_there, receive

pytestmark = pytest.mark.skipif(not engine.can_fork(), reason="clusters are for Linux")


def waited(found: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while not found() and time.monotonic() < deadline:
        time.sleep(0.05)
    return found()


def test_processes_rest_when_nothing_comes_and_everything_goes_with_the_build(
    tiny_project: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshop, "IDLE_SECONDS", 0.1)
    monkeypatch.setattr(workshop, "_somebody_waits", lambda: True)
    root = tiny_project(good="print(1)", bad="raise ValueError(__import__('os').getcwd())")
    (root / "data" / "processed").mkdir()
    monkeypatch.chdir(tmp_path)
    there = Workshop(bundle_of(Project(root)), tmp_path)
    shutil.rmtree(root)
    for name, error in (("good", ""), ("bad", "cell [2] raised ValueError: notebooks")):
        page = Page(name, Path("notebooks", f"{name}.ipynb"), name, "overview", "", "", {})
        work = Work(page, Path(), {"title": name, "pages": []}, 30, 60, "iscm", "public")
        ended = there.make(work)
        assert ended.error == error
        assert (ended.made is None) == bool(error)
        assert waited(lambda: there.processes.process.poll() is not None)
    there.close()
    assert waited(lambda: not there.folder.exists())


def test_a_worker_that_would_make_other_pages_takes_nothing_in(project: Path, tmp_path: Path) -> None:
    bundle = SimpleNamespace(makings=Makings("other", "others"))
    said = receive("build", bundle, SimpleNamespace(local_directory=str(tmp_path)))  # type: ignore[arg-type]
    assert "install the same ones" in said
    assert list(tmp_path.iterdir()) == [project]


def test_a_worker_without_room_says_so(project: Path, tmp_path: Path) -> None:
    (project / "data" / "processed").mkdir()
    nowhere = SimpleNamespace(local_directory=str(tmp_path / "nowhere"))
    said = receive("build", bundle_of(Project(project)), nowhere)  # type: ignore[arg-type]
    assert "nowhere" in said
    assert said.endswith(": No such file or directory")


def test_a_worker_that_was_sent_nothing_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "ARRIVAL_SECONDS", 0.05)
    page = Page("p", Path("notebooks/p.ipynb"), "p", "overview", "", "", {})
    with pytest.raises(IscmError, match="was not sent what the page may read"):
        make_there(Work(page, Path(), {}, 1, 1, "iscm"), "no such build")


def test_workers_may_be_away_for_a_while_only(monkeypatch: pytest.MonkeyPatch) -> None:
    here = Cluster.__new__(Cluster)
    here.address, here.bundle, here.receivers, here.seen = "tcp://x:1", None, set(), time.monotonic()
    here.client = SimpleNamespace(status="running", nthreads=dict)
    assert here.room() == 0
    monkeypatch.setattr(cluster, "ALONE_SECONDS", -1)
    with pytest.raises(IscmError, match="tcp://x:1 has had no workers"):
        here.room()
