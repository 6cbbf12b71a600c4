"""What happened when, read from sampled positions: one reading for the solver's iterates and for the final motion."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.base.units import Floats
from replay.motion.power import full_effort_acceleration
from replay.motion.trajectory import root_of_cubic
from replay.race.when import Course, Mark, When, is_at_line
from replay.reconstruction.problem.race_problem import Problem


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
        return self.problem.row(name)

    def drawn_place(self, rider: int) -> int:
        return self.problem.queue.index(rider)

    def full_effort_mps2(self, speed_mps: float) -> float:
        return full_effort_acceleration(speed_mps)

    def distance(self, time_s: float) -> Floats:
        """(R,) distances at a time, by cubic interpolation."""
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
        """(R,) speeds at a time."""
        return np.array([np.interp(time_s, self.time_s, row) for row in self.speed_mps])

    def crossing(self, rider: int, distance_m: float) -> float:
        """Race time at which a rider first reaches a distance; inf if he never does."""
        samples = self.distance_m[rider]
        after = int(np.searchsorted(np.maximum.accumulate(samples), distance_m))
        if after >= len(samples):
            return float("inf")
        if after == 0:
            return float(self.time_s[0])
        cell = slice(after - 1, after + 1)
        start_s, step_s = self.time_s[after - 1], self.time_s[after] - self.time_s[after - 1]
        ends = samples[cell] - distance_m
        slopes = self.speed_mps[rider, cell] * step_s
        return float(start_s + step_s * root_of_cubic(ends[0], ends[1], slopes[0], slopes[1]))

    def leader_crossing(self, distance_m: float) -> float:
        """Race time at which the first of all riders reaches a distance."""
        return min(self.crossing(rider, distance_m) for rider in range(self.problem.count))

    def order(self, time_s: float) -> list[int]:
        """Rows, leader first, at a time. Equal distances keep file order."""
        return [int(row) for row in np.argsort(-self.distance(time_s), kind="stable")]

    def moment(self, when: When) -> float:
        """The race time of a moment."""
        return self._mark(when) + when.offset_s

    def _mark(self, when: When) -> float:
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
