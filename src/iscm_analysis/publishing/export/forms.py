"""The forms a page can be given in, and what each needs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from iscm_analysis.errors import IscmError
from iscm_analysis.project import Project

if TYPE_CHECKING:
    from iscm_analysis.publishing.export.built_page import BuiltPage

_EXTRAS = {"pypandoc": "docx", "weasyprint": "pdf"}


def export_page(project: Project, name: str, form: str, path: Path) -> None:
    """Write a page of the built site as ``form``, in place of a file that is there.

    Raises:
        IscmError: there is no site, something is not installed that this form needs, or the page holds what
            may not leave the project.
        UsageError: the site has no such page.
    """
    from iscm_analysis.publishing.export.built_page import built_page  # noqa: PLC0415  # heavy
    from iscm_analysis.publishing.export.handing_out import hand_out  # noqa: PLC0415

    make = _maker(form)
    hand_out(make(built_page(project, name)), path, project)


def _maker(form: str) -> Callable[[BuiltPage], bytes]:
    try:
        if form == "docx":
            from iscm_analysis.publishing.export.word import word_file as make  # noqa: PLC0415  # an extra
        elif form == "pdf":
            from iscm_analysis.publishing.export.paper import paper as make  # noqa: PLC0415  # an extra
        else:
            from iscm_analysis.publishing.export.workbook import workbook as make  # noqa: PLC0415  # heavy
    except ModuleNotFoundError as error:
        if error.name not in _EXTRAS:
            raise
        message = f'{form} needs the package {error.name}: pip install "iscm-analysis[{_EXTRAS[error.name]}]"'
        raise IscmError(message) from error
    except OSError as error:
        message = (
            f"{form} needs the system library Pango: apt-get install libpango-1.0-0 libpangoft2-1.0-0"
            " (macOS: brew install pango)"
        )
        raise IscmError(message) from error
    return make
