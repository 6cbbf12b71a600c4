"""A iterate of the reconstruction along the track: the motion at which all that is not linear is linearised."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from replay.base.units import Floats
from replay.motion.pacer import BEHIND_PACER_M, PITCH_M, USUAL_GAP_M
from replay.race.story.effort_shape import Effort
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.problem.race_problem import Problem
from replay.reconstruction.state.pass_windows import PassWindow
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.reconstruction.tools.splines import Basis


@dataclass(frozen=True, slots=True, eq=False)
class Iterate:
    """What one program is built from.

    coefficients  (R, K) of the smooth coordinates x, around which all is linearised
    ripple_m      (R, T) on ripple_time_s: distance = x + ripple
    finish_s      race time of the winner; where the race was stopped, of when he would have been expected
    stop_s        race time at which the race was stopped; inf for one that was ridden to the finish
    gaps_s        (R,) gaps to the winner, unknown ones as estimated so far; nan for who does not finish
    stretch       (R, P) metres over the ground for each metre of x, at the physics times
    stretch_rate  (R, P) its change, 1/s
    lift_w        (R, P) power that goes into height beyond what the ripple accounts for
    draft         (R, P) share of the air drag
    floating_s    race times, as found so far, of measured passings of which only the time between them is known
    elastic       whether measured times are missed by as little as possible, because nobody can ride them
    """

    problem: Problem
    basis: Basis
    coefficients: Floats
    ripple_time_s: Floats
    ripple_m: Floats
    finish_s: float
    gaps_s: Floats
    physics_s: Floats
    stretch: Floats
    stretch_rate: Floats
    lift_w: Floats
    shelter: Floats
    efforts: tuple[Effort, ...]
    facts: tuple[StoryFact, ...]
    windows: tuple[PassWindow, ...]
    apart: tuple[PassWindow, ...]
    prior_s: float
    prior_sd_s: float
    fall_s: dict[int, float]
    floating_s: dict[str, float] = field(default_factory=dict)
    elastic: bool = False
    stop_s: float = float("inf")

    def ripple(self, rider: int, time_s: Floats | float) -> Floats:
        return np.asarray(np.interp(time_s, self.ripple_time_s, self.ripple_m[rider]))

    def position(self, time_s: Floats) -> Floats:
        """(R, N) distances at N times."""
        smooth = self.basis.values(self.coefficients, time_s)
        rippled: Floats = smooth + np.array([self.ripple(row, time_s) for row in range(self.problem.count)])
        return rippled


def sampled_motion_of(iterate: Iterate, rate_hz: float = 20.0) -> SampledMotion:
    """The motion of a iterate as a SampledMotion."""
    times = np.arange(iterate.basis.start_s, iterate.basis.end_s + 1e-9, 1 / rate_hz)
    distance = iterate.position(times)
    return SampledMotion(iterate.problem, times, distance, np.gradient(distance, times, axis=1), iterate.finish_s)


def behind_pacer(problem: Problem, place: int) -> float:
    """How far behind the pacer the rider in a place of the line is, as a distance from its front tyre, below 0."""
    return -(BEHIND_PACER_M + USUAL_GAP_M + PITCH_M * place) if problem.pacer else 0.0


def start_distance(problem: Problem, place: int) -> float:
    """Where the rider in a place of the line is at race time 0: there already, or on the start line."""
    return 0.0 if problem.standing else behind_pacer(problem, place)
