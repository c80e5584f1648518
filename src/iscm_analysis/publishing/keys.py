"""The key of a page: everything that decides what its cells show, apart from the files they read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from iscm_analysis.publishing.digests import digest_of
from iscm_analysis.publishing.notebook import unreadable
from iscm_analysis.publishing.reads import Read

PARTS = {
    "notebook": "notebook changed",
    "parameters": "parameters changed",
    "engine": "another engine was asked for",
    "edition": "another edition was asked for",
    "library": "the library's source changed",
    "packages": "Python or an installed package changed",
}


def notebook_digest(path: Path) -> str:
    """Fingerprint what of a notebook has a say: not its old outputs, nor how its file is laid out.

    Raises:
        IscmError: the file is no notebook.
    """
    try:
        content = json.loads(path.read_bytes())
        for cell in content["cells"]:
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
            if isinstance(cell.get("source"), list):
                cell["source"] = "".join(cell["source"])
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise unreadable(path, error) from error
    return digest_of(content)


def page_parts(
    notebook: str, parameters: Mapping[str, Any], *, engine: str, edition: str, library: str, packages: str
) -> dict[str, str]:
    """Give the parts of a page's key by name, so that a change can be put into words."""
    return {
        "notebook": notebook,
        "parameters": digest_of(dict(parameters)),
        "engine": engine,
        "edition": edition,
        "library": library,
        "packages": packages,
    }


def reason(parts: Mapping[str, str], before: Mapping[str, Any] | None, changed: list[Read]) -> str:
    """Say why a page has to run: the first thing that differs from the last time."""
    if before is None:
        return "not made before"
    if before.get("unsafe"):
        return f"cannot be kept: {before['unsafe']}"
    for name, words in PARTS.items():
        if before.get("parts", {}).get(name) != parts[name]:
            return words
    if changed:
        return f"{', '.join(_named(read) for read in changed[:3])} changed"
    return "what was kept of it was damaged or gone"


def _named(read: Read) -> str:
    path = Path(read.path)
    return f"table {path.stem}" if path.parts[:2] == ("data", "processed") else read.path
