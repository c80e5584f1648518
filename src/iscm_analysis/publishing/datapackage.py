"""The tables of the site as a frictionless Data Package at its root: where each is and what it holds."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from iscm_analysis.publishing.reads import file_digest
from iscm_analysis.tables.store import PACKAGE_FILE

TABLES = "tables"


def write_package(folder: Path, title: str) -> None:
    """Write the description of every CSV file of the site, the tables as ``tables/`` describes them."""
    described = json.loads((folder / TABLES / PACKAGE_FILE).read_bytes())
    resources = [
        {**resource, "path": f"{TABLES}/{resource['path']}", **_bytes(folder / TABLES / resource["path"])}
        for resource in described["resources"]
    ]
    content = {
        **described,
        "name": "iscm-analysis-site",
        "title": f"Tables and registered numbers: {title}",
        "resources": [*resources, *_others(folder)],
    }
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    (folder / PACKAGE_FILE).write_text(text, encoding="utf-8", newline="\n")


def _others(folder: Path) -> Iterator[dict[str, Any]]:
    """Describe what lies beside the pages, such as the numbers, by its first line."""
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            columns = next(csv.reader(file), [])
        yield {
            "name": path.stem,
            "path": path.name,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            **_bytes(path),
            "schema": {"fields": [{"name": name, "type": "any"} for name in columns], "missingValues": [""]},
        }


def _bytes(path: Path) -> dict[str, Any]:
    return {"bytes": path.stat().st_size, "hash": f"sha256:{file_digest(path)}"}
