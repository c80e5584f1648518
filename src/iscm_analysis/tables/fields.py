"""The words in which a table is specified: columns, tables, and the columns that many tables share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from iscm_analysis import terms

FieldType = Literal["string", "integer", "number", "boolean", "date", "list"]


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its meaning, type, code list, and the table its ids point to."""

    name: str
    description: str
    type: FieldType = "string"
    required: bool = False
    codes: tuple[str, ...] = ()
    pattern: str = ""
    references: str = ""


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table: what a row is, which columns make it unique, and its columns in file order.

    ``place`` is the column that says where a row was read.
    """

    name: str
    row: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    place: str = "locator"

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in file order."""
        return [field.name for field in self.fields]


ISCM_ID = Field("iscm_id", "ISCM", required=True, references="iscms")
ISCM_IDS = Field("iscm_ids", "ISCMs named in the entry", "list", references="iscms")
SOURCE_ID = Field("source_id", "source of the row", required=True, references="sources")
SOURCE_IDS = Field("source_ids", "sources of the row", "list", required=True, references="sources")
LOCATOR = Field("locator", "place in the file it was read from", required=True)
AS_OF_YEAR = Field("as_of_year", "year the source speaks of", "integer")
ROUGH_N = Field("rough_n", "rough number of people, texts or cases needed; our estimate", required=True)
YEAR = Field("year", "calendar year", "integer")
HELD_ROLES = tuple(role for role in terms.IOM_ROLES if role != "none")


def required_field(name: str, description: str, *codes: str, **more: str) -> Field:
    """Give a column of which no cell may be empty."""
    return Field(name, description, required=True, codes=codes, **more)  # type: ignore[arg-type]  # keyword names are Field's own
