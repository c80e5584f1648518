"""What a command prints: for people, for machines, or only what went wrong."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from iscm_analysis.publishing.progress import Manner

QUIET = click.option("--quiet", is_flag=True, help="Print errors only.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line, for machines.")


def say(line: str, *, err: bool = False) -> None:
    """Print a line; that nobody can hear it does not undo what was done."""
    try:
        click.echo(line, err=err)
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2 if err else 1)  # what is left in the buffer goes there at the end


def manner(*, quiet: bool, as_json: bool) -> Manner:
    """Say how progress is told: a live table on a terminal, plain lines elsewhere."""
    if as_json:
        return "json"
    if quiet:
        return "quiet"
    return "table" if sys.stderr.isatty() else "lines"


def warn(lines: Iterable[str], *, quiet: bool, as_json: bool) -> None:
    """Print warnings, to standard error."""
    for line in lines:
        if as_json:
            say(json.dumps({"event": "warning", "message": line}), err=True)
        elif not quiet:
            say(f"warning: {line}", err=True)


def report(line: str, *, quiet: bool, as_json: bool, **event: object) -> None:
    """Print what was done; ``event`` is the same for machines."""
    if as_json:
        say(json.dumps({"event": "done", **event}), err=True)
    elif not quiet:
        say(line)
