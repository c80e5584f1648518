"""Everything that can be wrong without building: sources, tables, notebooks, and the site as it lies."""

from __future__ import annotations

from dataclasses import dataclass

from iscm_analysis.analysis.reconciliation import doubtful_reasons
from iscm_analysis.errors import InvalidInputError, IscmError
from iscm_analysis.project import Project
from iscm_analysis.publishing.links import lost_links, undescribed_files
from iscm_analysis.publishing.parameters import declared
from iscm_analysis.publishing.plan import notebook_path
from iscm_analysis.publishing.registry import number_problems
from iscm_analysis.publishing.site import site_problems
from iscm_analysis.publishing.start import unknown_glances
from iscm_analysis.sources.register import read_register
from iscm_analysis.tables.build import build_tables


@dataclass(frozen=True)
class Findings:
    """What a check found, a line each: errors make it fail, warnings do not."""

    errors: list[str]
    warnings: list[str]


def check_project(project: Project, *, with_site: bool) -> Findings:
    """Check sources, tables and notebooks, and with ``with_site`` the files of the built site.

    A raw file that differs from its registered fingerprint is an error here; a build only warns.
    """
    errors = [str(problem) for problem in read_register(project.raw).problems()]
    warnings: list[str] = []
    try:
        made = build_tables(project, is_draft=project.settings.evaluation.edition == "draft")
        doubts = [str(problem) for problem in doubtful_reasons(made.evaluation)]
        warnings = [line for line in [*made.warnings, *doubts] if line not in errors]
    except InvalidInputError as error:
        errors += str(error).splitlines()
    errors += _notebook_errors(project)
    if with_site:
        for problems in (site_problems, number_problems, lost_links, undescribed_files):
            errors += problems(project.reports)
        warnings += unknown_glances(project)
    return Findings(errors, warnings)


def _notebook_errors(project: Project) -> list[str]:
    errors = []
    for settings in project.settings.pages:
        try:
            declared(notebook_path(project, settings))
        except IscmError as error:
            errors.append(str(error))
    return errors
