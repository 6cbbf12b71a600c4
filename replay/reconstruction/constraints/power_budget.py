"""Rows for power: no more than a rider has left, spent in the shape of an effort."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy import sparse

from replay.base.units import Floats
from replay.motion import power
from replay.reconstruction.state.iterate import Iterate
from replay.reconstruction.tools.quadratic_program import Program

PHYSICS_LEAD_S = 20.0
"""Power is asked about from this long before racing begins: else riders would brake hard just before it."""


def power_rows(
    program: Program,
    iterate: Iterate,
    row: int,
    *,
    shaped: bool,
    price: float = 0.0,
    others: Mapping[str, Floats] | None = None,
) -> None:
    """Local power under a curve that falls as stored work is spent, and an effort of the expected shape.

    others: variables for other shapes, with what they add to the power at all physics times, kW, (P, size of variable)
    """
    basis, name = iterate.basis, f"x{row}"
    end = (
        min(
            iterate.finish_s + np.nan_to_num(iterate.gaps_s[row], nan=1e6), iterate.fall_s.get(row, 1e9), iterate.stop_s
        )
        + 0.2
    )
    use = iterate.physics_s < end
    times, stretch, draft = iterate.physics_s[use], iterate.stretch[row, use], iterate.shelter[row, use]
    if len(times) < 4:
        return
    stretch_rate = iterate.stretch_rate[row, use]
    rate, gain = (basis.values(iterate.coefficients[row], times, order) for order in (1, 2))
    tangent = power.linear_power(stretch * rate, stretch * gain + stretch_rate * rate, draft)
    by_rate = tangent.by_speed * stretch + tangent.by_acceleration * stretch_rate
    matrix = sparse.diags(by_rate) @ basis.matrix(times, 1)
    matrix = matrix + sparse.diags(tangent.by_acceleration * stretch) @ basis.matrix(times, 2)
    watts = sparse.csr_matrix(matrix) / 1000.0
    constant = (tangent.constant + iterate.lift_w[row, use]) / 1000.0
    _work_limit(program, row, watts, constant, basis.step_s, price)
    if not shaped:
        return
    effort = iterate.efforts[row]
    shape = effort.watts[use] / 1000.0
    alpha = program.variable(f"alpha{row}", 1.0)
    program.cost({alpha: np.ones(1)}, 1.0, 1 / effort.scale_sd**2)
    racing = np.where(times >= iterate.problem.pull_off_s, 1.0, 0.1)
    more = {other: -added[use] for other, added in (others or {}).items()}
    program.cost({name: watts, alpha: -shape[:, None], **more}, -constant, basis.step_s * racing / 0.2**2)


def _work_limit(
    program: Program, row: int, watts: sparse.csr_matrix, constant: Floats, step_s: float, price: float
) -> None:
    count = watts.shape[0]
    spent, slack = program.variable(f"spent{row}", np.zeros(count)), program.variable(f"over{row}", 0.0)
    program.linear_cost(slack, price)
    program.cost({slack: np.ones(1)}, 0.0, 0.1)
    program.at_least({slack: np.ones(1)}, 0.0)
    name, one = f"x{row}", sparse.identity(count, format="csr")
    critical, peak = power.CRITICAL_W / 1000, power.PEAK_W / 1000
    program.at_least({spent: one}, 0.0)
    program.at_most({spent: one}, power.RESERVE_KJ)
    grows = {spent: one[1:] - one[:-1], name: -step_s * (watts[1:] + watts[:-1]) / 2}
    program.at_least(grows, step_s * ((constant[1:] + constant[:-1]) / 2 - critical))
    column = np.ones((count, 1))
    fading = (peak - critical) / power.RESERVE_KJ
    program.at_most({name: watts, spent: fading * one, slack: -column}, peak - constant)
    program.at_least({name: watts, slack: column}, -0.35 - constant)
