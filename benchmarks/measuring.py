"""Whole commands measured from outside, each in a copy of the project that has never been built."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # with it every start compiles what it imports


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds on the clock, seconds of the processor, megabytes when it held most."""

    wall: float
    cpu: float
    memory: float = 0


@contextmanager
def never_built() -> Iterator[Path]:
    """Give a copy of the inputs: no page, no cache."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        root = Path(folder) / "project"
        shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(".*", "reports", "tests", "__pycache__"))
        yield root


def run(*words: str, cwd: Path, weighed: bool = False) -> Cost:
    """Run Python with these words and measure it; its talk is not our business, its failure is.

    ``weighed`` adds up, ten times a second, the memory of the command and its children, each shared page
    counted once; it costs a little time, so do not compare weighed with other runs.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen([sys.executable, *words], cwd=cwd, stdout=said, stderr=said)  # noqa: S603
        memory = _most_memory(process.pid) if weighed else 0
        process.wait()
        wall = time.perf_counter() - start
        if process.returncode:
            said.seek(0)
            sys.exit(said.read())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(round(wall, 3), round(cpu, 3), round(memory))


def _most_memory(pid: int) -> float:
    command, most = psutil.Process(pid), 0
    while command.status() != psutil.STATUS_ZOMBIE:
        most = max(most, sum(map(_own_memory, [command, *command.children(recursive=True)])))
        time.sleep(0.1)
    return most / 1e6


def _own_memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:  # it has ended meanwhile
        return 0


def machine() -> dict[str, object]:
    """Say where and how this was measured."""
    return {"python": sys.version.split()[0], "cores": os.cpu_count(), "memory_gb": _installed_gb()}


def _installed_gb() -> int:
    installed: int = psutil.virtual_memory().total
    return round(installed / 1e9)
