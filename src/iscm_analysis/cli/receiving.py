"""Commands that take a file in."""

from __future__ import annotations

from pathlib import Path

import click

from iscm_analysis.cli.saying import JSON, QUIET, report, warn
from iscm_analysis.errors import IscmError


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--as",
    "kind",
    type=click.Choice(["annexes", "annex4", "evidence", "coded"]),
    required=True,
    help="What the file is.",
)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for the tables.")
@QUIET
@JSON
def read(file: Path, kind: str, out: Path, quiet: bool, as_json: bool) -> None:  # noqa: FBT001
    """Read one FILE made by hand into canonical tables.

    \b
    annexes  the annexes document: .txt .md .docx .pdf
    annex4   a table of ISCMs and IOM's roles: .xlsx .xls .ods .csv .txt .docx
    coded    coded interviews and texts: REFI-QDA .qdpx .qdc, highlights of Taguette .csv .xlsx
    evidence an evidence log (.xlsx .xls .ods), or one sheet of it (.csv)

    Writes the tables and problems.csv into the folder. Ends with 1 when the file or a row of it is refused;
    what was read is written all the same, and the lines printed say what is missing from it.

    Coded material leaves two maps in the folder, code_map.csv and source_map.csv. Fill them in and read
    again: passages whose code leads to a question and whose source is registered become evidence.csv.
    """  # noqa: D301  # \b is click's mark
    from iscm_analysis.project import find_project  # noqa: PLC0415
    from iscm_analysis.tables.readers import read_file  # noqa: PLC0415
    from iscm_analysis.tables.reading import write_reading  # noqa: PLC0415

    project = find_project()
    reading = read_file(file, kind, project)
    if kind == "coded" and reading.frames:
        from iscm_analysis.publishing.coded import with_counts, with_evidence  # noqa: PLC0415

        reading = with_evidence(with_counts(reading), out, project)
    written = write_reading(reading, out)
    warn(
        [str(problem) for problem in reading.problems if problem.severity != "error"],
        quiet=quiet,
        as_json=as_json,
    )
    for account in reading.accounts:
        report(str(account), quiet=quiet, as_json=as_json, account=str(account))
    if reading.refusals:
        raise IscmError("\n".join(reading.refusals))
    report(f"{len(written)} files written to {out}", quiet=quiet, as_json=as_json, files=len(written))


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@QUIET
@JSON
def import_(file: Path, quiet: bool, as_json: bool) -> None:  # noqa: FBT001
    """Take a received FILE into data/raw and register it.

    \b
    an annexes document    .txt .md .docx .pdf; takes the place of annexes 1 to 3
    an Annex 4 table       .xlsx .xls .ods .csv .txt .docx; stands beside the compiled one

    The file is read first; if a row of it would be refused, nothing changes. It is kept byte for byte; the
    files it takes the place of stay in data/raw. After it: `iscm build`.
    """  # noqa: D301  # \b is click's mark
    from iscm_analysis.project import find_project  # noqa: PLC0415
    from iscm_analysis.tables.importing import import_file  # noqa: PLC0415

    taken = import_file(file, find_project())
    warn([str(problem) for problem in taken.reading.problems], quiet=quiet, as_json=as_json)
    for account in taken.reading.accounts:
        report(str(account), quiet=quiet, as_json=as_json, account=str(account))
    for name in taken.replaced:
        line = f"{name} stays in data/raw but is registered no more"
        report(line, quiet=quiet, as_json=as_json, replaced=name)
    what = "registered" if taken.is_new else "is registered already; nothing changed"
    report(
        f"data/raw/{taken.path.name} {what}",
        quiet=quiet,
        as_json=as_json,
        path=taken.path.name,
        kind=taken.kind,
    )
