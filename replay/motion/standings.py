"""Order, gaps and laps to go at a race time: found in the motion, never stored."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from replay.base.units import Floats
from replay.motion.trajectory import Motion, State

_FINISHED = -1e9
"""Sorts those who finished before all who are still riding."""


@dataclass(frozen=True, slots=True, eq=False)
class Standings:
    """How the race stands at one moment. Arrays are (R,), in the order of `Motion.riders`.

    order        rows of the riders, first to last
    state        where everybody is
    gap_s        live gap: time since the leader passed the same distance; after the finish, of the crossings
    gap_ahead_s  the same to the rider directly ahead; 0 for the leader
    gap_m        metres behind the leader along the measurement line
    """

    time_s: float
    order: tuple[int, ...]
    state: State
    gap_s: Floats
    gap_ahead_s: Floats
    gap_m: Floats

    @property
    def distance_m(self) -> Floats:
        """Event distance ridden."""
        return self.state.distance_m

    @property
    def leader(self) -> int:
        return self.order[0]

    def place(self, rider: int) -> int:
        """Live place of a rider (row), from 1."""
        return self.order.index(rider) + 1


def orders_at(motion: Motion, times_s: ArrayLike) -> NDArray[np.intp]:
    """Rows of the riders, first to last, at N race times: (N, R). Who has finished keeps the order of the crossings."""
    times = np.atleast_1d(np.asarray(times_s, dtype=float))
    return _order(motion, motion.at(times).distance_m, times).T


def order_at(motion: Motion, time_s: float) -> tuple[int, ...]:
    """Rows of the riders at one race time, first to last."""
    return tuple(int(row) for row in orders_at(motion, time_s)[0])


def leader_at(motion: Motion, time_s: float) -> int:
    """Row of the rider in front, or of who crossed the line first."""
    return order_at(motion, time_s)[0]


def standings_at(motion: Motion, time_s: float) -> Standings:
    """Order and gaps at one race time."""
    state = motion.at(time_s)
    distance = state.distance_m
    order = tuple(int(row) for row in _order(motion, distance[:, None], np.array([time_s]))[:, 0])
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
    )


def _order(motion: Motion, distance_m: Floats, times_s: Floats) -> NDArray[np.intp]:
    """Rows of the riders in order, (R, N), for distances (R, N)."""
    finish = motion.finish_s[:, None]
    with np.errstate(invalid="ignore"):
        key = np.where(finish <= times_s, _FINISHED + finish, -distance_m)
    return np.argsort(key, axis=0, kind="stable")


def _gaps(motion: Motion, time_s: float, ahead: NDArray[np.intp], distance_m: Floats) -> Floats:
    """Seconds since each rider's `ahead` (..., R) passed where he is now; 0 for who is ahead of nobody."""
    passed = _passed_s(motion, ahead, distance_m)
    live = np.where(ahead == np.arange(len(distance_m)), 0.0, np.maximum(time_s - passed, 0.0))
    finished = motion.finish_s <= time_s
    return np.where(finished, motion.finish_s - motion.finish_s[ahead], live)


def _passed_s(motion: Motion, rider: NDArray[np.intp], distance_m: Floats) -> Floats:
    """Race times at which riders passed distances; before the first sample they are taken to have rolled evenly."""
    passed = motion.path.times_at(rider, distance_m)
    if not np.any(np.isnan(passed)):
        return passed
    first = motion.at(motion.start_s)
    speed = np.maximum(first.speed_mps[rider], 1.0)
    earlier = motion.start_s + (distance_m - first.distance_m[rider]) / speed
    return np.where(np.isnan(passed), np.minimum(earlier, motion.end_s), passed)


def metres_to_go(motion: Motion, time_s: float) -> float:
    """Metres that the leader still has to ride, from the event distance down to 0."""
    if np.any(motion.finish_s <= time_s):
        return 0.0
    left = motion.event_distance_m - float(motion.at(time_s).distance_m.max())
    return min(max(left, 0.0), motion.event_distance_m)


def laps_to_go(motion: Motion, time_s: float) -> int:
    """The number on the lap counter: laps that the leader still has to ride, 3 from his crossing at three to go."""
    return laps_left(metres_to_go(motion, time_s), motion.velodrome.lap_m)


def laps_left(to_go_m: float, lap_m: float) -> int:
    """Laps begun or still to begin in a number of metres; a crossing counts from a micrometre before it."""
    return int(np.ceil(to_go_m / lap_m - 1e-8))
