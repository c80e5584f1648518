"""How alike ISCMs are by the roles IOM holds in them."""

from __future__ import annotations

from itertools import combinations
from typing import TypeAlias

import numpy as np
import pandas as pd

from iscm_analysis.tables.origin import gives_rows

PAIR_COLUMNS = ["first", "second", "n_shared", "n_either", "similarity"]
MERGE_COLUMNS = ["left", "right", "distance", "n_iscms"]
TIE = 1e-9  # distances this near are one: averages differ in their last digit by the order of adding

Linkage: TypeAlias = "np.ndarray[tuple[int, int], np.dtype[np.float64]]"


@gives_rows
def pairs(sets: pd.Series) -> pd.DataFrame:
    """Compare every two ISCMs: roles in both, roles in either, and their quotient (Jaccard, 0 to 1).

    ``sets`` holds a set of roles by ISCM; an ISCM without any role is left out, since two empty sets
    are alike in nothing.
    """
    held = sets[sets.map(bool)]
    rows = [
        (first, second, len(held[first] & held[second]), len(held[first] | held[second]))
        for first, second in combinations(held.index, 2)
    ]
    frame = pd.DataFrame(rows, columns=PAIR_COLUMNS[:4])
    return frame.assign(similarity=frame["n_shared"] / frame["n_either"])


@gives_rows
def merges(compared: pd.DataFrame) -> pd.DataFrame:
    """Join the ISCMs step by step by average distance, which is one less their similarity.

    A row is one step: the two numbers it joins, their distance, and how many ISCMs are joined then.
    Numbers below the count of ISCMs are ISCMs in the order of ``names_in``; the rest are earlier steps.
    Where distances are equal, another order of the ISCMs can give another tree.
    """
    steps = pd.DataFrame(_linkage(compared), columns=MERGE_COLUMNS)
    return steps.astype({"left": "int64", "right": "int64", "n_iscms": "int64"})


def _linkage(compared: pd.DataFrame) -> Linkage:
    """Cluster by average distance; the pairs stand in the order that scipy calls condensed."""
    if compared.empty:
        return np.empty((0, len(MERGE_COLUMNS)))
    from scipy.cluster import hierarchy  # noqa: PLC0415 - half a second, for one page

    linkage: Linkage = hierarchy.linkage(1 - compared["similarity"].to_numpy(dtype=float), "average")
    return linkage


def names_in(compared: pd.DataFrame) -> list[str]:
    """List the ISCMs of ``compared`` in the order that the numbers of ``merges`` count."""
    return list(dict.fromkeys([*compared["first"], *compared["second"]]))


@gives_rows
def leaves(compared: pd.DataFrame, *, most_apart: float) -> pd.DataFrame:
    """List the ISCMs in the order of the tree, with the group each falls in.

    ISCMs are in one group when they join at a distance of ``most_apart`` or less. Groups are numbered
    as they come; a group is a reading aid and no class of its own.
    """
    names, linkage = names_in(compared), _linkage(compared)
    order, groups = _read(linkage, most_apart) if names else ([], [])
    numbers, _ = pd.factorize(pd.Series([groups[place] for place in order], dtype="Int64"))
    return pd.DataFrame(
        {
            "iscm_id": pd.array([names[place] for place in order], "string"),
            "group": pd.array(numbers + 1, "Int64"),
        }
    )


def _read(linkage: Linkage, most_apart: float) -> tuple[list[int], list[int]]:
    """Tell the leaves in the order of the tree, and the group of each leaf by its number."""
    from scipy.cluster import hierarchy  # noqa: PLC0415

    groups = hierarchy.fcluster(linkage, t=most_apart + TIE, criterion="distance")
    return hierarchy.leaves_list(linkage).tolist(), groups.tolist()
