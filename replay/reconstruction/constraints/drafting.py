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
from replay.reconstruction.state.iterate import Step, behind_pacer, view_of
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


def paced_rows(program: Program, step: Step, places: Mapping[int, str] | None = None) -> None:
    """In single file and not past the pacer until it has left; each near the wheel ahead.

    places: variables by how much riders are elsewhere in the line, by row
    """
    sheet, basis = step.sheet, step.basis
    if sheet.pacer is None:
        return
    centres = basis.centres_s
    first_s = JOINED_S if sheet.standing else basis.start_s + 0.2
    leaving = np.flatnonzero((centres >= first_s) & (centres < min(sheet.pacer.off_s + 1.3, step.stop_s)))
    found = changes(sheet, step.facts, view_of(step))
    lines = [line_at(sheet, found, float(time)) for time in centres[leaving]]
    for line, moving in dict.fromkeys(lines):
        use = leaving[[one == (line, moving) for one in lines]]
        _behind_pacer(program, step, (*line[:1], *moving), use, places)
        paced = use[centres[use] < sheet.pacer.off_s + 0.2]
        if len(paced):
            _single_file(program, step, line, paced, places)
            _one_after_another(program, step, [pair for pair in pairwise(moving) if keeps_order(found, *pair)], paced)
    if sheet.standing:
        _joining(program, step, places)


def elsewhere(places: Mapping[int, str] | None, row: int, factor: float, count: int) -> dict[str, Floats]:
    """Term of the variable by how much a rider is elsewhere in the line, if he has one, for rows of his distances."""
    return {places[row]: np.full((count, 1), factor)} if places and row in places else {}


def _behind_pacer(
    program: Program, step: Step, rows: tuple[int, ...], use: Indices, places: Mapping[int, str] | None
) -> None:
    """The first of the line (of those on their way, if all are) near the pacer; none who may pass him past it."""
    assert step.sheet.pacer is not None
    pick = sparse.identity(step.basis.count, format="csr")[use]
    centres = step.basis.centres_s[use]
    for place, row in enumerate(rows):
        room = step.sheet.pacer.distance(centres) - BEHIND_PACER_M - step.ripple(row, centres)
        program.at_most({f"x{row}": pick}, room)
        paced = centres < step.sheet.pacer.off_s + 0.2
        if place == 0 and paced.any():
            also = elsewhere(places, row, -1.0, int(paced.sum()))
            program.cost({f"x{row}": pick[paced], **also}, room[paced] - 0.4, 0.25)


def _single_file(
    program: Program, step: Step, line: tuple[int, ...], use: Indices, places: Mapping[int, str] | None
) -> None:
    pick = sparse.identity(step.basis.count, format="csr")[use]
    centres = step.basis.centres_s[use]
    for ahead, behind in pairwise(line):
        other = step.ripple(ahead, centres) - step.ripple(behind, centres)
        terms = {f"x{ahead}": pick, f"x{behind}": -pick}
        program.at_least(terms, SINGLE_FILE_M - other)
        program.at_most(terms, PITCH_M + LINE_GAP_M - other)
        also = {**elsewhere(places, ahead, -1.0, len(use)), **elsewhere(places, behind, 1.0, len(use))}
        program.cost({**terms, **also}, PITCH_M - other, 0.25)


def _joining(program: Program, step: Step, places: Mapping[int, str] | None) -> None:
    """From the start line into the line behind the pacer: not past it, and nearer and nearer to the place there."""
    sheet, centres = step.sheet, step.basis.centres_s
    assert sheet.pacer is not None
    use = np.flatnonzero((centres > _PACER_PAST_S) & (centres < JOINED_S))
    pick, times = sparse.identity(step.basis.count, format="csr")[use], centres[use]
    for place, row in enumerate(sheet.queue):
        room = sheet.pacer.distance(times) - step.ripple(row, times)
        program.at_most({f"x{row}": pick}, room - BEHIND_PACER_M)
        also = elsewhere(places, row, -1.0, len(use))
        program.cost({f"x{row}": pick, **also}, room + behind_pacer(sheet, place), 0.25 * (times / JOINED_S) ** 4)


def _one_after_another(program: Program, step: Step, pairs: list[tuple[int, int]], use: Indices) -> None:
    """Riders who move up together do so in the order in which they set out."""
    pick = sparse.identity(step.basis.count, format="csr")[use]
    for ahead, behind in pairs:
        other = step.ripple(ahead, step.basis.centres_s[use]) - step.ripple(behind, step.basis.centres_s[use])
        program.at_least({f"x{ahead}": pick, f"x{behind}": -pick}, SINGLE_FILE_M - other)


def order_rows(program: Program, step: Step) -> None:
    """Outside pass windows, the rider behind stays a bike length behind; near riders like a wheel to follow."""
    sheet, basis = step.sheet, step.basis
    start = sheet.pull_off_s + 0.2
    times = basis.knots_s[(basis.knots_s >= start)]
    where = step.position(times)
    fallen = np.array([times > step.fall_s.get(row, np.inf) - 1.0 for row in range(sheet.count)])
    done = step.finish_s + np.nan_to_num(step.gaps_s, nan=1e6)
    for (first, second), keep in _following(step, times, where).items():
        near = (np.abs(where[first] - where[second]) < NEAR_M) & (times < min(done[first], done[second]))
        near &= ~fallen[first] & ~fallen[second]
        keep = (keep & near) | _inside(times, step.apart, first, second)
        if keep.any():
            sign = np.sign(where[first] - where[second] + 1e-9)
            _keep_apart(program, step, (first, second), times[keep], sign[keep])
    _keep_firmly_apart(program, step, times, where)
    _attract(program, step, times, where)


def _following(step: Step, times: Floats, where: Floats) -> dict[tuple[int, int], Mask]:
    """For every pair (first < second) when one has to keep behind the other.

    Each rider keeps behind the nearest one ahead, and while he is free to pass that one, behind the next as well: who
    is further ahead follows from it, and the program stays sparse.
    """
    count = step.sheet.count
    pairs = {pair: np.zeros(len(times), dtype=bool) for pair in combinations(range(count), 2)}
    free = {pair: _inside(times, step.windows, *pair) for pair in pairs}
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


def _keep_firmly_apart(program: Program, step: Step, times: Floats, where: Floats) -> None:
    """Pairs that shared ground again and again: one of them stays behind, whatever is told."""
    for place, window in enumerate(step.apart):
        first, second = window.first, window.second
        use = (times >= window.start_s) & (times <= window.end_s)
        if window.firm and use.any():
            sign = np.full(use.sum(), np.sign(np.sum((where[first] - where[second])[use]) + 1e-9))
            _keep_apart(program, step, (first, second), times[use], sign, name=f"apart{place}", price=FIRM_COST)


def _keep_apart(
    program: Program,
    step: Step,
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
    matrix = sparse.diags(sign) @ step.basis.matrix(times)
    ripple = sign * (step.ripple(first, times) - step.ripple(second, times))
    program.at_least(
        {f"x{first}": matrix, f"x{second}": -matrix, slack: np.ones((len(times), 1))}, FOLLOWING_M - ripple
    )


def _attract(program: Program, step: Step, times: Floats, where: Floats) -> None:
    """Shelter: whoever has a wheel within reach likes to follow it, until the sprint."""
    sheet = step.sheet
    order = np.argsort(-where, axis=0, kind="stable")
    early = times < min(step.finish_s - _SPRINT_S, step.stop_s)
    matrix = step.basis.matrix(times)
    for row in range(sheet.count):
        place = np.argmax(order == row, axis=0)
        ahead = order[np.maximum(place - 1, 0), np.arange(len(times))]
        gap = where[ahead, np.arange(len(times))] - where[row] - FOLLOWING_M + 0.35
        weight = _ATTRACT_WEIGHT / (1 + (gap / 5.0) ** 2) ** 2
        weight = np.where((place > 0) & early & (times < step.fall_s.get(row, np.inf)), weight, 0.0)
        for other in range(sheet.count):
            use = (ahead == other) & (weight > 1e-3)
            if use.any():
                ripple = step.ripple(other, times[use]) - step.ripple(row, times[use])
                target = FOLLOWING_M - 0.35 + WHEEL_GAP_M - ripple
                terms = {f"x{other}": matrix[use], f"x{row}": -matrix[use]}
                program.cost(terms, target, weight[use] * step.basis.step_s)
