"""A finished motion as somebody in the stands sees it: who is where, how fast, in which place."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from replay.base.units import GRAVITY_MPS2, Floats, Mask
from replay.motion.moments import find_moment
from replay.motion.standings import orders_at
from replay.motion.trajectory import Motion
from replay.race.facts import Race
from replay.race.when import When

RATE_HZ = 20
"""Samples a second: two riders whose speeds differ by 5 m/s are 25 cm further apart from one to the next."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Whether something was seen, and the figures by which that was decided, for the list of what was not."""

    seen: bool
    figures: str


@dataclass(frozen=True, slots=True, eq=False)
class Ride:
    """A motion, sampled evenly. Arrays are (R, T) for the riders of the motion and the times `time_s`.

    speed_mps   of the wheels over the boards
    effort_mps  the same with height counted as the speed that it gives back, so that a dive is no effort
    """

    motion: Motion
    winner: int | None = None
    time_s: Floats = field(init=False)
    distance_m: Floats = field(init=False)
    height_m: Floats = field(init=False)
    speed_mps: Floats = field(init=False)
    effort_mps: Floats = field(init=False)

    def __post_init__(self) -> None:
        motion = self.motion
        times = np.arange(motion.start_s, motion.end_s, 1 / RATE_HZ)
        state, speed = motion.at(times), motion.ground_speed(times)
        rise = motion.velodrome.place(state.distance_m, state.height_m)[..., 2]
        effort = np.sqrt(speed**2 + 2 * GRAVITY_MPS2 * np.maximum(rise, 0.0))
        found = (times, state.distance_m, state.height_m, speed, effort)
        for name, array in zip(("time_s", "distance_m", "height_m", "speed_mps", "effort_mps"), found, strict=True):
            object.__setattr__(self, name, array)

    @property
    def riders(self) -> range:
        return range(len(self.motion.riders))

    @property
    def racing_from_s(self) -> float:
        """When racing begins: as the pacer leaves; without one at the start."""
        return float(np.nan_to_num(self.motion.pull_off_s, nan=self.motion.start_s))

    def index(self, name: str) -> int:
        return self.motion.index(name)

    def moment(self, when: When) -> float:
        """Race time of a moment; nan where the race has none, or nothing of it is left to be seen."""
        found = find_moment(self.motion, when, winner=self.winner)
        return np.nan if found is None or not self.motion.start_s <= found <= self.motion.end_s else found

    def during(self, start_s: float, end_s: float) -> slice:
        """The samples from one time to another: one at least."""
        first = int(np.clip(np.searchsorted(self.time_s, start_s - 1e-9), 0, len(self.time_s) - 1))
        last = int(np.searchsorted(self.time_s, end_s + 1e-9))
        return slice(first, max(last, first + 1))

    def races_until(self, rider: int) -> float:
        """When he no longer races: his finish, his fall, or the end."""
        return float(np.nanmin([self.motion.finish_s[rider], self.motion.fall_s[rider], self.motion.over_s]))

    def race_at(self, time_s: float) -> Mask:
        """(R,) who races at a time: upright and not yet at the finish."""
        return np.array([time_s <= self.races_until(rider) for rider in self.riders])

    def order(self, time_s: float) -> list[int]:
        """Riders, first to last, at a time."""
        return [int(rider) for rider in orders_at(self.motion, time_s)[0]]

    def place(self, rider: int, time_s: float) -> int:
        """His place at a time, from 1."""
        return self.order(time_s).index(rider) + 1

    def lead_m(self, ahead: int, behind: int, during: slice) -> Floats:
        """Leads of one rider over another, metres along the track."""
        return np.asarray(self.distance_m[ahead, during] - self.distance_m[behind, during])

    def apart_m(self, one: int, other: int, during: slice) -> Floats:
        """How far one rider is up the track from another, whoever has ridden more laps: negative where he is behind."""
        lap = self.motion.velodrome.lap_m
        return np.asarray((self.lead_m(one, other, during) + lap / 2) % lap - lap / 2)


def ride_of(race: Race, motion: Motion) -> Ride:
    """The ride of a race."""
    return Ride(motion, motion.index(race.winner) if race.winner in motion.riders and race.winner else None)
