"""Cold builds: ours, papermill and nbconvert, the same in a pool of two, Jupyter Book 1, and a plain script.

    python benchmarks/engine.py                  # eight notebooks, five rounds; JSON lines, then a table
    python benchmarks/engine.py --site           # the whole site with its profiles, three rounds

All contenders of a round run one after another, so that a machine which slows down slows all of them; the
two that take minutes run in the first round only. Each gets a copy of the project that has never been built.
The floor makes the tables, then computes and draws what the notebooks do on two processes, and writes no
page; ours makes the tables too, the other three find them made.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from measuring import ROOT, machine, never_built, run

CRITERIA = ("relevance", "effectiveness", "efficiency", "outcome", "impact", "sustainability")
BOOK = ROOT / ".venv-peers" / "bin" / "jupyter-book"
NOTEBOOKS = (*CRITERIA, "overview", "engagement")
PROCESSES = 2
Task = tuple[str, dict[str, Any]]


def tasks(*, site: bool) -> list[Task]:
    """List notebooks with their parameters, as a build runs them."""
    from iscm_analysis.project import find_project  # noqa: PLC0415  # contenders start with nothing imported
    from iscm_analysis.publishing.plan import all_pages, asked_pages  # noqa: PLC0415
    from iscm_analysis.tables import load  # noqa: PLC0415

    project = find_project(ROOT)
    known = load(project)
    pages = asked_pages(all_pages(project, known.iscms, known.participation), (), ROOT / "nowhere")
    chosen = pages if site else [page for page in pages if page.name in NOTEBOOKS]
    return [(str(page.notebook.relative_to(ROOT)), dict(page.parameters)) for page in chosen]


def stock(todo: list[Task], out: Path) -> None:
    """Two commands per notebook, one after another."""
    for number, (notebook, parameters) in enumerate(todo):
        words = [word for name, value in parameters.items() for word in ("-p", name, str(value))]
        executed = str(out / f"{number}.ipynb")
        call(sys.executable, "-m", "papermill", notebook, executed, "--cwd", "notebooks", *words)
        call(sys.executable, "-m", "jupyter", "nbconvert", "--to", "iscm", executed)


def book(todo: list[Task], out: Path) -> None:
    """Jupyter Book 1 in an environment of its own; its kernels are of ours."""
    import papermill  # noqa: PLC0415
    from papermill.parameterize import parameterize_notebook  # noqa: PLC0415

    folder = Path("book")
    folder.mkdir()
    for number, (notebook, parameters) in enumerate(todo):
        source = papermill.iorw.load_notebook_node(notebook)
        papermill.iorw.write_ipynb(parameterize_notebook(source, parameters), str(folder / f"{number}.ipynb"))
    settings = {"title": "bench", "execute": {"execute_notebooks": "force", "timeout": 600},
                "sphinx": {"config": {"nb_execution_raise_on_error": True}}}  # fmt: skip
    (folder / "_config.yml").write_text(json.dumps(settings), encoding="utf-8")
    chapters = [{"file": str(number)} for number in range(1, len(todo))]
    contents = {"format": "jb-book", "root": "0", "chapters": chapters}
    (folder / "_toc.yml").write_text(json.dumps(contents), encoding="utf-8")
    kernel = out / "kernels" / "python3"
    kernel.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernel / "kernel.json").write_text(
        json.dumps({"argv": argv, "display_name": "ours", "language": "python"})
    )
    call(str(BOOK), "build", "book", "--quiet", JUPYTER_PATH=str(out))
    if len(list(Path("book/_build/html").glob("[0-9]*.html"))) != len(todo):
        sys.exit("Jupyter Book did not make every page")


def pool(todo: list[Task], out: Path) -> None:
    """Papermill and nbconvert called from two worker processes that live as long as the build."""
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as executor:
        list(executor.map(_papermill_and_nbconvert, todo, [str(out)] * len(todo), range(len(todo))))


def _papermill_and_nbconvert(task: Task, out: str, number: int) -> None:
    import papermill  # noqa: PLC0415
    from traitlets.config import Config  # noqa: PLC0415

    from iscm_analysis.publishing.exporter import exporter  # noqa: PLC0415

    notebook, parameters = task
    sockets = Config(KernelManager={"transport": "ipc", "ip": f"{out}/kernel-{number}"})
    executed = papermill.execute_notebook(
        notebook, f"{out}/{number}.ipynb", parameters, cwd="notebooks", progress_bar=False,
        kernel_name="python3", config=sockets,
    )  # fmt: skip
    page, _ = exporter().from_notebook_node(executed)
    Path(f"{out}/{number}.html").write_text(page, encoding="utf-8")


def floor(todo: list[Task], _out: Path) -> None:
    """Make the tables and run the notebooks' code as a script would, forked in two; no page is written."""
    from iscm_analysis.presentation import charts, show  # noqa: F401, PLC0415  # what every script imports
    from iscm_analysis.project import find_project  # noqa: PLC0415
    from iscm_analysis.tables.build import build_tables  # noqa: PLC0415
    from iscm_analysis.tables.store import store  # noqa: PLC0415

    project = find_project()
    made = build_tables(project)
    store(made.evaluation.frames(), made.hashes, project.processed)
    workers = [os.fork() or _script(todo[part::PROCESSES]) for part in range(PROCESSES)]
    if any(os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) for worker in workers):
        sys.exit("the script failed")


def _script(todo: list[Task]) -> int:
    status = 1
    try:
        for notebook, parameters in todo:
            _run_code(notebook, parameters)
        status = 0
    finally:
        os._exit(status)


def _run_code(notebook: str, parameters: dict[str, Any]) -> None:
    cells = json.loads(Path(notebook).read_text(encoding="utf-8"))["cells"]
    names: dict[str, Any] = {}
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        code = ast.parse("".join(cell["source"]))
        last = code.body.pop() if code.body and isinstance(code.body[-1], ast.Expr) else None
        exec(compile(code, notebook, "exec"), names)  # noqa: S102  # our own notebooks
        if "parameters" in cell["metadata"].get("tags", []):
            names.update(parameters)
        if isinstance(last, ast.Expr):
            eval(compile(ast.Expression(last.value), notebook, "eval"), names)._repr_mimebundle_()  # noqa: S307


def call(*words: str, **environment: str) -> None:
    """Run a contender's command; its talk is not our business, its failure is."""
    done = subprocess.run(  # noqa: S603
        words, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )
    if done.returncode:
        sys.exit(done.stderr + done.stdout)


SCRIPTS: dict[str, Callable[[list[Task], Path], None]] = {
    "floor": floor,
    "pool of two": pool,
    "Jupyter Book 1": book,
    "papermill and nbconvert": stock,
}
CONTENDERS = ("ours", *SCRIPTS)
SLOW = ("Jupyter Book 1", "papermill and nbconvert")


def measure(name: str, *, site: bool) -> dict[str, Any]:
    """Time one contender in a process of its own, from its start to its end.

    Ours is the command users type, with tables, start page and checks; the others are scripts of this file.
    """
    command = ("-m", "iscm_analysis", "build", *(() if site else NOTEBOOKS), "--quiet")
    with never_built() as root:
        cost = run(*(command if name == "ours" else (__file__, "--contender", name)), cwd=root)
    return {"contender": name, "load": "site" if site else "eight", "wall": cost.wall, "cpu": cost.cpu}


def main() -> None:
    """Measure in rounds and print each figure, then medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--site", action="store_true", help="the whole site rather than eight notebooks")
    parser.add_argument("--contender", choices=SCRIPTS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.contender:
        with tempfile.TemporaryDirectory(prefix="bench-") as out:
            SCRIPTS[asked.contender](json.loads(os.environ["BENCH_TASKS"]), Path(out))
        return
    if not BOOK.exists():
        sys.exit(f"no {BOOK}; `make bench` sets it up")
    os.environ["BENCH_TASKS"] = json.dumps(tasks(site=asked.site))
    print(json.dumps(machine()))
    rows = []
    for number in range(3 if asked.site else 5):
        for name in CONTENDERS:
            if name not in SLOW or number == 0:
                rows.append(measure(name, site=asked.site))
                print(json.dumps(rows[-1]), flush=True)
    summarise(rows)


def summarise(rows: list[dict[str, Any]]) -> None:
    """Print medians, and how many times as long as ours and as the floor each took."""
    wall = {name: statistics.median(r["wall"] for r in rows if r["contender"] == name) for name in CONTENDERS}
    cpu = {name: statistics.median(r["cpu"] for r in rows if r["contender"] == name) for name in CONTENDERS}
    print(f"{'':26}{'seconds':>9}{'CPU':>9}{'/ ours':>9}{'/ floor':>9}")
    for name in CONTENDERS:
        print(
            f"{name:26}{wall[name]:9.2f}{cpu[name]:9.2f}"
            f"{wall[name] / wall['ours']:9.2f}{wall[name] / wall['floor']:9.2f}"
        )


if __name__ == "__main__":
    main()
