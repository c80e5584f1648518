"""Pages made on other machines: a scheduler and workers as processes of their own, and what befalls them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from click.testing import Result

from conftest import ROOT
from faults.conftest import PATIENCE, Mini, failed_in_words, snapshot, write_pages

pytestmark = pytest.mark.xdist_group("cluster")  # they share one

Found = TypeVar("Found")
SLEEPS = ("import time; time.sleep(1)", "from iscm_analysis.tables import load\nlen(load().questions)")
WAITS = ("import time; time.sleep(60)",)
# A page's process was forked by the parent a worker started.
KILLS_ITS_WORKER = (
    "import os, signal; from pathlib import Path",
    "worker = Path(f'/proc/{os.getppid()}/stat').read_text().split()[3]",
    "os.kill(int(worker), signal.SIGKILL)",
    "import time; time.sleep(60)",
)
REFUSED = "tcp://127.0.0.1:9"  # nobody listens to the port of `discard`


class Scheduler:
    """A scheduler and its workers."""

    def __init__(self, folder: Path, n_workers: int) -> None:
        self.folder = folder
        (folder / "tmp").mkdir(parents=True)
        self.environment = {
            name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
        } | {"TMPDIR": str(folder / "tmp"), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
        self.contact = folder / "scheduler.json"
        self.process = self.start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"
        )
        self.workers = [self.worker() for _ in range(n_workers)]
        self.address = self.waited(lambda: self.said("Scheduler at:"))[0].split()[-1]
        self.waited(lambda: len(self.said("Registered to")) == n_workers)

    def start(self, kind: str, *words: str, **environment: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--scheduler-file", self.contact]
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [*command, *words],
                cwd=self.folder,
                env=self.environment | environment,
                stdout=log,
                stderr=log,
            )

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        words = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(self.folder))
        return self.start("worker", *words, **environment)

    def said(self, word: str) -> list[str]:
        return [line for line in (self.folder / "log").read_text("utf-8").splitlines() if word in line]

    def waited(self, found: Callable[[], Found]) -> Found:
        deadline = time.monotonic() + PATIENCE
        while not (what := found()):
            assert time.monotonic() < deadline, (self.folder / "log").read_text("utf-8")
            time.sleep(0.05)
        return what

    def pages(self, worker: subprocess.Popen[bytes]) -> list[int]:
        """List the processes of pages that a worker has in the making."""
        return [page for parent in children(worker.pid) for page in children(parent)]

    def is_at_rest(self) -> bool:
        """Say whether nothing is left of a build: no process, no folder, no temporary file."""
        there = (name for _, folders, files in os.walk(self.folder) for name in (*folders, *files))
        left = [name for name in there if name.startswith(("iscm-", "pages-"))]
        return not left and not any(children(worker.pid) for worker in self.workers)

    def end(self) -> None:
        for process in (*self.workers, self.process):
            process.kill()
            process.wait()


def children(pid: int) -> list[int]:
    """List the processes a process has started, other than Python's own helpers."""
    try:
        found = [
            int(child)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text("ascii").split()
        ]
        return [child for child in found if b"tracker" not in Path(f"/proc/{child}/cmdline").read_bytes()]
    except OSError:
        return []


@contextmanager
def scheduler(folder: Path, n_workers: int) -> Iterator[Scheduler]:
    started = Scheduler(folder, n_workers)
    try:
        yield started
    finally:
        started.end()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scheduler]:
    """A scheduler with two workers."""
    with scheduler(tmp_path_factory.mktemp("cluster"), 2) as started:
        yield started


def test_a_site_made_by_workers_is_the_one_made_here(mini: Mini, cluster: Scheduler) -> None:
    code, said = mini.build("--force", "--cluster", cluster.address)
    assert code == 0, said
    assert snapshot(mini.reports) == mini.expected
    code, said = mini.build()
    assert code == 0, said
    assert "nothing to do" in said  # what the workers' pages read is known here
    mini.nothing_left()
    cluster.waited(cluster.is_at_rest)


def test_a_page_that_fails_on_a_worker_fails_as_it_does_here(mini: Mini, cluster: Scheduler) -> None:
    raw = "open('../data/raw/annex-3-interviewees.tsv')"
    write_pages(mini.root, {"raises": ("1 / 0",), "loops": ("while True: pass",), "raw": (raw,)})
    code, said = mini.build("--cluster", cluster.address, "--cell-timeout", "2")
    failed_in_words(
        code, said,
        "raises.ipynb (raises): cell [2] raised ZeroDivisionError: division by zero",
        "loops.ipynb (loops): A cell timed out: cell 3 of 3 was still running after 2 s",
        "raw.ipynb (raw): cell [2] raised FileNotFoundError",
    )  # fmt: skip
    assert str(cluster.folder) not in said
    mini.old_site_stands()
    mini.nothing_left()
    cluster.waited(cluster.is_at_rest)


def test_a_build_that_is_stopped_stops_its_pages_on_the_workers(mini: Mini, cluster: Scheduler) -> None:
    for number, words in ((signal.SIGINT, "stopped by SIGINT"), (signal.SIGKILL, "")):
        write_pages(mini.root, {"one": WAITS, "two": WAITS, "three": WAITS})
        process = mini.start("--cluster", cluster.address)
        cluster.waited(lambda: all(map(cluster.pages, cluster.workers)))
        process.send_signal(number)
        said, complained = process.communicate(timeout=PATIENCE)
        cluster.waited(lambda: not any(map(cluster.pages, cluster.workers)))
        mini.old_site_stands()
        if words:
            failed_in_words(process.returncode, said + complained, words)
            mini.nothing_left()
            cluster.waited(cluster.is_at_rest)


def test_a_worker_with_another_library_is_refused(mini: Mini, cluster: Scheduler, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src")
    with (tmp_path / "src" / "iscm_analysis" / "terms.py").open("a", encoding="utf-8") as file:
        file.write("# not the same\n")
    other = cluster.worker(PYTHONPATH=str(tmp_path / "src"))
    try:
        cluster.waited(lambda: len(cluster.said("Registered to")) == 3)
        code, said = mini.build("--cluster", cluster.address)
    finally:
        other.terminate()
        other.wait(PATIENCE)
    failed_in_words(code, said, "worker tcp://127.0.0.1:", "its iscm-analysis is not the one here")
    mini.old_site_stands()
    mini.nothing_left()


def test_a_worker_killed_in_mid_build_costs_nothing_but_time(mini: Mini, tmp_path: Path) -> None:
    write_pages(mini.root, dict.fromkeys(("a", "b", "c"), SLEEPS))
    shutil.copytree(mini.root, tmp_path / "local")
    local = Mini(tmp_path / "local", tmp_path / "tmp-local", {})
    here = local.start()
    with scheduler(tmp_path / "cluster", 2) as cluster:
        process = mini.start("--cluster", cluster.address)
        victim = cluster.workers[0]
        cluster.waited(lambda: cluster.pages(victim))
        victim.kill()
        victim.wait()
        _, said = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, said
        _, locally = here.communicate(timeout=PATIENCE)
        assert here.returncode == 0, locally
        assert snapshot(mini.reports) == snapshot(local.reports) != mini.before
        mini.nothing_left()
        cluster.workers.remove(victim)
        assert cluster.pages(cluster.workers[0]) == []


def test_a_page_that_kills_its_workers_fails_alone(mini: Mini, tmp_path: Path) -> None:
    write_pages(
        mini.root, {"poison": KILLS_ITS_WORKER, "good": ("print('one')",), "other": ("print('two')",)}
    )
    with scheduler(tmp_path / "cluster", 3) as cluster:
        code, said = mini.build("--cluster", cluster.address, "--keep-going")
        gone = [worker for worker in cluster.workers if worker.poll() is not None]
    failed_in_words(code, said, "poison.ipynb (poison): 2 workers died while they made it", "2 of 3 pages")
    assert len(gone) == 2
    mini.old_site_stands()


def test_a_scheduler_that_goes_in_mid_build_is_told_in_a_line(mini: Mini, tmp_path: Path) -> None:
    write_pages(mini.root, {"one": WAITS})
    with scheduler(tmp_path / "cluster", 1) as cluster:
        process = mini.start("--cluster", cluster.address)
        cluster.waited(lambda: cluster.pages(cluster.workers[0]))
        cluster.process.kill()
        said, complained = process.communicate(timeout=PATIENCE)
        failed_in_words(
            process.returncode, said + complained, f"iscm: the connection to {cluster.address} was lost"
        )
        mini.old_site_stands()
        mini.nothing_left()
        cluster.waited(lambda: not cluster.pages(cluster.workers[0]))


def test_a_scheduler_that_nobody_can_reach_or_that_has_no_workers(mini: Mini, tmp_path: Path) -> None:
    with scheduler(tmp_path / "cluster", 0) as cluster:
        began = time.monotonic()
        processes = [mini.start("--cluster", address) for address in (REFUSED, cluster.address)]
        ends = [(process.communicate(timeout=PATIENCE)[1], process.returncode) for process in processes]
        assert time.monotonic() - began < 25  # distributed itself tries for 30
    (unreached, code), (alone, other_code) = ends
    failed_in_words(
        code, unreached, f"iscm: no scheduler answers at {REFUSED}; start one with `dask scheduler`"
    )
    failed_in_words(
        other_code, alone, f"iscm: {cluster.address} has no workers; start some with `dask worker"
    )
    assert unreached.count("\n") == alone.count("\n") == 1
    mini.old_site_stands()
    mini.nothing_left()


def test_what_cannot_be_a_scheduler_is_asked_wrongly(
    iscm: Callable[..., Result], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = iscm("build", "--cluster", "somewhere")
    assert result.exit_code == 2
    assert "no address of a scheduler; give tcp://HOST:PORT" in result.stderr
    result = iscm("build", "--cluster", "tls://127.0.0.1:9")
    assert result.exit_code == 2
    assert "certificates: none are named" in result.stderr
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = iscm("build", "--cluster", REFUSED)
    assert result.exit_code == 2
    assert "pip install iscm-analysis[cluster]" in result.stderr
    assert not (project / "reports").exists()
