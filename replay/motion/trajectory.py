"""Motion: where every rider and the pacer are, as functions of race time."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike
from scipy.interpolate import BSpline, make_interp_spline

from replay.base.units import Floats
from replay.events.course import course_of
from replay.race.when import Course
from replay.track.velodrome import Velodrome

STANDING_START_S = 15.0
"""In the first seconds of a standing start riders gain more speed than at any time later."""

_AT_REST_MPS = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """What moves, at one moment or at N moments. Each array is (R,) for one moment, (R, N) for N; (N,) for the pacer.

    distance_m    event distance ridden, of the front tyre's leading edge, along the measurement line
    height_m      up the boards from the inner edge
    speed_mps     of `distance_m` (along the measurement line, not over the ground)
    climb_mps     of `height_m`
    """

    distance_m: Floats
    height_m: Floats
    speed_mps: Floats
    climb_mps: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """The movement of R riders, sampled on an even grid and interpolated by cubic splines.

    time_s      (T,)    race time of the samples, evenly spaced
    distance_m  (R, T)
    height_m    (R, T)
    """

    time_s: Floats
    distance_m: Floats
    height_m: Floats
    _splines: tuple[BSpline, BSpline, BSpline, BSpline] = field(init=False, repr=False)
    _reached: Floats = field(init=False, repr=False)
    _speed: Floats = field(init=False, repr=False)

    def __post_init__(self) -> None:
        for name in ("distance_m", "height_m"):
            array = getattr(self, name)
            if array.ndim != 2 or array.shape[1] != len(self.time_s):
                raise ValueError(f"{name} has shape {array.shape}, expected (riders, {len(self.time_s)} times)")
        for array in (self.time_s, self.distance_m, self.height_m):
            array.flags.writeable = False
        distance = make_interp_spline(self.time_s, self.distance_m.T, k=3)
        height = make_interp_spline(self.time_s, self.height_m.T, k=3)
        object.__setattr__(self, "_splines", (distance, height, distance.derivative(), height.derivative()))
        object.__setattr__(self, "_reached", np.maximum.accumulate(self.distance_m, axis=1))
        object.__setattr__(self, "_speed", np.asarray(self._splines[2](self.time_s)).T)

    def at(self, time_s: ArrayLike) -> State:
        """The state at one or N race times. Times outside the samples are held at the nearest sample."""
        time = np.clip(np.asarray(time_s, dtype=float), self.time_s[0], self.time_s[-1])
        return State(*(np.asarray(spline(time)).T for spline in self._splines))

    def crossing_times(self, distance_m: ArrayLike) -> Floats:
        """First race time at which each rider reaches each distance: (R,) or (R, N); nan where he never does."""
        riders = np.arange(len(self.distance_m))
        wanted = np.asarray(distance_m, dtype=float)
        return self.times_at(riders if wanted.ndim == 0 else riders[:, None], wanted)

    def times_at(self, rider: ArrayLike, distance_m: ArrayLike) -> Floats:
        """First race time at which riders (rows) reach distances; both broadcast. nan where one never does.

        Between two samples the spline is one cubic, known by its values and speeds there.
        """
        rows, wanted = np.broadcast_arrays(np.asarray(rider, dtype=int), np.asarray(distance_m, dtype=float))
        after = np.array([np.searchsorted(self._reached[r], w) for r, w in zip(rows.flat, wanted.flat, strict=True)])
        after = after.reshape(rows.shape).astype(int)
        count = len(self.time_s)
        cell = np.clip(after, 1, count - 1) - 1
        step = float(self.time_s[1] - self.time_s[0])
        start, end = self.distance_m[rows, cell], self.distance_m[rows, cell + 1]
        into = self._speed[rows, cell] * step, self._speed[rows, cell + 1] * step
        found = self.time_s[cell] + step * root_of_cubic(start - wanted, end - wanted, *into)
        at_start = (after == 0) & (self.distance_m[rows, 0] == wanted)
        outside = ((after == 0) & ~at_start) | (after >= count)
        return np.where(outside, np.nan, np.where(at_start, self.time_s[0], found))


def root_of_cubic(start: Floats, end: Floats, start_slope: Floats, end_slope: Floats) -> Floats:
    """Where in 0..1 cubics rise through zero, given by values and slopes at both ends (start <= 0 <= end).

    Newton's method, kept between bounds that close in.
    """
    cubic = 2 * (start - end) + start_slope + end_slope
    square = 3 * (end - start) - 2 * start_slope - end_slope
    low, high = np.zeros_like(start), np.ones_like(start)
    rise = np.where(end > start, end - start, 1.0)
    guess = np.clip(-start / rise, 0.0, 1.0)
    for _ in range(60):
        value = ((cubic * guess + square) * guess + start_slope) * guess + start
        slope = (3 * cubic * guess + 2 * square) * guess + start_slope
        low, high = np.where(value < 0, guess, low), np.where(value < 0, high, guess)
        newton = guess - value / np.where(slope > 1e-12, slope, np.inf)
        better = np.where((newton > low) & (newton < high) & (slope > 1e-12), newton, (low + high) / 2)
        better = np.where(value == 0, guess, better)
        if np.all(np.abs(better - guess) < 1e-12):
            return better
        guess = better
    return guess


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """Where everybody is for the whole race, and the few moments that the facts themselves fix.

    riders            (R,) names, as the race file writes them; the order of all arrays
    event_distance_m  where the finish is
    path              the riders
    pacer             the pacer as a path of one, None without pacer
    pull_off_s        race time at which the pacer leaves; nan without pacer
    pacer_gone_s      race time from which the pacer is out of sight; nan without pacer
    finish_s          (R,) race time of crossing the finish line, nan for who never does
    fall_s            (R,) race time of falling, nan for who stays up
    stop_s            race time at which the race was stopped; nan for one that was ridden to the finish
    """

    velodrome: Velodrome
    riders: tuple[str, ...]
    event_distance_m: float
    path: Path
    pacer: Path | None
    pull_off_s: float
    pacer_gone_s: float
    finish_s: Floats
    fall_s: Floats
    stop_s: float = float("nan")

    def __post_init__(self) -> None:
        count = len(self.riders)
        for name in ("finish_s", "fall_s"):
            array = getattr(self, name)
            if array.shape != (count,):
                raise ValueError(f"{name} has shape {array.shape}, expected ({count},)")
            array.flags.writeable = False
        if len(self.path.distance_m) != count:
            raise ValueError(f"path moves {len(self.path.distance_m)} riders, expected {count}")

    @property
    def course(self) -> Course:
        """The way of the race, in which moments are measured."""
        return course_of(self.event_distance_m, self.velodrome)

    @property
    def start_s(self) -> float:
        return float(self.path.time_s[0])

    @property
    def end_s(self) -> float:
        return float(self.path.time_s[-1])

    @property
    def stopped(self) -> bool:
        """Whether the race was stopped before anybody finished."""
        return bool(np.isfinite(self.stop_s))

    @property
    def over_s(self) -> float:
        """Race time at which racing is over: the stop or the last crossing, else the end of the motion."""
        if self.stopped:
            return self.stop_s
        return float(np.nanmax(self.finish_s)) if np.any(np.isfinite(self.finish_s)) else self.end_s

    @property
    def standing_start(self) -> bool:
        """Whether all are at rest at the start."""
        return bool(np.all(np.abs(self.at(self.start_s).speed_mps) < _AT_REST_MPS))

    def at(self, time_s: ArrayLike) -> State:
        """All riders at one race time (arrays (R,)) or at N (arrays (R, N))."""
        return self.path.at(time_s)

    def pacer_at(self, time_s: float) -> State | None:
        """The pacer at a race time (arrays (1,)), None where there is none (any more)."""
        if self.pacer is None or time_s > self.pacer_gone_s:
            return None
        return self.pacer.at(time_s)

    def ground_speed(self, time_s: ArrayLike) -> Floats:
        """Speed of the wheels over the boards, m/s: (R,) or (R, N). Higher up, the way round is longer."""
        state = self.at(time_s)
        along = self.velodrome.path_ratio(state.distance_m, state.height_m) * state.speed_mps
        return np.hypot(along, state.climb_mps)

    def index(self, rider: str) -> int:
        """Row of a rider in all arrays. Raises ValueError for a name that is not in the race."""
        return self.riders.index(rider)
