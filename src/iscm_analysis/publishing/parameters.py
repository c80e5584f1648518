"""Parameters of a notebook: what its parameters cell declares, and values checked against it."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iscm_analysis.errors import IscmError, UsageError
from iscm_analysis.publishing.notebook import read_notebook

# What a parameters cell may declare in its `# type:` comment.
_TYPES: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "str": (str,),
    "bool": (bool,),
    "list[int]": (list,),
    "str|None": (str, type(None)),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a notebook: name, declared type, default, and what it does."""

    name: str
    type: str
    default: Any
    help: str

    def parse(self, text: str) -> Any:  # noqa: ANN401  # a literal of the declared type
        """Turn what was typed into a value of the declared type.

        Raises:
            UsageError: it does not fit the type.

        >>> Parameter("period", "list[int]", [2014, 2019], "").parse("[2016, 2019]")
        [2016, 2019]
        """
        value = text if self.type == "str" else _literal(text, or_text="str" in self.type)
        if self._accepts(value):
            return value
        message = f"-p {self.name}={text}: not of type {self.type}; for example {self.name}={self.default}"
        raise UsageError(message)

    def _accepts(self, value: object) -> bool:
        if isinstance(value, bool) and self.type != "bool":
            return False
        if isinstance(value, list):
            whole = all(type(item) is int for item in value)
            return self.type == "list[int]" and whole and len(value) == len(self.default)
        return isinstance(value, _TYPES[self.type])


def _literal(text: str, *, or_text: bool) -> Any:  # noqa: ANN401
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text if or_text else None


def declared(notebook: Path) -> dict[str, Parameter]:
    """Read the parameters cell of a notebook.

    Raises:
        IscmError: the file is no notebook, or a parameter declares no type we know.
    """
    import papermill  # noqa: PLC0415  # heavy

    parameters = {}
    for name, item in papermill.inspect_notebook(read_notebook(notebook)).items():
        kind = str(item["inferred_type_name"])
        if kind not in _TYPES:
            message = (
                f"{notebook.name}: parameter {name} declares type {kind}; "
                f"write `# type: T` with T one of {', '.join(_TYPES)}"
            )
            raise IscmError(message)
        parameters[name] = Parameter(name, kind, ast.literal_eval(item["default"]), item["help"].strip(" -"))
    return parameters


def shown(notebook: Path, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """List a notebook's parameters as its page shows them: defaults, but for values that were ``given``.

    Raises:
        IscmError: as :func:`declared`.
    """
    values = {name: parameter.default for name, parameter in declared(notebook).items()} | dict(given)
    return [{"name": name, "value": "all" if value is None else value} for name, value in values.items()]


def check_given(
    given: Iterable[str], known: Mapping[str, Mapping[str, Parameter]]
) -> dict[str, dict[str, Any]]:
    """Check ``NAME=VALUE`` texts against the parameters of each notebook; give values by notebook.

    A value goes to every notebook that has the parameter; at least one has to.

    Raises:
        UsageError: no ``=``, no such parameter, or a value that does not fit its type.
    """
    values: dict[str, dict[str, Any]] = {notebook: {} for notebook in known}
    for item in given:
        name, equals, text = item.partition("=")
        takers = {notebook: own[name] for notebook, own in known.items() if name in own}
        if not equals:
            message = f"-p {item}: write it as NAME=VALUE"
            raise UsageError(message)
        if not takers:
            message = f"-p {item}: no such parameter; {_nearest(name, known)}"
            raise UsageError(message)
        for notebook, parameter in takers.items():
            values[notebook][name] = parameter.parse(text)
    return values


def _nearest(name: str, known: Mapping[str, Mapping[str, Parameter]]) -> str:
    names = sorted({name for own in known.values() for name in own})
    near = difflib.get_close_matches(name, names, n=1)
    return f"did you mean {near[0]}?" if near else f"known: {', '.join(names) or 'none'}"
