"""The command line: parses, calls, reports. Heavy rooms are entered inside their commands."""

from __future__ import annotations

import errno
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import click

from iscm_analysis.errors import IscmError, UsageError
from iscm_analysis.stopping import Stopped, stoppable

if TYPE_CHECKING:
    from iscm_analysis.project import Project
    from iscm_analysis.publishing.progress import Manner, Progress
    from iscm_analysis.publishing.request import Built, Request

_QUIET = click.option("--quiet", is_flag=True, help="Print errors only.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line, for machines.")


class _Door(click.Group):
    """Catches what the user can mend, says it in one line, and ends with its exit code."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # click's signature
        """Run the command; no traceback for foreseen errors."""
        _open_standard_streams()
        try:
            return super().invoke(ctx)
        except IscmError as error:
            _fail(ctx, str(error), error.exit_code)
        except Stopped as word:
            _fail(ctx, f"stopped by {word}; nothing was changed that is not complete", 1)
        except OSError as error:
            _fail(ctx, _worded(error), 1)


def _open_standard_streams() -> None:
    """Open what the caller closed: a file of ours must not take the place of standard output."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # noqa: FBT003  # its only parameter
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _fail(ctx: click.Context, message: str, code: int) -> NoReturn:
    for line in message.splitlines():
        _say(f"iscm: {line}", err=True)
    ctx.exit(code)


def _worded(error: OSError) -> str:
    """Say what the system refused, and what helps."""
    helps = {
        errno.ENOSPC: "make room and run it again",
        errno.EDQUOT: "make room and run it again",
        errno.EACCES: "ask for the right to write there, or choose another folder with --out",
        errno.EPERM: "ask for the right to write there, or choose another folder with --out",
        errno.EROFS: "it is read-only; choose another folder with --out",
        errno.EMFILE: "raise the number of open files (ulimit -n)",
    }
    where = f"{error.filename}: " if error.filename else ""
    hint = f"; {helps[error.errno]}" if error.errno in helps else ""
    return f"{where}{error.strerror or error}{hint}"


def _say(line: str, *, err: bool = False) -> None:
    """Print a line; that nobody can hear it does not undo what was done."""
    try:
        click.echo(line, err=err)
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2 if err else 1)  # what is left in the buffer goes there at the end


@click.group(cls=_Door, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="iscm-analysis", prog_name="iscm")
def main() -> None:
    """From messy annexes to pages a reviewer trusts.

    Run it inside an evaluation project (a folder with iscm.toml). Exit codes: 0 all that was asked for
    is complete; 1 the work failed; 2 asked wrongly.
    """


@main.command()
@click.argument("pages", nargs=-1, metavar="[PAGE]...")
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the site.  [default: reports/]")
@click.option(
    "-p", "given", multiple=True, metavar="NAME=VALUE", help="Set a notebook's parameter (see `iscm list`)."
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    help="Pages at a time.  [default: all cores]",
)
@click.option("--force", is_flag=True, help="Run every page anew, whatever was kept.")
@click.option("--explain", is_flag=True, help="Say of every page why it ran or was kept.")
@click.option("--keep-going", is_flag=True, help="When a page fails, put the others beside the site.")
@click.option(
    "--cell-timeout",
    type=click.IntRange(1),
    default=120,
    show_default=True,
    metavar="S",
    help="Seconds a cell may take.",
)
@click.option(
    "--timeout",
    type=click.IntRange(1),
    default=600,
    show_default=True,
    metavar="S",
    help="Seconds a page may take.",
)
@click.option(
    "--engine",
    type=click.Choice(["iscm", "nbclient"]),
    default="iscm",
    show_default=True,
    help="What runs the notebooks: our forked children, or a Jupyter kernel each.",
)
@click.option(
    "--cluster",
    default="",
    metavar="ADDRESS",
    help="Make pages on the workers of a dask.distributed scheduler (tcp://HOST:PORT), not here.",
)
@_QUIET
@_JSON
def build(  # noqa: PLR0913, PLR0917  # an argument for each option
    pages: tuple[str, ...],
    out: Path | None,
    given: tuple[str, ...],
    jobs: int,
    force: bool,  # noqa: FBT001  # click passes flags by name
    explain: bool,  # noqa: FBT001
    keep_going: bool,  # noqa: FBT001
    cell_timeout: int,
    timeout: int,
    engine: str,
    cluster: str,
    quiet: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
) -> None:
    """Build tables, pages and site; all pages, or the PAGEs named.

    \b
    iscm build                              the whole site
    iscm build relevance overview           these two; the other pages stay as they are
    iscm build profiles/rcm                 one ISCM's profile
    iscm build relevance -p region=Africa   with a parameter
    """  # noqa: D301  # \b is click's mark
    from iscm_analysis.project import find_project  # noqa: PLC0415
    from iscm_analysis.publishing.progress import Progress  # noqa: PLC0415
    from iscm_analysis.publishing.request import Request  # noqa: PLC0415

    project = find_project()
    target = _resolved(out or project.reports)
    request = Request(target, pages, given, jobs, cell_timeout, timeout, keep_going, engine, cluster, force)
    progress = Progress(_manner(quiet=quiet, as_json=as_json), jobs)
    try:
        with stoppable(), progress:
            built = _build(project, request, progress)
    finally:
        for step in progress.steps.values() if explain and not as_json else ():
            _say(str(step))
    counts = {"pages": built.n_run + built.n_kept, "run": built.n_run, "kept": built.n_kept}
    said = f"pages built: {built.n_run}, kept: {built.n_kept}" if built.is_new else "nothing to do"
    _report(f"{said}; open {target / 'index.html'}", quiet=quiet, as_json=as_json, **counts)


def _resolved(out: Path) -> Path:
    """Follow links, so that a site is exchanged where it lies."""
    try:
        return out.resolve()
    except (OSError, RuntimeError) as error:  # a link that leads back to itself
        message = f"--out {out}: {error}; choose another folder"
        raise UsageError(message) from error


def _build(project: Project, request: Request, progress: Progress) -> Built:
    """Build, unless a glance at every file says that nothing would change."""
    from iscm_analysis.publishing.leftovers import clear_leftovers  # noqa: PLC0415
    from iscm_analysis.publishing.receipt import unchanged  # noqa: PLC0415
    from iscm_analysis.publishing.request import UNCHANGED, Built, Step  # noqa: PLC0415

    receipt = unchanged(project, request)
    if receipt is None:
        return _build_anew(project, request, progress)
    clear_leftovers(request.out)
    for warning in receipt.warnings:
        progress.warned(warning)
    progress.planned([Step(page, runs=False, why=UNCHANGED) for page in receipt.pages])
    return Built(0, len(receipt.pages), is_new=False)


def _build_anew(project: Project, request: Request, progress: Progress) -> Built:
    from iscm_analysis.publishing.places import place_of  # noqa: PLC0415
    from iscm_analysis.publishing.surroundings import own_surroundings  # noqa: PLC0415

    with own_surroundings(project.cache / "home"), place_of(request) as place:  # it imports while we do
        from iscm_analysis.publishing.build import build_site  # noqa: PLC0415  # heavy

        progress.n_jobs = place.room()
        return build_site(project, request, progress.listener(), place)


@main.command()
@click.option("--by", type=click.Choice(["iscm", "state"]), required=True, help="What to make profiles of.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the site.  [default: reports/]")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    help="Pages at a time.  [default: all cores]",
)
@_QUIET
@_JSON
@click.pass_context
def profile(
    ctx: click.Context,
    by: str,
    out: Path | None,
    jobs: int,
    quiet: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
) -> None:
    """Build one page for every ISCM, or for every State an ISCM names; the other pages stay as they are.

    \b
    iscm profile --by iscm     profiles/rcm.html and the others
    iscm profile --by state    profiles/states/MEX.html and the others
    """  # noqa: D301  # \b is click's mark
    notebook = {"iscm": "iscm-profile", "state": "state-profile"}[by]
    ctx.invoke(build, pages=(notebook,), out=out, jobs=jobs, quiet=quiet, as_json=as_json)


@main.command()
@_QUIET
@_JSON
def tables(quiet: bool, as_json: bool) -> None:  # noqa: FBT001
    """Read, clean and check data/raw; write data/processed."""
    from iscm_analysis.project import find_project  # noqa: PLC0415
    from iscm_analysis.tables.build import build_tables  # noqa: PLC0415
    from iscm_analysis.tables.store import store  # noqa: PLC0415

    project = find_project()
    made = build_tables(project)
    written = store(made.evaluation.frames(), made.hashes, project.processed)
    _warn(made.warnings, quiet=quiet, as_json=as_json)
    _report(
        f"{len(written)} files written to data/processed", quiet=quiet, as_json=as_json, files=len(written)
    )


@main.command()
@click.option("--site", "with_site", is_flag=True, help="Check the built site too.")
@_QUIET
@_JSON
def check(with_site: bool, quiet: bool, as_json: bool) -> None:  # noqa: FBT001
    """Check sources, tables, references and notebooks without building."""
    from iscm_analysis.project import find_project  # noqa: PLC0415
    from iscm_analysis.publishing.check import check_project  # noqa: PLC0415

    found = check_project(find_project(), with_site=with_site)
    _warn(found.warnings, quiet=quiet, as_json=as_json)
    if found.errors:
        raise IscmError("\n".join(found.errors))
    _report("nothing wrong", quiet=quiet, as_json=as_json, warnings=len(found.warnings))


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--as", "kind", type=click.Choice(["annexes", "annex4"]), required=True, help="What the file is."
)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for the tables.")
@_QUIET
@_JSON
def read(file: Path, kind: str, out: Path, quiet: bool, as_json: bool) -> None:  # noqa: FBT001
    """Read one FILE made by hand into canonical tables.

    \b
    annexes  the annexes document: .txt .md .docx .pdf
    annex4   a table of ISCMs and IOM's roles: .xlsx .xls .ods .csv .txt .docx

    Writes the tables and problems.csv into the folder. Ends with 1 when the file or a row of it is refused;
    what was read is written all the same, and the lines printed say what is missing from it.
    """  # noqa: D301  # \b is click's mark
    from iscm_analysis.project import find_project  # noqa: PLC0415
    from iscm_analysis.tables.readers import read_file  # noqa: PLC0415
    from iscm_analysis.tables.reading import write_reading  # noqa: PLC0415

    reading = read_file(file, kind, find_project())
    written = write_reading(reading, out)
    _warn(
        [str(problem) for problem in reading.problems if problem.severity != "error"],
        quiet=quiet,
        as_json=as_json,
    )
    for account in reading.accounts:
        _report(str(account), quiet=quiet, as_json=as_json, account=str(account))
    if reading.refusals:
        raise IscmError("\n".join(reading.refusals))
    _report(f"{len(written)} files written to {out}", quiet=quiet, as_json=as_json, files=len(written))


@main.command()
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
@_QUIET
@_JSON
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
    _report(f"{entries} entries written to {path}", quiet=quiet, as_json=as_json, entries=entries)


@main.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_QUIET
@_JSON
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
    _warn([str(problem) for problem in taken.reading.problems], quiet=quiet, as_json=as_json)
    for account in taken.reading.accounts:
        _report(str(account), quiet=quiet, as_json=as_json, account=str(account))
    for name in taken.replaced:
        line = f"{name} stays in data/raw but is registered no more"
        _report(line, quiet=quiet, as_json=as_json, replaced=name)
    what = "registered" if taken.is_new else "is registered already; nothing changed"
    _report(
        f"data/raw/{taken.path.name} {what}",
        quiet=quiet,
        as_json=as_json,
        path=taken.path.name,
        kind=taken.kind,
    )


@main.command("list")
@_JSON
def list_pages(as_json: bool) -> None:  # noqa: FBT001
    """List pages, their parameters and defaults."""
    from iscm_analysis.project import find_project  # noqa: PLC0415
    from iscm_analysis.publishing.parameters import declared  # noqa: PLC0415
    from iscm_analysis.publishing.plan import notebook_path  # noqa: PLC0415

    project = find_project()
    for settings in project.settings.pages:
        parameters = declared(notebook_path(project, settings)).values()
        if as_json:
            own = {
                item.name: {"type": item.type, "default": item.default, "help": item.help}
                for item in parameters
            }
            click.echo(json.dumps({"page": settings.notebook, "title": settings.title, "parameters": own}))
            continue
        click.echo(f"{settings.notebook}: {settings.title}")
        for item in parameters:
            click.echo(f"    -p {item.name}={item.default}    ({item.type}) {item.help}")


def _manner(*, quiet: bool, as_json: bool) -> Manner:
    if as_json:
        return "json"
    if quiet:
        return "quiet"
    return "table" if sys.stderr.isatty() else "lines"


def _warn(lines: list[str], *, quiet: bool, as_json: bool) -> None:
    for line in lines:
        if as_json:
            _say(json.dumps({"event": "warning", "message": line}), err=True)
        elif not quiet:
            _say(f"warning: {line}", err=True)


def _report(line: str, *, quiet: bool, as_json: bool, **event: object) -> None:
    if as_json:
        _say(json.dumps({"event": "done", **event}), err=True)
    elif not quiet:
        _say(line)
