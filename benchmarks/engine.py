"""Cold builds: our engine, papermill and nbconvert as tutorials run them, a pool of two, and a plain script.

    python benchmarks/engine.py                  # eight notebooks, five rounds; JSON lines, then a table
    python benchmarks/engine.py --site           # the whole site with its profiles, three rounds

Run it from the project's root. All contenders of a round run one after another, so that a machine which
slows down slows all of them. The floor computes and draws what the notebooks do, on two processes, and writes
no page; ours and the peers start from nothing but the raw files (ours) or the processed tables (the others).
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

CRITERIA = ("relevance", "effectiveness", "efficiency", "outcome", "impact", "sustainability")
NOTEBOOKS = (*CRITERIA, "overview", "engagement")
PROCESSES = 2
Task = tuple[str, dict[str, Any]]


def tasks(*, site: bool) -> list[Task]:
    """List notebooks with their parameters, as a build runs them."""
    from iscm_analysis.project import find_project  # noqa: PLC0415  # contenders start with nothing imported
    from iscm_analysis.publishing.plan import all_pages  # noqa: PLC0415
    from iscm_analysis.tables import load  # noqa: PLC0415

    project = find_project()
    pages = all_pages(project, load().iscms)
    chosen = pages if site else [page for page in pages if page.name in NOTEBOOKS]
    return [(str(page.notebook), dict(page.parameters)) for page in chosen]


def ours(todo: list[Task], out: Path) -> None:
    """Build with the command users type; tables, index and checks included."""
    names = NOTEBOOKS if len(todo) == len(NOTEBOOKS) else ()
    run("-m", "iscm_analysis", "build", *names, "--quiet", "--out", str(out / "site"))


def stock(todo: list[Task], out: Path) -> None:
    """Two commands per notebook, one after another."""
    for number, (notebook, parameters) in enumerate(todo):
        words = [word for name, value in parameters.items() for word in ("-p", name, str(value))]
        executed = str(out / f"{number}.ipynb")
        run("-m", "papermill", notebook, executed, "--cwd", str(Path(notebook).parent), *words)
        run("-m", "jupyter", "nbconvert", "--to", "iscm", executed)


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
        notebook, f"{out}/{number}.ipynb", parameters, cwd=str(Path(notebook).parent), progress_bar=False,
        kernel_name="python3", config=sockets,
    )  # fmt: skip
    page, _ = exporter().from_notebook_node(executed)
    Path(f"{out}/{number}.html").write_text(page, encoding="utf-8")


def floor(todo: list[Task], _out: Path) -> None:
    """Run the notebooks' code as a script would, forked in two after its imports; nothing is written."""
    from iscm_analysis.presentation import charts, show  # noqa: F401, PLC0415  # what every script imports

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


CONTENDERS: dict[str, Callable[[list[Task], Path], None]] = {
    "ours": ours,
    "pool of two": pool,
    "papermill and nbconvert": stock,
    "floor": floor,
}


def run(*words: str) -> None:
    """Run Python with these words; its talk is not our business, its failure is."""
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(done.stderr)


def measure(name: str, *, site: bool) -> dict[str, Any]:
    """Time one contender in a process of its own, from its start to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    run(__file__, "--contender", name)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "contender": name,
        "load": "site" if site else "eight",
        "wall": round(wall, 2),
        "cpu": round(cpu, 2),
    }


def main() -> None:
    """Measure in rounds and print each figure, then medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--site", action="store_true")
    parser.add_argument("--contender", choices=CONTENDERS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.contender:
        with tempfile.TemporaryDirectory(prefix="bench-") as out:
            CONTENDERS[asked.contender](json.loads(os.environ["BENCH_TASKS"]), Path(out))
        return
    run("-m", "iscm_analysis", "tables", "--quiet")
    os.environ["BENCH_TASKS"] = json.dumps(tasks(site=asked.site))
    written = os.environ.get("PYTHONDONTWRITEBYTECODE", "unset")
    print(
        json.dumps(
            {"python": sys.version.split()[0], "cores": os.cpu_count(), "dont_write_bytecode": written}
        )
    )
    rows = []
    for number in range(3 if asked.site else 5):
        for name in CONTENDERS:
            if name == "papermill and nbconvert" and number:
                continue  # minutes each, and steady
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
