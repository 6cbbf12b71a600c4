"""What heights and banking do to the distance of a rider of even effort: the difference between two coordinates.

The solver's splines are the smooth coordinate x, which grows as an even effort would carry a rider along the
measurement line. The distance is s = x + ripple. `lateral.ripple` works it out from heights.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.base.units import Floats


@dataclass(frozen=True, slots=True, eq=False)
class PathCorrection:
    """How the smooth coordinate differs from the distance, for R riders at T times.

    time_s     (T,)
    ripple_m   (R, T) distance minus smooth coordinate, m
    stretch    (R, T) metres over the ground for each metre of the smooth coordinate
    level_m    (R, T) height in space around which the ripple swings, m
    """

    time_s: Floats
    ripple_m: Floats
    stretch: Floats
    level_m: Floats

    def ripple(self, rider: int, time_s: Floats | float) -> Floats:
        """Distance minus smooth coordinate of a rider at a time, or (N,) at N times, m."""
        return np.asarray(np.interp(time_s, self.time_s, self.ripple_m[rider]))


def no_correction(riders: int, end_s: float) -> PathCorrection:
    """All on the measurement line: distance and smooth coordinate are one. Where the first program begins."""
    zero = np.zeros((riders, 2))
    return PathCorrection(np.array([0.0, end_s]), zero, zero + 1.0, zero)
