"""Rows for a race that is stopped, and for who is brought down: nobody reaches the line, and riders sit up."""

from __future__ import annotations

import numpy as np

from replay.base.units import mps
from replay.motion.pacer import PITCH_M
from replay.reconstruction.constraints.drafting import SINGLE_FILE_M
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
"""Each rolls so much slower than the one ahead: who need not follow a wheel any more leaves room."""

DOWN_AFTER_S = 0.3
"""Who is brought down falls so much later than the rider before him."""

_CONTACT_S = 1.0


def pace_costs(program: Program, iterate: Iterate) -> None:
    """The leader of a race that was stopped comes there when a lone rider with the usual effort does, give or take.

    This stands for the prior of the winner's time, which such a race does not have.
    """
    pull_off_s = iterate.problem.pull_off_s
    if not pull_off_s < iterate.stop_s < iterate.basis.end_s or not pull_off_s < iterate.prior_s < iterate.basis.end_s:
        return
    where = iterate.position(np.array([iterate.stop_s]))[:, 0]
    leader = int(np.argmax(where))
    speed = float(iterate.basis.values(iterate.coefficients[leader], iterate.stop_s, 1)[0])
    there = float(where[leader] - iterate.ripple(leader, iterate.prior_s))
    weight = 1 / (iterate.prior_sd_s * max(speed, 5.0)) ** 2
    program.cost({f"x{leader}": iterate.basis.matrix([iterate.prior_s])}, there, weight)


def sit_up_costs(program: Program, iterate: Iterate) -> None:
    """After the race is stopped the riders who are still up ease to an easy roll, and leave each other room."""
    upright = [row for row in range(iterate.problem.count) if row not in iterate.fall_s]
    if not np.isfinite(iterate.stop_s) or not upright:
        return
    basis = iterate.basis
    times = basis.knots_s[basis.knots_s > iterate.stop_s + REACTION_S]
    speeds = [float(basis.values(iterate.coefficients[row], iterate.stop_s, 1)[0]) for row in upright]
    where = iterate.position(np.array([iterate.stop_s]))[:, 0]
    together = float(np.mean(speeds))
    eased = np.maximum(together + SIT_UP_MPS2 * (times - iterate.stop_s - REACTION_S), min(ROLL_MPS, together))
    for place, row in enumerate(sorted(upright, key=lambda row: -where[row])):
        program.cost({f"x{row}": basis.matrix(times, 1)}, eased - SPREAD_MPS * place, 2.0 * basis.step_s)


def brought_down_rows(program: Program, iterate: Iterate, row: int) -> bool:
    """Who is brought down was on the wheel of the rider who fell, and comes to rest behind him; whether he was."""
    by = brought_down_by(iterate, row)
    if by is None or by not in iterate.fall_s:
        return False
    basis, fall = iterate.basis, iterate.fall_s[by]
    near = basis.matrix([fall])
    ripple = float(iterate.ripple(by, fall) - iterate.ripple(row, fall))
    program.cost({f"x{by}": near, f"x{row}": -near}, PITCH_M - ripple, 2.0)
    times = basis.knots_s[basis.knots_s > fall - _CONTACT_S]
    slack = program.variable(f"down{row}", 0.0)
    program.linear_cost(slack, 100.0)
    program.at_least({slack: np.ones(1)}, 0.0)
    apart = iterate.ripple(by, times) - iterate.ripple(row, times)
    matrix = basis.matrix(times)
    terms = {f"x{by}": matrix, f"x{row}": -matrix, slack: np.ones((len(times), 1))}
    program.at_least(terms, SINGLE_FILE_M - apart)
    return True


def brought_down_by(iterate: Iterate, row: int) -> int | None:
    """Row of the rider whose fall brought another down; None for who fell by himself."""
    name = iterate.problem.riders[row]
    fact = next((fact for fallen, fact in iterate.problem.fallen if fallen == row), None)
    return iterate.problem.row(fact.rider) if fact is not None and name != fact.rider else None
