from __future__ import annotations

import multiprocessing
import time
from pathlib import Path

import pytest

import annex4_hostile as hostile
from annex4_files import MECHANISMS
from iscm_analysis.errors import InvalidInputError
from iscm_analysis.project import Project
from iscm_analysis.sources.limits import Limits, ReaderCrash, run_limited
from iscm_analysis.tables.annex4 import read_annex4
from iscm_analysis.tables.reading import Reading

PROJECT = Project(Path(__file__).resolve().parents[3])
FILES = hostile.files()


def read_or_refusal(path: Path) -> Reading | InvalidInputError:
    try:
        return read_annex4(path, PROJECT)
    except InvalidInputError as refusal:
        return refusal


@pytest.mark.parametrize("case", FILES, ids=lambda case: case.name)
def test_a_hostile_file_is_read_right_or_refused_in_one_line(case: hostile.Hostile, tmp_path: Path) -> None:
    path = tmp_path / case.name
    path.write_bytes(case.content(tmp_path))
    start = time.monotonic()
    outcome = read_or_refusal(path)
    assert time.monotonic() - start < 11
    if isinstance(outcome, Reading):
        assert case.outcome != hostile.REFUSED, outcome.frames["annex4"].to_string()
        assert_right(outcome, case)
    else:
        assert case.outcome != hostile.READ, str(outcome)
        assert len(str(outcome).splitlines()) == 1
        assert case.name in str(outcome)
        assert case.says in str(outcome)
        assert len(str(outcome)) < 600


def assert_right(reading: Reading, case: hostile.Hostile) -> None:
    for account in reading.accounts:
        assert account.n_read == account.n_kept + account.n_ignored + account.n_refused
    if case.outcome == hostile.READ:
        assert reading.frames["annex4"]["name"].tolist() == [mechanism["name"] for mechanism in MECHANISMS]


def test_there_are_enough_hostile_files_and_each_has_its_name() -> None:
    assert len(FILES) >= 60


def sleep(_path: Path) -> None:
    time.sleep(60)


def eat(_path: Path) -> int:
    return len(b" " * 3_000_000_000)


def stumble(_path: Path) -> None:
    message = "a slip of ours"
    raise RuntimeError(message)


def test_a_reader_that_hangs_is_ended(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"slow.xlsx: could not be read within 0.5 seconds"):
        run_limited(sleep, tmp_path / "slow.xlsx", Limits(seconds=0.5))


def says_much(_path: Path) -> list[str]:
    return ["more than a pipe holds" * 99_999]


def test_no_reader_is_waited_for_when_one_is_stopped_as_it_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = multiprocessing.process.BaseProcess.start

    def interrupted(process: multiprocessing.process.BaseProcess) -> None:
        start(process)
        raise KeyboardInterrupt

    monkeypatch.setattr(multiprocessing.process.BaseProcess, "start", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_limited(says_much, tmp_path)
    assert multiprocessing.active_children() == []


def test_a_reader_that_eats_memory_is_ended(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"big.xlsx: needs more memory"):
        run_limited(eat, tmp_path / "big.xlsx")


def test_a_slip_of_a_reader_is_one_line_and_keeps_its_traceback_for_whoever_mends_it(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"x.xlsx: could not be read.*RuntimeError") as caught:
        run_limited(stumble, tmp_path / "x.xlsx")
    assert isinstance(caught.value.__cause__, ReaderCrash)
    assert "a slip of ours" in str(caught.value.__cause__)


@pytest.mark.parametrize("name", ["no-such.xlsx", "folder.xlsx"])
def test_what_is_no_file_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(InvalidInputError, match="no such file"):
        read_annex4(tmp_path / name, PROJECT)
