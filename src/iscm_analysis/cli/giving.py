"""Commands that write a file for others."""

from __future__ import annotations

from pathlib import Path

import click

from iscm_analysis.cli.saying import JSON, QUIET, report
from iscm_analysis.errors import UsageError

DOCUMENTS = "documents"
FITTING = {DOCUMENTS: ("csl-json", "bibtex", "ris"), "a page": ("docx", "pdf", "xlsx")}


@click.command()
@click.argument("what", metavar="PAGE|documents")
@click.option(
    "--to",
    "form",
    type=click.Choice([form for forms in FITTING.values() for form in forms]),
    required=True,
    help="Form of the file.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="File to write.  [default: in the current folder, named after the page and the form]",
)
@QUIET
@JSON
def export(what: str, form: str, out: Path | None, quiet: bool, as_json: bool) -> None:  # noqa: FBT001
    """Write a built page for comments, paper or calculation, or the documents reviewed (Annex 2) to cite.

    \b
    iscm export relevance --to docx                    relevance.docx, for comments and changes
    iscm export profiles/rcm --to pdf                  rcm.pdf, tagged for those who have it read to them
    iscm export relevance --to xlsx --out r.xlsx       its tables and numbers, with the rows behind them
    iscm export documents --to bibtex                  documents.bib; also csl-json and ris

    Pages are read from reports (see `iscm build`), documents from data/processed (see `iscm tables`).
    A file that is there is replaced.
    """  # noqa: D301  # \b is click's mark
    fitting = FITTING[DOCUMENTS if what == DOCUMENTS else "a page"]
    if form not in fitting:
        message = f"{what} cannot be written as {form}; choose {', '.join(fitting)}"
        raise UsageError(message)
    if what == DOCUMENTS:
        _export_documents(form, out, quiet=quiet, as_json=as_json)
        return
    from iscm_analysis.project import find_project  # noqa: PLC0415
    from iscm_analysis.publishing.export.forms import export_page  # noqa: PLC0415

    path = out or Path(f"{what.rpartition('/')[2]}.{form}")
    export_page(find_project(), what, form, path)
    report(f"{what} written to {path}", quiet=quiet, as_json=as_json, file=str(path))


def _export_documents(form: str, out: Path | None, *, quiet: bool, as_json: bool) -> None:
    from iscm_analysis.publishing.bibliography import FORMS, write_bibliography  # noqa: PLC0415
    from iscm_analysis.tables import load  # noqa: PLC0415

    path = out or Path(f"{DOCUMENTS}{FORMS[form].ending}")
    entries = write_bibliography(load().documents, form, path)
    report(f"{entries} entries written to {path}", quiet=quiet, as_json=as_json, entries=entries)
