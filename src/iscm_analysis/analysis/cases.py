"""Candidate case studies, chosen by stated attributes and a rule that anyone can repeat by hand.

No rule looks at how well an ISCM does: the terms of reference exclude that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, product

import pandas as pd

from iscm_analysis.errors import IscmError
from iscm_analysis.tables.origin import gives_rows
from iscm_analysis.terms import CASE_MARKERS

ATTRIBUTES = {
    "type": "type",
    "decade": "decade of founding",
    "form_name": "form of secretariat",
    "engagement": "part played by IOM",
}
PARTS = {
    "secretariat": ("secretariat",),
    "support": ("secretariat_support", "technical_support", "funding_support"),
    "presence": ("member", "observer", "partner"),
    "start only": ("initiator",),
}
NOT_KNOWN = "Not known"
CHOSEN_COLUMNS = ["place", "iscm_id", "name", "reason"]


class NoMarkerError(IscmError):
    """Cases both successful and not were asked for, and the evaluator has not said which are which."""


@gives_rows
def candidates(iscms: pd.DataFrame, resting: pd.DataFrame, roles: pd.DataFrame) -> pd.DataFrame:
    """Describe each ISCM by the attributes of choice; what is not known is a value of its own.

    ``engagement`` is the nearest part IOM plays: secretariat before support before presence.
    """
    held = roles.groupby("iscm_id")["role"].agg(set)
    decades = iscms["established_year"].map(lambda year: f"{year // 10 * 10}s", na_action="ignore")
    described = iscms[["iscm_id", "name", "type", "status"]].assign(
        decade=decades.astype("string"),
        form_name=iscms["iscm_id"].map(resting.set_index("iscm_id")["form_name"]).astype("string"),
        engagement=[_part(held.get(iscm, set())) for iscm in iscms["iscm_id"]],
    )
    return described.fillna(dict.fromkeys(ATTRIBUTES, NOT_KNOWN)).sort_values("iscm_id", ignore_index=True)


def _part(roles: set[str]) -> str:
    return next((part for part, own in PARTS.items() if roles & set(own)), "none found")


@gives_rows
def eligible(described: pd.DataFrame) -> pd.DataFrame:
    """Keep the ISCMs that a team could still visit: those active around 2019."""
    return described[described["status"] == "active"].reset_index(drop=True)


@gives_rows
def by_part(described: pd.DataFrame) -> pd.DataFrame:
    """Count the ISCMs by the part IOM plays, a column for each type and ``n`` for all, most first."""
    counts = pd.crosstab(described["engagement"], described["type"])
    wide = counts.assign(n=counts.sum(axis="columns")).rename_axis(columns=None).reset_index()
    return wide.sort_values(["n", "engagement"], ascending=[False, True], ignore_index=True)


@gives_rows
def diverse(described: pd.DataFrame) -> pd.DataFrame:
    """Choose cases until every known value of every attribute is seen in at least one of them.

    Each step takes the ISCM that brings most values not seen yet, the first by id among equals. Those
    not chosen (``place`` missing) follow with the reason.
    """
    values = {row["iscm_id"]: _values(row) for row in described.to_dict("records")}
    every: set[tuple[str, str]] = set().union(*values.values())
    wanted = {(column, value) for column, value in every if value != NOT_KNOWN}
    chosen: dict[str, str] = {}
    while wanted:
        best = min(values, key=lambda iscm: (-len(values[iscm] & wanted), iscm))
        chosen[best] = f"adds {_worded(values[best] & wanted)}"
        wanted -= values[best]
    rest = dict.fromkeys(values, "every value it has is already in a chosen case")
    return _listed(described, chosen, rest)


def _values(row: Mapping[object, object]) -> set[tuple[str, str]]:
    return {(column, str(row[column])) for column in ATTRIBUTES}


def _worded(values: set[tuple[str, str]]) -> str:
    order = list(ATTRIBUTES)
    ordered = sorted(values, key=lambda value: order.index(value[0]))
    return "; ".join(f"{ATTRIBUTES[column]}: {value}" for column, value in ordered)


@gives_rows
def most_different(described: pd.DataFrame, n: int) -> pd.DataFrame:
    """Choose ``n`` cases (two or more) that differ in as many attributes as can be.

    The first two are the pair that differs in most attributes; each next one is the candidate whose
    nearest chosen case is farthest. The first by id goes before its equals.
    """
    values = {row["iscm_id"]: _values(row) for row in described.to_dict("records")}
    pairs = combinations(sorted(values), 2)
    chosen = list(min(pairs, key=lambda pair: (-_apart(values, *pair), pair), default=sorted(values)))
    while len(chosen) < min(n, len(values)):
        left = [iscm for iscm in sorted(values) if iscm not in chosen]
        chosen.append(max(left, key=lambda iscm: _apart(values, iscm, _nearest(values, iscm, chosen))))
    return _listed(
        described,
        {iscm: _distance(values, iscm, [other for other in chosen if other != iscm]) for iscm in chosen},
        {iscm: _distance(values, iscm, chosen) for iscm in values if iscm not in chosen},
    )


Values = Mapping[str, set[tuple[str, str]]]


def _apart(values: Values, one: str, other: str) -> int:
    return len(values[one] - values[other])


def _nearest(values: Values, iscm: str, others: Sequence[str]) -> str:
    return min(others, key=lambda other: (_apart(values, iscm, other), other))


def _distance(values: Values, iscm: str, others: Sequence[str]) -> str:
    if not others:
        return "the only candidate"
    near = _nearest(values, iscm, others)
    return (
        f"differs from {near}, its nearest chosen case, in {_apart(values, iscm, near)} of {len(ATTRIBUTES)}"
    )


def _listed(described: pd.DataFrame, chosen: Mapping[str, str], rest: Mapping[str, str]) -> pd.DataFrame:
    names = dict(zip(described["iscm_id"], described["name"], strict=True))
    rows = [
        *((place, iscm, names[iscm], reason) for place, (iscm, reason) in enumerate(chosen.items(), start=1)),
        *((pd.NA, iscm, names[iscm], rest[iscm]) for iscm in sorted(names) if iscm not in chosen),
    ]
    return pd.DataFrame(rows, columns=CHOSEN_COLUMNS).astype({"place": "Int64"})


@gives_rows
def successful_and_not(described: pd.DataFrame, markers: pd.DataFrame) -> pd.DataFrame:
    """Choose the two ISCMs that are most alike though the evaluator marked one successful and one not.

    The markers are the evaluator's own; nothing here is read from roles, members or amounts.

    Raises:
        NoMarkerError: no ISCM, or only one kind of ISCM, is marked.
    """
    by_marker = {code: sorted(markers[markers["marker"] == code]["iscm_id"]) for code in CASE_MARKERS}
    known = {row["iscm_id"]: _values(row) for row in described.to_dict("records")}
    pairs = [pair for pair in product(*by_marker.values()) if set(pair) <= set(known)]
    if not pairs:
        found = ", ".join(f"{len(ids)} {CASE_MARKERS[code].casefold()}" for code, ids in by_marker.items())
        message = (
            f"cases both successful and not: {found} marked; only the evaluator can say which an ISCM is. "
            "Add rows to data/reference/case-markers.csv (iscm_id, marker, reason, marked_by), "
            "at least one of each among the candidates"
        )
        raise NoMarkerError(message)
    first, second = min(pairs, key=lambda pair: (len(known[pair[0]] - known[pair[1]]), pair))
    n_same = len(known[first] & known[second])
    reasons = dict(zip(markers["iscm_id"], markers["reason"], strict=True))
    chosen = {
        iscm: f"{CASE_MARKERS[code].casefold()}: {reasons[iscm]}; same in {n_same} of {len(ATTRIBUTES)}"
        for code, iscm in zip(CASE_MARKERS, (first, second), strict=True)
    }
    unmarked = "not marked, or a pair with it is less alike"
    return _listed(described, chosen, dict.fromkeys(known, unmarked))
