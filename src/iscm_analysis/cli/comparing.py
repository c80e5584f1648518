"""The command that compares."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from iscm_analysis.cli.saying import say
from iscm_analysis.errors import UsageError

if TYPE_CHECKING:
    from iscm_analysis.project import Project
    from iscm_analysis.publishing.change_list import ChangeList


@click.command()
@click.argument("before", required=False, metavar="[A]")
@click.argument("after", required=False, metavar="[B]")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.html",
    help="Write the list as a page too.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON, for machines.")
def diff(before: str | None, after: str | None, out: Path | None, as_json: bool) -> None:  # noqa: FBT001
    """List what changed from A to B: rows, numbers, figures, questions, sources, pages.

    \b
    iscm diff                    what the site in reports/ says of the build before
    iscm diff ../draft           a site you kept, against the site in reports/
    iscm diff v1.0               a git revision, against data/processed
    iscm diff v1.0 v1.1          one against the other

    A and B are each a site (a folder with build.json), a folder of tables, or a git revision. Only sites
    have pages and numbers. Ends with 0 whether or not anything changed.
    """  # noqa: D301  # \b is click's mark
    from iscm_analysis.project import find_project  # noqa: PLC0415
    from iscm_analysis.publishing.change_words import lines  # noqa: PLC0415
    from iscm_analysis.publishing.changes_page import render_changes  # noqa: PLC0415

    project = find_project()
    changes = _compared(project, before, after)
    if out:
        language = project.settings.evaluation.language
        page = render_changes(changes, {"language": language}, is_in_site=False)
        out.write_text(page, encoding="utf-8", newline="\n")
    if as_json:
        say(json.dumps(asdict(changes), ensure_ascii=False))
        return
    for line in lines(changes):
        say(line)


def _compared(project: Project, before: str | None, after: str | None) -> ChangeList:
    """Compare what was named; B is by default what there is now of what A has."""
    from iscm_analysis.publishing.change_list import change_list  # noqa: PLC0415
    from iscm_analysis.publishing.changes_page import kept_list  # noqa: PLC0415
    from iscm_analysis.publishing.states import of_site, of_tables, state_of  # noqa: PLC0415

    if before is None:
        kept = kept_list(project.reports)
        if kept is None:
            message = (
                f"no list of changes in {project.reports.name}; run `iscm build`, or name what to compare"
            )
            raise UsageError(message)
        return kept
    first, rule = state_of(project, before), project.settings.strength
    if after is not None:
        return change_list(first, state_of(project, after), rule)
    now = of_site(project.reports) if first.build else of_tables(project.processed, "data/processed")
    return change_list(first, now, rule)
