"""When functions of time first reach a value: the one place in which crossings are found.

Events are sought, not stored: whoever needs the bell, a catch or a finish asks when a distance was reached, so no
event can disagree with the motion. What is sampled is a cubic between two samples (Hermite), known by its values and
slopes there; the crossing is bracketed by the samples and then a root of that cubic.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from replay.base.units import Floats

_MOST_STEPS = 60
"""Steps of Newton's method with bisection to fall back on: a bracket of 1 is then 1e-18, so it always ends. Three or
four are usual."""

_NEAR_ENOUGH = 1e-12
"""Of the distance between two samples: 4e-14 s at 25 samples a second, below what a float holds of a race time."""

_FLAT = 1e-12
"""A slope below this gives Newton's method no direction."""


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """R functions of time, each a cubic between neighbouring samples.

    time_s  (T,) times of the samples, evenly spaced
    values  (R, T) values there
    slopes  (R, T) derivatives there, per second
    """

    time_s: Floats
    values: Floats
    slopes: Floats
    _highest: Floats = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_highest", np.maximum.accumulate(self.values, axis=1))

    def find(self, curve: ArrayLike, level: ArrayLike) -> Floats:
        """First times at which functions (by index) reach levels; both broadcast.

        nan where one never does, and where it was above the level from the start.
        """
        curves, levels = np.broadcast_arrays(np.asarray(curve, dtype=int), np.asarray(level, dtype=float))
        count = len(self.time_s)
        after = np.empty(curves.shape, dtype=int)
        for one in np.unique(curves):
            after[curves == one] = np.searchsorted(self._highest[one], levels[curves == one])
        cell = np.clip(after, 1, count - 1) - 1
        step = float(self.time_s[1] - self.time_s[0])
        ends = self.values[curves, cell] - levels, self.values[curves, cell + 1] - levels
        slopes = self.slopes[curves, cell] * step, self.slopes[curves, cell + 1] * step
        found = self.time_s[cell] + step * _root_of_cubic(*ends, *slopes)
        at_start = (after == 0) & (self.values[curves, 0] == levels)
        outside = ((after == 0) & ~at_start) | (after >= count)
        return np.where(outside, np.nan, np.where(at_start, self.time_s[0], found))


def _root_of_cubic(start: Floats, end: Floats, start_slope: Floats, end_slope: Floats) -> Floats:
    """Where in 0..1 cubics rise through zero, given by values and slopes at both ends (start <= 0 <= end).

    Newton's method, kept between bounds that close in.
    """
    cubic = 2 * (start - end) + start_slope + end_slope
    square = 3 * (end - start) - 2 * start_slope - end_slope
    low, high = np.zeros_like(start), np.ones_like(start)
    rise = np.where(end > start, end - start, 1.0)
    guess = np.clip(-start / rise, 0.0, 1.0)
    for _ in range(_MOST_STEPS):
        value = ((cubic * guess + square) * guess + start_slope) * guess + start
        slope = (3 * cubic * guess + 2 * square) * guess + start_slope
        low, high = np.where(value < 0, guess, low), np.where(value < 0, high, guess)
        newton = guess - value / np.where(slope > _FLAT, slope, np.inf)
        better = np.where((newton > low) & (newton < high) & (slope > _FLAT), newton, (low + high) / 2)
        better = np.where(value == 0, guess, better)
        if np.all(np.abs(better - guess) < _NEAR_ENOUGH):
            return better
        guess = better
    return guess
