"""Order, gaps and laps to go at a race time: found in the motion, never stored."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from replay.base.units import Floats, Mask
from replay.events.course import laps_left
from replay.motion.trajectory import Motion, State

_FINISHED, _DOWN = -1e9, 1e9
"""Sort those who finished before all who are still riding, and behind them who is down."""

_COMPARED_S = 0.1
"""From one moment at which two riders are compared to the next."""

_ROLLING_MPS = 1.0
"""Least speed with which a rider is taken to have come to the first sample: who stands there has no past."""


@dataclass(frozen=True, slots=True, eq=False)
class Standings:
    """How the race stands at one moment. Arrays are (R,), in the order of `Motion.riders`.

    order        riders, first to last; who is down is behind all who ride
    state        where everybody is
    gap_s        live gap: time since the leader passed the same distance; after the finish, of the crossings
    gap_ahead_s  the same to the rider directly ahead; 0 for the leader
    gap_m        metres behind the leader along the measurement line; below 0 for who slides on ahead of him
    down         who is down: nobody leads him by anything that counts
    """

    time_s: float
    order: tuple[int, ...]
    state: State
    gap_s: Floats
    gap_ahead_s: Floats
    gap_m: Floats
    down: Mask

    @property
    def distance_m(self) -> Floats:
        """Event distance ridden."""
        return self.state.distance_m

    @property
    def leader(self) -> int:
        """The rider in front, or who crossed the line first."""
        return self.order[0]

    @property
    def chaser(self) -> int | None:
        """The next rider behind the leader; None where there is none who rides."""
        return None if len(self.order) < 2 or self.down[self.order[1]] else self.order[1]

    def place(self, rider: int) -> int:
        """Live place of a rider, from 1."""
        return self.order.index(rider) + 1


@dataclass(frozen=True, slots=True, eq=False)
class RidersCompared:
    """Two riders over the race.

    time_s      (N,) race times, evenly spaced, two at least
    gap_m       (N,) metres that the first of the two is ahead; below 0: behind; nan while one of them is down
    ground_mps  (2, N) over the boards; nan while he is down
    height_m    (2, N) up the boards; likewise
    """

    time_s: Floats
    gap_m: Floats
    ground_mps: Floats
    height_m: Floats


def orders_at(motion: Motion, times_s: ArrayLike, *, decided_s: Floats | None = None) -> NDArray[np.intp]:
    """Riders, first to last, at N race times: (N, R). Riders who have finished keep the order of the crossings; behind
    all who ride is who is down.

    decided_s  (N,) who crosses by then counts as one who has finished
    """
    times = np.atleast_1d(np.asarray(times_s, dtype=float))
    return _order(motion, motion.at(times).distance_m, times, times if decided_s is None else decided_s).T


def order_at(motion: Motion, time_s: float) -> tuple[int, ...]:
    """Riders at one race time, first to last."""
    return tuple(int(rider) for rider in orders_at(motion, time_s)[0])


def standings_at(motion: Motion, time_s: float) -> Standings:
    """Order and gaps at one race time."""
    state = motion.at(time_s)
    distance, now = state.distance_m, np.array([time_s])
    order = tuple(int(rider) for rider in _order(motion, distance[:, None], now, now)[:, 0])
    before = np.empty(len(order), dtype=int)
    before[list(order)] = (order[0], *order[:-1])
    gap_s, gap_ahead_s = _gaps(motion, time_s, np.stack([np.full(len(order), order[0]), before]), distance)
    return Standings(
        time_s=time_s,
        order=order,
        state=state,
        gap_s=gap_s,
        gap_ahead_s=gap_ahead_s,
        gap_m=distance[order[0]] - distance,
        down=motion.is_down(time_s),
    )


def _order(motion: Motion, distance_m: Floats, times_s: Floats, decided_s: Floats) -> NDArray[np.intp]:
    """Riders in order, (R, N), for distances (R, N): who has finished by `decided_s` (N,) before all others."""
    finish = motion.finish_s[:, None]
    with np.errstate(invalid="ignore"):
        stays = np.where(np.isfinite(motion.up_s), 1.0, 2.0)[:, None]  # who gets up comes before who does not
        key = np.where(finish <= decided_s, _FINISHED + finish, _DOWN * stays * motion.is_down(times_s) - distance_m)
    return np.argsort(key, axis=0, kind="stable")


def since_passed(motion: Motion, ahead: NDArray[np.intp], distance_m: Floats, time_s: ArrayLike) -> Floats:
    """Live gaps: seconds since riders (`ahead`) passed distances, at race times; all three broadcast.

    nan where a rider was past the distance at the first sample, and where one never gets there. Never below 0.
    """
    return np.maximum(np.asarray(time_s, dtype=float) - motion.path.times_at(ahead, distance_m), 0.0)


def gap_between(motion: Motion, ahead: int, behind: int, time_s: float) -> float:
    """Live gap of two riders at a race time: since the one ahead passed where the one behind is; nan if not known."""
    there = motion.at(time_s).distance_m[behind]
    return float(since_passed(motion, np.array([ahead]), np.array([there]), time_s)[0])


def _gaps(motion: Motion, time_s: float, ahead: NDArray[np.intp], distance_m: Floats) -> Floats:
    """Seconds since each rider's `ahead` (..., R) passed where he is now; 0 for who is ahead of nobody.

    After a rider's finish, the difference of the crossings. Before the first sample riders are taken to have rolled
    evenly, so that a line behind the pacer has gaps from the start.
    """
    since = since_passed(motion, ahead, distance_m, time_s)
    if np.any(np.isnan(since)):
        first = motion.at(motion.start_s)
        speed = np.maximum(first.speed_mps[ahead], _ROLLING_MPS)
        earlier = motion.start_s + (distance_m - first.distance_m[ahead]) / speed
        since = np.where(np.isnan(since), np.maximum(time_s - np.minimum(earlier, motion.end_s), 0.0), since)
    live = np.where(ahead == np.arange(len(distance_m)), 0.0, since)
    return np.where(motion.finish_s <= time_s, motion.finish_s - motion.finish_s[ahead], live)


def riders_compared(motion: Motion, one: int, other: int) -> RidersCompared:
    """Two riders from the start to where the later of them crosses the line, or to where racing is over."""
    pair = [one, other]
    crossed_s = motion.finish_s[pair]
    end_s = float(crossed_s.max()) if np.isfinite(crossed_s).all() and not motion.stopped else motion.over_s
    time_s = np.linspace(motion.start_s, end_s, max(round((end_s - motion.start_s) / _COMPARED_S), 1) + 1)
    distance_m, down = motion.at(time_s).distance_m[pair], motion.is_down(time_s)[pair]
    return RidersCompared(
        time_s=time_s,
        gap_m=np.where(down.any(axis=0), np.nan, distance_m[0] - distance_m[1]),
        ground_mps=np.where(down, np.nan, motion.ground_speed(time_s)[pair]),
        height_m=np.where(down, np.nan, motion.at(time_s).height_m[pair]),
    )


def metres_to_go(motion: Motion, time_s: float) -> float:
    """Metres that the leader still has to ride, from the event distance down to 0."""
    if np.any(motion.finish_s <= time_s):
        return 0.0
    left = motion.event_distance_m - float(motion.led_m(time_s))
    return min(max(left, 0.0), motion.event_distance_m)


def laps_to_go(motion: Motion, time_s: float) -> int:
    """The number on the lap counter: laps that the leader still has to ride, 3 from his crossing at three to go."""
    return laps_left(metres_to_go(motion, time_s), motion.velodrome.lap_m)
