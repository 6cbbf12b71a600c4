"""What happened when, read from sampled positions: one reading for the solver's iterates and for the final motion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from replay.base.units import Floats, Mask
from replay.motion.event_finder import Curves
from replay.motion.power import full_effort_acceleration
from replay.motion.trajectory import FALLING_S
from replay.race.story.incidents.crash_fact import FALLS_APART_S
from replay.race.when import Course, Mark, When, is_at_line
from replay.reconstruction.problem.race_problem import Problem

DOWN_AFTER_S = FALLS_APART_S
"""Who is brought down falls so much later than the rider before: a wheel's distance at racing speed."""

_SLIDING_S = 7.0
"""After so long nobody slides on: who comes anywhere later than that after a fall rides again."""

_RIDING_MPS = 2.0
"""Who is faster then has got up."""

_LAST_M = 1e6
"""Sorts those who are down behind all who ride."""


@dataclass(frozen=True, slots=True, eq=False)
class SampledMotion:
    """Positions and speeds of all riders on an even grid of times. Facts ask it as an ObservedMotion.

    time_s      (T,)
    distance_m  (R, T) along the measurement line
    speed_mps   (R, T) its derivative
    finish_s    race time of the official winner's finish
    fall_s      race time of each fall, by rider
    down        (R, T) whether riders lie or slide: but not who slides over the finish line
    """

    problem: Problem
    time_s: Floats
    distance_m: Floats
    speed_mps: Floats
    finish_s: float
    fall_s: dict[int, float] = field(init=False, repr=False)
    down: Mask = field(init=False, repr=False)
    _curves: Curves = field(init=False, repr=False)
    _crossed: dict[float, Floats] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_curves", Curves(self.time_s, self.distance_m, self.speed_mps))
        object.__setattr__(self, "fall_s", falls(self.problem, self))
        object.__setattr__(self, "down", self._down())

    @property
    def riders(self) -> tuple[str, ...]:
        return self.problem.riders

    @property
    def course(self) -> Course:
        return self.problem.course

    @property
    def start_s(self) -> float:
        return float(self.time_s[0])

    @property
    def end_s(self) -> float:
        return float(self.time_s[-1])

    @property
    def racing_from_s(self) -> float:
        return self.problem.pull_off_s if self.problem.pacer else 0.0

    def index(self, name: str) -> int:
        return self.problem.index(name)

    def drawn_place(self, rider: int) -> int:
        return self.problem.queue.index(rider)

    def full_effort_mps2(self, speed_mps: float) -> float:
        return full_effort_acceleration(self.problem.physique, speed_mps)

    @property
    def effort_share(self) -> float:
        return self.problem.physique.effort_share

    def distance(self, time_s: float) -> Floats:
        """(R,) distances at a time, m, by the cubics between the samples; held at the ends."""
        step = self.time_s[1] - self.time_s[0]
        position = min(max((time_s - self.time_s[0]) / step, 0.0), len(self.time_s) - 1.0)
        cell = min(int(position), len(self.time_s) - 2)
        share = position - cell
        left, right = self.distance_m[:, cell], self.distance_m[:, cell + 1]
        slope_left, slope_right = self.speed_mps[:, cell] * step, self.speed_mps[:, cell + 1] * step
        bend = share * (1 - share)
        line = left + (right - left) * share
        return np.asarray(
            line + bend * ((1 - share) * (slope_left - right + left) - share * (slope_right - right + left))
        )

    def speed(self, time_s: float) -> Floats:
        """(R,) speeds at a time, m/s."""
        return np.array([np.interp(time_s, self.time_s, one) for one in self.speed_mps])

    def pacer_distance(self, time_s: float) -> float:
        """Distance of the pacer's front tyre, m; nan without a pacer."""
        pacer = self.problem.pacer
        return float(pacer.distance(time_s)) if pacer else float("nan")

    def crossing(self, rider: int, distance_m: float) -> float:
        """Race time at which a rider first reaches a distance, s.

        inf if the rider never does; the first sample's time for who is there from the start.
        """
        return float(self._crossings(distance_m)[rider])

    def leader_crossing(self, distance_m: float) -> float:
        """Race time at which the first of all who ride reaches a distance, s; as `crossing` where nobody does."""
        return self._first_crossing(distance_m, self.fall_s)

    def _first_crossing(self, distance_m: float, fall_s: Mapping[int, float]) -> float:
        """The same if no others fall than these."""
        times = self._crossings(distance_m)
        riding = times[[not self._slides(rider, float(time_s), fall_s) for rider, time_s in enumerate(times)]]
        return float(min(riding, default=np.inf) if np.isfinite(riding).any() else times.min())

    def _slides(self, rider: int, time_s: float, fall_s: Mapping[int, float]) -> bool:
        """Whether a rider who comes somewhere at a race time for the first time slides there."""
        since_s = time_s - fall_s.get(rider, np.inf)
        return FALLING_S <= since_s < _SLIDING_S and not self._slides_over(rider, fall_s[rider])

    def _slides_over(self, rider: int, fall_s: float) -> bool:
        """Whether who falls slides over the finish line, and has finished: until then he is in the race."""
        over_s = self.crossing(rider, self.problem.event_m) if rider in self.problem.crossing else np.inf
        return over_s - fall_s < _SLIDING_S

    def _crossings(self, distance_m: float) -> Floats:
        """(R,) first times at which riders reach a distance, inf where one never does.

        Found once for each distance: many facts, and many rows of each, speak of one moment.
        """
        if distance_m not in self._crossed:
            found = self._curves.find(np.arange(self.problem.count), distance_m)
            there = self.distance_m[:, 0] >= distance_m
            self._crossed[distance_m] = np.where(there, self.time_s[0], np.nan_to_num(found, nan=np.inf))
        return self._crossed[distance_m]

    def _down(self) -> Mask:
        """(R, T) whether riders lie or slide."""
        found = np.zeros(self.distance_m.shape, dtype=bool)
        for rider, fall_s in self.fall_s.items():
            up = (self.time_s >= fall_s + _SLIDING_S) & (self.speed_mps[rider] > _RIDING_MPS)
            up &= rider in self.problem.crossing  # who does not come to the line may be faster in a rough motion
            found[rider] = (self.time_s >= fall_s + FALLING_S) & ~up & (not self._slides_over(rider, fall_s))
        return found

    def is_down(self, rider: int, time_s: float) -> bool:
        """Whether a rider lies or slides at a time."""
        return bool(self.down[rider, self._sample(time_s)])

    def falling(self, rider: int) -> float:
        """When a rider falls; inf for one who does not."""
        return float(self.fall_s.get(rider, np.inf))

    def _sample(self, time_s: float) -> int:
        """The first sample that is no sooner."""
        return min(int(np.searchsorted(self.time_s, time_s)), len(self.time_s) - 1)

    def order(self, time_s: float) -> list[int]:
        """Riders, leader first, at a time. Equal distances keep file order; who is down is behind all who ride."""
        behind = np.where(self.down[:, self._sample(time_s)], _LAST_M, 0.0) - self.distance(time_s)
        return [int(rider) for rider in np.argsort(behind, kind="stable")]

    def moment(self, when: When) -> float:
        """The race time of a moment."""
        return self.moment_with(when, self.fall_s)

    def moment_with(self, when: When, fall_s: Mapping[int, float]) -> float:
        """The same if no others fall than these."""
        return self._mark(when, fall_s) + when.offset_s

    def _mark(self, when: When, fall_s: Mapping[int, float]) -> float:
        """The race time of a moment without its offset."""
        problem = self.problem
        if when.mark is Mark.RACE_TIME:
            return when.value
        if when.mark is Mark.PULL_OFF:
            return problem.pull_off_s
        if is_at_line(when):
            return self.finish_s
        distance_m = problem.course.distance_m(when)
        assert distance_m is not None
        if when.rider is not None:
            own, own_s = self.index(when.rider), self.crossing(self.index(when.rider), distance_m)
            if np.isfinite(own_s) and not self._slides(own, own_s, fall_s):
                return own_s
        return self._first_crossing(distance_m, fall_s)


def falls(problem: Problem, sampled: SampledMotion) -> dict[int, float]:
    """Race time of each fall, by rider. Falls of moments that the motion does not reach are left out.

    Moments are the leader's, who may be who falls then; but not who fell before.
    """
    crashes = {fact.id: fact for _, fact in problem.fallen}.values()
    found: dict[int, float] = {}
    for fact in sorted(crashes, key=lambda fact: sampled.moment_with(fact.when, {})):
        riders = {rider: fact.all_down.index(problem.riders[rider]) for rider, crash in problem.fallen if crash is fact}
        when_s = sampled.moment_with(fact.when, found)
        if fact.when.offset_s < 0:  # by then who falls may no longer lead
            when_s = sampled.moment_with(fact.when, found | dict.fromkeys(riders, when_s))
        if np.isfinite(when_s):
            found |= {rider: when_s + DOWN_AFTER_S * place for rider, place in riders.items()}
    return found
