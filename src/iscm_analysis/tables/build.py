"""From raw files to processed tables: read, clean, give ids, check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pandas as pd

from iscm_analysis.cleaning import codes, corrections, iscms, judgements, references, units
from iscm_analysis.errors import InvalidInputError, Problem, softened
from iscm_analysis.project import Project
from iscm_analysis.sources import interviewees, reference_list, terms_of_reference, workbook
from iscm_analysis.sources.register import Register, fingerprint, read_register
from iscm_analysis.sources.rows import as_frame, read_csv_rows
from iscm_analysis.sources.whole_document import read_whole_document
from iscm_analysis.tables import annex_tables
from iscm_analysis.tables.annex4 import read_annex4
from iscm_analysis.tables.chain_checks import chain_problems
from iscm_analysis.tables.convert import typed
from iscm_analysis.tables.evidence_log import as_logged, log_tables, unknown_questions
from iscm_analysis.tables.log_reading import log_files, read_log
from iscm_analysis.tables.original_annex4 import CONFLICT_COLUMNS, SOURCE_ID, join_original
from iscm_analysis.tables.reading import problems_frame
from iscm_analysis.tables.specs import SPECS
from iscm_analysis.tables.store import Evaluation
from iscm_analysis.tables.validate import table_problems

Frames = dict[str, pd.DataFrame]
T = TypeVar("T")

FINANCE_COLUMNS = ["year", "scope", "line_item", "currency", "amount", "kind", "source_id", "notes"]
UNSOURCED = "unsourced"


@dataclass(frozen=True)
class Build:
    """The tables of one build, and the fingerprints of the files they were read from by path in ``data``."""

    evaluation: Evaluation
    hashes: dict[str, str]

    @property
    def warnings(self) -> list[str]:
        """What did not stop the build but has to be said, a line each."""
        problems = self.evaluation.problems.fillna("").to_dict("records")
        return [str(Problem(**problem)) for problem in problems]  # type: ignore[arg-type]  # all text


def build_tables(project: Project, *, is_draft: bool = False) -> Build:
    """Build all processed tables from ``data/raw``, ``data/evidence`` and ``data/reference``; write nothing.

    A registered file that is missing leaves its tables empty and a warning among the problems; without an
    evidence log its tables are empty. In a draft an open gap is a warning too.

    Raises:
        InvalidInputError: a file cannot be read, or a table breaks its specification.
    """
    register = read_register(project.raw)
    lists = {
        name: annex_tables.read_list(project, name, columns)
        for name, columns in annex_tables.REFERENCE_LISTS.items()
    }
    raw, said = _read_raw(register)
    raw, disputed = _with_original(raw, lists, register, project)
    files = log_files(project.evidence)
    log = read_log(files, raw["interviewees"]["name"])
    said += [*disputed, *log.problems]
    frames, problems = _clean(raw, log.frames, lists, register)
    in_tables = [*table_problems(frames), *chain_problems(frames, project.settings.strength)]
    complaints = [*said, *problems, *as_logged(in_tables)]
    complaints = softened(complaints) if is_draft else complaints
    if any(problem.severity == "error" for problem in complaints):
        raise InvalidInputError([problem for problem in complaints if problem.severity == "error"])
    frames["problems"] = problems_frame([*register.problems(), *complaints])
    received = [path for source_id in register.sources if (path := register.path(source_id))]
    return Build(Evaluation(**frames), _fingerprints([*received, *files], project.raw.parent))


def _fingerprints(files: Iterable[Path], folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): fingerprint(path) for path in files}


def _read_raw(register: Register) -> tuple[Frames, list[Problem]]:
    """Read what is there, as printed; what is not there is an empty frame of the same columns."""
    annexes, problems = annex_frames(register)
    sheets = _read_or(
        register, "annex-4", workbook.read_workbook,
        {name: as_frame([], [*columns, "locator"]) for name, columns in workbook.SHEETS.items()},
    )  # fmt: skip
    csv_files = {
        "meetings": _read_or_empty_csv(register, "grcp-meetings", annex_tables.MEETING_COLUMNS),
        "finance": _read_or_empty_csv(register, "finance", FINANCE_COLUMNS),
    }
    return {**annexes, **sheets, **csv_files}, problems


def annex_frames(register: Register) -> tuple[Frames, list[Problem]]:
    """Read annexes 1 to 3 from a file each, or from the one document that all three are registered with."""
    first, second, third = (register.path(name) for name in ("annex-1", "annex-2", "annex-3"))
    if first is None:
        hint = "without the terms of reference there is nothing to answer"
        raise InvalidInputError([Problem("error", "sources.toml", "annex-1 is not there", hint)])
    if first == second == third:
        return read_whole_document(first)
    entries = _read_or(
        register, "annex-2", reference_list.read_reference_list, as_frame([], reference_list.COLUMNS)
    )
    people = _read_or(register, "annex-3", interviewees.read_interviewees, as_frame([], interviewees.COLUMNS))
    terms = terms_of_reference.read_terms_of_reference(first)
    return {**terms, "documents": entries, "interviewees": people}, []


def _with_original(
    raw: Frames, lists: Frames, register: Register, project: Project
) -> tuple[Frames, list[Problem]]:
    """Join the evaluation office's own Annex 4, once it is imported, to the compiled one."""
    path = register.path(SOURCE_ID)
    if path is None:
        return {**raw, "conflicts": as_frame([], CONFLICT_COLUMNS)}, []
    reading = read_annex4(path, project)
    aliases = dict(zip(lists["iscm-aliases"]["alias"], lists["iscm-aliases"]["iscm_id"], strict=True))
    joined = join_original(raw, reading.frames, aliases, path.name)
    return {**joined.sheets, "conflicts": joined.conflicts}, [*reading.problems, *joined.problems]


def _file_of(register: Register, source_id: str) -> str:
    path = register.path(source_id)
    return path.name if path else source_id


def _read_or(register: Register, source_id: str, read: Callable[[Path], T], absent: T) -> T:
    path = register.path(source_id)
    return absent if path is None else read(path)


def _read_or_empty_csv(register: Register, source_id: str, columns: list[str]) -> pd.DataFrame:
    return _read_or(
        register,
        source_id,
        lambda path: read_csv_rows(path, columns=columns),
        as_frame([], [*columns, "locator"]),
    )


def _clean(raw: Frames, log: Frames, lists: Frames, register: Register) -> tuple[Frames, list[Problem]]:
    aliases = dict(zip(lists["iscm-aliases"]["alias"], lists["iscm-aliases"]["iscm_id"], strict=True))
    meetings = annex_tables.meetings_table(raw["meetings"])
    documents = annex_tables.documents_table(raw["documents"], aliases, meetings)
    correctable = {"interviewees": raw["interviewees"]}
    misplaced = list(corrections.misplaced_corrections(lists["corrections"], correctable))
    if misplaced:
        raise InvalidInputError(misplaced)
    ledger = corrections.count_applied(correctable, lists["corrections"])
    heard = corrections.apply_corrections(
        annex_tables.printed_people(raw["interviewees"]), "interviewees", ledger
    )
    interviewees_placed = annex_tables.interviewees_table(heard, lists, aliases)
    cleaned: Frames = {
        "documents": _listed_links(documents, raw["ISCMs"]),
        "interviewees": _listed_links(interviewees_placed, raw["ISCMs"]),
        "questions": annex_tables.questions_table(raw["questions"], lists["question-focus"]),
        **{name: raw[name] for name in terms_of_reference.LISTS},
        "stated_facts": pd.concat([raw["stated_facts"], raw["Notes"].dropna(subset=["value"])]),
        "reconciliation_rules": lists["reconciliation"],
        "question_gaps": lists["question-gaps"],
        "analyses": lists["analyses"],
        "indicator_measures": lists["indicator-measures"],
        "iscms": iscms.clean_iscms(raw["ISCMs"]),
        "iom_roles": raw["Roles"],
        "participation": iscms.name_states(raw["Participation"], lists["states"]),
        "organizations": iscms.name_organizations(raw["Organizations"], lists["organization-names"]),
        "meetings": meetings,
        "meeting_disputes": lists["meeting-disputes"],
        "finance": raw["finance"],
        "sources": _sources({**raw, **log, **lists}, lists["publishers"], register),
        "states": annex_tables.states_table(lists["states"], lists["state-tiles"]),
        **judgements.judgement_tables(lists),
        **log_tables(log, raw["questions"]),
        "attribution_words": lists["attribution-words"],
        "corrections": ledger,
        "conflicts": raw["conflicts"],
        "cleaned_cells": annex_tables.cleaned_cells_table(documents, interviewees_placed, lists, aliases),
    }
    problems = [
        *references.doubtful_years(documents, _file_of(register, "annex-2")),
        *units.unknown_units(heard, lists["units"], aliases),
        *codes.unknown_codes(
            raw["Participation"], "iso3", lists["states"]["iso3"], file="annex-4, sheet Participation"
        ),
        *codes.unknown_codes(
            raw["Sources"], "publisher", lists["publishers"]["publisher"], file="annex-4, sheet Sources"
        ),
        *corrections.stale_corrections(ledger, correctable),
        *codes.unknown_codes(
            lists["question-focus"], "part_id", raw["questions"]["part_id"], file="question-focus.csv"
        ),
        *codes.unknown_codes(lists["analyses"], "asked_id", _asked_ids(raw), file="analyses.csv"),
        *(_unknown_aliases(lists["iscm-aliases"], raw["ISCMs"]) if register.path("annex-4") else ()),
        *codes.unknown_codes(lists["state-tiles"], "iso3", lists["states"]["iso3"], file="state-tiles.csv"),
        *judgements.unclear_subjects(lists["framework-crosswalk"]),
        *as_logged(unknown_questions(log["evidence"], raw["questions"])),
    ]
    frames: Frames = {}
    for name, frame in cleaned.items():
        frames[name], wrong = typed(frame.reset_index(drop=True), SPECS[name])
        problems.extend(as_logged(wrong))
    return frames, problems


def _listed_links(frame: pd.DataFrame, iscms_printed: pd.DataFrame) -> pd.DataFrame:
    """Keep links to ISCMs that Annex 4 lists; without Annex 4 all are kept."""
    known = set(iscms_printed["iscm_id"])
    kept = frame["iscm_ids"].map(lambda cell: ";".join(item for item in cell.split(";") if item in known))
    return frame.assign(iscm_ids=kept) if known else frame


def _asked_ids(raw: Frames) -> list[str]:
    """List what the terms of reference ask: parts of questions, focus items, indicators."""
    return [*raw["questions"]["part_id"], *raw["focus_items"]["id"], *raw["indicators"]["id"]]


def _unknown_aliases(aliases: pd.DataFrame, iscms_printed: pd.DataFrame) -> Iterator[Problem]:
    """Complain about aliases of ISCMs that Annex 4 does not have; without Annex 4 there is nothing to say."""
    if not iscms_printed.empty:
        yield from codes.unknown_codes(aliases, "iscm_id", iscms_printed["iscm_id"], file="iscm-aliases.csv")


def _sources(raw: Frames, publishers: pd.DataFrame, register: Register) -> pd.DataFrame:
    """List the registered files, the public pages, the log's, and ``unsourced`` where a row uses it."""
    public = raw["Sources"].merge(publishers[["publisher", "origin"]], on="publisher", how="left")
    listed = pd.concat(
        [_registered(register), public.assign(status="cited"), raw["sources"]], ignore_index=True
    )
    used = {
        item
        for frame in raw.values()
        for column in ("source_id", "source_ids")
        if column in frame and frame is not raw["Sources"] and frame is not raw["sources"]
        for cell in frame[column].dropna()
        for item in cell.split(";")
    }
    absent = used - set(listed["source_id"]) if public.empty else used & {UNSOURCED}
    return pd.concat([listed, _absent_sources(sorted(absent))], ignore_index=True)


def _registered(register: Register) -> pd.DataFrame:
    return as_frame(
        (
            {
                "source_id": source.id,
                "title": source.title,
                "publisher": source.publisher,
                "year": source.date[:4],
                "url": source.url,
                "origin": source.origin,
                "access": "not available" if source.status == "missing" else "read in full",
                "status": source.status,
                "locator": f"sources.toml, {source.id}",
            }
            for source in register.sources.values()
        ),
        SPECS["sources"].columns,
    )


def _absent_sources(source_ids: Iterable[str]) -> pd.DataFrame:
    return as_frame(
        (
            {
                "source_id": source_id,
                "title": "No source found"
                if source_id == UNSOURCED
                else "Listed in Annex 4, which is missing",
                "origin": "independent",
                "access": "not available",
                "status": "missing",
                "locator": "Annex 4",
            }
            for source_id in source_ids
        ),
        SPECS["sources"].columns,
    )
