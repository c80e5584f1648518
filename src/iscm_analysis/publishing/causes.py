"""Which tables lie behind a number: read from the code of the page that registered it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from iscm_analysis.tables.specs import SPECS

EVALUATION = "evaluation"


def tables_behind(code: Sequence[str], block_id: str) -> set[str]:
    """Follow the names in the call that registers ``block_id`` back to tables; nothing when that fails.

    It fails where the id is put together, or a whole evaluation is handed on: any table may lie behind it.

    >>> cells = ["roles = evaluation.iom_roles", "show.count('N1', held(roles), 'roles')"]
    >>> tables_behind(cells, "N1")
    {'iom_roles'}
    """
    statements = _statements(tuple(code))
    for place, statement in enumerate(statements):
        calls = [
            node for node in ast.walk(statement) if isinstance(node, ast.Call) and _names(node, block_id)
        ]
        if calls:
            found = set(_traced(calls[-1], statements[:place], set()))  # the innermost one
            return set() if "" in found else found
    return set()


@lru_cache(maxsize=1)  # one page at a time is asked about all its numbers
def _statements(code: tuple[str, ...]) -> list[ast.stmt]:
    try:
        return [statement for cell in code for statement in ast.parse(cell).body]
    except SyntaxError:  # a magic
        return []


def _names(call: ast.Call, block_id: str) -> bool:
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return any(isinstance(node, ast.Constant) and node.value == block_id for node in given)


def _traced(node: ast.AST, before: Sequence[ast.stmt], seen: set[tuple[str, int]]) -> Iterator[str]:
    """Give the tables a piece of code rests on; empty text where it rests on an evaluation as a whole."""
    tables = [item for item in ast.walk(node) if isinstance(item, ast.Attribute) and item.attr in SPECS]
    yield from (item.attr for item in tables)
    behind = {id(item.value) for item in tables}
    names = {
        item.id
        for item in ast.walk(node)
        if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Load) and id(item) not in behind
    }
    if EVALUATION in names:
        yield ""
    for name in sorted(names - {EVALUATION}):
        yield from _assigned(name, before, seen)


def _assigned(name: str, before: Sequence[ast.stmt], seen: set[tuple[str, int]]) -> Iterator[str]:
    """Go on from the last statement that sets ``name``, once."""
    for place in range(len(before) - 1, -1, -1):
        made = _made_of(before[place]).get(name)
        if made is not None:
            if (name, place) not in seen:
                seen.add((name, place))
                yield from _traced(made, before[:place], seen)
            return


def _made_of(statement: ast.stmt) -> Mapping[str, ast.AST]:
    """Give what each name is made from; names that are set side by side have a piece each."""
    found: dict[str, ast.AST] = {}
    if not isinstance(statement, ast.Assign):
        return found
    made = statement.value
    for target in statement.targets:
        names = target.elts if isinstance(target, ast.Tuple) else [target]
        side_by_side = isinstance(target, ast.Tuple)
        values = made.elts if isinstance(made, ast.Tuple) and side_by_side else [made] * len(names)
        pairs = zip(names, values, strict=False)
        found |= {item.id: value for item, value in pairs if isinstance(item, ast.Name)}
    return found
