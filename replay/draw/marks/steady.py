"""What keeps still over time: paths that seldom change, values without their quick changes, runs that last."""

from __future__ import annotations

from collections.abc import Iterator
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
        runs = list(_runs(on[:, who], np.zeros(len(on), dtype=np.intp)))
        for (_, end), (start, _) in pairwise(runs):
            if time_s[start] - time_s[end] < gap_s:
                filled[end : start + 1, who] = True
    return filled


def steady_runs(
    time_s: Floats,
    on: NDArray[np.bool_],
    key: NDArray[np.intp],
    least_s: tuple[float, float],
    gap_s: tuple[float, float],
) -> list[tuple[int, int]]:
    """Runs (first, last) of moments that are on, with one key each, and that last.

    least_s  the least that a run lasts, and the least of one at the beginning or the end
    gap_s    of two runs that are nearer to each other than the first the shorter is left out, if it is shorter than the
             second
    """
    last = len(time_s) - 1
    runs = [
        (start, end)
        for start, end in _runs(on, key)
        if time_s[end] - time_s[start] >= min(least_s[start == 0 or end == last], time_s[-1] - time_s[0])
    ]
    kept: list[tuple[int, int]] = []
    for run in runs:
        if kept and time_s[run[0]] - time_s[kept[-1][1]] < gap_s[0]:
            shorter = min(run, kept[-1], key=lambda each: each[1] - each[0])
            if time_s[shorter[1]] - time_s[shorter[0]] < gap_s[1]:
                kept[-1] = kept[-1] if shorter is run else run
                continue
        kept.append(run)
    return kept


def _runs(on: NDArray[np.bool_], key: NDArray[np.intp]) -> Iterator[tuple[int, int]]:
    """Runs of what is on with one key."""
    start: int | None = None
    for k in range(len(on)):
        if start is not None and (not on[k] or key[k] != key[start]):
            yield start, k - 1
            start = None
        if start is None and on[k]:
            start = k
    if start is not None:
        yield start, len(on) - 1
