"""Heights: each rider's line up the boards, one convex program for all once it is known who is inside of whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from replay.base.units import BIKE_LENGTH_M, BIKE_WIDTH_M, Floats
from replay.motion.pacer import JOINED_S, RIDING_HEIGHT_M, WIDTH_M
from replay.motion.pacer import LENGTH_M as PACER_LENGTH_M
from replay.motion.trajectory import STANDING_START_S
from replay.race.story.asked import HeightRow
from replay.race.story.in_window import at_moments
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.lateral.fallen_line import RIDES_ON_S, fallen_line_m, fallen_share, slides_up
from replay.reconstruction.lateral.roll_out import FROM_S, roll_out_lines_m
from replay.reconstruction.lateral.side_by_side import SideBySide
from replay.reconstruction.lateral.slow_lines import highest_slow_m, slow_climbing, slow_line_m, slow_steering
from replay.reconstruction.problem.race_problem import Problem
from replay.reconstruction.problem.start_line import (
    BESIDE_PACER_M,
    highest_m,
    start_height_m,
)
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.reconstruction.tools.quadratic_program import Program
from replay.reconstruction.tools.sparse_rows import SparseRows
from replay.reconstruction.tools.splines import Basis
from replay.track.room import ABREAST_PLAN_M, LINE_HEIGHT_M

LOWEST_M = 0.26
"""Nobody who rides is lower: his wheels are then 6 cm above the measurement line, at the inner edge of the lane."""

_PAST_REAR_M = 0.1
"""Behind the pacer nobody is so near to its rear wheel: who is passes it."""

_FENCE_GIVES_M, _FENCE_COST, _FENCE_SQUARE = 0.35, 400.0, 1.0
"""Nobody who races goes nearer to the fence than `highest_m`, but by so much where riders abreast would else touch:
above what facts cost, as dear as a want of room of 4 cm. Bars are still 0.3 m from the fence."""

CLIMB_MPS = 1.5
"""Nobody goes up or down the boards faster: at 15 m/s that is an angle of six degrees to the line."""

STEER = 0.15
"""The largest angle to the line, in radians, of riders who start from rest side by side."""

SWING_MPS2 = 1.6
"""How fast going up turns into going down: swings that look steered and not pushed."""

_FENCE_ROOM_M, _STEERING_ROOM = 1.0, 1.0
"""The fence, and bounds of m/s or m/s², from which a rider on his line is further away than this seldom bind."""

KNOT_S = 0.5
"""As for distances: nobody swings out and back faster."""

_LEAD_S = 4.0
"""Lines begin so long before the pacer leaves, or before the first who are side by side or fall: time to get there."""

_SPRINT_M = 200.0
"""From here a rider holds his line, as the rules of a sprint want it."""

_STRAIGHT_COST, _SPRINT_COST = 0.6, 4.0
"""Of a change of height: little, so that riders come down again slowly; and how much more in the sprint."""

_LINE_COST, _FALLEN_COST = 0.25, 8.0
"""Of being away from one's line, per square metre: weak, so that any reason to be elsewhere wins; and of a fallen rider
from where he slides to."""

_ROOM_COST, _ROOM_SQUARE = 200.0, 5000.0
"""Of a metre of room that riders side by side lack: above what facts cost, as bikes do not pass through each other. The
square shares what is lacking among all who are abreast: nine in a steep bend have 0.53 m each and do not touch; by the
price alone three of them would lack all of it."""

_ROOM_PIECE_S = 0.5
"""What is lacking is asked about anew with each knot: where there is no room in a bend, there is after it."""

_ASKED_COST = 60.0
"""Of a metre by which a fact of heights is missed."""

_SLOPE_COST = 100.0
"""Of a metre by which a slow rider is higher in a bend than tyres hold: above what facts of heights cost."""

_LEFT_START_M = 15.0
"""Riders come down from where they stood on the start line until there."""

_STAGGER_M = 0.07
"""Riders in file are so far beside the wheel ahead, in threes: a file in one line hides all but the first."""


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
    sampled: SampledMotion,
    meetings: tuple[SideBySide, ...],
    facts: tuple[StoryFact, ...],
    down: Mapping[int, tuple[float, float]],
) -> Heights:
    """The lines that the riders take, given where they are along the track. Raises SolverError.

    down  race times at which riders fall, and at which they ride on (inf for who does not), by rider
    """
    problem = sampled.problem
    first_s = min((meeting.start_s for meeting in meetings), default=np.inf)
    first_s = min(first_s, _first_beside_pacer_s(sampled), *(fall_s for fall_s, _ in down.values()))
    leaving_s = min(problem.pull_off_s, first_s) - _LEAD_S if not problem.standing else -np.inf
    # A race may have been stopped before the pacer leaves.
    start = max(float(sampled.time_s[0]), min(leaving_s, float(sampled.time_s[-1]) - _LEAD_S))
    cells = int(np.ceil((float(sampled.time_s[-1]) - start) / KNOT_S))
    basis = Basis(start, KNOT_S, cells)
    program = Program()
    for rider in range(problem.count):
        program.variable(f"y{rider}", np.full(basis.count, _line(sampled, rider)))
        _rider(program, basis, sampled, rider, down.get(rider, (np.inf, np.inf)))
    slacks = [_apart(program, basis, sampled, meeting, place) for place, meeting in enumerate(meetings)]
    _beside_pacer(program, basis, sampled)
    for fact in at_moments(facts, sampled):
        for place, asked in enumerate(fact.heights_asked(sampled)):
            _height_row(program, basis, problem, asked, f"{fact.id} {place}")
    solution = program.solve()
    coefficients = np.array([solution[f"y{rider}"] for rider in range(problem.count)])
    return Heights(basis, coefficients, tuple(float(solution[slack].max()) for slack in slacks))


def _line(sampled: SampledMotion, rider: int) -> float:
    """Each follows slightly beside the wheel ahead, to see past it; on a start line they stand side by side."""
    place = sampled.problem.queue.index(rider)
    return LINE_HEIGHT_M + (_STAGGER_M * (place % 3) if sampled.problem.pacer else 0.0)


def _rider(program: Program, basis: Basis, sampled: SampledMotion, rider: int, down: tuple[float, float]) -> None:
    """The line of one rider. down: race times of his fall and of his riding on, inf for none."""
    name, problem = f"y{rider}", sampled.problem
    line = _line(sampled, rider)
    begin = start_height_m(problem, problem.queue.index(rider)) if problem.standing else line
    program.equal({name: basis.matrix([basis.start_s])}, begin)
    program.equal({name: basis.matrix([basis.start_s], 1)}, 0.0)
    step = basis.step_s
    fall, up = down
    standing = (basis.centres_s < fall + 0.3) | (basis.centres_s > up + RIDES_ON_S)
    everywhere = SparseRows.picking(np.arange(basis.count), basis.count)
    program.at_least({name: everywhere}, np.where(standing, LOWEST_M, -1.2))
    nearer = program.slack(f"fence{rider}", _FENCE_COST, _FENCE_SQUARE)
    program.at_most({nearer: np.ones(1)}, _FENCE_GIVES_M)
    column = -np.ones((basis.count, 1))
    program.at_most({name: everywhere, nearer: column}, highest_m(problem), seldom=_FENCE_ROOM_M)
    down_mps = _steerable(basis, sampled, rider) if problem.standing else np.full(basis.count - 1, CLIMB_MPS)
    up_mps = slow_climbing(basis.centres_s[1:] - basis.step_s / 2, sampled, rider, down_mps)
    if problem.tactics is not None:
        _hold_on_boards(program, basis, sampled, rider, name)
    for order, most, least in ((1, up_mps, down_mps), (2, SWING_MPS2, SWING_MPS2)):
        program.at_most({name: basis.difference(order)}, most, seldom=_STEERING_ROOM)
        program.at_least({name: basis.difference(order)}, -least, seldom=_STEERING_ROOM)
    program.cost({name: basis.difference(3)}, 0.0, step)
    program.cost({name: basis.difference(1)}, 0.0, (_STRAIGHT_COST + _held(basis, sampled, rider)) * step)
    times = basis.knots_s
    share = fallen_share(times, fall, up)
    target = fallen_line_m(times, line, share, fall if slides_up(problem, rider) else None)
    rolling = roll_out_lines_m(problem, highest_m(problem)).get(rider)
    if rolling is not None:
        target = np.where(times > sampled.finish_s + FROM_S, rolling, target)
    cost = np.where(share > 0, _FALLEN_COST, _LINE_COST)
    slow = slow_line_m(problem, rider, times, line)
    if slow is not None:
        target, cost = np.where(slow[1] > 0, slow[0], target), np.maximum(cost, slow[1])
    program.cost({name: basis.matrix(times)}, target, step * cost)


def _hold_on_boards(program: Program, basis: Basis, sampled: SampledMotion, rider: int, name: str) -> None:
    """Nobody who is slow is high in a bend, where tyres would slip."""
    distance, speed = (
        np.interp(basis.centres_s, sampled.time_s, one[rider]) for one in (sampled.distance_m, sampled.speed_mps)
    )
    problem = sampled.problem
    most = highest_slow_m(problem.velodrome, distance, speed, highest_m(problem))
    riding = (distance > _LEFT_START_M) & (distance < problem.event_m)
    slack = program.slack(f"slope{rider}", _SLOPE_COST)
    everywhere = SparseRows.picking(np.arange(basis.count), basis.count)
    program.at_most(
        {name: everywhere, slack: -np.ones((basis.count, 1))},
        np.where(riding, most, highest_m(problem)),
        seldom=_FENCE_ROOM_M,
    )


def _steerable(basis: Basis, sampled: SampledMotion, rider: int) -> Floats:
    """How fast a rider can go up or down the boards as he starts from rest: in proportion to his speed."""
    middle = basis.centres_s[1:] - basis.step_s / 2
    if sampled.problem.tactics is not None:
        return slow_steering(middle, sampled, rider, CLIMB_MPS)
    speed = np.interp(middle, sampled.time_s, sampled.speed_mps[rider])
    return np.where(middle < STANDING_START_S, np.clip(STEER * speed, 0.0, CLIMB_MPS), CLIMB_MPS)


def _held(basis: Basis, sampled: SampledMotion, rider: int) -> Floats:
    """Extra weight on straight lines in the sprint: from 200 m to go a rider holds his line."""
    middle = basis.centres_s[1:] - basis.step_s / 2
    distance = np.interp(middle, sampled.time_s, sampled.distance_m[rider])
    to_go = sampled.problem.event_m - distance
    return np.where((to_go < _SPRINT_M) & (to_go > 0), _SPRINT_COST, 0.0)


def _apart(program: Program, basis: Basis, sampled: SampledMotion, meeting: SideBySide, place: int) -> str:
    """The rows that keep two who are side by side apart, and the name of the slacks by which they may be missed."""
    begin = max(meeting.start_s, basis.start_s + 0.05)
    times = np.arange(begin, max(meeting.end_s, begin) + 0.05, 0.1)
    distance = np.interp(times, sampled.time_s, sampled.distance_m[meeting.inner])
    room = ABREAST_PLAN_M / np.cos(sampled.problem.velodrome.banking(distance))
    # Pieces begin at the same times for all pairs, so that those who are abreast share what is lacking evenly.
    cell = times // _ROOM_PIECE_S
    piece = np.cumsum(np.diff(cell, prepend=cell[0]) > 0, dtype=np.intp)
    pieces = int(piece[-1]) + 1
    slack = program.slack(f"room{place}", _ROOM_COST, _ROOM_SQUARE, count=pieces)
    matrix = basis.matrix(times)
    lacking = SparseRows.picking(piece, pieces)
    program.at_least({f"y{meeting.outer}": matrix, f"y{meeting.inner}": -matrix, slack: lacking}, room)
    return slack


def _first_beside_pacer_s(sampled: SampledMotion) -> float:
    """When a rider first is past the rear of the pacer before it leaves; inf where nobody is."""
    pacer = sampled.problem.pacer
    if pacer is None:
        return np.inf
    past = pacer.distance(sampled.time_s) - sampled.distance_m.max(axis=0) < PACER_LENGTH_M + _PAST_REAR_M
    times = sampled.time_s[past & (sampled.time_s > JOINED_S) & (sampled.time_s < pacer.off_s)]
    return float(times[0]) if len(times) else np.inf


def _beside_pacer(program: Program, basis: Basis, sampled: SampledMotion) -> None:
    """Riders who come level with the pacer, as it leaves or past it before, are up the boards from it."""
    pacer = sampled.problem.pacer
    if pacer is None:
        return
    times = np.arange(basis.start_s, min(pacer.gone_s, basis.end_s), 0.1)
    for rider in range(sampled.problem.count):
        distance = np.interp(times, sampled.time_s, sampled.distance_m[rider])
        lead = pacer.distance(times) - distance
        leaving = (lead < PACER_LENGTH_M + 0.3) & (pacer.height(times) < RIDING_HEIGHT_M)
        passing = (lead < PACER_LENGTH_M + _PAST_REAR_M) & (times > JOINED_S)
        beside = (lead > -BIKE_LENGTH_M - 0.3) & (leaving | passing)
        if beside.any():
            room = pacer.height(times[beside]) + (BIKE_WIDTH_M + WIDTH_M) / 2 + 0.35
            program.at_least({f"y{rider}": basis.matrix(times[beside])}, np.minimum(room, BESIDE_PACER_M - 0.05))


def _height_row(program: Program, basis: Basis, problem: Problem, asked: HeightRow, name: str) -> None:
    """What a fact asks of heights, missed by as little as possible, and never above where riders can be."""
    if not basis.start_s + asked.clear_s < asked.time_s < basis.end_s - asked.clear_s:
        return
    slack = program.slack(f"asked {name}", _ASKED_COST)
    at = basis.matrix([asked.time_s])
    if asked.since_s is not None:
        at = at - basis.matrix([max(asked.since_s, basis.start_s)])
    terms = {f"y{rider}": factor * at for rider, factor in asked.riders}
    program.at_least({**terms, slack: np.ones(1)}, min(asked.low_m, highest_m(problem)))
