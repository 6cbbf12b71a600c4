"""How far and how fast a pacer rides: the arithmetic of its speeds and of where it leaves."""

from __future__ import annotations

import math
from dataclasses import dataclass

from replay.race.when import Course, Mark, When

GAINS_MPS2 = 0.5
"""No pacer grows faster by more: by the rules it is less than a fifth of this."""


@dataclass(frozen=True, slots=True)
class PacedWay:
    """The way behind a pacer, from distance 0 on.

    from_mps  speed at distance 0; of one that leaves soon more than its usual speed there, so that riders can follow it
    to_mps    speed when it leaves
    off_m     distance at which it leaves; 0 for one that is gone as the race begins
    """

    from_mps: float
    to_mps: float
    off_m: float

    @property
    def off_s(self) -> float:
        """Race time at which it leaves; 0 for one that does not move, which no race has."""
        mean_mps = (self.from_mps + self.to_mps) / 2
        return self.off_m / mean_mps if mean_mps > 0 else 0.0


def paced_way(usual_mps: float, to_mps: float, off: When, course: Course) -> PacedWay | None:
    """The way behind a pacer that leaves at a moment; None for moments that do not say where.

    usual_mps  speed at distance 0 of a pacer that has the room to grow faster
    to_mps     speed when it leaves

    Constant acceleration a covers off_m = (to² - from²) / 2a, so a pacer that leaves after off_m had
    from² >= to² - 2 a off_m, with a at most `GAINS_MPS2`; by time, from >= to - a t.
    """
    if off.mark in (Mark.LAST_BEND, Mark.FINISH, Mark.PULL_OFF):
        return None
    if off.mark is Mark.RACE_TIME:
        time_s = max(off.value + off.offset_s, 0.0)
        from_mps = max(usual_mps, to_mps - GAINS_MPS2 * time_s)
        return PacedWay(from_mps, to_mps, time_s * (from_mps + to_mps) / 2)
    place_m = course.distance_m(off)
    if place_m is None:
        return None
    off_m = max(place_m + to_mps * off.offset_s, 0.0)
    return PacedWay(max(usual_mps, math.sqrt(max(to_mps**2 - 2 * GAINS_MPS2 * off_m, 0.0))), to_mps, off_m)
