"""What a page says besides its own content: its site, its neighbours, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from iscm_analysis.languages import Words, words
from iscm_analysis.project import Project
from iscm_analysis.publishing.plan import PROFILE_KINDS, Page
from iscm_analysis.publishing.profiles import PROFILES_FILE
from iscm_analysis.publishing.site import package_versions
from iscm_analysis.publishing.whole import main_pages
from iscm_analysis.tables.build import Build


def furnishings(
    project: Project, tables: Build, pages: Sequence[Page], present: Sequence[Page]
) -> dict[str, dict[str, Any]]:
    """Give what each of ``pages`` says of its site, by page; ``present`` are all pages of the site."""
    say = words(project.settings.evaluation.language)
    listed = [*(_listed(page, say) for page in main_pages(present)), *_profile_index(present, say)]
    places = {page.name: place for place, page in enumerate(present)}
    return {
        page.name: {
            **furniture(project, tables.hashes, _command(page)),
            "name": page.name,
            "title": page.title,
            "kind": page.kind,
            "root": page.root,
            "pages": listed,
            "previous": _neighbour(present, places[page.name] - 1),
            "next": _neighbour(present, places[page.name] + 1),
        }
        for page in pages
    }


def _listed(page: Page, say: Words) -> dict[str, str]:
    return {"name": page.name, "title": page.title, "href": page.href, "group": say(f"group.{page.kind}")}


def _profile_index(present: Sequence[Page], say: Words) -> Iterator[dict[str, Any]]:
    """Lead to the index of profiles: there are too many of them for a menu that stands on every page."""
    if any(page.kind in PROFILE_KINDS for page in present):
        name = PROFILES_FILE.removesuffix(".html")
        yield {
            "name": name,
            "title": say("page.all_profiles"),
            "href": PROFILES_FILE,
            "group": say("group.profile"),
            "is_ours": True,
        }


def _command(page: Page) -> str:
    """Give the command that builds a page as it was built."""
    own = {} if page.kind in PROFILE_KINDS else page.parameters
    return " ".join([f"iscm build {page.name}", *(f"-p '{name}={value}'" for name, value in own.items())])


def _neighbour(present: Sequence[Page], place: int) -> dict[str, str] | None:
    if not 0 <= place < len(present):
        return None
    return {"href": present[place].href, "title": present[place].title}


def furniture(project: Project, hashes: Mapping[str, str], command: str) -> dict[str, Any]:
    """Give what every page of the site says: of the evaluation, the inputs, the versions, the command."""
    evaluation = project.settings.evaluation
    return {
        "language": evaluation.language,
        "evaluation": evaluation.title,
        "edition": evaluation.edition,
        "citation": evaluation.citation,
        "command": command,
        "inputs": [{"name": name, "sha256": digest} for name, digest in hashes.items()],
        "versions": [{"name": name, "version": number} for name, number in package_versions().items()],
    }
