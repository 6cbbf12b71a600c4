"""Costs of the slow part of a race: the motion stays near what is planned, as far as facts and limits leave it.

Power says next to nothing of riders at walking pace: 10 W are enough, and 200 W more are not seen. So where a race
begins slowly it is the plan that gives them speeds and distances from each other (decision "slow riding").
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from replay.base.units import Floats
from replay.motion.tactics_ride import TacticsRide
from replay.reconstruction.state import variables
from replay.reconstruction.state.iterate import Iterate
from replay.reconstruction.tools.quadratic_program import Program


@dataclass(frozen=True, slots=True)
class _Hold:
    """Weights, for a second: of a squared m/s off the planned speed, of a squared metre off the planned lead.

    lead    of one rider over the next
    still   of a squared m/s where riders are planned to stand
    """

    speed: float
    lead: float
    still: float


_FOLLOWED = _Hold(speed=1.0, lead=0.15, still=40.0)
"""A metre a second off for ten seconds costs as much as a fact that is missed by a metre, so facts win. With a tenth
riders dawdle into a pedalling frenzy before the opening, where power is cheap."""

_DOUBTED = _Hold(speed=0.08, lead=0.02, still=0.08)
"""What is planned and not told could have been quite another: 15 to 20 m after half a minute, and 5 m between two."""

_FROM_S = 0.7
"""From just after the start, where all are at rest."""

_MOVING_MPS, _STANDING_COST = 0.9, 60.0
"""Less than that is taken for a standstill, which the story would tell; the cost is of a m/s less, once. It is above
that of waiting for some seconds, and below that of a fact that is missed by ten metres."""

_UNDER_WAY_S, _STANDS_NEAR_S = 5.0, 15.0
"""All have left the start line by then; and so near to a standstill that is planned it may be earlier or later."""

_STILL_MPS = 0.4
"""Slower than this is meant as standing."""


def slow_costs(program: Program, iterate: Iterate, *, doubt: bool = False) -> None:
    """Speeds and leads near the planned ones, until racing begins in earnest.

    doubt: as loosely as the plan is known
    """
    plan = iterate.problem.tactics
    if plan is None:
        return
    hold = _DOUBTED if doubt else _FOLLOWED
    times = iterate.basis.knots_s
    times = times[(times > _FROM_S) & (times < min(plan.until_s, iterate.linearisation.stop_s))]
    if not len(times):
        return
    step_s, matrix = iterate.basis.step_s, iterate.basis.matrix(times, 1)
    for rider, speed in enumerate(plan.speed(times)):
        weight = np.where(speed < _STILL_MPS, hold.still, hold.speed)
        program.cost({variables.smooth(rider): matrix}, speed, step_s * weight)
    _lead_costs(program, iterate, plan, hold.lead)
    if not doubt:
        _moving_rows(program, iterate, plan, times)


def _moving_rows(program: Program, iterate: Iterate, plan: TacticsRide, times: Floats) -> None:
    """Nobody all but stands where nobody is planned to: one slack for all, which facts may outweigh."""
    speeds, basis = plan.speed(times), iterate.basis
    stands = (speeds < _STILL_MPS).any(axis=0) & (times > _UNDER_WAY_S)
    near = np.array([bool(np.any(stands & (np.abs(times - time_s) < _STANDS_NEAR_S))) for time_s in times])
    slack = program.slack(variables.PLAN_MISS, _STANDING_COST)
    for rider, speed in enumerate(speeds):
        use = (speed > 2 * _MOVING_MPS) & ~near
        if use.any():
            rows = basis.matrix(times[use], 1)
            program.at_least(
                {variables.smooth(rider): rows, slack: np.ones((int(use.sum()), 1))}, _MOVING_MPS, seldom=_MOVING_MPS
            )


def _lead_costs(program: Program, iterate: Iterate, plan: TacticsRide, weight: float) -> None:
    """Of each rider over the next in the plan, at each knot until it ends."""
    times = iterate.basis.knots_s
    times = times[(times > _FROM_S) & (times < min(plan.until_s, iterate.linearisation.stop_s))]
    where, matrix = plan.distance(times), iterate.basis.matrix(times)
    order = np.argsort(-where, axis=0, kind="stable")
    for ahead, behind in {pair for column in order.T for pair in pairwise(column.tolist())}:
        place = np.argmax(order == ahead, axis=0)
        use = (place + 1 < len(order)) & (order[np.minimum(place + 1, len(order) - 1), np.arange(len(times))] == behind)
        terms, ripple = variables.lead_terms(iterate, ahead, behind, times[use], matrix[use])
        lead = (where[ahead] - where[behind])[use]
        program.cost(terms, lead - ripple, np.full(int(use.sum()), weight * iterate.basis.step_s))
