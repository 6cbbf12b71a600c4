"""A step of the reconstruction along the track: the motion at which all that is not linear is linearised."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from replay.base.units import Floats
from replay.motion.pacer import BEHIND_PACER_M, PITCH_M, USUAL_GAP_M
from replay.race.story.told import Told
from replay.reconstruction.problem.start_list import Sheet
from replay.reconstruction.state.effort import Effort
from replay.reconstruction.state.pass_windows import PassWindow
from replay.reconstruction.state.sampled_iterate import View
from replay.reconstruction.tools.splines import Basis


@dataclass(frozen=True, slots=True, eq=False)
class Step:
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

    sheet: Sheet
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
    draft: Floats
    efforts: tuple[Effort, ...]
    facts: tuple[Told, ...]
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
        rippled: Floats = smooth + np.array([self.ripple(row, time_s) for row in range(self.sheet.count)])
        return rippled


def view_of(step: Step, rate_hz: float = 20.0) -> View:
    """The motion of a step as a View."""
    times = np.arange(step.basis.start_s, step.basis.end_s + 1e-9, 1 / rate_hz)
    distance = step.position(times)
    return View(step.sheet, times, distance, np.gradient(distance, times, axis=1), step.finish_s)


def behind_pacer(sheet: Sheet, place: int) -> float:
    """How far behind the pacer the rider in a place of the line is, as a distance from its front tyre, below 0."""
    return -(BEHIND_PACER_M + USUAL_GAP_M + PITCH_M * place) if sheet.pacer else 0.0


def start_distance(sheet: Sheet, place: int) -> float:
    """Where the rider in a place of the line is at race time 0: there already, or on the start line."""
    return 0.0 if sheet.standing else behind_pacer(sheet, place)
