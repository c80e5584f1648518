"""What of a project travels to other machines: what pages may read, never what was received."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from iscm_analysis.errors import InvalidInputError, IscmError
from iscm_analysis.files import PART
from iscm_analysis.project import SETTINGS_FILE, Project
from iscm_analysis.publishing.digests import Digests, library_digest, packages_digest
from iscm_analysis.publishing.privacy.allowed import ALLOWED_FILE
from iscm_analysis.publishing.privacy.search import names_only


@dataclass(frozen=True)
class Makings:
    """Fingerprints of what makes a page of the same inputs on some machine."""

    library: str
    packages: str

    def difference(self, other: Makings) -> str:
        """Say what another machine has to change to make the same pages; nothing when they are alike."""
        if self.packages != other.packages:
            return "its Python or packages are not those here; install the same ones from requirements.lock"
        return "" if self == other else "its iscm-analysis is not the one here; install the same version"


def makings() -> Makings:
    """Look at this machine."""
    unremembered = Digests(Path(os.devnull))
    return Makings(library_digest(unremembered), packages_digest())


@dataclass(frozen=True, eq=False)
class Bundle:
    """The files as an archive, by its SHA-256, and the makings of the machine they come from."""

    archive: bytes
    sha256: str
    makings: Makings

    def lay_out(self, folder: Path) -> None:
        """Write the files below ``folder``.

        Raises:
            IscmError: the archive is not what was sent.
        """
        if sha256(self.archive).hexdigest() != self.sha256:
            message = "what was sent did not arrive whole; run `iscm build` again"
            raise IscmError(message)
        with ZipFile(io.BytesIO(self.archive)) as archive:
            archive.extractall(folder)


def bundle_of(project: Project) -> Bundle:
    """Gather the settings, processed tables, code lists, and what lies beside the notebooks.

    Raises:
        InvalidInputError: an interviewee's name stands in one of these files.
    """
    paths = sorted(_travelling(project))
    if problems := list(names_only(project).problems(project.root, paths)):
        raise InvalidInputError(problems)
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for path in paths:
            name = ZipInfo(path.relative_to(project.root).as_posix())  # without times
            archive.writestr(name, path.read_bytes(), ZIP_DEFLATED)
    return Bundle(content.getvalue(), sha256(content.getvalue()).hexdigest(), makings())


def _travelling(project: Project) -> Iterator[Path]:
    yield project.root / SETTINGS_FILE
    for folder in (project.processed, project.reference, project.notebooks):
        for path in folder.rglob("*"):
            names = path.relative_to(folder).parts
            if path.is_file() and not path.name.endswith(PART) and not any(map(_is_private, names)):
                yield path


def _is_private(name: str) -> bool:
    return name.startswith(".") or name in ("__pycache__", ALLOWED_FILE)
