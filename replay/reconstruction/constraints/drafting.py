"""Constraints and costs of riders among each other after the pacer: who follows whom, and the lure of a wheel."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from replay.base.units import BIKE_LENGTH_M, Floats, Mask
from replay.motion.ahead import around_field_m
from replay.motion.pacer import JOINED_S
from replay.reconstruction.state import variables
from replay.reconstruction.state.iterate import Iterate
from replay.reconstruction.state.pair_windows import PairWindow
from replay.reconstruction.tools.quadratic_program import Program

FOLLOWING_M = 2.1
"""Front wheel to front wheel, the least distance of riders who are not free to pass each other: a bike length and
0.35 m. That is 0.3 m more than the distance at which `side_by_side` takes two riders for level and sends one of them
outside, so that a small miss moves nobody up the boards."""

NEAR_M = 14.0
"""Pairs that are further apart than this in the iterate need no row: nobody gains so much from one program to the next.
40 m give the same final of Tokyo, 7 m one that differs by 0.4 m; more rows only cost time."""

_APART_M = 0.4
"""Riders with more room than this to the least distance seldom come so near in the program. The rows of a pair share a
slack, so they are dear: with 4 m twelve riders take 1.4 times as long."""

WHEEL_GAP_M = 0.9
"""Gap from rear wheel to front wheel that a rider who follows a wheel likes best."""

_ATTRACT_WEIGHT = 0.15
"""Of a squared metre off that gap for a second: a standard deviation of 2.6 m, so power and facts outweigh it
easily. Without it riders leave wheels for nothing, and the final of Tokyo moves by up to 4 m; at 0.5 it is half a
second slower, because riders ease to get to a wheel."""

_ATTRACT_REACH_M = 5.0
"""The gap at which the lure of a wheel is a quarter of the whole: the shelter itself fades over 6 m. The weight is that
of the iterate's gap (iteratively reweighted least squares): a square alone would pull most at who is furthest away."""

_LEAST_WEIGHT = 1e-3
"""Lures below this are left out: a rider 60 m behind needs no rows."""

_SPRINT_S = 9.0
"""So long before the finish the lure of wheels ends: in the sprint riders leave them. With 4 s
the final of Tokyo is 0.2 s slower, with 15 s 0.1 s faster."""

FIRM_COST = 1000.0
"""Of a metre by which riders share ground, where nothing else has kept them apart: above any fact (30 a metre), below
what nobody has the power for."""

_OVERLAP_COST = 30.0
"""Of a metre by which the rider behind is nearer than `FOLLOWING_M`: as much as a fact of the main account. One slack
for all times of a pair: the largest miss counts, and 4 000 slacks, one a row, would add up their prices. At 5 or 200
the final of Tokyo moves by 0.2 m or not at all: where there is room, nobody pays it."""

_OVERLAP_SQUARE = 0.1
"""A little curvature, so that of two misses of one price the smaller pair of both is found."""

_RACING_FROM_S = 0.2
"""Order is asked for from so long after the pacer's leaving, where the line behind it ends."""

_FALL_BEFORE_S = 1.0
"""From so long before a fall nobody has to keep behind the rider who falls, nor the other way round: others avoid."""


def order_rows(program: Program, iterate: Iterate) -> None:
    """Outside pass windows, the rider behind stays at least FOLLOWING_M behind; near riders like a wheel to follow."""
    problem, basis, held = iterate.problem, iterate.basis, iterate.linearisation
    times = basis.knots_s[basis.knots_s >= problem.order_from_s + _RACING_FROM_S]
    fallen = _fallen(iterate, times)
    where, lapped_m = _where(iterate, times)
    done = np.nan_to_num(iterate.finishes_s, nan=np.inf)
    for (first, second), keep in following(where, times, held.windows).items():
        near = (np.abs(where[first] - where[second]) < NEAR_M) & (times < min(done[first], done[second]))
        near &= ~fallen[first] & ~fallen[second]
        if iterate.is_left_behind(first) or iterate.is_left_behind(second):
            ridden = where + lapped_m  # who is lapped is passed where it comes
            near &= np.abs(ridden[first] - ridden[second]) < problem.lap_m / 2
        keep = (keep & near) | _inside(times, iterate.formulation.apart, first, second)
        if keep.any():
            sign = np.sign(where[first] - where[second] + 1e-9)[keep]
            slack = program.slack(variables.pair_overlap(first, second), _OVERLAP_COST, _OVERLAP_SQUARE)
            _keep_apart(program, iterate, (first, second), times[keep], sign, lapped_m[:, keep], slack)
    _keep_firmly_apart(program, iterate)
    raced = times >= problem.pull_off_s + _RACING_FROM_S  # in a slow part nobody looks for shelter
    _attract(program, iterate, times[raced], where[:, raced], lapped_m[:, raced])


def _fallen(iterate: Iterate, times: Floats) -> Mask:
    """(R, N) whether riders are down at N times, or about to be."""
    fall_s = iterate.linearisation.fall_s
    return np.array([times > fall_s.get(rider, np.inf) - _FALL_BEFORE_S for rider in range(iterate.problem.count)])


def _where(iterate: Iterate, times: Floats) -> tuple[Floats, Floats]:
    """(R, N) distances at N times without whole laps that riders have ridden more than the field, and those laps, m."""
    ridden = iterate.position(times)
    where = around_field_m(ridden, iterate.problem.lap_m, _fallen(iterate, times))
    return where, ridden - where


def following(where: Floats, times: Floats, windows: Sequence[PairWindow]) -> dict[tuple[int, int], Mask]:
    """For every pair (first < second) the times (N,) at which one has to keep behind the other.

    where  (R, N) distances at N times

    Each rider keeps behind the nearest one ahead, and while free to pass that one, behind the next as well: who is
    further ahead follows from it, and the program stays sparse. With rows between all pairs the factor of the matrix
    fills up: 1 to 2.8 s for a program that takes 0.09 s with these.
    """
    count, column = len(where), np.arange(len(times))
    free = np.zeros((count, count, len(times)), dtype=bool)
    for window in windows:
        free[window.first, window.second] |= (times >= window.start_s) & (times <= window.end_s)
    keeps = np.zeros_like(free)
    order = np.argsort(-where, axis=0, kind="stable")
    for place in range(1, count):
        open_ = np.ones(len(times), dtype=bool)
        for ahead in range(place - 1, -1, -1):
            low, high = np.minimum(order[place], order[ahead]), np.maximum(order[place], order[ahead])
            met = open_ & ~free[low, high, column]
            keeps[low[met], high[met], column[met]] = True
            open_ &= ~met
            if not open_.any():
                break
    return {pair: keeps[pair] for pair in combinations(range(count), 2)}


def _inside(times: Floats, windows: Sequence[PairWindow], first: int, second: int) -> Mask:
    """(N,) whether times are in a window of a pair."""
    inside = np.zeros(len(times), dtype=bool)
    for window in windows:
        if (window.first, window.second) == (first, second):
            inside |= (times >= window.start_s) & (times <= window.end_s)
    return inside


def _keep_firmly_apart(program: Program, iterate: Iterate) -> None:
    """Pairs that shared ground again and again: one of them stays behind, whatever facts say.

    Who is ahead for most of the window stays ahead for all of it: a change inside would ask for what the row forbids.
    Behind the pacer the line itself keeps them apart, but not on their way into it from the start.
    """
    problem, knots = iterate.problem, iterate.basis.knots_s
    joining = knots < JOINED_S if problem.standing else np.zeros(len(knots), dtype=bool)
    times = knots[joining | (knots >= problem.order_from_s + _RACING_FROM_S)]
    where, lapped_m = _where(iterate, times)
    for number, window in enumerate(iterate.formulation.apart):
        first, second = window.first, window.second
        use = (times >= window.start_s) & (times <= window.end_s)
        if window.firm and use.any():
            sign = np.full(use.sum(), np.sign(np.sum((where[first] - where[second])[use]) + 1e-9))
            slack = program.slack(variables.firm_overlap(number), FIRM_COST, _OVERLAP_SQUARE)
            _keep_apart(program, iterate, (first, second), times[use], sign, lapped_m[:, use], slack)


def _keep_apart(
    program: Program,
    iterate: Iterate,
    pair: tuple[int, int],
    times: Floats,
    sign: Floats,
    lapped_m: Floats,
    slack: str,
) -> None:
    """sign * lead on the track + slack >= FOLLOWING_M at N times.

    sign      (N,) 1 where the first of the pair is ahead, else -1
    lapped_m  (R, N) whole laps that each rider has ridden more than the field, m: they do not count on the track
    """
    terms, ripple = variables.lead_terms(iterate, *pair, times, iterate.basis.combined(times, {0: sign}))
    known = ripple - (lapped_m[pair[0]] - lapped_m[pair[1]])
    program.at_least({**terms, slack: np.ones((len(times), 1))}, FOLLOWING_M - sign * known, seldom=_APART_M)


def _attract(program: Program, iterate: Iterate, times: Floats, where: Floats, lapped_m: Floats) -> None:
    """Shelter: whoever has a wheel within reach likes to follow it, until the sprint."""
    held, count = iterate.linearisation, iterate.problem.count
    order = np.argsort(-where, axis=0, kind="stable")
    early = times < min(iterate.finish_s - _SPRINT_S, held.stop_s)
    matrix = iterate.basis.matrix(times)
    for rider in range(count):
        if iterate.is_left_behind(rider):
            continue
        place = np.argmax(order == rider, axis=0)
        ahead = order[np.maximum(place - 1, 0), np.arange(len(times))]
        gap = where[ahead, np.arange(len(times))] - where[rider] - BIKE_LENGTH_M
        weight = _ATTRACT_WEIGHT / (1 + (gap / _ATTRACT_REACH_M) ** 2) ** 2
        weight = np.where((place > 0) & early & (times < held.fall_s.get(rider, np.inf)), weight, 0.0)
        for other in range(count):
            use = (ahead == other) & (weight > _LEAST_WEIGHT)
            if use.any():
                terms, ripple = variables.lead_terms(iterate, other, rider, times[use], matrix[use])
                known = ripple - (lapped_m[other] - lapped_m[rider])[use]
                program.cost(terms, BIKE_LENGTH_M + WHEEL_GAP_M - known, weight[use] * iterate.basis.step_s)
