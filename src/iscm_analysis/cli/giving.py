"""Commands that write a file for others."""

from __future__ import annotations

from pathlib import Path

import click

from iscm_analysis.cli.saying import JSON, QUIET, report


@click.command()
@click.argument("what", type=click.Choice(["documents"]))
@click.option(
    "--to", "form", type=click.Choice(["csl-json", "bibtex", "ris"]), required=True, help="Form of the file."
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="File to write.  [default: in the current folder, named documents.json, .bib or .ris]",
)
@QUIET
@JSON
def export(what: str, form: str, out: Path | None, quiet: bool, as_json: bool) -> None:  # noqa: FBT001
    """Write the list of documents (Annex 2) for reference managers and LaTeX.

    \b
    iscm export documents --to bibtex                  documents.bib in the current folder
    iscm export documents --to ris --out annex2.ris    a file of your choice

    Reads data/processed (see `iscm tables`). A file that is there is replaced.
    """  # noqa: D301  # \b is click's mark
    from iscm_analysis.publishing.bibliography import FORMS, write_bibliography  # noqa: PLC0415
    from iscm_analysis.tables import load  # noqa: PLC0415

    path = out or Path(f"{what}{FORMS[form].ending}")
    entries = write_bibliography(load().documents, form, path)
    report(f"{entries} entries written to {path}", quiet=quiet, as_json=as_json, entries=entries)
