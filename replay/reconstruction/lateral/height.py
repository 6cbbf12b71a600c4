"""Heights: each rider's line up the boards, one convex program for all once it is known who is inside of whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from replay.base.units import BIKE_LENGTH_M, BIKE_WIDTH_M, Floats
from replay.motion.pacer import LENGTH_M as PACER_LENGTH_M
from replay.motion.pacer import RIDING_HEIGHT_M, WIDTH_M
from replay.motion.trajectory import STANDING_START_S
from replay.race.story.story_facts import RideHighFact, SideFact, StoryFact
from replay.reconstruction.lateral.side_by_side import SideBySide
from replay.reconstruction.problem.race_problem import Problem
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.reconstruction.tools.quadratic_program import Program
from replay.reconstruction.tools.splines import Basis

LINE_HEIGHT_M = 0.36
"""Where a rider without reason to be elsewhere rides: inside the sprinters lane, near the measurement line."""

LOWEST_M = 0.26
ABREAST_PLAN_M = BIKE_WIDTH_M + 0.18
"""Between wheels of riders side by side, in plan: clear of each other by two hands."""

HIGH_M = 2.4
"""How high up 'using the banking' is, where no height is told."""

START_PITCH_M = 0.9
"""Between riders who stand on the start line, where the boards are wide enough for it."""

_BESIDE_PACER_M = 1.25
"""Up to here riders go up the boards to be beside the pacer."""

SIDE_M = 0.15
"""How much further up the boards counts as outside, where riders are not abreast anyhow."""

FENCE_M = 0.9
CLIMB_MPS = 1.5
STEER = 0.15
"""The largest angle to the line, in radians, of riders who start from rest side by side."""

SWING_MPS2 = 1.6
KNOT_S = 0.5
_LEAD_S = 4.0
_SPRINT_M = 200.0
_FALLEN_HEIGHT_M = -0.55
_FALL_S = 2.2
_STAGGER_M = 0.07


@dataclass(frozen=True, slots=True, eq=False)
class Heights:
    """Splines of height, m up the boards from the inner edge; constant before the first knot.

    coefficients  (R, K)
    misses_m      for each meeting, what was missing of the room side by side, m
    """

    basis: Basis
    coefficients: Floats
    misses_m: tuple[float, ...]

    def at(self, time_s: Floats) -> Floats:
        """(R, N) heights at N times."""
        return self.basis.values(self.coefficients, np.maximum(time_s, self.basis.start_s))


def heights(
    sampled: SampledMotion, meetings: tuple[SideBySide, ...], facts: tuple[StoryFact, ...], fall_s: dict[int, float]
) -> Heights:
    """The lines that the riders take, given where they are along the track. Raises SolverError."""
    problem = sampled.problem
    first_s = min((meeting.start_s for meeting in meetings), default=np.inf)
    leaving_s = min(problem.pull_off_s, first_s) - _LEAD_S if not problem.standing else -np.inf
    # A race may have been stopped before the pacer leaves.
    start = max(float(sampled.time_s[0]), min(leaving_s, float(sampled.time_s[-1]) - _LEAD_S))
    cells = int(np.ceil((float(sampled.time_s[-1]) - start) / KNOT_S))
    basis = Basis(start, KNOT_S, cells)
    program = Program()
    for row in range(problem.count):
        program.variable(f"y{row}", np.full(basis.count, _line(sampled, row)))
        _rider(program, basis, sampled, row, fall_s)
    slacks = [_apart(program, basis, sampled, meeting, place) for place, meeting in enumerate(meetings)]
    _beside_pacer(program, basis, sampled)
    for fact in facts:
        if isinstance(fact, RideHighFact) and fact.rider in problem.riders:
            _high(program, basis, sampled, fact)
        elif isinstance(fact, SideFact) and {fact.rider, fact.of} <= set(problem.riders):
            _told_side(program, basis, sampled, fact)
    solution = program.solve()
    coefficients = np.array([solution[f"y{row}"] for row in range(problem.count)])
    return Heights(basis, coefficients, tuple(float(solution[slack][0]) for slack in slacks))


def _line(sampled: SampledMotion, row: int) -> float:
    """Each follows slightly beside the wheel ahead, to see past it; on a start line they stand side by side."""
    place = sampled.problem.queue.index(row)
    return LINE_HEIGHT_M + (_STAGGER_M * (place % 3) if sampled.problem.pacer else 0.0)


def _on_start_line(problem: Problem, row: int) -> float:
    """Side by side, the first of the queue on the inside, with room for a pacer that passes inside of all."""
    first = _BESIDE_PACER_M if problem.pacer else LINE_HEIGHT_M
    room = problem.velodrome.width_m - FENCE_M - first
    return first + min(START_PITCH_M, room / max(problem.count - 1, 1)) * problem.queue.index(row)


def _rider(program: Program, basis: Basis, sampled: SampledMotion, row: int, fall_s: dict[int, float]) -> None:
    name, problem = f"y{row}", sampled.problem
    line = _line(sampled, row)
    program.equal({name: basis.matrix([basis.start_s])}, _on_start_line(problem, row) if problem.standing else line)
    program.equal({name: basis.matrix([basis.start_s], 1)}, 0.0)
    step = basis.step_s
    fall = fall_s.get(row, np.inf)
    standing = basis.centres_s < fall + 0.3
    program.at_least({name: sparse.identity(basis.count, format="csr")}, np.where(standing, LOWEST_M, -1.2))
    program.at_most({name: sparse.identity(basis.count, format="csr")}, problem.velodrome.width_m - FENCE_M)
    climb = _steerable(basis, sampled, row) if problem.standing else CLIMB_MPS
    for order, limit in ((1, climb), (2, SWING_MPS2)):
        program.at_most({name: basis.difference(order)}, limit)
        program.at_least({name: basis.difference(order)}, -limit)
    program.cost({name: basis.difference(3)}, 0.0, step)
    program.cost({name: basis.difference(1)}, 0.0, (0.6 + _held(basis, sampled, row)) * step)
    times = basis.knots_s
    share = np.clip((times - fall) / _FALL_S, 0, 1) if np.isfinite(fall) else np.zeros(len(times))
    target = line + (_FALLEN_HEIGHT_M - line) * share
    program.cost({name: basis.matrix(times)}, target, step * np.where(share > 0, 8.0, 0.25))


def _steerable(basis: Basis, sampled: SampledMotion, row: int) -> Floats:
    """How fast a rider can go up or down the boards as he starts from rest: in proportion to his speed."""
    middle = basis.centres_s[1:] - basis.step_s / 2
    speed = np.interp(middle, sampled.time_s, sampled.speed_mps[row])
    return np.where(middle < STANDING_START_S, np.clip(STEER * speed, 0.0, CLIMB_MPS), CLIMB_MPS)


def _held(basis: Basis, sampled: SampledMotion, row: int) -> Floats:
    """Extra weight on straight lines in the sprint: from 200 m to go a rider holds his line."""
    middle = basis.centres_s[1:] - basis.step_s / 2
    distance = np.interp(middle, sampled.time_s, sampled.distance_m[row])
    to_go = sampled.problem.event_m - distance
    return np.where((to_go < _SPRINT_M) & (to_go > 0), 4.0, 0.0)


def _apart(program: Program, basis: Basis, sampled: SampledMotion, meeting: SideBySide, place: int) -> str:
    begin = max(meeting.start_s, basis.start_s + 0.05)
    times = np.arange(begin, max(meeting.end_s, begin) + 0.05, 0.1)
    distance = np.interp(times, sampled.time_s, sampled.distance_m[meeting.inner])
    room = ABREAST_PLAN_M / np.cos(sampled.problem.velodrome.banking(distance))
    slack = program.variable(f"room{place}", 0.0)
    program.linear_cost(slack, 200.0)
    program.cost({slack: np.ones(1)}, 0.0, 1.0)
    program.at_least({slack: np.ones(1)}, 0.0)
    matrix = basis.matrix(times)
    terms = {f"y{meeting.outer}": matrix, f"y{meeting.inner}": -matrix, slack: np.ones((len(times), 1))}
    program.at_least(terms, room)
    return slack


def _beside_pacer(program: Program, basis: Basis, sampled: SampledMotion) -> None:
    """Riders who come level with the leaving pacer are up the boards from it."""
    pacer = sampled.problem.pacer
    if pacer is None:
        return
    times = np.arange(basis.start_s, min(pacer.gone_s, basis.end_s), 0.1)
    for row in range(sampled.problem.count):
        distance = np.interp(times, sampled.time_s, sampled.distance_m[row])
        lead = pacer.distance(times) - distance
        beside = (lead > -BIKE_LENGTH_M - 0.3) & (lead < PACER_LENGTH_M + 0.3) & (pacer.height(times) < RIDING_HEIGHT_M)
        if beside.any():
            room = pacer.height(times[beside]) + (BIKE_WIDTH_M + WIDTH_M) / 2 + 0.35
            program.at_least({f"y{row}": basis.matrix(times[beside])}, np.minimum(room, _BESIDE_PACER_M - 0.05))


def _told_side(program: Program, basis: Basis, sampled: SampledMotion, fact: SideFact) -> None:
    """Who is told to be outside is a little further up, also while the two are not abreast."""
    time = sampled.moment(fact.when)
    if not basis.start_s < time < basis.end_s:
        return
    pair = sampled.problem.row(fact.rider), sampled.problem.row(fact.of)
    inner, outer = pair if fact.inside else pair[::-1]
    slack = program.variable(f"side {fact.id}", 0.0)
    program.linear_cost(slack, 60.0)
    program.at_least({slack: np.ones(1)}, 0.0)
    at = basis.matrix([time])
    program.at_least({f"y{outer}": at, f"y{inner}": -at, slack: np.ones(1)}, SIDE_M)


def _high(program: Program, basis: Basis, sampled: SampledMotion, fact: RideHighFact) -> None:
    time = sampled.moment(fact.when)
    if not basis.start_s + 1.0 < time < basis.end_s - 1.0:
        return
    top = min(fact.height_m or HIGH_M, sampled.problem.velodrome.width_m - FENCE_M)
    slack = program.variable(f"high {fact.id}", 0.0)
    program.linear_cost(slack, 60.0)
    program.at_least({slack: np.ones(1)}, 0.0)
    row = sampled.problem.row(fact.rider)
    program.at_least({f"y{row}": basis.matrix([time]), slack: np.ones(1)}, top)
