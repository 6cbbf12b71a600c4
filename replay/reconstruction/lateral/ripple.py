"""How heights turn an even effort into distance along the measurement line.

Higher up, the way round a bend is longer; and who climbs the boards pays for it in speed, who comes down is paid
back (energy of the wheels' movement and of height is what an even effort keeps). Both are put into a ripple: distance
= smooth coordinate + ripple, so that the solver's splines stay smooth and riders do not seem to pulse in the bends.
"""

from __future__ import annotations

import numpy as np

from replay.base.units import GRAVITY_MPS2, Floats
from replay.reconstruction.lateral.height import Heights
from replay.reconstruction.state.path_correction import PathCorrection
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.track.velodrome import MEASUREMENT_LINE_M

_RESTING_MPS = 2.0
"""Below this speed nobody rides an effort that heights could change, and from twice as much on all do: a rider who
stands on the banking must not be moved by it. Smaller, and riders on a start line or after a fall creep."""

_EVEN_SPEED_MPS, _EVEN_EFFORT_MPS = 6.5, 11.0
"""At walking pace riders hold their speed with the pedals whatever height does: two metres up the boards are all the
movement that 23 km/h have. From 40 km/h on they keep their effort, and height turns into speed."""

_SLOWEST_SHARE = 0.5
"""Least share of the even speed that climbing leaves. Only lines that a rough first motion makes come near it."""

_LEAST_MPS = 0.5
"""Speed that the ratio of a rider who stands is worked out for: it is then multiplied by nothing."""


def path_correction_of(sampled: SampledMotion, lines: Heights, smooth_mps: Floats) -> PathCorrection:
    """The path correction of all riders on their heights, at the T times of the sampled motion.

    smooth_mps  (R, T) speed of the smooth coordinates, m/s

    An even effort keeps the sum of movement and height, v² + 2 g z, around its mean over half a lap; what of v goes up
    or down the boards does not go along the track. The speed along the measurement line is the rest by the ratio of the
    two lengths, and the ripple is the integral of what it differs from the smooth speed.
    """
    velodrome = sampled.problem.velodrome
    times = sampled.time_s
    height = lines.at(times)
    ratio = velodrome.path_ratio(sampled.distance_m, height)
    rise = (np.maximum(height, 0.0) - MEASUREMENT_LINE_M) * np.sin(velodrome.banking(sampled.distance_m))
    along = np.maximum(smooth_mps, _LEAST_MPS)
    stretch = np.array([_over_half_lap(*one, velodrome.lap_m) for one in zip(sampled.distance_m, ratio, strict=True)])
    level = np.array([_over_half_lap(*one, velodrome.lap_m) for one in zip(sampled.distance_m, rise, strict=True)])
    even = along * stretch
    across = np.gradient(height, times, axis=1) ** 2
    kept = np.sqrt(np.maximum(even**2 - 2 * GRAVITY_MPS2 * (rise - level) - across, (_SLOWEST_SHARE * even) ** 2))
    if sampled.problem.tactics is not None:
        keeps = np.clip((along - _EVEN_SPEED_MPS) / (_EVEN_EFFORT_MPS - _EVEN_SPEED_MPS), 0.0, 1.0)
        kept = np.maximum(even**2 - across, 0.0) ** 0.5 * (1 - keeps) + kept * keeps
    rate = (kept / ratio - along) * np.clip((smooth_mps - _RESTING_MPS) / _RESTING_MPS, 0.0, 1.0)
    ripple = np.concatenate([np.zeros((len(rate), 1)), np.cumsum((rate[:, 1:] + rate[:, :-1]) / 2, axis=1)], axis=1)
    ripple = ripple * (times[1] - times[0])
    return PathCorrection(times, ripple, stretch, level)


def _over_half_lap(distance_m: Floats, values: Floats, lap_m: float) -> Floats:
    """(T,) values averaged over half a lap of distance around each sample, twice.

    A track has the same bend every half lap, so one mean takes away what repeats; the second takes away the corners
    that the first leaves where a rider changes height.
    """
    grid = np.arange(distance_m[0], distance_m[-1] + 1.0, 1.0)
    even = np.interp(grid, np.maximum.accumulate(distance_m), values)
    width = max(int(lap_m / 2), 1)
    for _ in range(2):
        padded = np.pad(even, (width // 2, width - 1 - width // 2), mode="edge")
        total = np.concatenate([[0.0], np.cumsum(padded)])
        even = (total[width:] - total[:-width]) / width
    return np.asarray(np.interp(distance_m, grid, even))
