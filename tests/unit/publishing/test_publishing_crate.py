"""The site described for machines, read back by those who know how."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import Result
from rocrate.rocrate import ROCrate

Command = Callable[..., Result]


@pytest.fixture
def small_site(tiny_project: Callable[..., Path], iscm: Command) -> Path:
    """The site of a project with two tiny pages."""
    root = tiny_project(one="1", two="2")
    assert iscm("build").exit_code == 0
    return root / "reports"


def graph_of(site: Path) -> dict[str, dict[str, object]]:
    graph = json.loads((site / "ro-crate-metadata.json").read_bytes())["@graph"]
    return {entity["@id"]: entity for entity in graph}


def named_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if "@id" in value:
            yield value["@id"]
        for part in value.values():
            yield from named_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from named_in(part)


def test_rocrate_loads_it_and_finds_every_file_of_the_site(small_site: Path) -> None:
    crate = ROCrate(small_site)
    parts = {unquote(entity.id): entity for entity in crate.data_entities}
    there = {path.relative_to(small_site).as_posix() for path in small_site.rglob("*") if path.is_file()}
    assert set(parts) == there - {"ro-crate-metadata.json"}
    assert crate.name.startswith("IOM's engagement")
    for name, entity in parts.items():
        content = (small_site / name).read_bytes()
        assert entity["encodingFormat"], name
        if name != "build.json":  # it holds the fingerprint of the description
            assert entity["sha256"] == hashlib.sha256(content).hexdigest(), name
            assert entity["contentSize"] == str(len(content)), name


def test_whatever_it_refers_to_is_described_there(small_site: Path) -> None:
    graph = graph_of(small_site)
    named = {name for entity in graph.values() for name in named_in(list(entity.values()))}
    assert {name for name in named if name not in graph} == {"https://w3id.org/ro/crate/1.2"}


def test_each_notebook_says_which_pages_it_made_from_which_raw_files(small_site: Path) -> None:
    graph = graph_of(small_site)
    action = graph["#making-one"]
    assert [one["@id"] for one in action["result"]] == ["one.html", "executed/one.ipynb"]  # type: ignore[attr-defined]
    assert {"@id": "#notebooks/one.ipynb"} in action["instrument"]  # type: ignore[operator]
    inputs = json.loads((small_site / "build.json").read_bytes())["inputs"]
    said = {
        entity.get("identifier"): entity["sha256"]
        for name, entity in graph.items()
        if name.startswith("#data/")
    }
    assert said == inputs
    assert str(graph["#data/raw/annex-2-documents.txt"]["name"]).startswith("Annex 2.")
    assert graph["./"]["datePublished"] == "2026"


def test_nobody_is_in_it_and_no_clock(small_site: Path) -> None:
    types = {str(entity["@type"]) for entity in graph_of(small_site).values()}
    assert "Person" not in types
    text = (small_site / "ro-crate-metadata.json").read_text(encoding="utf-8")
    assert not any(word in text for word in ("startTime", "endTime", "dateCreated", "dateModified"))


def test_the_data_package_resolves_to_files_with_the_columns_it_says(small_site: Path) -> None:
    package = json.loads((small_site / "datapackage.json").read_bytes())
    described = {resource["path"]: resource for resource in package["resources"]}
    there = {path.relative_to(small_site).as_posix() for path in small_site.rglob("*.csv")}
    assert set(described) == there
    for path, resource in described.items():
        content = (small_site / path).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        header = next(csv.reader(content.decode().splitlines()))
        assert [field["name"] for field in resource["schema"]["fields"]] == header, path
