"""How far from the reconstruction a rider could have been: the spread of the same problem that gives the motion.

The reconstruction is the most likely motion of a smoothing problem: costs are minus the logarithm of a probability,
equalities are certain, told facts are as uncertain as their tolerance. Near the answer the problem is quadratic, so
the covariance of the coefficients is the inverse of its curvature on the surface of the equalities, and a position's
variance follows from it. Limits and the order of riders are left out: they would only make the spread smaller.
"""

from __future__ import annotations

import numpy as np

from replay.motion import longitudinal
from replay.motion.findings import tolerance_of
from replay.motion.passings import known_times, untimed_share
from replay.motion.step import Step
from replay.race.told import GapTold, Told
from replay.units import Floats

STEP_S = 1.0

_ROUNDING_M = 1e-4
"""Below this a spread is the rounding of its calculation."""

GENERIC_RIDER_SD_S = 1.0
"""What not knowing the riders does to the winner's time: drag area, mass and power each within 5 % (simulated)."""


def spread(step: Step) -> tuple[Floats, Floats]:
    """(times (M,), standard deviations (R, M) of distance in metres), given the winner's time; 0 where measured."""
    sheet = step.sheet
    times = np.arange(step.basis.start_s, step.basis.end_s, STEP_S)
    finishes = step.finish_s + step.gaps_s[np.isfinite(step.gaps_s)]
    measured = np.concatenate([finishes, known_times(step)])
    times = np.unique(np.concatenate([times, measured[measured < step.basis.end_s]]))
    program = longitudinal.posterior(step, {fact.id: _sd(fact, step) for fact in step.facts})
    matrix = step.basis.matrix(times)
    spreads = np.array([program.spread({f"x{row}": matrix}) for row in range(sheet.count)])
    return times, np.where(spreads < _ROUNDING_M, 0.0, spreads)


def winner_time_sd(step: Step) -> float:
    """Standard deviation of the winner's time, s; 0 where it is known, and where nobody won."""
    if step.sheet.winner_s is not None or step.sheet.stopped is not None:
        return 0.0
    program = longitudinal.posterior(step, {fact.id: _sd(fact, step) for fact in step.facts}, time_free=True)
    generic_s = GENERIC_RIDER_SD_S * untimed_share(step.sheet)
    return float(np.hypot(program.spread({"T": np.ones(1)})[0], generic_s))


def _sd(fact: Told, step: Step) -> float:
    """What a told fact leaves open, m: its tolerance, wider the less sure it is."""
    metres = 2.0
    if isinstance(fact, GapTold):
        metres = tolerance_of(fact.amount, fact.amount.value * step.sheet.lap_m / 10)
    return max(metres, 0.5) / min(max(fact.sure, 0.1), 1.0)
