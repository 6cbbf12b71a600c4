"""When riders of a race stand still on the track, as in a sprint."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from replay.motion.trajectory import Motion

_STILL_MPS = 0.35
"""Slower than this, a quarter of a walking pace, a rider stands to those who watch."""

_LEAST_S = 1.5
"""Shorter is a rider who hesitates."""

_FROM_M = 8.0
"""On the start line, where the last wait until there is room, nobody is said to stand still."""

_RATE_HZ = 10.0

STANDS_WITHIN_S = 10.0
"""A standstill that is told of a moment begins or ends within so long of it: on the nearest straight."""


@lru_cache(maxsize=2)
def standstills(motion: Motion) -> tuple[tuple[float, float], ...]:
    """From..to of race time of each time in which somebody stands before the race is opened; none where it begins fast.

    Most stand together; where one does alone the others roll past at walking pace.
    """
    if not np.isfinite(motion.opens_s):
        return ()
    times = np.arange(motion.start_s, motion.opens_s, 1 / _RATE_HZ)
    if len(times) == 0:
        return ()
    state = motion.at(times)
    stands = (state.speed_mps < _STILL_MPS) & (state.distance_m > _FROM_M)
    still = np.concatenate([[False], stands.any(axis=0), [False]])
    edges = np.flatnonzero(np.diff(still.astype(np.int8)))
    runs = [(float(times[begin]), float(times[end - 1])) for begin, end in zip(edges[::2], edges[1::2], strict=True)]
    return tuple((begin, end) for begin, end in runs if end - begin >= _LEAST_S)
