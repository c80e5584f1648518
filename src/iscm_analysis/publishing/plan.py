"""Which pages a build makes: one per notebook; of profile notebooks one per ISCM or State."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iscm_analysis.errors import IscmError, UsageError
from iscm_analysis.project import Project

if TYPE_CHECKING:
    import pandas as pd

    from iscm_analysis.settings import PageSettings

PROFILES = "profiles"
STATES = f"{PROFILES}/states"
PROFILE_KINDS = ("profile", "state")  # a page for each ISCM, for each State


@dataclass(frozen=True)
class Page:
    """One page to build; ``name`` is its address in the site without ``.html``."""

    name: str
    notebook: Path
    title: str
    kind: str
    criterion: str
    summary: str
    parameters: Mapping[str, Any]

    @property
    def href(self) -> str:
        """The page's file, seen from the site's root."""
        return f"{self.name}.html"

    @property
    def executed(self) -> str:
        """The page's executed notebook, seen from the site's root."""
        return f"executed/{self.name}.ipynb"

    @property
    def files(self) -> tuple[str, str]:
        """The files of the site that are this page's."""
        return self.href, self.executed

    @property
    def root(self) -> str:
        """The way from the page back to the site's root."""
        return "../" * self.name.count("/")


def all_pages(project: Project, iscms: pd.DataFrame, participation: pd.DataFrame) -> list[Page]:
    """List every page of the site, in the order of ``iscm.toml``; profiles in the order of ``iscms``.

    The State profiles are of every State and territory in ``participation``, in order of name.

    Raises:
        IscmError: ``iscm.toml`` names a notebook that is not there.
    """
    pages: list[Page] = []
    for settings in project.settings.pages:
        notebook = notebook_path(project, settings)
        if settings.kind == "profile":
            pages += [
                _page(settings, notebook, f"{PROFILES}/{iscm}", name, {"iscm": iscm})
                for iscm, name in zip(iscms["iscm_id"], iscms["name"], strict=True)
            ]
        elif settings.kind == "state":
            named = participation.drop_duplicates("iso3").sort_values("state_name")
            pages += [
                _page(settings, notebook, f"{STATES}/{iso3}", name, {"state": iso3})
                for iso3, name in zip(named["iso3"], named["state_name"], strict=True)
            ]
        else:
            pages.append(_page(settings, notebook, settings.notebook, settings.title, {}))
    return pages


def notebook_path(project: Project, settings: PageSettings) -> Path:
    """Give the notebook of a page.

    Raises:
        IscmError: it is not there.
    """
    path = project.notebooks / f"{settings.notebook}.ipynb"
    if not path.is_file():
        message = f"iscm.toml names {settings.notebook}, but there is no notebooks/{path.name}"
        raise IscmError(message)
    return path


def _page(
    settings: PageSettings, notebook: Path, name: str, title: str, parameters: Mapping[str, Any]
) -> Page:
    summary = "" if settings.kind in PROFILE_KINDS else settings.summary
    return Page(name, notebook, title, settings.kind, settings.criterion, summary, dict(parameters))


def asked_pages(pages: Sequence[Page], asked: Sequence[str], site: Path) -> list[Page]:
    """Keep the pages that were asked for, by name or by notebook; when none was, all but some States'.

    A State's page is made once somebody asks for it, and from then on with all others, as long as
    ``site`` holds it: a page that stays behind would show old numbers.

    Raises:
        UsageError: no page or notebook has that name.
    """
    if not asked:
        return [page for page in pages if page.kind != "state" or (site / page.href).is_file()]
    names = {page.name for page in pages} | {page.notebook.stem for page in pages}
    unknown = [name for name in asked if name not in names]
    if unknown:
        notebooks = ", ".join(dict.fromkeys(page.notebook.stem for page in pages))
        message = f"no page {', '.join(unknown)}; pages: {notebooks}, or {PROFILES}/ISCM_ID"
        raise UsageError(message)
    return [page for page in pages if page.name in asked or page.notebook.stem in asked]
