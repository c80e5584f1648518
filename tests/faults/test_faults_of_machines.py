"""Machines and users as they are: no home, odd names, odd settings, files in the way of imports."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from faults.conftest import Mini, snapshot, without_past

NAMES = [
    "with spaces and (brackets) [x] {y}",
    "Évaluation à l'été \N{EN DASH} ĳ 評価",
    "quote'double\"dollar$back`star*question?",
    "n" * 230,
]
HOSTILE = {
    ".ipython/profile_default/startup/00-mine.py": (
        "print('HOSTILE')\nimport pandas\npandas.options.display.max_rows = 1\n"
    ),
    ".ipython/profile_default/ipython_kernel_config.py": (
        "c.InteractiveShellApp.exec_lines = ['print(\"HOSTILE\")']\n"
    ),
    ".config/matplotlib/matplotlibrc": "figure.facecolor: red\nfont.size: 40\n",
    ".matplotlib/matplotlibrc": "figure.facecolor: red\n",
    ".jupyter/jupyter_nbconvert_config.py": "c.TemplateExporter.exclude_output = True\n",
    ".jupyter/jupyter_nbconvert_config.json": '{"TemplateExporter": {"exclude_input": true}}',
    ".local/share/jupyter/nbconvert/templates/iscm/index.html.j2": "HOSTILE",
    ".local/share/jupyter/kernels/python3/kernel.json": (
        '{"argv": ["false"], "display_name": "x", "language": "python"}'
    ),
    "startup.py": "print('HOSTILE')\n",
}


def hostile_home(home: Path) -> dict[str, str]:
    for name, text in HOSTILE.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")
    return {
        "HOME": str(home),
        "PYTHONSTARTUP": str(home / "startup.py"),
        "MATPLOTLIBRC": str(home / ".matplotlib" / "matplotlibrc"),
        "PYTHONWARNINGS": "always",
        "MPLBACKEND": "svg",
    }


@pytest.mark.parametrize("engine", ["iscm", "nbclient"])
def test_nobodys_own_settings_reach_a_page(mini: Mini, tmp_path: Path, engine: str) -> None:
    env = hostile_home(tmp_path / "home")
    for name in ("pandas", "json", "iscm_analysis", "numpy", "IPython", "sitecustomize"):
        (mini.root / "notebooks" / f"{name}.py").write_text(
            "raise RuntimeError('HOSTILE')\n", encoding="utf-8"
        )
    code, said = mini.build("--engine", engine, "--force", env=env)
    assert code == 0, said
    assert snapshot(mini.reports) == mini.expected
    mini.nothing_left()


@pytest.mark.parametrize("engine", ["iscm", "nbclient"])
def test_no_home_other_clocks_tongues_seeds_and_masks_give_the_same_bytes(mini: Mini, engine: str) -> None:
    surroundings = {
        "HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent", "LC_ALL": "C", "LANG": "C",
        "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "77",
        "COLUMNS": "20", "TERM": "dumb", "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9",
        "PYTHONOPTIMIZE": "2",
    }  # fmt: skip
    code, said = mini.build(
        "--engine", engine, "--force", env=surroundings, preexec_fn=lambda: os.umask(0o077)
    )
    assert code == 0, said
    assert snapshot(mini.reports) == mini.expected
    mini.nothing_left()


@pytest.mark.parametrize("name", NAMES)
def test_odd_names_of_folders_are_names(mini: Mini, tmp_path: Path, name: str) -> None:
    root = tmp_path / name / "project"
    shutil.copytree(mini.root, root)
    (tmp_path / "t").mkdir()
    odd = Mini(root, tmp_path / "t", mini.expected)
    out = root / name
    code, said = odd.build("--out", str(out), env={"TMPDIR": str(tmp_path / "t")})
    assert code == 0, said
    assert without_past(snapshot(out)) == without_past(mini.expected)
    code, said = odd.build("--out", str(out))
    assert code == 0, said
    assert "nothing to do" in said
    odd.nothing_left(name)
