"""How alike ISCMs are by the roles IOM holds in them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

PAIR_COLUMNS = ["first", "second", "n_shared", "n_either", "similarity"]
MERGE_COLUMNS = ["left", "right", "distance", "n_iscms"]


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


def merges(compared: pd.DataFrame) -> pd.DataFrame:
    """Join the ISCMs step by step by average distance, which is one less their similarity.

    A row is one step: the two numbers it joins, their distance, and how many ISCMs are joined then.
    Numbers below the count of ISCMs are ISCMs in the order of ``names_in``; the rest are earlier steps.
    Of equal distances the one of the lowest numbers is joined first; another order can give another tree.
    """
    return pd.DataFrame(_steps(compared), columns=MERGE_COLUMNS)


def _steps(compared: pd.DataFrame) -> list[tuple[int, int, float, int]]:
    apart = _distances(compared)
    held = {place: [place] for place in range(len(apart))}
    steps: list[tuple[int, int, float, int]] = []
    while len(held) > 1:
        # Rounded, so that what is equally far apart is so whatever the order of adding.
        distance, left, right = min(
            (round(float(apart[np.ix_(held[one], held[other])].mean()), 12), one, other)
            for one, other in combinations(held, 2)
        )
        joined = held.pop(left) + held.pop(right)
        held[len(apart) + len(steps)] = joined
        steps.append((left, right, distance, len(joined)))
    return steps


def _distances(compared: pd.DataFrame) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Lay the distances out as a square, in the order of ``names_in``."""
    place = {name: number for number, name in enumerate(names_in(compared))}
    square = np.zeros((len(place), len(place)))
    for first, second, similarity in compared[["first", "second", "similarity"]].to_numpy():
        square[place[first], place[second]] = square[place[second], place[first]] = 1 - similarity
    return square


def names_in(compared: pd.DataFrame) -> list[str]:
    """List the ISCMs of ``compared`` in the order that the numbers of ``merges`` count."""
    return list(dict.fromkeys([*compared["first"], *compared["second"]]))


def leaves(compared: pd.DataFrame, *, most_apart: float) -> pd.DataFrame:
    """List the ISCMs in the order of the tree, with the group each falls in.

    ISCMs are in one group when they join at a distance of ``most_apart`` or less. Groups are numbered
    as they come; a group is a reading aid and no class of its own.
    """
    held = {place: [name] for place, name in enumerate(names_in(compared))}
    group: dict[str, int] = {}
    for number, (left, right, distance, _) in enumerate(_steps(compared), start=len(held)):
        held[number] = held[left] + held[right]
        if distance <= most_apart:
            group.update(dict.fromkeys(held[number], number))
    order = held[max(held)] if held else []
    numbers, _ = pd.factorize(pd.Series([group.get(name, name) for name in order], dtype="object"))
    return pd.DataFrame({"iscm_id": pd.array(order, "string"), "group": pd.array(numbers + 1, "Int64")})
