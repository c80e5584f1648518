"""Notebooks as analysts keep and run them: thin, without outputs, by hand and by stock tools."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def cells(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text(encoding="utf-8"))["cells"])


def sources(path: Path) -> list[str]:
    return ["".join(cell["source"]) for cell in cells(path) if cell["cell_type"] == "code"]


def run(*command: object, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *map(str, command)], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_thin_and_kept_without_outputs(path: Path) -> None:
    assert 8 <= len(cells(path)) <= 20
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in cells(path))
    assert json.loads(path.read_text(encoding="utf-8"))["metadata"]["kernelspec"]["name"] == "python3"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_defines_no_function_and_loops_over_nothing(path: Path) -> None:
    forbidden = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.With, ast.Try)
    found = [type(node).__name__ for source in sources(path) for node in ast.walk(ast.parse(source)) if isinstance(node, forbidden)]
    assert found == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_prose_types_no_number(path: Path) -> None:
    prose = "\n".join("".join(cell["source"]) for cell in cells(path) if cell["cell_type"] == "markdown")
    words = prose.replace("#", " ").replace(".", " ").split()
    assert [word for word in words if word.strip("(),;").isdecimal()] == []


def test_stock_papermill_and_nbconvert_make_a_page(tmp_path: Path) -> None:
    executed = tmp_path / "out.ipynb"
    run("papermill", "notebooks/relevance.ipynb", executed, folder=ROOT)
    run("jupyter", "nbconvert", "--to", "iscm", executed, folder=tmp_path)
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert page.count("<h1") == 1
    assert 'id="T-R2-1"' in page
    assert "<title>Relevance" in page


def test_run_all_works_where_jupyterlab_runs_it(tmp_path: Path) -> None:
    executed = tmp_path / "profile.ipynb"
    run("jupyter", "execute", "iscm-profile.ipynb", f"--output={executed}", folder=ROOT / "notebooks")
    outputs = [output for cell in cells(executed) for output in cell.get("outputs", [])]
    assert outputs
    assert [output["ename"] for output in outputs if output["output_type"] == "error"] == []
