"""The site as an RO-Crate: what every file is, and from what and by what the pages were made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from iscm_analysis.project import Project
from iscm_analysis.publishing.datapackage import TABLES
from iscm_analysis.publishing.plan import Page
from iscm_analysis.publishing.reads import file_digest
from iscm_analysis.publishing.receipt import BUILD_FILE
from iscm_analysis.publishing.site import files_of, package_versions
from iscm_analysis.sources.register import RegisteredSource, read_register

CRATE_FILE = "ro-crate-metadata.json"
SPECIFICATION = "https://w3id.org/ro/crate/1.2"
LICENCE = "#licence"
MIT = "https://spdx.org/licenses/MIT"
LIBRARY, PAPERMILL = "#iscm-analysis", "#papermill"
FORMATS = {
    ".csv": "text/csv",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".md": "text/markdown",
}
Entity = dict[str, Any]


@dataclass(frozen=True)
class Described:
    """The site to describe: its folder, its pages, and the SHA-256 of every input by name."""

    project: Project
    folder: Path
    pages: Sequence[Page]
    inputs: Mapping[str, str]

    def files(self) -> list[str]:
        """List every file of the site but the description itself; ``build.json`` is yet to come."""
        return sorted({*files_of(self.folder), BUILD_FILE} - {CRATE_FILE})


def write_crate(described: Described) -> None:
    """Write ``ro-crate-metadata.json``; nothing but ``build.json`` is written after it.

    ``build.json`` holds the fingerprint of the description, so it is listed there without its own.
    """
    graph = [
        _descriptor(),
        _root(described),
        *_licences(),
        *_files(described),
        *_inputs(described),
        *_packages(),
        *_notebooks(described),
        *_actions(described),
    ]
    content = {"@context": f"{SPECIFICATION}/context", "@graph": graph}
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    (described.folder / CRATE_FILE).write_text(text, encoding="utf-8", newline="\n")


def described_files(folder: Path) -> set[str]:
    """List the files that the description in ``folder`` names as its parts."""
    graph = json.loads((folder / CRATE_FILE).read_bytes())["@graph"]
    return {unquote(entity["@id"]) for entity in graph if entity["@type"] == "File"}


def _descriptor() -> Entity:
    return {
        "@id": CRATE_FILE,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": SPECIFICATION},
    }


def _root(described: Described) -> Entity:
    evaluation = described.project.settings.evaluation
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": evaluation.title,
        "description": evaluation.summary,
        "datePublished": max(source.date for source in _registered(described).values()),
        "citation": evaluation.citation,
        "license": {"@id": LICENCE},
        "hasPart": [{"@id": quote(name)} for name in described.files()],
        "mentions": [{"@id": action["@id"]} for action in _actions(described)],
    }


def _licences() -> Iterator[Entity]:
    yield {
        "@id": LICENCE,
        "@type": "CreativeWork",
        "name": "Facts from the annexes and public sources; code under the MIT licence",
        "description": (
            "The annexes are the work of their publisher: facts are used, their text is not. What holds for "
            "each source stands beside it. The code in the executed notebooks is under the MIT licence."
        ),
    }
    yield {"@id": MIT, "@type": "CreativeWork", "name": "MIT License"}


def _files(described: Described) -> Iterator[Entity]:
    titles = {page.href: page.title for page in described.pages}
    for name in described.files():
        path = described.folder / name
        entity = {"@id": quote(name), "@type": "File", "name": titles.get(name, name)}
        if path.suffix in FORMATS:
            entity["encodingFormat"] = FORMATS[path.suffix]
        if name != BUILD_FILE:
            entity |= {"contentSize": str(path.stat().st_size), "sha256": file_digest(path)}
        yield entity


def _registered(described: Described) -> dict[str, RegisteredSource]:
    """Give the registered sources by the way to their file in ``data``, as inputs are named."""
    raw = described.project.raw
    listed = read_register(raw).sources.values()
    return {f"{raw.name}/{source.path}": source for source in listed if source.path}


def _inputs(described: Described) -> Iterator[Entity]:
    registered = _registered(described)
    for name, digest in described.inputs.items():
        source = registered.get(name)
        entity = {"@id": _input(name), "@type": "CreativeWork", "name": name, "sha256": digest}
        if source:
            told = {"creditText": source.citation, "copyrightNotice": source.licence_note}
            entity |= {"name": source.title, **told}
        yield {**entity, "identifier": name}


def _input(name: str) -> str:
    return f"#data/{quote(name)}"


def _packages() -> Iterator[Entity]:
    others = [{"@id": f"#{name}"} for name in package_versions() if f"#{name}" != LIBRARY]
    for name, version in package_versions().items():
        entity: Entity = {"@id": f"#{name}", "@type": "SoftwareApplication", "name": name, "version": version}
        if f"#{name}" == LIBRARY:
            entity |= {"license": {"@id": MIT}, "softwareRequirements": others}
        yield entity


def _notebooks(described: Described) -> Iterator[Entity]:
    for path in sorted({page.notebook for page in described.pages}):
        yield {
            "@id": _notebook(path),
            "@type": "SoftwareSourceCode",
            "name": path.name,
            "encodingFormat": FORMATS[".ipynb"],
            "programmingLanguage": "Python",
            "sha256": file_digest(path),
        }


def _notebook(path: Path) -> str:
    return f"#notebooks/{quote(path.name)}"


def _actions(described: Described) -> Iterator[Entity]:
    """Say what was made from the inputs: the tables by the library, pages by notebook and papermill."""
    objects = [{"@id": _input(name)} for name in described.inputs]
    tables = [name for name in described.files() if name.startswith(f"{TABLES}/")]
    yield _action("tables", [LIBRARY], objects, tables)
    for notebook in sorted({page.notebook for page in described.pages}):
        made = [name for page in described.pages if page.notebook == notebook for name in page.files]
        instruments = [_notebook(notebook), PAPERMILL, LIBRARY]
        yield _action(notebook.stem, instruments, objects, made)


def _action(name: str, instruments: Sequence[str], objects: Sequence[Entity], made: Sequence[str]) -> Entity:
    return {
        "@id": f"#making-{quote(name)}",
        "@type": "CreateAction",
        "name": f"Making of {name}",
        "instrument": [{"@id": one} for one in instruments],
        "object": list(objects),
        "result": [{"@id": quote(one)} for one in made],
    }
