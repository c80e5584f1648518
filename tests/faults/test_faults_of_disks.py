"""Disks that are full, read-only or in pieces; folders and links in the way."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest

from faults.conftest import Mini, failed_in_words, snapshot, without_past

LATER = {"write": (1, 2, 3, 5, 8, 13, 21, 34), "fsync": (1, 4, 12)}


def whole(mini: Mini) -> bool:
    """Say whether the site is the new one; it is either the new one or the old one, never in between."""
    now = snapshot(mini.reports)
    assert now in (mini.before, mini.expected)
    return now == mini.expected


@pytest.mark.parametrize("kind", LATER)
def test_a_disk_that_is_full_at_the_nth_write_leaves_a_whole_site(mini: Mini, kind: str) -> None:
    for number in LATER[kind]:
        code, said = mini.faulty(f"{kind}:{number}:ENOSPC", "--force")
        if code:
            failed_in_words(code, said, "No space left on device")
        assert whole(mini) or code == 1
        mini.nothing_left()
    mini.recovers()


def test_a_disk_that_stays_full_is_said_with_what_helps(mini: Mini) -> None:
    code, said = mini.faulty("write:1:ENOSPC+")
    failed_in_words(code, said, "No space left on device; make room and run it again")
    mini.old_site_stands()
    mini.recovers()


def test_a_file_that_may_not_grow_stops_the_build_only(mini: Mini) -> None:
    code, said = mini.build(
        "--force", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    )
    failed_in_words(code, said, "File too large")
    mini.old_site_stands()
    mini.recovers()


def test_a_full_folder_for_temporary_files_is_named(mini: Mini) -> None:
    code, said = mini.build(env={"TMPDIR": "/proc/nowhere"}, preexec_fn=lambda: os.chdir(mini.root))
    assert code in (0, 1), said
    assert "Traceback" not in said
    assert whole(mini) == (code == 0)
    mini.recovers()


def test_a_rename_that_fails_or_crosses_devices_leaves_the_last_site(mini: Mini) -> None:
    for number in (1, 2, 5, 13, 34):
        code, said = mini.faulty(f"rename:{number}:EXDEV", "--force")
        if code:
            failed_in_words(code, said, "Invalid cross-device link")
        assert whole(mini) or code == 1
        mini.nothing_left()
    before = snapshot(mini.reports)
    code, said = mini.faulty("rename:1:EXDEV+", "--force")
    failed_in_words(code, said, "Invalid cross-device link")
    assert snapshot(mini.reports) == before
    mini.nothing_left()
    mini.recovers()


@pytest.mark.parametrize("name", ["EROFS", "EACCES"])
def test_where_nothing_may_be_written_the_line_says_what_to_do(mini: Mini, name: str) -> None:
    code, said = mini.faulty(f"mkdir:1:{name}+")
    failed_in_words(code, said, "choose another folder with --out")
    mini.old_site_stands()
    mini.recovers()


def test_a_read_only_cache_costs_time_and_not_the_site(mini: Mini) -> None:
    (mini.root / ".iscm-cache").rename(mini.root / "aside")
    (mini.root / ".iscm-cache").write_text("in the way", encoding="utf-8")
    code, said = mini.build()
    assert code == 0, said
    assert "nothing can be kept for the next build in .iscm-cache" in said
    assert snapshot(mini.reports) == mini.expected
    mini.nothing_left("aside")


def test_what_is_in_the_way_of_the_site_is_left_alone(mini: Mini, tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "love.txt").write_text("dear", encoding="utf-8")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    for out in (letters, letters / "love.txt", tmp_path / "round", letters / "love.txt" / "below"):
        code, said = mini.build("--out", str(out))
        assert code in (1, 2), said
        failed_in_words(code, said, exit_code=code)
    assert snapshot(letters) == {"love.txt": b"dear"}
    mini.old_site_stands()
    mini.nothing_left()


def test_a_link_to_elsewhere_is_followed_and_stays_a_link(mini: Mini, tmp_path: Path) -> None:
    mini.reports.rename(tmp_path / "elsewhere")
    mini.reports.symlink_to(tmp_path / "elsewhere")
    (tmp_path / "new").symlink_to(tmp_path / "not yet")
    assert mini.build()[0] == 0
    assert mini.reports.is_symlink()
    assert snapshot(tmp_path / "elsewhere") == mini.expected
    assert mini.build("--out", str(tmp_path / "new"))[0] == 0
    assert without_past(snapshot(tmp_path / "not yet")) == without_past(mini.expected)
    mini.nothing_left()


def test_sixty_four_open_files_are_enough(mini: Mini) -> None:
    code, said = mini.build(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)))
    assert code == 0, said
    assert snapshot(mini.reports) == mini.expected
    mini.nothing_left()
