"""The receipt of a build: every file it rests on, and every file it made. All the same: nothing to do.

Imports nothing heavy: with nothing to do the whole command takes less than pandas takes to import.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from iscm_analysis.files import write_whole
from iscm_analysis.project import SETTINGS_FILE, Project
from iscm_analysis.publishing.digests import Digests, digest_of, library_digest, packages_digest
from iscm_analysis.publishing.reads import Read
from iscm_analysis.publishing.request import Request

RECEIPTS = "receipts"
MEMORY = "digests.json"
BUILD_FILE = "build.json"


@dataclass(frozen=True)
class Receipt:
    """A complete build; ``inputs`` and ``outputs`` hold fingerprints by path."""

    library: str
    packages: str
    inputs: Mapping[str, str]
    reads: list[Read]
    outputs: Mapping[str, str]
    pages: list[str]
    warnings: list[str]


def inputs_now(project: Project, digests: Digests, notebooks: Iterable[Path]) -> dict[str, str]:
    """Fingerprint what every build rests on: settings, data, and the notebooks of its pages."""
    found = {SETTINGS_FILE: digests.of(project.root / SETTINGS_FILE)}
    for folder in (project.raw, project.evidence, project.reference, project.processed):
        way = folder.relative_to(project.root).as_posix()
        found |= {f"{way}/{name}": digest for name, digest in digests.below(folder).items()}
    for notebook in notebooks:
        found[notebook.relative_to(project.root).as_posix()] = digests.of(notebook)
    return found


def unchanged(project: Project, request: Request) -> Receipt | None:
    """Give the receipt of this request's last build if doing it again would change nothing."""
    if request.force or request.against:
        return None
    try:
        content = json.loads(_path(project, request).read_bytes())
        receipt = Receipt(**{**content, "reads": [Read(**read) for read in content["reads"]]})
        digests = Digests(project.cache / MEMORY)
        same = _is_same(receipt, project, request, digests)
    except (OSError, ValueError, TypeError, KeyError):
        return None  # no receipt, or a damaged one
    with suppress(OSError):
        digests.save()
    return receipt if same else None


def _is_same(receipt: Receipt, project: Project, request: Request, digests: Digests) -> bool:
    notebooks = [project.root / path for path in receipt.inputs if path.endswith(".ipynb")]
    return (
        receipt.packages == packages_digest()
        and inputs_now(project, digests, notebooks) == receipt.inputs
        and all(digests.of(request.out / name) == digest for name, digest in receipt.outputs.items())
        and all(digests.now(read, project.root) == read for read in receipt.reads)
        and receipt.library == library_digest(digests)
    )


def _path(project: Project, request: Request) -> Path:
    return project.cache / RECEIPTS / f"{digest_of(request.identity())}.json"


def give_receipt(project: Project, request: Request, receipt: Receipt) -> None:
    """Keep the receipt of a build that is complete, with what it made."""
    write_whole(_path(project, request), json.dumps(asdict(receipt), ensure_ascii=False))


def outputs_of(out: Path, digests: Digests) -> dict[str, str]:
    """Fingerprint a site by its own list of files, and that list."""
    listed = json.loads((out / BUILD_FILE).read_bytes())["outputs"]
    return {**listed, BUILD_FILE: digests.of(out / BUILD_FILE)}
