"""One build: tables, then pages, then the site, exchanged as a whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from math import inf
from typing import Any

from iscm_analysis.analysis.selection import SELECTING, select
from iscm_analysis.errors import InvalidInputError, IscmError, UsageError
from iscm_analysis.languages import words
from iscm_analysis.project import Project
from iscm_analysis.publishing import site
from iscm_analysis.publishing.change_list import ChangeList, change_list
from iscm_analysis.publishing.changes_page import since_last, write_changes
from iscm_analysis.publishing.crate import Described, write_crate
from iscm_analysis.publishing.datapackage import write_package
from iscm_analysis.publishing.disclosure import disclosures
from iscm_analysis.publishing.edition import Edition, edition_of, refuse_mixed
from iscm_analysis.publishing.exchange import exchange, new_folder, secure, share_unchanged
from iscm_analysis.publishing.front import Front
from iscm_analysis.publishing.furnishing import furnishings, furniture
from iscm_analysis.publishing.guard import Guard
from iscm_analysis.publishing.keeper import Keeper, Planned
from iscm_analysis.publishing.leftovers import clear_leftovers
from iscm_analysis.publishing.lock import locked
from iscm_analysis.publishing.page import Work
from iscm_analysis.publishing.parameters import Parameter, check_given, declared
from iscm_analysis.publishing.places import Place
from iscm_analysis.publishing.plan import Page, all_pages, asked_pages
from iscm_analysis.publishing.receipt import BUILD_FILE
from iscm_analysis.publishing.request import Built, Listener, Request
from iscm_analysis.publishing.runner import Job, Outcome, run_jobs
from iscm_analysis.publishing.site import refuse_foreign_folder
from iscm_analysis.publishing.states import State, in_making, state_of
from iscm_analysis.publishing.whole import Whole
from iscm_analysis.tables.build import build_tables
from iscm_analysis.tables.store import Evaluation


class PagesFailedError(IscmError):
    """Some pages could not be made; the message names page, cell and error, a line each."""

    def __init__(self, failed: Sequence[Outcome], consequence: str) -> None:
        """Word the failures and what became of the site."""
        lines = [f"{outcome.page.notebook.name} ({outcome.page.name}): {outcome.error}" for outcome in failed]
        super().__init__("\n".join([*lines, consequence]))


def build_site(project: Project, request: Request, listener: Listener, place: Place) -> Built:
    """Build tables and pages and put the new site into ``request.out``; pages are made at ``place``.

    Raises:
        IscmError: an input cannot be used, or a page failed; the last good site is then untouched.
        UsageError: no such page or parameter, or a value that makes no sense.
    """
    refuse_foreign_folder(request.out)
    edition = edition_of(project, request)
    refuse_mixed(edition, request)
    with _alone(project, listener):
        clear_leftovers(request.out)
        return _build(project, request, edition, listener, place)


def _alone(project: Project, listener: Listener) -> AbstractContextManager[object]:
    """Hold the project's lock; a project nobody can write to needs none."""
    try:
        project.cache.mkdir(exist_ok=True)
    except OSError:
        return nullcontext()
    return locked(project.cache / "lock", listener.waits)


def _build(project: Project, request: Request, edition: Edition, listener: Listener, place: Place) -> Built:
    compared = _comparison(project, request)
    keeper = Keeper(project, request, edition, listener.warned)
    tables = keeper.tables() or build_tables(project, is_draft=edition.is_draft)
    warnings = tables.warnings
    for warning in warnings:
        listener.warned(warning)
    everything = all_pages(project, tables.evaluation.iscms, tables.evaluation.participation)
    asked = asked_pages(everything, request.pages, request.out)
    pages = _with_parameters(asked, request.given, tables.evaluation)
    keeper.store(tables)
    names = {page.name for page in pages}
    kept = site.kept_pages(request.out, [page for page in everything if page.name not in names])
    order = {page.name: place for place, page in enumerate(everything)}
    present = sorted([*pages, *kept], key=lambda page: order[page.name])
    keeper.look({page.notebook for page in everything})
    furnished = furnishings(project, tables, pages, present)
    plan = keeper.plan(pages, {name: edition.marked(own) for name, own in furnished.items()})
    listener.planned([planned.step for planned in plan])
    with new_folder(request.out) as folder:
        whole, front = Whole(present, Guard(project, keeper, folder)), Front(project, tables, present)
        failed = _run(project, request, plan, whole, front, listener, place, keeper)
        if failed:
            raise PagesFailedError(failed, _set_aside(request, whole.guard, [page.name for page in pages]))
        site.copy_pages(request.out, folder, kept)
        described = {
            "edition": edition.word,
            **site.described(request.out, present, kept, keeper.tables_read, tables.hashes),
        }
        frame = edition.marked(furniture(project, tables.hashes, "iscm build"))
        _complete(front, whole, frame, described, compared)
        keeper.refuse_changed()
        share_unchanged(request.out, folder)
        secure(folder)
        exchange(folder, request.out)
    keeper.finish(pages, warnings)
    n_run = sum(planned.step.runs for planned in plan)
    return Built(n_run, len(plan) - n_run)


def _comparison(project: Project, request: Request) -> Callable[[State], ChangeList]:
    """Give what compares the new site with what was asked for, else with the last one."""
    rule = project.settings.strength
    if request.against:
        return partial(change_list, state_of(project, request.against), rule=rule)
    return partial(since_last, request.out, rule=rule, say=words(project.settings.evaluation.language))


def notebook_parameters(pages: Sequence[Page]) -> dict[str, dict[str, Parameter]]:
    """Read the parameters cell of every notebook among ``pages``, by notebook."""
    return {page.notebook.stem: declared(page.notebook) for page in {p.notebook: p for p in pages}.values()}


def _with_parameters(pages: Sequence[Page], given: Sequence[str], evaluation: Evaluation) -> list[Page]:
    """Give each page its parameters, checked by name, by type, and against the tables."""
    known = notebook_parameters(pages) if given else {page.notebook.stem: {} for page in pages}
    values = check_given(given, known)
    for own in values.values():
        select(evaluation, **{name: value for name, value in own.items() if name in SELECTING})
    fixed = {name for page in pages for name in page.parameters if name in values[page.notebook.stem]}
    if fixed:
        message = f"-p {min(fixed)}: a profile takes it from its name; ask for the page of another one"
        raise UsageError(message)
    return [replace(page, parameters={**values[page.notebook.stem], **page.parameters}) for page in pages]


def _run(
    project: Project,
    request: Request,
    plan: Sequence[Planned],
    whole: Whole,
    front: Front,
    listener: Listener,
    place: Place,
    keeper: Keeper,
) -> list[Outcome]:
    """Put every page of the plan into its folder: kept, rendered anew, or run; give the failures."""
    guard, kept = whole.guard, [planned for planned in plan if planned.is_whole]
    for planned in kept:
        keeper.put(planned, guard.folder)
    to_do = sorted((item for item in plan if not item.is_whole), key=_length, reverse=True)
    jobs = [
        Job(
            Work(
                item.page,
                project.root,
                item.furniture,
                request.cell_timeout,
                request.page_timeout,
                request.engine,
                keeper.edition.of_cells,
                keeper.executed(item),
            ),
            guard.folder,
        )
        for item in to_do
    ]
    running = {item.page.name for item in plan if item.step.runs}

    def ended(outcome: Outcome) -> None:
        if outcome.page.name in running:
            listener.ended(outcome)
        if not outcome.error:
            guard.look_at(outcome.page)
            whole.add(outcome.page)

    def meanwhile() -> None:
        front.get_ready()
        for planned in kept:
            whole.add(planned.page)

    outcomes = run_jobs(
        jobs,
        place,
        on_start=lambda page: listener.started(page) if page.name in running else None,
        on_end=ended,
        meanwhile=meanwhile,
    )
    for item, outcome in zip(to_do, outcomes, strict=True):
        if not outcome.error:
            keeper.keep(item, outcome, guard.folder)
    keeper.remember()
    failed = {outcome.page.name: outcome for outcome in outcomes if outcome.error}
    return [failed[item.page.name] for item in plan if item.page.name in failed]


def _length(item: Planned) -> tuple[float, int]:
    """Say how long a page takes: as long as the last time; new ones come first, by their notebook's size."""
    seconds = item.step.seconds if item.step.runs else 0
    return (inf if seconds is None else seconds), item.page.notebook.stat().st_size


def _set_aside(request: Request, guard: Guard, names: Sequence[str]) -> str:
    """Keep what could be built beside the site, when asked to and if it may be given away; word it."""
    there = request.out.exists() and (request.out / BUILD_FILE).is_file()
    kept = f"the last good site in {request.out.name} is unchanged" if there else "no site was written"
    if not request.keep_going:
        return kept
    try:
        guard.refuse_private()
    except InvalidInputError as error:
        return f"{kept}; the other pages are not kept either:\n{error}"
    partial = request.out.with_name(f"{request.out.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    guard.folder.rename(partial)
    n_made = sum((partial / f"{name}.html").is_file() for name in names)
    return f"{kept}; {n_made} of {len(names)} pages are in {partial.name}"


def _complete(
    front: Front,
    whole: Whole,
    frame: Mapping[str, Any],
    described: Mapping[str, Any],
    compared: Callable[[State], ChangeList],
) -> None:
    """Put everything else beside the pages, and refuse the whole if it holds what may not leave here."""
    project, present, folder = front.project, front.present, whole.guard.folder
    if problems := list(disclosures(folder, present)):
        raise InvalidInputError(problems)
    numbers = list(site.registered(folder, present))
    site.write_numbers(folder, numbers)
    site.copy_tables(project.processed, folder)
    site.write_readme(folder)
    write_changes(folder, compared(in_making(folder, described)), {**frame, "root": ""})
    front.write(numbers, folder, frame)
    whole.write(frame)
    write_package(folder, project.settings.evaluation.title)
    write_crate(Described(project, folder, present, front.tables.hashes))
    site.write_build_file(folder, described)
    whole.guard.refuse_private()
