"""States and ISCMs as a network of two kinds of points; a line is a membership."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.tables.origin import gives_rows

COMPONENT_COLUMNS = ["component", "n_iscms", "n_states", "iscm_ids"]


@gives_rows
def lines(participation: pd.DataFrame) -> pd.DataFrame:
    """Draw a line from every State to every ISCM it is named a member of; a row is a line."""
    members = participation[participation["participation"] == "member"]
    return members[["iscm_id", "iso3"]].drop_duplicates(ignore_index=True)


@gives_rows
def degrees(drawn: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Count the lines at each point of one kind (``iscm_id`` or ``iso3``), most first.

    A count says in how many ISCMs a State is named, or how many States an ISCM names; it is no
    measure of weight or influence.
    """
    counts = drawn.groupby(kind).size().rename("n_lines").rename_axis("id").reset_index()
    typed = counts.astype({"id": "string", "n_lines": "Int64"})
    return typed.sort_values(["n_lines", "id"], ascending=[False, True], ignore_index=True)


@gives_rows
def components(drawn: pd.DataFrame) -> pd.DataFrame:
    """List the parts of the network that no State ties together, largest first."""
    parts = [(part & set(drawn["iscm_id"]), part & set(drawn["iso3"])) for part in _connected(drawn)]
    ordered = sorted(parts, key=lambda part: (-len(part[0]), -len(part[1]), sorted(part[0])))
    rows = [
        (number, len(iscms), len(states), ";".join(sorted(iscms)))
        for number, (iscms, states) in enumerate(ordered, start=1)
    ]
    return pd.DataFrame(rows, columns=COMPONENT_COLUMNS)


def _connected(drawn: pd.DataFrame) -> list[set[str]]:
    import networkx as nx  # noqa: PLC0415 - only one page asks

    return list(nx.connected_components(nx.from_pandas_edgelist(drawn, "iscm_id", "iso3")))


@gives_rows
def spread(frame: pd.DataFrame) -> pd.DataFrame:
    """Count the States by the number of ISCMs that name them as a member, in order of that number."""
    counts = frame["n_lines"].value_counts().sort_index()
    return pd.DataFrame({"n_iscms": list(counts.index), "n_states": counts.to_list()})
