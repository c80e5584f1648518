"""The settings of an evaluation: what ``iscm.toml`` says."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from iscm_analysis.errors import InvalidInputError
from iscm_analysis.files import invalid_fields, read_toml
from iscm_analysis.languages import CONTENT, languages

PageKind = Literal[
    "overview", "criterion", "engagement", "synthesis", "evidence", "quality", "profile", "state"
]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EvaluationSettings(_Section):
    """What every page says of the evaluation itself."""

    title: str
    summary: str
    citation: str
    edition: Literal["public", "draft"]
    language: str = CONTENT
    glance: list[str] = []  # ids of the numbers that the start page opens with

    @field_validator("language")
    @classmethod
    def _is_known(cls, language: str) -> str:
        """Refuse a language that has no catalogue."""
        if language not in languages():
            message = f"no such language; there are {', '.join(languages())}"
            raise ValueError(message)
        return language


class DisclosureSettings(_Section):
    """What is withheld for the sake of the people interviewed."""

    minimum_cell: int = Field(default=3, ge=1)
    retention: str = ""


class StrengthSettings(_Section):
    """From where on evidence is strong or moderate; contradiction is a share of the sources cited."""

    strong_methods: int = Field(default=2, ge=1)
    strong_origins: int = Field(default=3, ge=1)
    strong_contradiction: float = Field(default=0.20, ge=0, le=1)
    moderate_methods: int = Field(default=2, ge=1)
    moderate_origins: int = Field(default=2, ge=1)
    moderate_contradiction: float = Field(default=0.33, ge=0, le=1)


class PageSettings(_Section):
    """One notebook that becomes one page (or, for profiles, one page per ISCM or State)."""

    notebook: str
    title: str
    kind: PageKind
    criterion: str = ""
    summary: str


class Settings(_Section):
    """The content of ``iscm.toml``."""

    evaluation: EvaluationSettings
    disclosure: DisclosureSettings = DisclosureSettings()
    strength: StrengthSettings = StrengthSettings()
    pages: list[PageSettings] = Field(alias="page", min_length=1)


def read_settings(path: Path) -> Settings:
    """Read ``iscm.toml``.

    Raises:
        InvalidInputError: a key is missing, unknown or of the wrong type.
    """
    try:
        return Settings.model_validate(read_toml(path))
    except ValidationError as error:
        raise InvalidInputError(list(invalid_fields(path.name, error))) from error
