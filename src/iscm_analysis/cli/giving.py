"""Commands that write a file for others."""

from __future__ import annotations

from pathlib import Path

import click

from iscm_analysis.cli.saying import JSON, QUIET, report
from iscm_analysis.errors import UsageError

FITTING = {"documents": ("csl-json", "bibtex", "ris"), "matrix": ("docx", "xlsx")}


@click.command()
@click.argument("what", type=click.Choice(list(FITTING)))
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
    help="File to write.  [default: in the current folder, named after what it holds and the form]",
)
@QUIET
@JSON
def export(what: str, form: str, out: Path | None, quiet: bool, as_json: bool) -> None:  # noqa: FBT001
    """Write the documents reviewed (Annex 2) for reference managers, or the evaluation matrix as an annex.

    \b
    iscm export documents --to bibtex                  documents.bib in the current folder
    iscm export documents --to ris --out annex2.ris    a file of your choice
    iscm export matrix --to docx                       matrix.docx; also xlsx

    Reads data/processed (see `iscm tables`). A file that is there is replaced.
    """  # noqa: D301  # \b is click's mark
    if form not in FITTING[what]:
        message = f"{what} cannot be written as {form}; choose {', '.join(FITTING[what])}"
        raise UsageError(message)
    if what == "matrix":
        _export_matrix(form, out or Path(f"{what}.{form}"), quiet=quiet, as_json=as_json)
        return
    from iscm_analysis.publishing.bibliography import FORMS, write_bibliography  # noqa: PLC0415
    from iscm_analysis.tables import load  # noqa: PLC0415

    path = out or Path(f"{what}{FORMS[form].ending}")
    entries = write_bibliography(load().documents, form, path)
    report(f"{entries} entries written to {path}", quiet=quiet, as_json=as_json, entries=entries)


def _export_matrix(form: str, path: Path, *, quiet: bool, as_json: bool) -> None:
    from iscm_analysis.files import write_whole  # noqa: PLC0415
    from iscm_analysis.publishing.matrix import matrix_file  # noqa: PLC0415
    from iscm_analysis.tables import load  # noqa: PLC0415

    write_whole(path, matrix_file(load(), form))
    report(f"matrix written to {path}", quiet=quiet, as_json=as_json, file=str(path))
