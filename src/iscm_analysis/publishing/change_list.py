"""The list of changes between two states: tables, numbers, figures, questions, sources, pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from iscm_analysis.publishing.page_changes import page_changes
from iscm_analysis.publishing.states import State
from iscm_analysis.publishing.table_changes import changed_ids, reached_parts, table_changes, touched_rows

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


KINDS = ("tables", "numbers", "blocks", "touched", "questions", "sources", "pages", "versions")


def change_list(before: State, after: State) -> ChangeList:
    """Compare two states; pages and numbers only where both have them."""
    tables = table_changes(before, after)
    both = bool(before.build and after.build)
    pages: dict[str, Any] = page_changes(before, after, tables) if both else {}
    return ChangeList(
        before.name,
        after.name,
        tables=tables,
        touched=touched_rows(after, changed_ids(tables)),
        questions=list(reached_parts(before, after)),
        sources=list(_differing(before.sources, after.sources)),
        versions=list(_differing(_versions(before), _versions(after))) if both else [],
        has_pages=both,
        **pages,
    )


def _versions(state: State) -> Mapping[str, str]:
    versions: Mapping[str, str] = state.build.get("versions", {})
    return versions


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for name in sorted(before.keys() | after.keys()):
        first, then = before.get(name, ""), after.get(name, "")
        if first != then:
            yield {"name": name, "before": first, "after": then}
