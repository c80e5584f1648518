"""Empty workbooks: the evidence log, and Annex 4 as evaluation offices keep it."""

from __future__ import annotations

from iscm_analysis.cleaning.vocabulary import FIELDS
from iscm_analysis.tables.forms import Column, Form, form_bytes
from iscm_analysis.tables.log_form import log_form
from iscm_analysis.tables.store import load
from iscm_analysis.terms import IOM_ROLES, ISCM_TYPES

ANNEX4 = "Active ISCMs and IOM's roles"
ANNEX4_READ_ME = (
    "One row for each mechanism. Then: iscm read FILE --as annex4 --out FOLDER shows how it is understood,",
    "and iscm import FILE takes it into the project.",
)
ANNEX4_NOTES = {
    "name": "Full name of the mechanism. Required.",
    "acronym": "Acronym in use.",
    "type": f"One of: {'; '.join(ISCM_TYPES)}.",
    "region": "Region, in your words.",
    "year_established": "Year, like 1996.",
    "secretariat": "Who serves as secretariat.",
    "iom_roles": f"IOM's roles, set apart by a semicolon: {'; '.join(IOM_ROLES.values())}.",
    "members": "Member States, set apart by a semicolon.",
    "n_members": "How many members, where a source says so.",
    "observers": "Observers, set apart by a semicolon.",
    "thematic_focus": "Themes, set apart by a semicolon.",
    "website": "Address of its page.",
}
NARROW = {"acronym": 14, "type": 12, "region": 20, "year_established": 16, "n_members": 12}


def template_bytes(what: str) -> bytes:
    """Give the empty workbook of one kind."""
    if what == "evidence":
        return log_form(load(), {})
    columns = [
        Column(
            name,
            ANNEX4_NOTES[name],
            NARROW.get(name, 40),
            choices={"type": tuple(ISCM_TYPES), "iom_roles": tuple(IOM_ROLES.values())}.get(name, ()),
            is_strict=name == "type",
            is_id=name == "name",
        )
        for name in FIELDS
    ]
    return form_bytes(ANNEX4, ANNEX4_READ_ME, [Form("ISCMs", columns, has_prompts=True)])
