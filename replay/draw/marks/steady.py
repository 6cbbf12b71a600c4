"""What keeps still over time: paths that seldom change, and values without their quick changes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats


def best_path(costs: Floats, change: float) -> list[int]:
    """The cheapest choice at each of T moments among N options (T, N), where each change costs `change` more."""
    total = costs[0].astype(float)
    came: list[NDArray[np.intp]] = []
    for row in costs[1:]:
        cheapest = int(total.argmin())
        stays = total <= total[cheapest] + change
        came.append(np.where(stays, np.arange(len(total)), cheapest))
        total = np.where(stays, total, total[cheapest] + change) + row
    path = [int(total.argmin())]
    for before in reversed(came):
        path.append(int(before[path[-1]]))
    return path[::-1]


def smoothed(time_s: Floats, values: Floats, sd_s: float) -> Floats:
    """Values (T, ...) without what is quicker than a standard deviation; at the ends they are held."""
    if len(time_s) < 2:
        return values
    apart = time_s[:, None] - time_s
    weight = np.exp(-((apart / sd_s) ** 2) / 2)
    step = float(time_s[1] - time_s[0])
    # What would lie before the first and after the last moment is as they are.
    beyond = np.arange(step, 4 * sd_s + step, step)
    for edge in (0, -1):
        way = -1 if edge == 0 else 1
        weight[:, edge] += np.exp(-(((time_s[:, None] - time_s[edge] - way * beyond) / sd_s) ** 2) / 2).sum(axis=1)
    weight /= weight.sum(axis=1, keepdims=True)
    return np.asarray(np.tensordot(weight, values, axes=1))


def closed(time_s: Floats, on: NDArray[np.bool_], gap_s: float) -> NDArray[np.bool_]:
    """What is on (T, N), and in gaps shorter than that as well."""
    filled = on.copy()
    for who in range(on.shape[1]):
        for (_, end), (start, _) in pairwise(_runs(on[:, who])):
            if time_s[start] - time_s[end] < gap_s:
                filled[end : start + 1, who] = True
    return filled


def _runs(on: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs (first, last) of what is on (T,)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], on, [False]]).astype(np.int8)))
    return [(int(start), int(end) - 1) for start, end in zip(edges[::2], edges[1::2], strict=True)]
