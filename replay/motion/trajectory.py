"""Motion: where every rider and the pacer are, as functions of race time."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from replay.base.units import Floats, Mask
from replay.events.course import course_of
from replay.motion.even_spline import EvenSpline, spline_through
from replay.motion.event_finder import Curves
from replay.race.when import Course
from replay.track.velodrome import Velodrome

STANDING_START_S = 15.0
"""In the first seconds of a standing start riders gain more speed than at any time later, and leave the start line on
lines of their own: limits of racing do not hold."""

FALLING_S = 0.4
"""Who falls is down so long after it: until then he is where he was in the race."""

WRITTEN_DECIMALS = 8
"""Digits of a metre in which a motion is kept: 10 nanometres, below what two machines solve alike. Motions have no more
of them when they are found, either: where two riders are level, who shelters whom hangs on the last one."""

_AT_REST_MPS = 0.1
"""Below this a rider stands: rounding of a spline is far less, and nobody rolls so slowly."""


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
    _spline: EvenSpline = field(init=False, repr=False)
    _curves: Curves = field(init=False, repr=False)

    def __post_init__(self) -> None:
        for name in ("distance_m", "height_m"):
            array = getattr(self, name)
            if array.ndim != 2 or array.shape[1] != len(self.time_s):
                raise ValueError(f"{name} has shape {array.shape}, expected (riders, {len(self.time_s)} times)")
        for array in (self.time_s, self.distance_m, self.height_m):
            array.flags.writeable = False
        spline = spline_through(self.time_s, np.concatenate([self.distance_m, self.height_m]))
        object.__setattr__(self, "_spline", spline)
        speed = spline.slopes[: len(self.distance_m)]
        object.__setattr__(self, "_curves", Curves(self.time_s, self.distance_m, speed))

    def at(self, time_s: ArrayLike) -> State:
        """The state at one or N race times. Times outside the samples are held at the nearest sample."""
        time = np.clip(np.asarray(time_s, dtype=float), self.time_s[0], self.time_s[-1])
        value, slope = self._spline.at(time)
        riders = len(self.distance_m)
        return State(value[:riders], value[riders:], slope[:riders], slope[riders:])

    def crossing_times(self, distance_m: ArrayLike) -> Floats:
        """First race time at which each rider reaches each distance: (R,) or (R, N); nan where he never does."""
        riders = np.arange(len(self.distance_m))
        wanted = np.asarray(distance_m, dtype=float)
        return self.times_at(riders if wanted.ndim == 0 else riders[:, None], wanted)

    def times_at(self, rider: ArrayLike, distance_m: ArrayLike) -> Floats:
        """First race time at which riders (by index) reach distances; both broadcast. nan where one never does."""
        return self._curves.find(rider, distance_m)


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
    fall_s            (R,) race time of falling, nan for who stays up; he is down `FALLING_S` later
    up_s              (R,) race time at which who fell rides on, nan for who does not; left out if nobody does
    stop_s            race time at which the race was stopped; nan for one that was ridden to the finish
    opens_s           race time at which a race that begins slowly is raced in earnest; nan for all others
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
    up_s: Floats = field(default_factory=lambda: np.zeros(0))
    opens_s: float = float("nan")

    def __post_init__(self) -> None:
        count = len(self.riders)
        if len(self.up_s) == 0:
            object.__setattr__(self, "up_s", np.full(count, np.nan))
        for name in ("finish_s", "fall_s", "up_s"):
            array = getattr(self, name)
            if array.shape != (count,):
                raise ValueError(f"{name} has shape {array.shape}, expected ({count},)")
            array.flags.writeable = False
        if len(self.path.distance_m) != count:
            raise ValueError(f"path moves {len(self.path.distance_m)} riders, expected {count}")

    @property
    def course(self) -> Course:
        """The course of the race, in which moments are measured."""
        return course_of(self.event_distance_m, self.velodrome)

    @property
    def start_s(self) -> float:
        """Race time of the first sample."""
        return float(self.path.time_s[0])

    @property
    def end_s(self) -> float:
        """Race time of the last sample."""
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

    def is_down(self, time_s: ArrayLike) -> Mask:
        """Whether each rider lies or slides: (R,) at one race time, (R, N) at N.

        Who slides over the finish line is in the race until then.
        """
        time = np.asarray(time_s, dtype=float)
        down_s = np.where(np.isfinite(self.finish_s) & np.isnan(self.up_s), np.nan, self.fall_s + FALLING_S)
        up_s = np.nan_to_num(self.up_s, nan=np.inf)
        if time.ndim:
            down_s, up_s = down_s[:, None], up_s[:, None]
        with np.errstate(invalid="ignore"):
            return np.asarray((time >= down_s) & (time < up_s))

    def led_m(self, time_s: ArrayLike) -> Floats:
        """How far the race has come, m: () at one race time, (N,) at N. Never less than before.

        That is where the first rider is. Who is down leads no longer: then it is as far as he had led, until the
        next is there.
        """
        time = np.asarray(time_s, dtype=float)
        far = np.where(self.is_down(time), -np.inf, self.at(time).distance_m)
        fallen = np.flatnonzero(np.isfinite(self.fall_s))
        for rider in fallen:
            down_s = float(self.fall_s[rider]) + FALLING_S
            far[rider] = np.where(self.is_down(time)[rider], self.at(down_s).distance_m[rider], far[rider])
        return np.asarray(far.max(axis=0))

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
        """Index of a rider in all arrays. Raises ValueError for a name that is not in the race."""
        return self.riders.index(rider)
