"""The processed tables, made again only when a raw file, a code list, or our own source has changed."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from iscm_analysis.files import write_whole
from iscm_analysis.project import Project
from iscm_analysis.publishing.digests import Digests, digest_of
from iscm_analysis.tables.build import Build
from iscm_analysis.tables.store import load

MEMORY = "tables.json"


def tables_key(project: Project, digests: Digests, *, library: str, packages: str, is_draft: bool) -> str:
    """Fingerprint everything the tables are made from."""
    inputs = map(digests.below, (project.raw, project.evidence, project.reference))
    return digest_of([*inputs, library, packages, is_draft])


def kept_tables(project: Project, digests: Digests, key: str) -> Build | None:
    """Give the tables as they lie, if they were made from the same and nobody has touched them."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        memory = json.loads((project.cache / MEMORY).read_bytes())
        if memory["key"] == key and memory["files"] == _files(project.processed, memory["files"], digests):
            return Build(load(project), dict(memory["hashes"]))
    return None


def remember_tables(project: Project, digests: Digests, key: str, tables: Build) -> None:
    """Note what the tables in ``data/processed`` were made from."""
    names = [*(f"{name}.csv" for name in tables.evaluation.frames()), "datapackage.json"]
    files = _files(project.processed, dict.fromkeys(names, ""), digests)
    content = {"key": key, "files": files, "hashes": tables.hashes}
    write_whole(project.cache / MEMORY, json.dumps(content, ensure_ascii=False))


def _files(folder: Path, names: dict[str, str], digests: Digests) -> dict[str, str]:
    return {name: digests.of(folder / name) for name in names}
