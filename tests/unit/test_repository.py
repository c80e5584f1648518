"""What is written twice in the repository says the same in both places."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib import resources

from conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_conda_users_get_the_same_dependencies() -> None:
    listed = re.findall(r"^  - ([a-z0-9-]+>=[\d.]+)$", text("environment.yml"), re.MULTILINE)
    assert sorted(listed) == sorted(PROJECT["project"]["dependencies"])
    extra = re.findall(r'^# For .* also: conda install "(.+)"$', text("environment.yml"), re.MULTILINE)
    assert extra == PROJECT["project"]["optional-dependencies"]["cluster"]


def test_every_dependency_is_locked_with_hashes_and_without_an_address() -> None:
    lock = text("requirements.lock")
    pinned = {
        name.lower() for name in re.findall(r"^([A-Za-z0-9._-]+)(?:\[[a-z-]+\])?==", lock, re.MULTILINE)
    }
    asked = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["cluster"],
        *PROJECT["dependency-groups"]["dev"],
    ]
    assert {re.split(r"[>=<\[]", item)[0].lower() for item in asked} <= pinned
    assert lock.count("--hash=sha256:") > len(pinned)
    assert "://" not in lock


def test_every_run_time_dependency_has_its_reason() -> None:
    reasons = text("docs/adr/0002-dependencies.md")
    names = [re.split(r"[>=<\[]", item)[0] for item in PROJECT["project"]["dependencies"]]
    assert [name for name in names if name not in reasons] == []


def test_the_data_dictionary_is_up_to_date() -> None:
    script = ROOT / "tools" / "data_dictionary.py"
    done = subprocess.run(
        [sys.executable, str(script), "--check"], cwd=ROOT, check=False, capture_output=True
    )
    assert done.returncode == 0, done.stderr


def test_the_note_in_reports_is_the_one_a_build_writes() -> None:
    shipped = resources.files("iscm_analysis.publishing").joinpath("templates/site-readme.md")
    assert text("reports/README.md") == shipped.read_text(encoding="utf-8")


def test_one_version_everywhere() -> None:
    version = PROJECT["project"]["version"]
    assert f"version: {version}" in text("CITATION.cff").replace('"', "")
    assert f"## {version}" in text("CHANGELOG.md").replace("[", "").replace("]", "")


def test_a_test_needs_nothing_beside_the_project() -> None:
    outside = [
        str(path.relative_to(ROOT))
        for folder in ("src", "tests", "notebooks", "tools", "docs", "data", "benchmarks")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".md", ".toml", ".ipynb", ".csv"}
        and "../" + "shared" in path.read_text("utf-8")
    ]
    assert outside == []
