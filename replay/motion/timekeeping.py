"""Measured times read from the finished motion: what a clock would have shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.motion.trajectory import Motion
from replay.race.timed import START_M, Bounded, Timed

EXACT_S = 0.0005
"""Timed gaps, and times written to the thousandth, are met to half a thousandth: what timing can tell."""

_ROUNDING_S = 1e-9
"""What a sum of race times loses in its last digits must not turn a time that is held into one that is not."""


@dataclass(frozen=True, slots=True)
class Clocked:
    """A measured time as the motion shows it.

    got_s   0 where the rider is not at both places
    miss_s  >= 0
    held    whether it would be written with the same digits, or is within the bounds that are known
    """

    got_s: float
    miss_s: float
    held: bool


def clocked(motion: Motion, time: Timed | Bounded) -> Clocked:
    """Time a rider over the stretch of a measured time."""
    ends = motion.path.times_at(motion.index(time.rider), [time.from_m, time.to_m])
    got_s = float(ends[1] - (0.0 if time.from_m == START_M else ends[0]))
    if isinstance(time, Bounded):
        if not np.isfinite(got_s):
            return Clocked(0.0, time.missed_by(0.0) or time.most_s or 0.0, held=False)
        miss_s = time.missed_by(got_s)
        return Clocked(got_s, miss_s, held=miss_s <= EXACT_S)
    if not np.isfinite(got_s):
        return Clocked(0.0, time.time_s, held=False)
    miss_s = abs(got_s - time.time_s)
    return Clocked(got_s, miss_s, held=miss_s <= max(time.half_unit_s, EXACT_S) + _ROUNDING_S)
