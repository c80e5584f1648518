"""The command that gives a workbook to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from iscm_analysis.cli.saying import JSON, QUIET, report
from iscm_analysis.errors import UsageError

NAMES = {"evidence": "evidence-log.xlsx", "annex4": "annex-4.xlsx"}


@click.command()
@click.argument("what", type=click.Choice(list(NAMES)))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="File to write; none that is there is replaced.  [default: in the current folder]",
)
@QUIET
@JSON
def template(what: str, out: Path | None, quiet: bool, as_json: bool) -> None:  # noqa: FBT001
    """Write an empty workbook with drop-downs and notes.

    \b
    iscm template evidence    evidence-log.xlsx, for data/evidence: matrix, evidence, findings, ...
    iscm template annex4      annex-4.xlsx, a list of ISCMs and IOM's roles, for `iscm import`

    The drop-downs hold this project's questions, ISCMs and sources (data/processed; see `iscm tables`).
    """  # noqa: D301  # \b is click's mark
    from iscm_analysis.files import write_whole  # noqa: PLC0415
    from iscm_analysis.tables.templates import template_bytes  # noqa: PLC0415

    path = out or Path(NAMES[what])
    if path.exists():
        message = f"{path} is there already and may be filled in; give another name with --out"
        raise UsageError(message)
    write_whole(path, template_bytes(what))
    report(f"{path} written", quiet=quiet, as_json=as_json, file=str(path))
