"""The list of changes between two states: tables, numbers, figures, questions, sources, pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from iscm_analysis.publishing.answer_changes import question_changes, strength_changes, touched_rows
from iscm_analysis.publishing.page_changes import page_changes
from iscm_analysis.publishing.states import State
from iscm_analysis.publishing.table_changes import table_changes

if TYPE_CHECKING:
    from iscm_analysis.settings import StrengthSettings

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class ChangeList:
    """What differs; ``before`` and ``after`` name the states, ``note`` says why nothing could be compared.

    ``has_pages`` is false where one of the two has tables only, and these alone are compared.
    """

    before: str = ""
    after: str = ""
    note: str = ""
    tables: Sequence[Entry] = ()
    numbers: Sequence[Entry] = ()
    blocks: Sequence[Entry] = ()
    strength: Sequence[Entry] = ()
    touched: Sequence[Entry] = ()
    questions: Sequence[Entry] = ()
    sources: Sequence[Entry] = ()
    pages: Sequence[Entry] = ()
    versions: Sequence[Entry] = ()
    has_pages: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not any(getattr(self, name) for name in KINDS)

    @classmethod
    def of(cls, content: Entry) -> Self:
        """Take up a list that was written before.

        Raises:
            TypeError: it is no such list.
        """
        return cls(**content)


KINDS = (
    "tables", "numbers", "blocks", "strength", "touched", "questions", "sources", "pages", "versions",
)  # fmt: skip


def change_list(before: State, after: State, rule: StrengthSettings) -> ChangeList:
    """Compare two states; pages and numbers only where both have them; strength by ``rule``."""
    tables = table_changes(before, after)
    both = bool(before.build and after.build)
    pages: dict[str, Any] = page_changes(before, after, tables) if both else {}
    answers: dict[str, Any] = _answers(before, after, tables, rule) if tables else {}
    return ChangeList(
        before.name,
        after.name,
        tables=tables,
        sources=list(_differing(before.sources, after.sources)),
        versions=list(_differing(_versions(before), _versions(after))) if both else [],
        has_pages=both,
        **pages,
        **answers,
    )


def _answers(
    before: State, after: State, tables: Sequence[dict[str, Any]], rule: StrengthSettings
) -> dict[str, Sequence[Entry]]:
    return {
        "strength": strength_changes(before, after, rule),
        "touched": touched_rows(after, tables),
        "questions": list(question_changes(before, after)),
    }


def _versions(state: State) -> Mapping[str, str]:
    versions: Mapping[str, str] = state.build.get("versions", {})
    return versions


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for name in sorted(before.keys() | after.keys()):
        first, then = before.get(name, ""), after.get(name, "")
        if first != then:
            yield {"name": name, "before": first, "after": then}
