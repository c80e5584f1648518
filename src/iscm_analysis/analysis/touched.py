"""The chain from evidence to recommendations: what rests on a row that changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from iscm_analysis.cleaning.text import split_list

# Table, its id, the column that names what a row rests on, and the table that is named there.
LINKS = (
    ("findings", "finding_id", "evidence_ids", "evidence"),
    ("conclusions", "conclusion_id", "finding_ids", "findings"),
    ("recommendations", "recommendation_id", "conclusion_ids", "conclusions"),
)


def touched(changed: Mapping[str, Iterable[str]], tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """List the findings, conclusions and recommendations that rest on a changed row, straight or by others.

    ``changed`` holds ids by table, ``tables`` those there are. A row is one of them, in the order of its
    table, and ``because`` the ids it rests on that changed or are touched themselves.
    """
    reached = {table: set(ids) for table, ids in changed.items()}
    rows: list[tuple[str, str, str]] = []
    for table, id_column, links, below in LINKS:
        if table not in tables or links not in tables[table]:
            continue
        for row_id, cell in zip(tables[table][id_column], tables[table][links], strict=True):
            if because := [item for item in split_list(cell) if item in reached.get(below, ())]:
                rows.append((table, row_id, ";".join(because)))
        reached.setdefault(table, set()).update(row_id for name, row_id, _ in rows if name == table)
    return pd.DataFrame(rows, columns=["table", "id", "because"])
