"""The command line: parses, calls, reports. Heavy rooms are entered inside their commands."""

from __future__ import annotations

import click

from iscm_analysis.cli import building, comparing, giving, looking, receiving, templates
from iscm_analysis.cli.door import Door


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="iscm-analysis", prog_name="iscm")
def main() -> None:
    """From messy annexes to pages a reviewer trusts.

    Run it inside an evaluation project (a folder with iscm.toml). Exit codes: 0 all that was asked for
    is complete; 1 the work failed; 2 asked wrongly.
    """


for command in (
    building.build,
    building.profile,
    looking.tables,
    looking.check,
    looking.list_pages,
    receiving.read,
    receiving.import_,
    giving.export,
    comparing.diff,
    templates.template,
):
    main.add_command(command)
