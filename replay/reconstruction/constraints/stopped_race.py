"""Costs of a race that is stopped: nobody reaches the line, and riders sit up."""

from __future__ import annotations

import numpy as np

from replay.base.units import mps
from replay.reconstruction.state import variables
from replay.reconstruction.state.iterate import Iterate
from replay.reconstruction.tools.quadratic_program import Program

AFTER_STOP_S = 15.0
"""A motion goes on this long after the race was stopped: until riders roll easily."""

REACTION_S = 1.0
"""After the signal riders still ride on for about so long."""

SIT_UP_MPS2 = -0.95
"""Then they slow down by pressing against the pedals; harder would be braking, which these bicycles cannot .."""

ROLL_MPS = mps(28.0)
"""..until they roll easily, as round a track between races."""

SPREAD_MPS = 0.12
"""Each rolls so much slower than the one ahead: who need not follow a wheel any more leaves room. With 0 two riders
of the stopped heat of Tokyo end 5 m nearer to each other."""

_ROLL_WEIGHT = 2.0
"""Of a squared m/s off that speed for a second: a standard deviation of 0.7 m/s. Less, and riders keep racing, which
costs nothing after a stop (a tenth: they brake by 1.13 instead of 1.07 m/s² in the stopped heat of Tokyo); more, and
they follow it through each other."""

_LEAST_MPS = 5.0
"""The leader of a stopped race is taken to have at least this speed where a time becomes a distance."""


def pace_costs(program: Program, iterate: Iterate) -> None:
    """The leader of a race that was stopped comes there when a lone rider with the usual effort does, give or take.

    This stands for the prior of the winner's time, which such a race does not have.
    """
    pull_off_s, held = iterate.problem.pull_off_s, iterate.linearisation
    within = [pull_off_s < time_s < iterate.basis.end_s for time_s in (held.stop_s, held.prior_s)]
    if not all(within):
        return
    where = iterate.position(np.array([held.stop_s]))[:, 0]
    leader = int(np.argmax(where))
    speed = iterate.smooth_speed(leader, held.stop_s)
    there = float(where[leader] - iterate.ripple(leader, held.prior_s))
    weight = 1 / (iterate.formulation.prior_sd_s * max(speed, _LEAST_MPS)) ** 2
    program.cost({variables.smooth(leader): iterate.basis.matrix([held.prior_s])}, there, weight)


def sit_up_costs(program: Program, iterate: Iterate) -> None:
    """After the race is stopped the riders who are still up ease to an easy roll, and leave each other room."""
    stop_s, fall_s = iterate.linearisation.stop_s, iterate.linearisation.fall_s
    upright = [rider for rider in range(iterate.problem.count) if rider not in fall_s]
    if not np.isfinite(stop_s) or not upright:
        return
    basis = iterate.basis
    times = basis.knots_s[basis.knots_s > stop_s + REACTION_S]
    where = iterate.position(np.array([stop_s]))[:, 0]
    together = float(np.mean([iterate.smooth_speed(rider, stop_s) for rider in upright]))
    eased = np.maximum(together + SIT_UP_MPS2 * (times - stop_s - REACTION_S), min(ROLL_MPS, together))
    for place, rider in enumerate(sorted(upright, key=lambda rider: -where[rider])):
        own = {variables.smooth(rider): basis.matrix(times, 1)}
        program.cost(own, eased - SPREAD_MPS * place, _ROLL_WEIGHT * basis.step_s)
