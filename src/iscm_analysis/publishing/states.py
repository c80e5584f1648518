"""The state of an evaluation at some time: its tables, and its pages where a site was built."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iscm_analysis.errors import UsageError
from iscm_analysis.project import Project
from iscm_analysis.publishing.reads import file_digest
from iscm_analysis.publishing.receipt import BUILD_FILE
from iscm_analysis.publishing.revisions import is_commit, tables_at
from iscm_analysis.tables.fields import TableSpec
from iscm_analysis.tables.specs import SPECS
from iscm_analysis.tables.store import PACKAGE_FILE, Evaluation

if TYPE_CHECKING:
    import pandas as pd

TABLES = "tables"


@dataclass(frozen=True)
class State:
    """What is compared: ``name`` in words, the bytes of its files, and what its ``build.json`` says.

    ``files`` are ``datapackage.json`` and the tables by file name, ``pages`` the executed notebooks by page.
    Both are empty of what the state does not have: a revision has no pages.
    """

    name: str
    files: Mapping[str, bytes]
    pages: Mapping[str, bytes] = field(default_factory=dict)
    build: Mapping[str, Any] = field(default_factory=dict)

    def table(self, name: str) -> pd.DataFrame | None:
        """Read a table with every cell as text, a missing one as none."""
        import pandas as pd  # noqa: PLC0415  # nothing to compare: nothing heavy

        content = self.files.get(f"{name}.csv")
        if content is None:
            return None
        try:
            return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
        except ValueError as error:
            message = f"{self.name}: {name}.csv is no table: {error}"
            raise UsageError(message) from error

    @cached_property
    def evaluation(self) -> Evaluation:
        """The tables in today's columns and types; one that the state does not have is empty."""
        return Evaluation(**{name: partial(self._typed, spec) for name, spec in SPECS.items()})

    def _typed(self, spec: TableSpec) -> pd.DataFrame:
        import pandas as pd  # noqa: PLC0415

        from iscm_analysis.tables.convert import typed  # noqa: PLC0415

        found = self.table(spec.name)
        frame = pd.DataFrame(columns=spec.columns) if found is None else found
        return typed(frame.astype("string").replace("", pd.NA), spec)[0]

    @cached_property
    def package(self) -> Mapping[str, Any]:
        """What ``datapackage.json`` says; nothing where there is none, or it is damaged."""
        with suppress(ValueError):
            content = json.loads(self.files.get(PACKAGE_FILE, b"{}"))
            return content if isinstance(content, dict) else {}
        return {}

    @property
    def sources(self) -> dict[str, str]:
        """The SHA-256 of every raw file, by its path."""
        given = self.package.get("sources", [])
        return {item["path"]: item["hash"].removeprefix("sha256:") for item in given if "hash" in item}

    def described(self, name: str) -> tuple[str, list[str]]:
        """Give what a row of a table is, and the columns of its key, as they were at the time."""
        for resource in self.package.get("resources", []):
            if resource.get("name") == name:
                return resource.get("title", ""), list(resource.get("schema", {}).get("primaryKey", []))
        return (SPECS[name].row, list(SPECS[name].key)) if name in SPECS else ("", [])


def state_of(project: Project, word: str) -> State:
    """Give the state a user names: a site, a folder of tables, or a git revision of the project.

    Raises:
        UsageError: it is none of these, or not whole.
    """
    folder = Path(word)
    if (folder / BUILD_FILE).is_file():
        return of_site(folder)
    if folder.is_dir():
        return of_tables(folder, f"the tables in {folder.name}")
    if commit := is_commit(project.root, word):
        way = project.processed.relative_to(project.root).as_posix()
        return State(f"revision {commit[:12]}", tables_at(project.root, commit, way))
    message = (
        f"{word}: no folder with a site or tables, and no git revision of this project; check the spelling"
    )
    raise UsageError(message)


def of_tables(folder: Path, name: str) -> State:
    """Read a folder of processed tables.

    Raises:
        UsageError: there is none in it.
    """
    files = _files(folder)
    if not any(f"{name}.csv" in files for name in SPECS):
        message = f"{folder} holds neither a site ({BUILD_FILE}) nor tables ({next(iter(SPECS))}.csv ...)"
        raise UsageError(message)
    return State(name, files)


def of_site(folder: Path) -> State:
    """Read a built site.

    Raises:
        UsageError: a file of it is missing, or not as it was built.
    """
    try:
        build = json.loads((folder / BUILD_FILE).read_bytes())
        pages = {name: (folder / "executed" / f"{name}.ipynb").read_bytes() for name in build["pages"]}
        wrong = [
            name
            for name, digest in build["outputs"].items()
            if name.startswith(("executed/", f"{TABLES}/")) and file_digest(folder / name) != digest
        ]
    except (OSError, ValueError, TypeError, LookupError, AttributeError) as error:
        message = f"{folder.name} is no whole site; build it again, or name another"
        raise UsageError(message) from error
    if wrong:
        message = f"{folder.name}/{wrong[0]} is not as it was built; build it again, or name another"
        raise UsageError(message)
    return State(called(folder), _files(folder / TABLES), pages, build)


def in_making(folder: Path, build: Mapping[str, Any]) -> State:
    """Read a site that has all but its ``build.json``, which will say ``build``."""
    pages = {name: (folder / "executed" / f"{name}.ipynb").read_bytes() for name in build["pages"]}
    return State("this site", _files(folder / TABLES), pages, build)


def called(site: Path) -> str:
    """Name a site so that whoever has it can tell: by the fingerprint of its list of files."""
    return f"the site whose {BUILD_FILE} has the sha256 {file_digest(site / BUILD_FILE)[:12]}"


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.suffix == ".csv" or path.name == PACKAGE_FILE
    }
