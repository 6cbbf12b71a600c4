"""What the charts show, as arrays over the distance: worked out from the motion alone.

Everything is asked at the same distances for all riders, so that a chart compares riders at one place on the track:
the gap at the finish line is then the gap of the result.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.base.easing import smoothsteps
from replay.base.units import KMH_PER_MPS, Floats
from replay.motion.outcome import Reconstruction
from replay.motion.trajectory import Motion

STEP_M = 1.0
"""From one place at which all are compared to the next."""

_OFF_LINE_M = 10.0
"""So far from the start line riders are one behind another."""

BUMP_M = 25.0
"""A change of places is drawn over this length."""


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """A race over the distance. Arrays are (riders, distances); nan where a rider never came, or slid.

    riders      names, in the order of the motion
    distance_m  (D,) event distances, the last is the finish line; where the race was stopped, of the last rider then up
    passed_s    race time of passing each distance; at the finish line the time of the crossing
    gap_s       seconds after the first rider to pass there
    doubt_s     standard deviation of that gap
    speed_kmh   of the wheels over the boards
    place       1 for the first to pass there
    height_m    up the boards from the inner edge
    """

    riders: tuple[str, ...]
    distance_m: Floats
    passed_s: Floats
    gap_s: Floats
    doubt_s: Floats
    speed_kmh: Floats
    place: Floats
    height_m: Floats

    @property
    def from_m(self) -> float:
        return float(self.distance_m[0])

    @property
    def event_m(self) -> float:
        return float(self.distance_m[-1])

    def last(self, rider: int) -> int | None:
        """Index of the last distance that a rider reached; None if he reached none of them."""
        reached = np.flatnonzero(np.isfinite(self.passed_s[rider]))
        return int(reached[-1]) if len(reached) else None


def series_of(reconstruction: Reconstruction, *, from_m: float | None = None) -> Series:
    """The arrays of all charts. from_m: where the charts begin, by default as `opening_m` says."""
    motion = reconstruction.motion
    end = closing_m(motion)
    start = min(opening_m(motion) if from_m is None else from_m, max(end - motion.velodrome.lap_m, 0.0))
    distance = _grid(start, end)
    passed = _passed(motion, distance)
    first = np.fmin.reduce(passed, axis=0)
    ground, height = _states(motion, passed)
    return Series(
        riders=motion.riders,
        distance_m=distance,
        passed_s=passed,
        gap_s=passed - first,
        doubt_s=_doubt_s(reconstruction, passed),
        speed_kmh=ground * KMH_PER_MPS,
        place=_from_the_line(_places(passed), distance),
        height_m=height,
    )


def _from_the_line(place: Floats, distance_m: Floats) -> Floats:
    """(R, D) places in which nobody leads on the start line itself: who stands there is placed as he leaves it."""
    if distance_m[0] > 0.0 or distance_m[-1] <= _OFF_LINE_M:
        return place
    off = int(np.searchsorted(distance_m, _OFF_LINE_M))
    return np.concatenate([np.repeat(place[:, off : off + 1], off, axis=1), place[:, off:]], axis=1)


def opening_m(motion: Motion) -> float:
    """Where charts begin: a lap before the pacer leaves, as nothing happens in the line behind it; else the start."""
    if motion.pacer is None or not np.isfinite(motion.pull_off_s):
        return 0.0
    leader = float(motion.led_m(motion.pull_off_s))
    lap_m = motion.velodrome.lap_m
    laps_to_go = np.ceil((motion.event_distance_m - leader) / lap_m - 0.5)
    return float(max(motion.event_distance_m - (laps_to_go + 1) * lap_m, 0.0))


def closing_m(motion: Motion) -> float:
    """Where charts end: at the finish line, or where the last rider still up was when the race was stopped."""
    if not motion.stopped:
        return motion.event_distance_m
    distance = motion.at(motion.stop_s).distance_m
    up = ~(motion.fall_s <= motion.stop_s)
    return max(float(distance[up].min() if up.any() else distance.max()), STEP_M)


def bumps(series: Series) -> tuple[Floats, Floats]:
    """(distances (N,), places (R, N)) with changes of place drawn out into slopes; exact at the finish line."""
    picks = np.arange(len(series.distance_m) - 1, -1, -round(BUMP_M / STEP_M))[::-1]
    share = np.linspace(0.0, 1.0, 9)[:-1]
    eased = smoothsteps(share)
    metres, places = series.distance_m[picks], series.place[:, picks]
    fine_m = metres[:-1, None] + np.diff(metres)[:, None] * share
    fine = places[:, :-1, None] + np.diff(places, axis=1)[:, :, None] * eased
    return (
        np.append(fine_m.ravel(), metres[-1]),
        np.concatenate([fine.reshape(len(places), -1), places[:, -1:]], axis=1),
    )


def _grid(start_m: float, end_m: float) -> Floats:
    """Even distances that end exactly at the finish line, or wherever charts end."""
    count = max(round((end_m - start_m) / STEP_M), 1)
    return np.linspace(start_m, end_m, count + 1)


def _passed(motion: Motion, distance_m: Floats) -> Floats:
    passed = np.array(motion.path.crossing_times(distance_m))
    if not motion.stopped:
        passed[:, -1] = motion.finish_s
    down = np.array([motion.is_down(times)[rider] for rider, times in enumerate(passed)])
    stays_down = np.isfinite(motion.fall_s) & ~np.isfinite(motion.finish_s)
    with np.errstate(invalid="ignore"):
        return np.where(down | (stays_down[:, None] & (passed > motion.fall_s[:, None])), np.nan, passed)


def _states(motion: Motion, passed_s: Floats) -> tuple[Floats, Floats]:
    """Speed over the boards (m/s) and height (m) of each rider at his passings."""
    absent = np.isnan(passed_s)
    times = np.where(absent, motion.end_s, passed_s)
    ground, height = (np.full(passed_s.shape, np.nan) for _ in range(2))
    for rider in range(len(times)):
        state = motion.at(times[rider])
        height[rider] = state.height_m[rider]
        ground[rider] = motion.ground_speed(times[rider])[rider]
    return np.where(absent, np.nan, ground), np.where(absent, np.nan, height)


def _doubt_s(reconstruction: Reconstruction, passed_s: Floats) -> Floats:
    spreads = zip(passed_s, reconstruction.gap_sd_s, strict=True)
    return np.array([np.interp(times, reconstruction.doubt_s, doubt) for times, doubt in spreads])


def _places(passed_s: Floats) -> Floats:
    """Places by passing times; riders who pass together (a dead heat) share one."""
    with np.errstate(invalid="ignore"):
        earlier = passed_s[None, :, :] < passed_s[:, None, :]
    return np.where(np.isnan(passed_s), np.nan, 1.0 + earlier.sum(axis=1))
