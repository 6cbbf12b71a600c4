"""Rows for a race that is stopped, and for who is brought down: nobody reaches the line, and riders sit up."""

from __future__ import annotations

import numpy as np

from replay.base.units import mps
from replay.motion.pacer import PITCH_M
from replay.reconstruction.constraints.drafting import SINGLE_FILE_M
from replay.reconstruction.state.iterate import Step
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


def pace_costs(program: Program, step: Step) -> None:
    """The leader of a race that was stopped comes there when a lone rider with the usual effort does, give or take.

    This stands for the prior of the winner's time, which such a race does not have.
    """
    pull_off_s = step.sheet.pull_off_s
    if not pull_off_s < step.stop_s < step.basis.end_s or not pull_off_s < step.prior_s < step.basis.end_s:
        return
    where = step.position(np.array([step.stop_s]))[:, 0]
    leader = int(np.argmax(where))
    speed = float(step.basis.values(step.coefficients[leader], step.stop_s, 1)[0])
    there = float(where[leader] - step.ripple(leader, step.prior_s))
    weight = 1 / (step.prior_sd_s * max(speed, 5.0)) ** 2
    program.cost({f"x{leader}": step.basis.matrix([step.prior_s])}, there, weight)


def sit_up_costs(program: Program, step: Step) -> None:
    """After the race is stopped the riders who are still up ease to an easy roll, and leave each other room."""
    upright = [row for row in range(step.sheet.count) if row not in step.fall_s]
    if not np.isfinite(step.stop_s) or not upright:
        return
    basis = step.basis
    times = basis.knots_s[basis.knots_s > step.stop_s + REACTION_S]
    speeds = [float(basis.values(step.coefficients[row], step.stop_s, 1)[0]) for row in upright]
    where = step.position(np.array([step.stop_s]))[:, 0]
    together = float(np.mean(speeds))
    eased = np.maximum(together + SIT_UP_MPS2 * (times - step.stop_s - REACTION_S), min(ROLL_MPS, together))
    for place, row in enumerate(sorted(upright, key=lambda row: -where[row])):
        program.cost({f"x{row}": basis.matrix(times, 1)}, eased - SPREAD_MPS * place, 2.0 * basis.step_s)


def brought_down_rows(program: Program, step: Step, row: int) -> bool:
    """Who is brought down was on the wheel of the rider who fell, and comes to rest behind him; whether he was."""
    by = brought_down_by(step, row)
    if by is None or by not in step.fall_s:
        return False
    basis, fall = step.basis, step.fall_s[by]
    near = basis.matrix([fall])
    ripple = float(step.ripple(by, fall) - step.ripple(row, fall))
    program.cost({f"x{by}": near, f"x{row}": -near}, PITCH_M - ripple, 2.0)
    times = basis.knots_s[basis.knots_s > fall - _CONTACT_S]
    slack = program.variable(f"down{row}", 0.0)
    program.linear_cost(slack, 100.0)
    program.at_least({slack: np.ones(1)}, 0.0)
    apart = step.ripple(by, times) - step.ripple(row, times)
    matrix = basis.matrix(times)
    terms = {f"x{by}": matrix, f"x{row}": -matrix, slack: np.ones((len(times), 1))}
    program.at_least(terms, SINGLE_FILE_M - apart)
    return True


def brought_down_by(step: Step, row: int) -> int | None:
    """Row of the rider whose fall brought another down; None for who fell by himself."""
    name = step.sheet.riders[row]
    fact = next((fact for fallen, fact in step.sheet.fallen if fallen == row), None)
    return step.sheet.row(fact.rider) if fact is not None and name != fact.rider else None
