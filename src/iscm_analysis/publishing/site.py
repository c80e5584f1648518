"""The site as a whole: what stands beside the pages, and the exchange of the old one for the new."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat

from iscm_analysis.errors import IscmError, UsageError
from iscm_analysis.presentation.block import REGISTRY_KEY
from iscm_analysis.publishing.plan import Page

BUILD_FILE = "build.json"
README = "README.md"
NUMBER_COLUMNS = ["number_id", "page", "value", "unit", "definition", "rows"]
PACKAGES = (
    "iscm-analysis", "pandas", "matplotlib", "papermill", "nbconvert", "nbclient", "ipykernel",
    "openpyxl", "pandera", "jinja2",
)  # fmt: skip


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


def new_folder(out: Path) -> Path:
    """Make a folder beside ``out`` for the new site, on the same disk, so that it can be moved at once."""
    out.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{out.name}.new-", dir=out.parent))
    folder.chmod(0o755)
    return folder


def kept_pages(old: Path, pages: Sequence[Page]) -> list[Page]:
    """List those of ``pages`` that the last site holds, with the parameters they were built with."""
    if not (old / BUILD_FILE).is_file():
        return []
    built = json.loads((old / BUILD_FILE).read_text(encoding="utf-8"))["pages"]
    there = [page for page in pages if page.name in built and (old / page.href).is_file()]
    return [replace(page, parameters=built[page.name]["parameters"]) for page in there]


def copy_pages(old: Path, new: Path, pages: Sequence[Page]) -> None:
    """Carry pages and their executed notebooks over from the last site."""
    for page in pages:
        for name in (page.href, f"executed/{page.name}.ipynb"):
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(old / name, new / name)


def registered(folder: Path, pages: Iterable[Page]) -> Iterator[dict[str, Any]]:
    """List the numbers that the executed notebooks registered, page by page, in order of reading."""
    for page in pages:
        notebook = nbformat.read(folder / "executed" / f"{page.name}.ipynb", as_version=4)
        for cell in notebook.cells:
            for output in cell.get("outputs", []):
                found = output.get("metadata", {}).get(REGISTRY_KEY, {})
                for number in found.get("numbers", []):
                    yield {**number, "page": page.name}


def write_numbers(folder: Path, numbers: Iterable[Mapping[str, Any]]) -> None:
    """Write ``numbers.csv``, one row for every number on a page."""
    text = io.StringIO()
    writer = csv.DictWriter(text, NUMBER_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(numbers)
    (folder / "numbers.csv").write_text(text.getvalue(), encoding="utf-8", newline="\n")


def copy_tables(processed: Path, folder: Path) -> None:
    """Put the processed tables beside the pages, so that a reviewer has them at hand."""
    shutil.copytree(processed, folder / "tables", copy_function=shutil.copyfile)


def write_readme(folder: Path) -> None:
    """Put in the note that tells a reviewer what is in the folder."""
    text = resources.files("iscm_analysis.publishing").joinpath("templates/site-readme.md").read_text("utf-8")
    (folder / README).write_text(text, encoding="utf-8", newline="\n")


def write_build_file(folder: Path, pages: Sequence[Page], inputs: Mapping[str, str]) -> None:
    """Write ``build.json``: inputs, parameters, versions, and the fingerprint of every file of the site."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    content = {
        "inputs": dict(inputs),
        "pages": {
            page.name: {"notebook": page.notebook.name, "parameters": dict(page.parameters)} for page in pages
        },
        "versions": package_versions(),
        "outputs": {path.relative_to(folder).as_posix(): _fingerprint(path) for path in files},
    }
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    (folder / BUILD_FILE).write_text(text, encoding="utf-8", newline="\n")


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def exchange(new: Path, out: Path) -> None:
    """Put the new site in the place of the old one; when that fails the old one stays.

    Raises:
        IscmError: the folder cannot be replaced.
    """
    old = out.with_name(f"{out.name}.old-{new.name.rsplit('-', 1)[-1]}")
    try:
        if out.exists():
            out.rename(old)
        try:
            new.rename(out)
        except OSError:
            if old.exists():
                old.rename(out)
            raise
    except OSError as error:
        message = f"{out} cannot be replaced: {error.strerror}; the last site is still there"
        raise IscmError(message) from error
    shutil.rmtree(old, ignore_errors=True)


def site_problems(folder: Path) -> Iterator[str]:
    """Say what of a built site is missing or no longer what the build wrote."""
    path = folder / BUILD_FILE
    if not path.is_file():
        yield f"no {BUILD_FILE} in {folder}; run `iscm build`"
        return
    for name, digest in json.loads(path.read_text(encoding="utf-8"))["outputs"].items():
        if not (folder / name).is_file():
            yield f"{name}: missing; run `iscm build`"
        elif _fingerprint(folder / name) != digest:
            yield f"{name}: changed since the build; run `iscm build`"
