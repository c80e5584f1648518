"""Commands that make tables, check, and list; nothing is built."""

from __future__ import annotations

import json

import click

from iscm_analysis.cli.saying import JSON, QUIET, report, warn
from iscm_analysis.errors import IscmError


@click.command()
@QUIET
@JSON
def tables(quiet: bool, as_json: bool) -> None:  # noqa: FBT001
    """Read, clean and check data/raw; write data/processed."""
    from iscm_analysis.project import find_project  # noqa: PLC0415
    from iscm_analysis.tables.build import build_tables  # noqa: PLC0415
    from iscm_analysis.tables.store import store  # noqa: PLC0415

    project = find_project()
    made = build_tables(project)
    written = store(made.evaluation.frames(), made.hashes, project.processed)
    warn(made.warnings, quiet=quiet, as_json=as_json)
    report(
        f"{len(written)} files written to data/processed", quiet=quiet, as_json=as_json, files=len(written)
    )


@click.command()
@click.option("--site", "with_site", is_flag=True, help="Check the built site too.")
@QUIET
@JSON
def check(with_site: bool, quiet: bool, as_json: bool) -> None:  # noqa: FBT001
    """Check sources, tables, references and notebooks without building."""
    from iscm_analysis.project import find_project  # noqa: PLC0415
    from iscm_analysis.publishing.check import check_project  # noqa: PLC0415

    found = check_project(find_project(), with_site=with_site)
    warn(found.warnings, quiet=quiet, as_json=as_json)
    if found.errors:
        raise IscmError("\n".join(found.errors))
    report("nothing wrong", quiet=quiet, as_json=as_json, warnings=len(found.warnings))


@click.command("list")
@JSON
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
