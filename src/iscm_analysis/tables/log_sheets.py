"""The sheets of the evidence log: which table each becomes, and which columns it has."""

from __future__ import annotations

from dataclasses import dataclass

from iscm_analysis.tables.fields import Field, TableSpec
from iscm_analysis.tables.specs import SPECS

WORKBOOK = "evidence-log.xlsx"
PLACE = "evidence log"
DERIVED = {"evidence": ("part_ids", "logged_at")}
ON_SHEET = {("evidence", "locator"): "source_locator"}
ONLY_ON_SHEET = {"sources": (Field("what_it_supports", "what it says that is used"),)}


@dataclass(frozen=True, slots=True)
class LogSheet:
    """One sheet; what a row of it is stands in the specification of its table."""

    title: str
    table: str

    @property
    def spec(self) -> TableSpec:
        """The table it becomes."""
        return SPECS[self.table]

    @property
    def fields(self) -> list[Field]:
        """The columns that people fill in."""
        derived = DERIVED.get(self.table, ("locator",))
        own = [field for field in self.spec.fields if field.name not in derived]
        return [*own, *ONLY_ON_SHEET.get(self.table, ())]

    @property
    def columns(self) -> list[str]:
        """The headings of those columns."""
        return [self.heading(field.name) for field in self.fields]

    def heading(self, column: str) -> str:
        """Give the heading under which a column of the table is filled in."""
        if (self.table, column) == ("evidence", "part_ids"):
            return "question_ids"
        return ON_SHEET.get((self.table, column), column)


SHEETS = {
    sheet.title: sheet
    for sheet in (
        LogSheet("Matrix", "evaluation_matrix"),
        LogSheet("Evidence", "evidence"),
        LogSheet("Sources", "sources"),
        LogSheet("Findings", "findings"),
        LogSheet("Conclusions", "conclusions"),
        LogSheet("Recommendations", "recommendations"),
        LogSheet("Responses", "responses"),
        LogSheet("Limitations", "limitations"),
        LogSheet("Stakeholders", "stakeholders"),
        LogSheet("Cases", "cases"),
        LogSheet("Contribution", "contributions"),
        LogSheet("Comments", "comments"),
    )
}
SHEET_OF = {sheet.table: sheet for sheet in SHEETS.values()}
