"""Constraints and costs of power: no more than a rider has left, spent in the shape of an effort."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from replay.base.units import Floats, Mask
from replay.motion import power
from replay.reconstruction.constraints.falls import shape_share
from replay.reconstruction.state import variables
from replay.reconstruction.state.iterate import Iterate
from replay.reconstruction.tools.quadratic_program import Program
from replay.reconstruction.tools.sparse_rows import SparseRows

PHYSICS_LEAD_S = 20.0
"""Power is asked about from this long before racing begins: else riders would brake with 600 W just before it, where
nobody asks. With 2 s they ease at -0.46 instead of -0.25 m/s². With 60 s nothing changes: behind the pacer the speed is
given, and every row costs time."""

BACK_PRESSURE_KW = -0.35
"""Least power: what riders take out of the bike by pressing back against the pedals of a fixed gear. -0.1 and
-1 kW move the final of Tokyo by less than half a metre: who races seldom brakes."""

_EFFORT_SD_KW = 0.2
"""Standard deviation of the power at a time from the shape of the effort, at each second. Half of it, and efforts
follow their template against facts: the final of Tokyo is 1.1 s slower and needs 45 programs instead of 27. Twice, and
attacks become slow ramps, because a limit of power alone has no shape: 0.2 s faster."""

_PACED_SHARE = 0.1
"""Weight of that behind the pacer, where the template says nothing: a tenth keeps riders from spending there. With the
whole weight the line behind the pacer bends for it (44 programs instead of 27), with a hundredth riders brake and
surge there at 0.4 m/s²."""

_OVERLOAD_SQUARE = 0.1
"""A little curvature beside the price, so that of two overloads of one price the smaller pair of both is found."""

_WORK_ROOM_KJ, _POWER_ROOM_KW = 5.0, 0.5
"""A bound of work, or of power, from which the iterate is further away than this seldom binds in the program."""

_STORE_ROOM_KW = 0.05
"""Of riders who are further than this from all that they have left, nothing of it is in the program until it is broken:
half of the variables and rows of a program are levels of stores, and of six riders one or two are at their limit. In a
trial little keeps efforts from the limits, so all are in it."""

_ENDS_AFTER_S = 0.2
"""Power is asked about until so long after a rider's finish, fall or stop: less than a knot, so that the last row
before it counts and none after it does."""

_LEAST_TIMES = 4
"""A rider with fewer times to ask about has no effort to shape (a race that is stopped at once)."""


def power_rows(
    program: Program,
    iterate: Iterate,
    rider: int,
    *,
    shape: float = 1.0,
    price: float = 0.0,
    others: Mapping[str, Floats] | None = None,
) -> None:
    """Local power under a curve that falls as stored work is spent, and an effort of the expected shape.

    shape: with how much of its usual weight the shape of the effort is asked for, 0 to 1
    price: cost of a kilowatt beyond what a rider has left
    others: variables for other shapes, with what they add to the power at all physics times, kW, (P, size of variable)
    """
    held, own = iterate.linearisation, variables.smooth(rider)
    finish_s = float(np.nan_to_num(iterate.finishes_s[rider], nan=np.inf))
    use = held.grid.time_s < min(finish_s, held.fall_s.get(rider, np.inf), held.stop_s) + _ENDS_AFTER_S
    times = held.grid.time_s[use]
    if len(times) < _LEAST_TIMES:
        return
    watts, constant = _linear_kilowatts(iterate, rider, use)
    _work_limit(program, iterate, rider, watts, constant, price, room_kw=_STORE_ROOM_KW if shape == 1.0 else np.inf)
    if not shape:
        return
    effort = held.efforts[rider]
    expected = effort.watts[use] / 1000.0
    doubt = 1.0 if others is None else iterate.problem.pace.effort_doubt
    scale = program.variable(variables.effort_scale(rider), 1.0)
    program.cost({scale: np.ones(1)}, 1.0, shape / (doubt * effort.scale_sd) ** 2)
    racing = np.where(times >= iterate.problem.effort_from_s, 1.0, _PACED_SHARE)
    more = {other: -added[use] for other, added in (others or {}).items()}
    weight = shape * shape_share(iterate, rider) * iterate.basis.step_s * racing / (doubt * _EFFORT_SD_KW) ** 2
    program.cost({own: watts, scale: -expected[:, None], **more}, -constant, weight)


def _linear_kilowatts(iterate: Iterate, rider: int, use: Mask) -> tuple[SparseRows, Floats]:
    """Power at the times of the grid that are used, kW, linearised at the iterate: matrix @ coefficients + constant.

    Wheels move at stretch * x', and gain stretch * x'' + stretch' * x'.
    """
    basis, grid = iterate.basis, iterate.linearisation.grid
    times, stretch, stretch_rate = grid.time_s[use], grid.stretch[rider, use], grid.stretch_rate[rider, use]
    rate, gain = (basis.values(iterate.coefficients[rider], times, order) for order in (1, 2))
    shelter = iterate.linearisation.shelter[rider, use]
    tangent = power.linear_power(
        iterate.problem.physique, stretch * rate, stretch * gain + stretch_rate * rate, shelter
    )
    by_rate = tangent.by_speed * stretch + tangent.by_acceleration * stretch_rate
    by_gain = tangent.by_acceleration * stretch
    matrix = basis.combined(times, {1: by_rate / 1000.0, 2: by_gain / 1000.0})
    return matrix, (tangent.constant + grid.lift_w[rider, use]) / 1000.0


def _work_limit(
    program: Program, iterate: Iterate, rider: int, watts: SparseRows, constant: Floats, price: float, *, room_kw: float
) -> None:
    """What a rider has left: P <= peak - (peak - critical) E / reserve, where E grows by what is above critical power.

    E is a variable at each time, and each row speaks of two neighbours only. Averages of power over 5, 15 or 30 s
    would say the same, but their rows are dense: the program took 10 to 25 times as long with them. One slack serves
    all times, so the worst moment counts.
    """
    count, step_s, physique = watts.shape[0], iterate.basis.step_s, iterate.problem.physique
    own, (one, change) = variables.smooth(rider), _neighbours(count)
    critical, peak = physique.critical_w / 1000, physique.peak_w / 1000
    above = watts @ iterate.coefficients[rider] + constant - critical
    filled = _filled(step_s * (above[1:] + above[:-1]) / 2)
    spent = program.store(variables.spent_work(rider), filled, seldom=room_kw)
    slack = program.slack(variables.overload(rider), price, _OVERLOAD_SQUARE)
    program.at_least({spent: one}, 0.0, seldom=_WORK_ROOM_KJ)
    # Above critical power the limit that fades says more than the reserve, below it the reserve says more. One of them
    # stays everywhere: work that nothing bounds comes out anywhere, and breaks the row that was left out.
    program.at_most({spent: one}, physique.reserve_kj, seldom=np.where(above > 0, 0.0, np.inf))
    grows = {spent: change, own: (-step_s / 2) * (watts[1:] + watts[:-1])}
    program.at_least(grows, step_s * ((constant[1:] + constant[:-1]) / 2 - critical))
    column = np.ones((count, 1))
    fading = (peak - critical) / physique.reserve_kj
    near = np.where(above > -_POWER_ROOM_KW, np.inf, 0.0)
    program.at_most({own: watts, spent: fading * one, slack: -column}, peak - constant, seldom=near)
    program.at_least({own: watts, slack: column}, BACK_PRESSURE_KW - constant, seldom=_POWER_ROOM_KW)


def _filled(gained: Floats) -> Floats:
    """(N + 1,) what is in a store, from nothing, that never holds less than nothing, after each of N gains."""
    total = np.concatenate([[0.0], np.cumsum(gained)])
    return total - np.minimum.accumulate(total)


@lru_cache(maxsize=32)
def _neighbours(count: int) -> tuple[SparseRows, SparseRows]:
    """Of `count` values: the values, and the differences of neighbours, as matrices.

    Riders finish together, so most of a program's riders, and of the next program's, share them.
    """
    every = np.arange(count)
    change = SparseRows.banded(every[:-1], np.tile([-1.0, 1.0], (count - 1, 1)), count)
    return SparseRows.picking(every, count), change
