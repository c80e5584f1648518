"""Commands that build the site."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from iscm_analysis.cli.saying import JSON, QUIET, manner, report, say
from iscm_analysis.errors import UsageError
from iscm_analysis.imports import lasting
from iscm_analysis.stopping import stoppable

if TYPE_CHECKING:
    from iscm_analysis.project import Project
    from iscm_analysis.publishing.progress import Progress
    from iscm_analysis.publishing.request import Built, Request


@click.command()
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
@click.option("--draft", is_flag=True, help="Mark every page as a draft; open gaps are warnings.")
@click.option(
    "--names",
    is_flag=True,
    help="Internal edition that shows interviewees' names, into reports.internal/ unless --out is given.",
)
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
@click.option(
    "--against",
    default="",
    metavar="REV|DIR",
    help="What changes.html compares with.  [default: the last build]",
)
@QUIET
@JSON
def build(  # noqa: PLR0913, PLR0917  # an argument for each option
    pages: tuple[str, ...],
    out: Path | None,
    given: tuple[str, ...],
    jobs: int,
    force: bool,  # noqa: FBT001  # click passes flags by name
    explain: bool,  # noqa: FBT001
    draft: bool,  # noqa: FBT001
    names: bool,  # noqa: FBT001
    keep_going: bool,  # noqa: FBT001
    cell_timeout: int,
    timeout: int,
    engine: str,
    cluster: str,
    against: str,
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
    target = resolved(out or (project.internal_reports if names else project.reports))
    request = Request(
        target,
        pages,
        given,
        jobs,
        cell_timeout,
        timeout,
        keep_going,
        engine,
        cluster,
        force,
        against,
        draft,
        names,
    )
    progress = Progress(manner(quiet=quiet, as_json=as_json), jobs)
    try:
        with stoppable(), progress:
            built = _build(project, request, progress)
    finally:
        for step in progress.steps.values() if explain and not as_json else ():
            say(str(step))
    counts = {"pages": built.n_run + built.n_kept, "run": built.n_run, "kept": built.n_kept}
    said = f"pages built: {built.n_run}, kept: {built.n_kept}" if built.is_new else "nothing to do"
    report(f"{said}; open {target / 'index.html'}", quiet=quiet, as_json=as_json, **counts)


def resolved(out: Path) -> Path:
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
        with lasting():
            from iscm_analysis.publishing.build import build_site  # noqa: PLC0415  # heavy

        progress.n_jobs = place.room()
        return build_site(project, request, progress.listener(), place)


@click.command()
@click.option("--by", type=click.Choice(["iscm", "state"]), required=True, help="What to make profiles of.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the site.  [default: reports/]")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    help="Pages at a time.  [default: all cores]",
)
@QUIET
@JSON
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
