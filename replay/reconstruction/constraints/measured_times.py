"""Constraints of measured passings: riders are where a clock saw them, exactly.

A row of a passing is linearised like that of the finish, x(t) + speed * (change of t) = distance - ripple(t), where t
moves with the winner's time, an untimed gap or a floating moment. In the last programs all these are held, and the
row is exact.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from replay.base.units import Floats
from replay.race.clock import FASTEST_MPS
from replay.reconstruction.problem.measured_passings import RACE_TIME, Anchor
from replay.reconstruction.state import variables
from replay.reconstruction.state.iterate import Iterate
from replay.reconstruction.tools.quadratic_program import Program
from replay.reconstruction.tools.sparse_rows import SparseRows

MISS_COST = 1e5
"""Of a metre by which a rider is not where the clock was, where measured times cannot all be ridden. Above everything
else (a kilowatt too much costs 20 000, a fact 30 a metre), so that what else is asked does not move the miss from one
time to another. The time that is missed by most is then left out, so only the order of the misses matters."""

_TRUST_S = 1.0
"""Trust region of a floating moment in one program, s: the speed that its row holds is right near the iterate only.
Larger, and moments jump to where speeds are others and back; smaller, and they need more programs to get there."""

AROUND_S = 1.5
"""Limits of speed are widened from this long before a measured stretch to as long after, s: three knots, within which
a spline can change its speed without a jerk beyond the limit."""

FASTER, SLOWER = 1.05, 0.85
"""How far beyond a measured mean speed a rider may be somewhere in the stretch. Little more at the top, because the
mean is close to the limit where this matters; more at the bottom, where riders ease and go again."""

_SHORTEST_S = 0.1
"""A stretch is taken to last at least as long, so that two passings in one tick of a clock have no infinite speed."""


def passing_rows(program: Program, iterate: Iterate, *, free: bool) -> None:
    """Every measured passing, linearised at the iterate: exact once the time of its anchor no longer moves.

    free: whether moments that nobody measured may still move
    """
    for anchor, time_s in iterate.floating_s.items() if free else ():
        moment = program.variable(variables.floating(anchor), time_s)
        program.at_most({moment: np.ones(1)}, time_s + _TRUST_S)
        program.at_least({moment: np.ones(1)}, time_s - _TRUST_S)
    for number, passing in enumerate(iterate.problem.timing.passings):
        when = iterate.time_after(passing.anchor, passing.after_s)
        speed = iterate.smooth_speed(passing.rider, when)
        terms: dict[str, SparseRows | Floats] = {variables.smooth(passing.rider): iterate.basis.matrix([when])}
        right = passing.distance_m - float(iterate.ripple(passing.rider, when))
        for name in variables.moving(passing.anchor):
            if program.has(name):
                terms[name] = np.array([speed])
                right += speed * _present_value(iterate, name, passing.anchor)
        if iterate.formulation.elastic:
            terms |= _misses(program, variables.passing_miss(number), MISS_COST)
        program.equal(terms, right)


def finish_time_rows(program: Program, iterate: Iterate) -> None:
    """What the clock says of finishes, while the winner's time or a gap may still move."""
    problem = iterate.problem
    if not program.has(variables.WINNER_TIME):
        return
    for rider, time_s in problem.timing.clocked:
        own = variables.gap(rider)
        if program.has(own):
            program.equal({variables.WINNER_TIME: np.ones(1), own: np.ones(1)}, time_s - iterate.finish_s)
    if problem.winner_s is not None and problem.winner is not None:
        # A second at the line counts as the metres that the winner rides in it.
        cost = MISS_COST * iterate.smooth_speed(problem.winner, iterate.finish_s)
        misses = _misses(program, variables.FINISH_TIME_MISS, cost)
        program.equal({variables.WINNER_TIME: np.ones(1), **misses}, problem.winner_s - iterate.finish_s)


def _present_value(iterate: Iterate, name: str, anchor: Anchor) -> float:
    """The value of a variable of an anchor in the iterate. The winner's time is counted from there: 0."""
    if name == variables.WINNER_TIME:
        return 0.0
    return iterate.floating_s[anchor] if anchor.floats else float(iterate.gaps_s[anchor.number])


def _misses(program: Program, name: str, cost: float) -> dict[str, Floats]:
    """Terms of two slacks, one for more and one for less: an equality that may be missed."""
    over, under = (program.slack(f"{name} {side}", cost) for side in ("over", "under"))
    return {over: np.ones(1), under: -np.ones(1)}


def measured_speeds(iterate: Iterate, rider: int) -> list[tuple[float, float, float]]:
    """(from, to, mean speed) of every stretch of a rider between neighbouring places, in s, s and m/s.

    Nothing where the race has no measured times. Behind the pacer nobody needs a clock: the first stretch begins where
    racing does. Finishes are near enough to race time to tell a speed; a floating moment is not.
    """
    problem = iterate.problem
    if not problem.timing:
        return []
    points = [
        (p.distance_m, iterate.time_after(p.anchor, p.after_s), p.anchor if p.anchor.floats else RACE_TIME)
        for p in problem.timing.of(rider)
    ]
    points.append((problem.pull_off_m, problem.pull_off_s, RACE_TIME))
    if rider in problem.crossing:
        points.append((problem.event_m, float(iterate.finishes_s[rider]), RACE_TIME))
    points.sort(key=lambda point: point[:2])
    return [
        (start, end, (to_m - from_m) / max(end - start, _SHORTEST_S))
        for (from_m, start, clock), (to_m, end, other) in pairwise(points)
        if clock == other
    ]


def widened(iterate: Iterate, rider: int, time_s: Floats, slowest: Floats, fastest: Floats) -> tuple[Floats, Floats]:
    """(N,) least and greatest speeds at N times, m/s, wide enough for what was measured: a measured speed is a fact."""
    for start, end, mean in measured_speeds(iterate, rider):
        near = (time_s > start - AROUND_S) & (time_s < end + AROUND_S)
        slowest = np.where(near, np.minimum(slowest, SLOWER * mean), slowest)
        fastest = np.where(near, np.maximum(fastest, min(FASTER * mean, FASTEST_MPS)), fastest)
    return slowest, fastest


def known_times(iterate: Iterate) -> Floats:
    """Race times of the measured passings that hang on race time or a finish."""
    passings = [p for p in iterate.problem.timing.passings if p.anchor not in iterate.floating_s]
    return np.array([iterate.time_after(p.anchor, p.after_s) for p in passings])
