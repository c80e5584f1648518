"""The site as a whole: what stands beside the pages, and what it says of itself."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any

from iscm_analysis.errors import UsageError
from iscm_analysis.files import PART
from iscm_analysis.publishing.plan import Page
from iscm_analysis.publishing.reads import file_digest
from iscm_analysis.publishing.receipt import BUILD_FILE
from iscm_analysis.publishing.registry import (
    NUMBER_COLUMNS,
    NUMBERS_FILE,
    ROW_COLUMNS,
    ROWS_FILE,
    number_row,
    registry,
    rows_of,
)

README = "README.md"
CHANGES_PAGE, CHANGES_LIST = "changes.html", "changes.json"
PACKAGES = (
    "iscm-analysis", "pandas", "matplotlib", "papermill", "nbconvert", "nbclient", "ipykernel",
    "openpyxl", "pandera", "jinja2",
)  # fmt: skip


@cache
def package_versions() -> dict[str, str]:
    """Give the versions that have a say in what the pages look like."""
    return {name: version(name) for name in PACKAGES}


def refuse_foreign_folder(out: Path) -> None:
    """Refuse to replace a folder that holds something else than a site.

    Raises:
        UsageError: ``out`` is a file, or a folder with other content and no ``build.json``.
    """
    if out.is_file():
        message = f"{out} is a file; give a folder for the site"
        raise UsageError(message)
    strangers = {path.name for path in out.iterdir()} - {README} if out.is_dir() else set()
    if strangers and not (out / BUILD_FILE).is_file():
        message = f"{out} holds other things than a site ({min(strangers)} ...); give an empty or new folder"
        raise UsageError(message)


def kept_pages(old: Path, pages: Sequence[Page]) -> list[Page]:
    """List those of ``pages`` that the last site holds whole, with the parameters they were built with."""
    if not (old / BUILD_FILE).is_file():
        return []
    last = _last(old)
    there = [
        page
        for page in pages
        if page.name in last["pages"]
        and all(last["outputs"].get(name) == file_digest(old / name) for name in page.files)
    ]
    return [replace(page, parameters=last["pages"][page.name]["parameters"]) for page in there]


def _last(old: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((old / BUILD_FILE).read_text(encoding="utf-8"))
    return content


def copy_pages(old: Path, new: Path, pages: Sequence[Page]) -> None:
    """Carry pages and their executed notebooks over from the last site."""
    for page in pages:
        for name in page.files:
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(old / name, new / name)


def registered(folder: Path, pages: Iterable[Page]) -> Iterator[dict[str, Any]]:
    """List the numbers that the executed notebooks registered, page by page, in order of reading."""
    for page in pages:
        notebook = json.loads((folder / "executed" / f"{page.name}.ipynb").read_bytes())
        yield from registry(notebook).numbers_of(page.name)


def write_numbers(folder: Path, numbers: Sequence[Mapping[str, Any]]) -> None:
    """Write ``numbers.csv``, a row for every number on a page, and ``number-rows.csv``, one for each row."""
    _write_csv(folder / NUMBERS_FILE, NUMBER_COLUMNS, map(number_row, numbers))
    _write_csv(folder / ROWS_FILE, ROW_COLUMNS, (row for number in numbers for row in rows_of(number)))


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="\n")


def copy_tables(processed: Path, folder: Path) -> None:
    """Put the processed tables beside the pages, so that a reviewer has them at hand."""
    left_over = shutil.ignore_patterns(f"*{PART}")
    shutil.copytree(processed, folder / "tables", copy_function=shutil.copyfile, ignore=left_over)


def write_readme(folder: Path) -> None:
    """Put in the note that tells a reviewer what is in the folder."""
    text = resources.files("iscm_analysis.publishing").joinpath("templates/site-readme.md").read_text("utf-8")
    (folder / README).write_text(text, encoding="utf-8", newline="\n")


def files_of(folder: Path) -> list[str]:
    """List every file of a site by its way from the root."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def described(
    old: Path,
    pages: Sequence[Page],
    kept: Sequence[Page],
    tables_read: Callable[[str], list[str]],
    inputs: Mapping[str, str],
) -> dict[str, Any]:
    """Say what ``pages`` were made from; of those ``kept``, the last site says it."""
    last = _last(old)["pages"] if kept else {}
    names = {page.name for page in kept}
    return {
        "inputs": dict(inputs),
        "pages": {
            page.name: last[page.name]
            if page.name in names
            else {
                "notebook": page.notebook.name,
                "parameters": dict(page.parameters),
                "tables": tables_read(page.name),
            }
            for page in pages
        },
        "versions": package_versions(),
    }


def write_build_file(folder: Path, description: Mapping[str, Any]) -> None:
    """Write ``build.json``: inputs, parameters, versions, and the fingerprint of every file of the site."""
    content = {
        **description,
        "outputs": {name: file_digest(folder / name) for name in files_of(folder)},
    }
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    (folder / BUILD_FILE).write_text(text, encoding="utf-8", newline="\n")


def site_problems(folder: Path) -> Iterator[str]:
    """Say what of a built site is missing or no longer what the build wrote."""
    path = folder / BUILD_FILE
    if not path.is_file():
        yield f"no {BUILD_FILE} in {folder}; run `iscm build`"
        return
    for name, digest in {CHANGES_PAGE: "", **_last(folder)["outputs"]}.items():
        if not (folder / name).is_file():
            yield f"{name}: missing; run `iscm build`"
        elif file_digest(folder / name) != digest:
            yield f"{name}: changed since the build; run `iscm build`"
