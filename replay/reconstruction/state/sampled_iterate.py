"""What happened when, read from sampled positions: one reading for the solver's iterates and for the final motion."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.motion.event_finder import Curves
from replay.motion.power import full_effort_acceleration
from replay.race.when import Course, Mark, When, is_at_line
from replay.reconstruction.problem.race_problem import Problem

Indices = NDArray[np.intp]
"""Riders, as an array."""


@dataclass(frozen=True, slots=True, eq=False)
class SampledMotion:
    """Positions and speeds of all riders on an even grid of times. Facts ask it as an ObservedMotion.

    time_s      (T,)
    distance_m  (R, T) along the measurement line
    speed_mps   (R, T) its derivative
    finish_s    race time of the official winner's finish
    """

    problem: Problem
    time_s: Floats
    distance_m: Floats
    speed_mps: Floats
    finish_s: float
    _curves: Curves = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_curves", Curves(self.time_s, self.distance_m, self.speed_mps))

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
        return self.problem.pull_off_s

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
        return float(self._crossings(np.array([rider]), distance_m)[0])

    def leader_crossing(self, distance_m: float) -> float:
        """Race time at which the first of all riders reaches a distance, s; as `crossing` where nobody does."""
        return float(self._crossings(np.arange(self.problem.count), distance_m).min())

    def _crossings(self, riders: Indices, distance_m: float) -> Floats:
        """First times at which riders reach a distance, inf where one never does."""
        found = self._curves.find(riders, distance_m)
        there = self.distance_m[riders, 0] >= distance_m
        return np.where(there, self.time_s[0], np.nan_to_num(found, nan=np.inf))

    def order(self, time_s: float) -> list[int]:
        """Riders, leader first, at a time. Equal distances keep file order."""
        return [int(rider) for rider in np.argsort(-self.distance(time_s), kind="stable")]

    def moment(self, when: When) -> float:
        """The race time of a moment."""
        return self._mark(when) + when.offset_s

    def _mark(self, when: When) -> float:
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
        return self.leader_crossing(distance_m)
