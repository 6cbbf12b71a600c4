"""Rows for riders among each other: the line behind the pacer, who follows whom, and the shelter of a wheel."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from replay.base.units import Floats, Mask
from replay.motion.pacer import BEHIND_PACER_M, JOINED_S, PITCH_M
from replay.reconstruction.constraints.paced_line import changes, keeps_order, line_at
from replay.reconstruction.state.iterate import Iterate, behind_pacer, sampled_motion_of
from replay.reconstruction.state.pass_windows import PassWindow
from replay.reconstruction.tools.quadratic_program import Program

Indices = NDArray[np.intp]

LINE_GAP_M = 11.0
"""Behind the pacer nobody lets a larger gap open than this beyond the usual one."""


SINGLE_FILE_M = 2.02


FOLLOWING_M = 2.1


NEAR_M = 14.0


WHEEL_GAP_M = 0.9


_ATTRACT_WEIGHT = 0.15


_SPRINT_S = 9.0


FIRM_COST = 1000.0
"""Of a metre by which riders share ground, where nothing else has kept them apart."""


_PACER_PAST_S = 1.0
"""The pacer's rear has passed riders who stand on the start line, and they have not moved far."""


def paced_rows(program: Program, iterate: Iterate, places: Mapping[int, str] | None = None) -> None:
    """In single file and not past the pacer until it has left; each near the wheel ahead.

    places: variables by how much riders are elsewhere in the line, by row
    """
    problem, basis = iterate.problem, iterate.basis
    if problem.pacer is None:
        return
    centres = basis.centres_s
    first_s = JOINED_S if problem.standing else basis.start_s + 0.2
    leaving = np.flatnonzero((centres >= first_s) & (centres < min(problem.pacer.off_s + 1.3, iterate.stop_s)))
    found = changes(problem, iterate.facts, sampled_motion_of(iterate))
    lines = [line_at(problem, found, float(time)) for time in centres[leaving]]
    for line, moving in dict.fromkeys(lines):
        use = leaving[[one == (line, moving) for one in lines]]
        _behind_pacer(program, iterate, (*line[:1], *moving), use, places)
        paced = use[centres[use] < problem.pacer.off_s + 0.2]
        if len(paced):
            _single_file(program, iterate, line, paced, places)
            _one_after_another(
                program, iterate, [pair for pair in pairwise(moving) if keeps_order(found, *pair)], paced
            )
    if problem.standing:
        _joining(program, iterate, places)


def elsewhere(places: Mapping[int, str] | None, row: int, factor: float, count: int) -> dict[str, Floats]:
    """Term of the variable by how much a rider is elsewhere in the line, if he has one, for rows of his distances."""
    return {places[row]: np.full((count, 1), factor)} if places and row in places else {}


def _behind_pacer(
    program: Program, iterate: Iterate, rows: tuple[int, ...], use: Indices, places: Mapping[int, str] | None
) -> None:
    """The first of the line (of those on their way, if all are) near the pacer; none who may pass him past it."""
    assert iterate.problem.pacer is not None
    pick = sparse.identity(iterate.basis.count, format="csr")[use]
    centres = iterate.basis.centres_s[use]
    for place, row in enumerate(rows):
        room = iterate.problem.pacer.distance(centres) - BEHIND_PACER_M - iterate.ripple(row, centres)
        program.at_most({f"x{row}": pick}, room)
        paced = centres < iterate.problem.pacer.off_s + 0.2
        if place == 0 and paced.any():
            also = elsewhere(places, row, -1.0, int(paced.sum()))
            program.cost({f"x{row}": pick[paced], **also}, room[paced] - 0.4, 0.25)


def _single_file(
    program: Program, iterate: Iterate, line: tuple[int, ...], use: Indices, places: Mapping[int, str] | None
) -> None:
    pick = sparse.identity(iterate.basis.count, format="csr")[use]
    centres = iterate.basis.centres_s[use]
    for ahead, behind in pairwise(line):
        other = iterate.ripple(ahead, centres) - iterate.ripple(behind, centres)
        terms = {f"x{ahead}": pick, f"x{behind}": -pick}
        program.at_least(terms, SINGLE_FILE_M - other)
        program.at_most(terms, PITCH_M + LINE_GAP_M - other)
        also = {**elsewhere(places, ahead, -1.0, len(use)), **elsewhere(places, behind, 1.0, len(use))}
        program.cost({**terms, **also}, PITCH_M - other, 0.25)


def _joining(program: Program, iterate: Iterate, places: Mapping[int, str] | None) -> None:
    """From the start line into the line behind the pacer: not past it, and nearer and nearer to the place there."""
    problem, centres = iterate.problem, iterate.basis.centres_s
    assert problem.pacer is not None
    use = np.flatnonzero((centres > _PACER_PAST_S) & (centres < JOINED_S))
    pick, times = sparse.identity(iterate.basis.count, format="csr")[use], centres[use]
    for place, row in enumerate(problem.queue):
        room = problem.pacer.distance(times) - iterate.ripple(row, times)
        program.at_most({f"x{row}": pick}, room - BEHIND_PACER_M)
        also = elsewhere(places, row, -1.0, len(use))
        program.cost({f"x{row}": pick, **also}, room + behind_pacer(problem, place), 0.25 * (times / JOINED_S) ** 4)


def _one_after_another(program: Program, iterate: Iterate, pairs: list[tuple[int, int]], use: Indices) -> None:
    """Riders who move up together do so in the order in which they set out."""
    pick = sparse.identity(iterate.basis.count, format="csr")[use]
    for ahead, behind in pairs:
        other = iterate.ripple(ahead, iterate.basis.centres_s[use]) - iterate.ripple(
            behind, iterate.basis.centres_s[use]
        )
        program.at_least({f"x{ahead}": pick, f"x{behind}": -pick}, SINGLE_FILE_M - other)


def order_rows(program: Program, iterate: Iterate) -> None:
    """Outside pass windows, the rider behind stays a bike length behind; near riders like a wheel to follow."""
    problem, basis = iterate.problem, iterate.basis
    start = problem.pull_off_s + 0.2
    times = basis.knots_s[(basis.knots_s >= start)]
    where = iterate.position(times)
    fallen = np.array([times > iterate.fall_s.get(row, np.inf) - 1.0 for row in range(problem.count)])
    done = iterate.finish_s + np.nan_to_num(iterate.gaps_s, nan=1e6)
    for (first, second), keep in _following(iterate, times, where).items():
        near = (np.abs(where[first] - where[second]) < NEAR_M) & (times < min(done[first], done[second]))
        near &= ~fallen[first] & ~fallen[second]
        keep = (keep & near) | _inside(times, iterate.apart, first, second)
        if keep.any():
            sign = np.sign(where[first] - where[second] + 1e-9)
            _keep_apart(program, iterate, (first, second), times[keep], sign[keep])
    _keep_firmly_apart(program, iterate, times, where)
    _attract(program, iterate, times, where)


def _following(iterate: Iterate, times: Floats, where: Floats) -> dict[tuple[int, int], Mask]:
    """For every pair (first < second) when one has to keep behind the other.

    Each rider keeps behind the nearest one ahead, and while he is free to pass that one, behind the next as well: who
    is further ahead follows from it, and the program stays sparse.
    """
    count = iterate.problem.count
    pairs = {pair: np.zeros(len(times), dtype=bool) for pair in combinations(range(count), 2)}
    free = {pair: _inside(times, iterate.windows, *pair) for pair in pairs}
    order = np.argsort(-where, axis=0, kind="stable")
    for place in range(1, count):
        open_ = np.ones(len(times), dtype=bool)
        for ahead in range(place - 1, -1, -1):
            low, high = np.minimum(order[place], order[ahead]), np.maximum(order[place], order[ahead])
            for pair in pairs:
                met = open_ & (low == pair[0]) & (high == pair[1]) & ~free[pair]
                pairs[pair] |= met
                open_ &= ~met
    return pairs


def _inside(times: Floats, windows: tuple[PassWindow, ...], first: int, second: int) -> Mask:
    inside = np.zeros(len(times), dtype=bool)
    for window in windows:
        if (window.first, window.second) == (first, second):
            inside |= (times >= window.start_s) & (times <= window.end_s)
    return inside


def _keep_firmly_apart(program: Program, iterate: Iterate, times: Floats, where: Floats) -> None:
    """Pairs that shared ground again and again: one of them stays behind, whatever is told."""
    for place, window in enumerate(iterate.apart):
        first, second = window.first, window.second
        use = (times >= window.start_s) & (times <= window.end_s)
        if window.firm and use.any():
            sign = np.full(use.sum(), np.sign(np.sum((where[first] - where[second])[use]) + 1e-9))
            _keep_apart(program, iterate, (first, second), times[use], sign, name=f"apart{place}", price=FIRM_COST)


def _keep_apart(
    program: Program,
    iterate: Iterate,
    pair: tuple[int, int],
    times: Floats,
    sign: Floats,
    *,
    name: str = "",
    price: float = 30.0,
) -> None:
    first, second = pair
    slack = program.variable(name or f"pair{first}-{second}", 0.0)
    program.linear_cost(slack, price)
    program.cost({slack: np.ones(1)}, 0.0, 0.1)
    program.at_least({slack: np.ones(1)}, 0.0)
    matrix = sparse.diags(sign) @ iterate.basis.matrix(times)
    ripple = sign * (iterate.ripple(first, times) - iterate.ripple(second, times))
    program.at_least(
        {f"x{first}": matrix, f"x{second}": -matrix, slack: np.ones((len(times), 1))}, FOLLOWING_M - ripple
    )


def _attract(program: Program, iterate: Iterate, times: Floats, where: Floats) -> None:
    """Shelter: whoever has a wheel within reach likes to follow it, until the sprint."""
    problem = iterate.problem
    order = np.argsort(-where, axis=0, kind="stable")
    early = times < min(iterate.finish_s - _SPRINT_S, iterate.stop_s)
    matrix = iterate.basis.matrix(times)
    for row in range(problem.count):
        place = np.argmax(order == row, axis=0)
        ahead = order[np.maximum(place - 1, 0), np.arange(len(times))]
        gap = where[ahead, np.arange(len(times))] - where[row] - FOLLOWING_M + 0.35
        weight = _ATTRACT_WEIGHT / (1 + (gap / 5.0) ** 2) ** 2
        weight = np.where((place > 0) & early & (times < iterate.fall_s.get(row, np.inf)), weight, 0.0)
        for other in range(problem.count):
            use = (ahead == other) & (weight > 1e-3)
            if use.any():
                ripple = iterate.ripple(other, times[use]) - iterate.ripple(row, times[use])
                target = FOLLOWING_M - 0.35 + WHEEL_GAP_M - ripple
                terms = {f"x{other}": matrix[use], f"x{row}": -matrix[use]}
                program.cost(terms, target, weight[use] * iterate.basis.step_s)
