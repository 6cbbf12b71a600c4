"""Pairs of riders that still share ground after all: they are kept one behind the other along the track."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from replay.motion.audit import touching_times
from replay.motion.trajectory import Motion
from replay.reconstruction.state.pair_windows import ApartWindow

_MARGIN_S = 0.6
"""Before and after the times at which a pair touches: a knot on each side, so that the spline can bend. Touches nearer
to each other than both margins are one."""

_LEAST_M = 0.05
"""Bikes with less room than this between them are kept apart, though they do not touch. It was 2 cm; more leaves room
for what the last programs still move, and pushes riders apart who do not touch."""


def keep_apart(motion: Motion, count: int, *, firm: bool = False) -> tuple[ApartWindow, ...]:
    """Times during which pairs of `count` riders must not be side by side, because there was no room for both.

    firm: whatever facts say
    """
    found: list[ApartWindow] = []
    overlaps = touching_times(motion, _LEAST_M)
    for first, second in combinations(range(count), 2):
        times = overlaps.get((first, second), np.zeros(0))
        if len(times):
            breaks = np.flatnonzero(np.diff(times) > 2 * _MARGIN_S)
            starts, ends = [0, *(breaks + 1)], [*breaks, len(times) - 1]
            found += [
                ApartWindow(first, second, float(times[a]) - _MARGIN_S, float(times[b]) + _MARGIN_S, firm)
                for a, b in zip(starts, ends, strict=True)
            ]
    return tuple(found)
