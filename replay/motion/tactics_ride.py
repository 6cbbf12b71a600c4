"""The slow part of a race as it is planned: where riders are, at which heights, as functions of race time.

As with a pacer, what is planned is prescribed: the motion is solved for near it, so that results, limits and facts hold
(`reconstruction.constraints.slow_riding`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from replay.base.easing import smoothsteps
from replay.base.units import Floats
from replay.events.tactics import GOES_MPS2, WALKS_MPS, Tactics

STARTS_MPS2 = 0.8
"""From the start line riders are held and let go: nobody hurries to lead."""

_SLOWS_MPS2 = 0.3
"""Into a standstill: on a fixed gear, pressing back."""

_CATCHES_UP_S = 6.0
"""Who stood alone is back in file after some such time."""

_GAINS_MPS2 = 1.1
"""After the opening the plan goes on so: it is only followed until then."""

_STEP_M = 0.1
_RATE_HZ = 20.0
_CHANGE_S = 5.0
"""How long two riders take to change places in the slow part; who passes two takes twice as long."""

_BEYOND_S = 12.0
"""The plan is known so long after the opening, for whoever asks about it there."""

_BEYOND_M = 250.0
_FILED_M = 2.4
"""Front wheel to front wheel, riders in file are so far apart at least."""

_MOST_PITCH_M = 7.5
"""..and no further, however fast the leader is: whoever leaves a hole in front of a sprint has lost it."""

_STOPS_M, _LEAST_IDLE_S = 30.0, 5.0
"""So far before a standstill riders begin to come to rest; the idle part before it lasts so long at least."""

_HASTES, _DAWDLES = 0.35, 0.8
"""Shares of the idle part by which it may be shorter and longer."""

_CREEPING_MPS = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class TacticsRide:
    """Where R riders are planned to be at T times, evenly spaced from race time 0.

    until_s     race time of the opening, at which the plan ends
    until_m     where the leader is then
    winds_s     race time from which riders wind up the sprint: their power counts from then on
    winds_w     with about so much power
    idle_s      until then nothing hurries them, and nothing is at a place of its own: they may be slower, or faster
    time_s      (T,)
    distance_m  (R, T)
    height_m    (R, T) up the boards from the inner edge
    """

    until_s: float
    until_m: float
    time_s: Floats
    distance_m: Floats
    height_m: Floats
    winds_s: float = float("inf")
    winds_w: float = 0.0
    idle_s: float = float("inf")

    def distance(self, time_s: ArrayLike) -> Floats:
        """(R, N) distances at N times."""
        return _all_at(time_s, self.time_s, self.distance_m)

    def speed(self, time_s: ArrayLike) -> Floats:
        """(R, N) speeds at N times, m/s."""
        speeds = np.gradient(self.distance_m, self.time_s, axis=1)
        return _all_at(time_s, self.time_s, speeds)

    def height(self, rider: int, time_s: ArrayLike) -> Floats:
        """(N,) heights of a rider at N times."""
        return np.asarray(np.interp(np.asarray(time_s, dtype=float), self.time_s, self.height_m[rider]))

    @property
    def filed_s(self) -> float:
        """Race time from which riders who stood side by side on the start line are one behind the other."""
        order = -np.sort(-self.distance_m, axis=0)
        apart = (order[:-1] - order[1:] > _FILED_M).all(axis=0)
        return float(self.time_s[int(np.argmax(apart))]) if apart.any() else self.until_s

    def delayed(self, seconds: float) -> TacticsRide:
        """The plan with all that comes after the idle part so much later; the idle part is slower for it."""
        idle_s = min(self.idle_s, self.until_s)
        seconds = min(max(seconds, -_HASTES * idle_s), _DAWDLES * idle_s)
        late = self.time_s + seconds * np.minimum(self.time_s / idle_s, 1.0)
        times = np.arange(0.0, late[-1], 1 / _RATE_HZ)
        return replace(
            self,
            until_s=self.until_s + seconds,
            winds_s=self.winds_s + seconds,
            idle_s=self.idle_s + seconds,
            time_s=times,
            distance_m=_all_at(times, late, self.distance_m),
            height_m=_all_at(times, late, self.height_m),
        )

    def leader_time(self, distance_m: float) -> float:
        """Race time at which the first rider is at a distance, s."""
        return float(np.interp(distance_m, np.maximum.accumulate(self.distance_m.max(axis=0)), self.time_s))


def _all_at(time_s: ArrayLike, known_s: Floats, values: Floats) -> Floats:
    """(R, N) values (R, T) at N times."""
    time = np.asarray(time_s, dtype=float)
    return np.array([np.interp(time, known_s, one) for one in values])


def tactics_ride(tactics: Tactics, riders: Sequence[str]) -> TacticsRide:
    """The plan as it is ridden by riders, in this order."""
    head_m, head_s = head_of(tactics)
    until_s = float(np.interp(tactics.opens_m, head_m, head_s))
    times = np.arange(0.0, until_s + _BEYOND_S, 1 / _RATE_HZ)
    places = _places(tactics, riders, head_m, head_s, times)
    distance = np.array([_in_file(tactics, place, head_m, head_s, times) for place in places])
    for standing in tactics.standings:
        from_s = float(np.interp(standing.at_m, head_m, head_s))
        for name in standing.riders:
            place = list(riders).index(name)
            distance[place] = _standing(distance[place], times, from_s, standing.seconds)
    height = np.array([_height(tactics.heights, name, way) for name, way in zip(riders, distance, strict=True)])
    winds_s = until_s if tactics.winds_m is None else float(np.interp(tactics.winds_m, head_m, head_s))
    idle_s = min([winds_s, *(float(np.interp(one.at_m - _STOPS_M, head_m, head_s)) for one in tactics.standings)])
    idle_s = max(idle_s, _LEAST_IDLE_S)
    return TacticsRide(until_s, tactics.opens_m, times, distance, height, winds_s, tactics.winds_w, idle_s)


def head_of(tactics: Tactics) -> tuple[Floats, Floats]:
    """(distances, race times) of whoever leads: the planned speeds, from rest, and to rest at each standstill."""
    way = np.arange(0.0, tactics.opens_m + _BEYOND_M, _STEP_M)
    knots_m, knots_mps = np.array(tactics.speeds).T
    beyond = np.maximum(way - tactics.opens_m, 0.0)
    speed = np.sqrt(np.interp(way, knots_m, knots_mps) ** 2 + 2 * _GAINS_MPS2 * beyond)
    speed = np.minimum(speed, np.sqrt(2 * STARTS_MPS2 * (way + _STEP_M)))
    for standing in tactics.standings:
        least = WALKS_MPS if standing.riders else 0.0
        before, after = np.maximum(standing.at_m - way, 0.0), np.maximum(way - standing.over_m, 0.0)
        gained = np.where(way < standing.at_m, _SLOWS_MPS2 * before, tactics.goes_mps2 * after)
        speed = np.minimum(speed, np.maximum(np.sqrt(least**2 + 2 * gained), _CREEPING_MPS))
    mean = (speed[1:] + speed[:-1]) / 2
    seconds = np.concatenate([[0.0], np.cumsum(np.diff(way) / np.maximum(mean, _CREEPING_MPS))])
    for standing in tactics.standings:
        seconds[way > standing.at_m] += 0.0 if standing.riders else standing.seconds
    return way, seconds


def _places(tactics: Tactics, riders: Sequence[str], head_m: Floats, head_s: Floats, times: Floats) -> Floats:
    """(R, T) places in file, from 0, which riders change over some seconds."""
    found = np.array([[float(tactics.leads[0].order.index(name))] * len(times) for name in riders])
    for lead in tactics.leads[1:]:
        begins_s = float(np.interp(lead.from_m, head_m, head_s))
        target = np.array([[float(lead.order.index(name))] for name in riders])
        moves = float(np.abs(target[:, 0] - found[:, np.searchsorted(times, begins_s)]).max())
        share = smoothsteps((times - begins_s) / (_CHANGE_S * max(moves, 1.0)))
        found = found + (target - found) * share
    return found


def _in_file(tactics: Tactics, place: Floats, head_m: Floats, head_s: Floats, times: Floats) -> Floats:
    """(T,) distances of a rider who follows the leader from a place in file, and waits on the line until there is room.

    Each of the ways of following never goes back, so neither does what they come to.
    """
    delayed = np.interp(times - tactics.follows_s * place, head_s, head_m)
    head = np.interp(times, head_s, head_m)
    behind = np.maximum(np.minimum(delayed, head - tactics.pitch_m * place), head - _MOST_PITCH_M * place)
    return np.maximum.accumulate(np.maximum(behind, 0.0))


def _standing(way_m: Floats, times: Floats, from_s: float, seconds: float) -> Floats:
    """(T,) distances of a rider who would ride so, and stands for some seconds; then he comes back to that."""
    held, until = np.searchsorted(times, [from_s, from_s + seconds])
    own, step_s = way_m.copy(), 1 / _RATE_HZ
    own[held:] = way_m[held]
    speeds, speed = np.gradient(way_m, times), 0.0
    for k in range(int(until), len(times)):
        speed = min(speed + GOES_MPS2 * step_s, float(speeds[k]) + (way_m[k] - own[k - 1]) / _CATCHES_UP_S)
        own[k] = min(own[k - 1] + max(speed, 0.0) * step_s, max(way_m[k], own[k - 1]))
    return own


def _height(heights: Mapping[str, tuple[tuple[float, float], ...]], name: str, way_m: Floats) -> Floats:
    """(T,) heights of a rider at distances, with level ends at each planned one."""
    knots_m, knots_h = np.array(heights[name]).T
    place = np.clip(np.searchsorted(knots_m, way_m, side="right") - 1, 0, len(knots_m) - 2)
    share = (way_m - knots_m[place]) / np.maximum(knots_m[place + 1] - knots_m[place], 1e-9)
    return np.asarray(knots_h[place] + (knots_h[place + 1] - knots_h[place]) * smoothsteps(share))
