"""What imports leave behind, and what they do not bring in."""

from __future__ import annotations

import gc
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from iscm_analysis.imports import absent, lasting


def test_what_lasts_is_not_searched_for_garbage_and_the_search_goes_on() -> None:
    code = (
        "import gc; from iscm_analysis.imports import lasting\n"
        "with lasting():\n    assert not gc.isenabled()\n    import decimal\n"
        "assert gc.isenabled()\nassert gc.get_freeze_count() > 1000"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_where_nothing_new_was_imported_nothing_is_kept_from_the_search() -> None:
    n_before = gc.get_freeze_count()
    with lasting():
        pass
    assert gc.get_freeze_count() == n_before


def test_an_absent_module_is_not_found_for_the_time_being(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "this", raising=False)
    with absent("this"), pytest.raises(ModuleNotFoundError):
        importlib.import_module("this")
    assert "this" not in sys.modules


def test_a_module_that_is_there_stays() -> None:
    with absent("json"):
        assert importlib.import_module("json") is sys.modules["json"]


def test_tables_are_made_without_what_only_tests_use(project: Path) -> None:
    code = (
        "import sys; from iscm_analysis.project import find_project\n"
        "from iscm_analysis.tables.build import build_tables\n"
        "build_tables(find_project())\n"
        "assert 'pandera' in sys.modules\nassert 'hypothesis' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=project)
