"""Commands that write a file for others."""

from __future__ import annotations

from pathlib import Path

import click

from iscm_analysis.cli.saying import JSON, QUIET, report
from iscm_analysis.errors import UsageError

PAGE_FORMS = ("docx", "pdf", "xlsx")
FITTING = {"documents": ("csl-json", "bibtex", "ris"), "matrix": ("docx", "xlsx"), "evidence": ("qdpx",)}


@click.command()
@click.argument("what", metavar="PAGE|documents|matrix|evidence")
@click.option(
    "--to",
    "form",
    type=click.Choice([*PAGE_FORMS, "csl-json", "bibtex", "ris", "qdpx"]),
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
    """Write a page for comments, paper or calculation, or a list of the evaluation for other programs.

    \b
    iscm export relevance --to docx                    relevance.docx, for comments and changes
    iscm export profiles/rcm --to pdf                  rcm.pdf, tagged for those who have it read to them
    iscm export relevance --to xlsx --out r.xlsx       its tables and numbers, with the rows behind them
    iscm export matrix --to docx                       the evaluation matrix as an annex; also xlsx
    iscm export evidence --to qdpx                     the evidence for NVivo, MAXQDA and the like
    iscm export documents --to bibtex                  documents.bib; also csl-json and ris

    Pages are read from reports (see `iscm build`), lists from data/processed (see `iscm tables`).
    A file that is there is replaced.
    """  # noqa: D301  # \b is click's mark
    forms = FITTING.get(what, ())
    if form in PAGE_FORMS and form not in forms and what != "documents":
        _export_page(what, form, out, quiet=quiet, as_json=as_json)
        return
    if form not in forms:
        message = f"{what} cannot be written as {form}; choose {', '.join(forms or PAGE_FORMS)}"
        raise UsageError(message)
    {"documents": _export_documents, "matrix": _export_matrix, "evidence": _export_evidence}[what](
        form, out, quiet=quiet, as_json=as_json
    )


def _export_page(page: str, form: str, out: Path | None, *, quiet: bool, as_json: bool) -> None:
    from iscm_analysis.project import find_project  # noqa: PLC0415
    from iscm_analysis.publishing.export.forms import export_page  # noqa: PLC0415

    path = out or Path(f"{page.rpartition('/')[2]}.{form}")
    export_page(find_project(), page, form, path)
    report(f"{page} written to {path}", quiet=quiet, as_json=as_json, file=str(path))


def _export_documents(form: str, out: Path | None, *, quiet: bool, as_json: bool) -> None:
    from iscm_analysis.publishing.bibliography import FORMS, write_bibliography  # noqa: PLC0415
    from iscm_analysis.tables import load  # noqa: PLC0415

    path = out or Path(f"documents{FORMS[form].ending}")
    entries = write_bibliography(load().documents, form, path)
    report(f"{entries} entries written to {path}", quiet=quiet, as_json=as_json, entries=entries)


def _export_matrix(form: str, out: Path | None, *, quiet: bool, as_json: bool) -> None:
    from iscm_analysis.project import find_project  # noqa: PLC0415
    from iscm_analysis.publishing.export.handing_out import hand_out  # noqa: PLC0415
    from iscm_analysis.publishing.matrix import matrix_file  # noqa: PLC0415
    from iscm_analysis.tables import load  # noqa: PLC0415

    path = out or Path(f"matrix.{form}")
    hand_out(matrix_file(load(), form), path, find_project())
    report(f"matrix written to {path}", quiet=quiet, as_json=as_json, file=str(path))


def _export_evidence(form: str, out: Path | None, *, quiet: bool, as_json: bool) -> None:
    from iscm_analysis.publishing.qdpx import write_qdpx  # noqa: PLC0415
    from iscm_analysis.tables import load  # noqa: PLC0415

    evaluation = load()
    path = out or Path(f"evidence.{form}")
    items = write_qdpx(evaluation.evidence, evaluation.sources, path)
    report(f"{items} items of evidence written to {path}", quiet=quiet, as_json=as_json, items=items)
