"""Constraints of times of which only bounds are known: a stretch lasts no less and no more than that.

When a rider passes a place follows from his splines: t = t0 + (distance - x(t0)) / speed, linearised where he passes it
in the iterate (Newton's step). The step goes to nothing as programs are repeated, so that the row is right in the end.
At the finish, time is the winner's and the gap, as in the row of the finish.
"""

from __future__ import annotations

import numpy as np

from replay.base.units import Floats
from replay.race.clock import FASTEST_MPS
from replay.race.timed import START_M
from replay.reconstruction.constraints.measured_times import AROUND_S, FASTER, MISS_COST, SLOWER
from replay.reconstruction.problem.measured_passings import BoundedStretch
from replay.reconstruction.state import variables
from replay.reconstruction.state.iterate import Iterate, sampled_motion_of
from replay.reconstruction.tools.quadratic_program import Program
from replay.reconstruction.tools.sparse_rows import SparseRows

_INSIDE_S, _INSIDE_SHARE = 0.002, 0.25
"""Rows keep so far inside of the bounds, or by this share of what is between them: what the last program leaves of the
linearisation is less (a coefficient moves by 2 mm), and nothing that is known is missed by it."""

_NEWTON_STEPS = 3
"""From the nearest sample, a twentieth of a second away, two find the passing to a microsecond."""

_SLOWEST_MPS = 1.0
"""A rider who all but stands passes nothing."""

_Terms = dict[str, SparseRows]

_ONE = SparseRows.of(np.ones(1))
"""One row of a block of one variable."""


def bound_rows(program: Program, iterate: Iterate) -> None:
    """Every stretch of whose time bounds are known lasts as long as they say."""
    for number, stretch in enumerate(iterate.problem.timing.bounded):
        begins, from_s = _passing(program, iterate, stretch.rider, stretch.from_m)
        ends, to_s = _passing(program, iterate, stretch.rider, stretch.to_m)
        terms = _difference(ends, begins)
        if not terms:
            continue
        slack: _Terms = {}
        if iterate.formulation.elastic:
            speed = iterate.smooth_speed(stretch.rider, to_s)
            slack = {program.slack(variables.bound_miss(number), MISS_COST * max(speed, _SLOWEST_MPS)): _ONE}
        least_s, most_s = _inside(stretch)
        lasts_s = to_s - from_s
        now_s = _value(iterate, terms)
        if least_s is not None:
            program.at_least(terms | slack, least_s - lasts_s + now_s)
        if most_s is not None:
            program.at_most(terms | {name: -ones for name, ones in slack.items()}, most_s - lasts_s + now_s)


def _inside(stretch: BoundedStretch) -> tuple[float | None, float | None]:
    """The bounds that are asked for, a little inside of those that are known."""
    least_s, most_s = stretch.least_s, stretch.most_s
    inside_s = _INSIDE_S if least_s is None or most_s is None else min(_INSIDE_S, _INSIDE_SHARE * (most_s - least_s))
    return None if least_s is None else least_s + inside_s, None if most_s is None else most_s - inside_s


def _passing(program: Program, iterate: Iterate, rider: int, distance_m: float) -> tuple[_Terms, float]:
    """How a rider's passing of a distance moves with the variables, and its race time in the iterate."""
    if distance_m == START_M:
        return {}, 0.0
    if distance_m == iterate.problem.event_m:
        moving = (variables.WINNER_TIME, variables.gap(rider))
        return {name: _ONE for name in moving if program.has(name)}, float(iterate.finishes_s[rider])
    time_s = passing_s(iterate, rider, distance_m)
    speed = max(iterate.smooth_speed(rider, time_s), _SLOWEST_MPS)
    return {variables.smooth(rider): -iterate.basis.matrix([time_s]) / speed}, time_s


def _difference(ends: _Terms, begins: _Terms) -> _Terms:
    """The terms of one passing less those of another."""
    terms = dict(ends)
    for name, matrix in begins.items():
        terms[name] = terms[name] - matrix if name in terms else -matrix
    return terms


def _value(iterate: Iterate, terms: _Terms) -> float:
    """What terms come to in the iterate. The winner's time is counted from there: 0."""
    found = 0.0
    for name, matrix in terms.items():
        if name == variables.WINNER_TIME:
            continue
        rider = int(name.split()[-1])
        values = iterate.coefficients[rider] if name == variables.smooth(rider) else iterate.gaps_s[[rider]]
        found += float((matrix @ values)[0])
    return found


def passing_s(iterate: Iterate, rider: int, distance_m: float) -> float:
    """Race time at which a rider passes a distance in the iterate, s."""
    sampled = sampled_motion_of(iterate)
    time_s = float(np.interp(distance_m, np.maximum.accumulate(sampled.distance_m[rider]), sampled.time_s))
    for _ in range(_NEWTON_STEPS):
        here_m = float(iterate.basis.values(iterate.coefficients[rider], time_s)[0]) + float(
            iterate.ripple(rider, time_s)
        )
        time_s += (distance_m - here_m) / max(iterate.smooth_speed(rider, time_s), _SLOWEST_MPS)
    return time_s


def widened_by_bounds(
    iterate: Iterate, rider: int, time_s: Floats, slowest: Floats, fastest: Floats
) -> tuple[Floats, Floats]:
    """(N,) least and greatest speeds at N times, m/s, wide enough for the speeds that bounds ask for."""
    for stretch in iterate.problem.timing.bounded:
        if stretch.rider != rider or stretch.from_m == START_M:
            continue
        way_m = stretch.to_m - stretch.from_m
        start = passing_s(iterate, rider, stretch.from_m)
        end = (
            float(iterate.finishes_s[rider])
            if stretch.to_m == iterate.problem.event_m
            else passing_s(iterate, rider, stretch.to_m)
        )
        near = (time_s > start - AROUND_S) & (time_s < end + AROUND_S)
        if stretch.least_s is not None:
            slowest = np.where(near, np.minimum(slowest, SLOWER * way_m / stretch.least_s), slowest)
        if stretch.most_s is not None:
            fastest = np.where(near, np.maximum(fastest, min(FASTER * way_m / stretch.most_s, FASTEST_MPS)), fastest)
    return slowest, fastest
