"""A fall of a rider who finishes: he slides, lies, gets up, rides on, and is on the line when he was timed there.

All by arithmetic: how fast he was, how far it was to the line and how long he took for it say the rest.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from replay.base.units import Floats
from replay.motion.trajectory import FALLING_S

SLIDING_MPS2 = 3.7
"""A fallen rider slides to a stop at about this rate, the friction of a body on wood, from when he is down."""

HARDEST_SLIDE_MPS2 = 5.0
"""Who fell just before the line, and came over it later on his bicycle or not at all, slid no farther than to it."""

SHORT_OF_LINE_M = 3.0
"""So far before the line he lies at least, if he gets up before it."""

DOWN_S = 3.0
"""Nobody is back on his bicycle sooner after he has come to rest."""

EASY_MPS = 9.0
"""Who had a fall rides on like this, if his time leaves him so long .."""

HARD_MPS = 14.0
"""..and no faster than this, if it does not."""

AFTER_FALL_MPS = 15.0
"""Nobody who had a fall rides faster, whatever is told of him: 54 km/h are a hard effort of one who is not hurt. Power
is not asked of him, and without a bound a fact that had him level with the others again was met at 80 km/h."""

PULLING_AWAY_MPS2 = 1.3
"""How fast he gets under way, from rest."""

_SLOWEST_AT_LINE_MPS = 1.0
"""Who slides over the line does so at this speed at least."""

FARTHER_BACK_M, _FARTHER_ON_M = 30.0, 5.0
"""So far behind where he is taken to be, or ahead of it, a rider may have been when he fell: the moment of a fall is
told by the leader's place."""


@dataclass(frozen=True, slots=True)
class Remount:
    """How a rider who fell comes to the line.

    fall_s      race time of the fall
    slide_mps2  how fast the slide ends, m/s²
    up_s        race time at which he rides on; inf if he slides over the line
    ride_mps    speed that he gets to
    """

    fall_s: float
    slide_mps2: float
    up_s: float
    ride_mps: float

    def speeds(self, time_s: Floats, speed_mps: float) -> Floats:
        """(N,) speeds at N times after the fall, of a rider who had `speed_mps` when he fell."""
        slid = speed_mps - self.slide_mps2 * np.maximum(time_s - self.fall_s - FALLING_S, 0.0)
        riding = np.maximum(time_s - self.up_s, 0.0) if math.isfinite(self.up_s) else np.zeros(len(time_s))
        return np.maximum(slid, 0.0) + self.ride_mps * (1.0 - np.exp(-riding / _rise_s(self.ride_mps)))


def remounted(fall_s: float, speed_mps: float, left_m: float, finish_s: float) -> Remount | None:
    """How a rider can fall at a race time with a speed, so far before the line, and cross it at another race time.

    He may have fallen some way behind where he is taken to be. None where there is no time for it.
    """
    if _slides_over(fall_s, speed_mps, left_m, finish_s):
        return Remount(fall_s, SLIDING_MPS2, math.inf, EASY_MPS)
    least_m = SHORT_OF_LINE_M + FALLING_S * speed_mps + speed_mps**2 / (2 * HARDEST_SLIDE_MPS2)
    if left_m < least_m - FARTHER_BACK_M:
        return None
    room_m = max(left_m, least_m) - SHORT_OF_LINE_M - FALLING_S * speed_mps
    slide_mps2 = max(SLIDING_MPS2, speed_mps**2 / (2 * room_m))
    at_rest_s = fall_s + FALLING_S + speed_mps / slide_mps2
    to_ride_m = room_m + SHORT_OF_LINE_M - speed_mps**2 / (2 * slide_mps2)
    for ride_mps in np.arange(EASY_MPS, HARD_MPS + 0.01, 0.25):
        up_s = finish_s - riding_s(to_ride_m, float(ride_mps))
        if up_s >= at_rest_s + DOWN_S:
            return Remount(fall_s, slide_mps2, up_s, float(ride_mps))
    return None


def riding_s(way_m: float, ride_mps: float) -> float:
    """Seconds for a way from rest: the speed comes near `ride_mps` as e^-t does."""
    rise_s = _rise_s(ride_mps)
    low, high = 0.0, way_m / ride_mps + rise_s
    for _ in range(60):
        middle = (low + high) / 2
        ridden_m = ride_mps * (middle - rise_s * (1.0 - math.exp(-middle / rise_s)))
        low, high = (middle, high) if ridden_m < way_m else (low, middle)
    return high


def _rise_s(ride_mps: float) -> float:
    return ride_mps / PULLING_AWAY_MPS2


def _slides_over(fall_s: float, speed_mps: float, left_m: float, finish_s: float) -> bool:
    """Whether a rider who falls just before the line slides over it when he was timed there."""
    sliding_s = max(finish_s - fall_s - FALLING_S, 0.0)
    slid_m = speed_mps * (finish_s - fall_s) - SLIDING_MPS2 / 2 * sliding_s**2
    at_line_mps = speed_mps - SLIDING_MPS2 * sliding_s
    return at_line_mps >= _SLOWEST_AT_LINE_MPS and -_FARTHER_ON_M <= slid_m - left_m <= FARTHER_BACK_M
