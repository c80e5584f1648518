"""Where an evaluation project keeps its folders and its settings."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from iscm_analysis.errors import IscmError

if TYPE_CHECKING:
    from iscm_analysis.settings import Settings

SETTINGS_FILE = "iscm.toml"
CACHE_FOLDER = ".iscm-cache"


@dataclass(frozen=True)
class Project:
    """The folders of one evaluation; ``root`` is the one that holds ``iscm.toml``."""

    root: Path

    @property
    def raw(self) -> Path:
        """What was received, never edited by code."""
        return self.root / "data" / "raw"

    @property
    def evidence(self) -> Path:
        """What evaluators write: the evidence log."""
        return self.root / "data" / "evidence"

    @property
    def reference(self) -> Path:
        """Code lists and the corrections ledger."""
        return self.root / "data" / "reference"

    @property
    def processed(self) -> Path:
        """The derived tables."""
        return self.root / "data" / "processed"

    @property
    def notebooks(self) -> Path:
        """One notebook per page."""
        return self.root / "notebooks"

    @property
    def reports(self) -> Path:
        """The built site."""
        return self.root / "reports"

    @property
    def internal_reports(self) -> Path:
        """The built site that names interviewees."""
        return self.root / "reports.internal"

    @property
    def cache(self) -> Path:
        """What a build keeps for the next one; may be deleted at any time."""
        return self.root / CACHE_FOLDER

    @cached_property
    def settings(self) -> Settings:
        """Read ``iscm.toml``.

        Raises:
            InvalidInputError: a key is missing, unknown or of the wrong type.
        """
        from iscm_analysis.settings import read_settings  # noqa: PLC0415  # most commands need only the folders

        return read_settings(self.root / SETTINGS_FILE)


def find_project(start: Path | None = None) -> Project:
    """Find the project from ``ISCM_PROJECT``, the folder ``start`` and those above, or the checkout.

    Raises:
        IscmError: none of them holds ``iscm.toml``.
    """
    here = (start or Path.cwd()).resolve()
    named = os.environ.get("ISCM_PROJECT")
    checkout = Path(__file__).resolve().parents[2]
    for folder in [Path(named).resolve()] if named else [here, *here.parents, checkout]:
        if (folder / SETTINGS_FILE).is_file():
            return Project(folder)
    message = f"no {SETTINGS_FILE} in {named or here} or above; run this inside an evaluation project"
    raise IscmError(message)
