"""What one build takes over from those before it, and what it keeps for the next."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from iscm_analysis.errors import IscmError
from iscm_analysis.files import PART, write_whole
from iscm_analysis.project import Project
from iscm_analysis.publishing import receipt
from iscm_analysis.publishing.cache import Cache, Entry
from iscm_analysis.publishing.digests import Digests, digest_of, library_digest, packages_digest
from iscm_analysis.publishing.edition import Edition
from iscm_analysis.publishing.keys import notebook_digest, page_parts, reason
from iscm_analysis.publishing.plan import Page
from iscm_analysis.publishing.reads import Read, file_digest, parse
from iscm_analysis.publishing.request import UNCHANGED, Request, Step
from iscm_analysis.publishing.runner import Outcome
from iscm_analysis.publishing.tables_kept import kept_tables, remember_tables, tables_key
from iscm_analysis.tables.build import Build
from iscm_analysis.tables.store import store

PAGES, CHECKED = "pages.json", "checked.json"


@dataclass(frozen=True)
class Planned:
    """One page of a build: its key in parts, what it says of its site, and its kept self, if any."""

    page: Page
    parts: Mapping[str, str]
    furniture: dict[str, Any]
    entry: Entry | None
    step: Step

    @property
    def is_whole(self) -> bool:
        """Whether the kept page can be taken as it is; otherwise it is at least rendered anew."""
        return self.entry is not None and self.entry.furniture == digest_of(self.furniture)


class Keeper:
    """Knows what was made before and from what. A disk that is full costs time, not the build."""

    def __init__(
        self, project: Project, request: Request, edition: Edition, warned: Callable[[str], None]
    ) -> None:
        """Read what is remembered."""
        self.project, self.request, self.edition, self.warned = project, request, edition, warned
        self.digests = Digests(project.cache / receipt.MEMORY)
        self.cache = Cache(project.cache)
        self.library, self.packages = library_digest(self.digests), packages_digest()
        self.tables_key = tables_key(
            project,
            self.digests,
            library=self.library,
            packages=self.packages,
            is_draft=edition.is_draft,
        )
        self.pages = _remembered(project.cache / PAGES)
        self.notebooks: set[Path] = set()
        self.inputs = receipt.inputs_now(project, self.digests, ())
        self.can_write = True
        self._now = cache(lambda read: self.digests.now(read, project.root))

    def tables(self) -> Build | None:
        """Give the tables as they lie, if making them again would change nothing."""
        if self.request.force:
            return None
        return kept_tables(self.project, self.digests, self.tables_key)

    def store(self, tables: Build) -> None:
        """Write the tables that changed; what a killed build left of them goes."""
        for part in self.project.processed.glob(f"*{PART}"):
            part.unlink(missing_ok=True)
        if self.tables() is None:
            store(tables.evaluation.frames(), tables.hashes, self.project.processed)
            self._try(lambda: remember_tables(self.project, self.digests, self.tables_key, tables))

    def look(self, notebooks: Iterable[Path]) -> None:
        """Take down what every page may rest on, to see at the end whether it is still the same."""
        self.notebooks = {path for path in notebooks if path.is_file()}
        now = receipt.inputs_now(self.project, self.digests, self.notebooks)
        made = f"{self.project.processed.relative_to(self.project.root).as_posix()}/"
        given = {name: digest for name, digest in self.inputs.items() if not name.startswith(made)}
        ours = (made, self.project.notebooks.name)
        self.inputs = {**given, **{name: now[name] for name in now if name.startswith(ours)}}

    def unchecked(self, paths: Sequence[Path], sought: object) -> list[Path]:
        """List those of ``paths`` in which ``sought`` was not looked for before."""
        if self.request.force:
            return list(paths)
        known = _remembered(self.project.cache / CHECKED).get(self._looking_for(sought), {})
        return [path for path in paths if self._searched(path) not in known]

    def remember_checked(self, paths: Iterable[Path], sought: object) -> None:
        """Note that nothing of what is ``sought`` stands in ``paths``."""
        found = {self._looking_for(sought): dict.fromkeys(sorted(map(self._searched, paths)), 1)}
        self._try(lambda: write_whole(self.project.cache / CHECKED, json.dumps(found)))

    def _looking_for(self, sought: object) -> str:
        return digest_of([sought, self.library])

    @staticmethod
    def _searched(path: Path) -> str:
        """Name what was searched: a file's name is part of it."""
        return f"{path.name} {file_digest(path)}"

    def refuse_changed(self) -> None:
        """Refuse a site made half from one state of the inputs and half from another.

        Raises:
            IscmError: an input was replaced while the build ran.
        """
        now = receipt.inputs_now(self.project, self.digests, self.notebooks)
        changed = sorted(name for name, _ in now.items() ^ self.inputs.items())
        if changed:
            message = f"{changed[0]} changed while the build ran; run `iscm build` again"
            raise IscmError(message)

    def plan(self, pages: Sequence[Page], furniture: Mapping[str, dict[str, Any]]) -> list[Planned]:
        """Decide for each page whether it has to run, and say why."""
        notebooks = {page.notebook: notebook_digest(page.notebook) for page in pages}
        return [self._planned(page, notebooks[page.notebook], furniture[page.name]) for page in pages]

    def _planned(self, page: Page, notebook: str, furniture: dict[str, Any]) -> Planned:
        parts = page_parts(
            notebook,
            page.parameters,
            engine=self.request.engine,
            edition=self.edition.of_cells,
            library=self.library,
            packages=self.packages,
        )
        entry = None
        if not self.request.force:
            entry = self.cache.find(digest_of(parts), digest_of(furniture), self._is_current)
        before = self.pages.get(page.name)
        if entry is None:
            why = "--force was given" if self.request.force else reason(parts, before, self._changed(before))
            step = Step(page.name, runs=True, why=why, seconds=(before or {}).get("seconds"))
        else:
            anew = entry.furniture != digest_of(furniture)
            why = f"{UNCHANGED}; what it says of its site did, so it is rendered anew" if anew else UNCHANGED
            step = Step(page.name, runs=False, why=why)
            self._note(page, parts, entry.reads, seconds=(before or {}).get("seconds"))
        return Planned(page, parts, furniture, entry, step)

    def _is_current(self, read: Read) -> bool:
        return bool(self._now(read) == read)

    def _changed(self, before: Mapping[str, Any] | None) -> list[Read]:
        reads = [Read(**read) for read in (before or {}).get("reads", [])]
        return [read for read in reads if not self._is_current(read)]

    def put(self, planned: Planned, folder: Path) -> None:
        """Lay a kept page into ``folder``."""
        kept = (planned.entry.html, planned.entry.executed) if planned.entry else ()
        for name, content in zip(planned.page.files, kept, strict=True):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self.cache.content(content))

    def executed(self, planned: Planned) -> str:
        """Give the executed notebook of a page that was kept, else nothing."""
        return self.cache.content(planned.entry.executed).decode() if planned.entry else ""

    def keep(self, planned: Planned, outcome: Outcome, folder: Path) -> None:
        """Keep a page that was made now, unless what it read is already something else."""
        reads: Sequence[Read]
        if planned.entry:
            reads, unsafe = planned.entry.reads, ""
        else:
            reads, unsafe = parse(outcome.reads)
            seconds = round(outcome.seconds, 2)
            self._note(planned.page, planned.parts, reads, unsafe=unsafe, seconds=seconds)
        if unsafe or not all(self.digests.now(read, self.project.root) == read for read in reads):
            return
        html, executed = ((folder / name).read_bytes() for name in planned.page.files)
        names = [sha256(content).hexdigest() for content in (executed, html)]
        entry = Entry(digest_of(planned.parts), tuple(reads), digest_of(planned.furniture), *names)
        self._try(lambda: self.cache.keep(entry, executed, html))

    def _note(
        self,
        page: Page,
        parts: Mapping[str, str],
        reads: Iterable[Read],
        *,
        unsafe: str = "",
        seconds: float | None,
    ) -> None:
        self.pages[page.name] = {
            "parts": dict(parts),
            "reads": [asdict(read) for read in reads],
            "unsafe": unsafe,
            "seconds": seconds,
        }

    def tables_read(self, page: str) -> list[str]:
        """Name the tables that the cells of a page read."""
        processed = self.project.processed.relative_to(self.project.root)
        paths = [Path(read["path"]) for read in self.pages[page]["reads"]]
        return sorted(path.stem for path in paths if path.parent == processed and path.suffix == ".csv")

    def remember(self) -> None:
        """Note what the pages were made from, and how long that took."""
        self._try(lambda: write_whole(self.project.cache / PAGES, json.dumps(self.pages, ensure_ascii=False)))

    def finish(self, pages: Sequence[Page], warnings: Sequence[str]) -> None:
        """Give the receipt of a complete build, and forget what has not been used for long."""
        self._try(lambda: self._finish(pages, warnings))

    def _finish(self, pages: Sequence[Page], warnings: Sequence[str]) -> None:
        known = [self.pages[page.name] for page in pages]
        if not any(page["unsafe"] for page in known):
            reads = {Read(**read) for page in known for read in page["reads"]}
            made = receipt.Receipt(
                self.library,
                self.packages,
                self.inputs,
                sorted(reads, key=lambda read: (read.kind, read.path)),
                receipt.outputs_of(self.request.out, self.digests),
                [page.name for page in pages],
                list(warnings),
            )
            receipt.give_receipt(self.project, self.request, made)
        self.digests.save()
        self.cache.prune()

    def _try(self, write: Callable[[], object]) -> None:
        try:
            write()
        except OSError as error:
            if self.can_write:
                folder = self.project.cache.name
                self.warned(f"nothing can be kept for the next build in {folder}: {error.strerror}")
            self.can_write = False


def _remembered(path: Path) -> dict[str, dict[str, Any]]:
    with suppress(OSError, ValueError):
        content = json.loads(path.read_bytes())
        if isinstance(content, dict) and all(isinstance(item, dict) for item in content.values()):
            return content
    return {}
