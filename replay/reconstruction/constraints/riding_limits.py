"""Constraints of how riders ride at all: the start, speeds, accelerations, even efforts and the roll-out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from replay.base.units import Floats, Mask
from replay.motion.pacer import JOINED_S
from replay.motion.trajectory import STANDING_START_S
from replay.race.story.finding import Limit
from replay.race.timed import LONG_GAP_S
from replay.reconstruction.constraints.bounded_times import widened_by_bounds
from replay.reconstruction.constraints.measured_times import widened
from replay.reconstruction.constraints.single_file import elsewhere
from replay.reconstruction.constraints.stopped_race import sit_up_costs
from replay.reconstruction.constraints.unknowns import over
from replay.reconstruction.problem.race_problem import Problem
from replay.reconstruction.problem.remount import AFTER_FALL_MPS
from replay.reconstruction.state import variables
from replay.reconstruction.state.iterate import Iterate, start_distance
from replay.reconstruction.tools.quadratic_program import Program
from replay.reconstruction.tools.sparse_rows import SparseRows

BRAKING_MPS2 = -1.15
"""No brakes and a fixed gear: riders slow down by sitting up and pressing back. Harder braking hides contradictions: a
field that all but stops can be led by any distance."""

GAINING_MPS2 = 1.8
"""A jump from racing speed; power keeps riders below it at high speed, this below the speed of the pacer."""

STARTING_MPS2 = 4.0
"""From rest, in the first seconds of a standing start."""

JERK_MPS3 = 2.5
"""How fast acceleration changes. A rider goes from rolling to full effort within one turn of the pedals, 0.6 s. Less
makes attacks into ramps; more lets the motion twitch where constraints meet. It seldom binds: 1.5 moves the final of
Tokyo by 0.3 m, 5 not at all."""

_SPEED_ROOM_MPS, _GAIN_ROOM_MPS2, _JERK_ROOM_MPS3 = 1.5, 0.5, 1.5
"""A bound from which the iterate is further away than this seldom binds in the program, except in a fall."""

FALL_MPS2 = -5.5
"""A body that slides on wood stops faster than any rider brakes: `falls.SLIDING_MPS2` and room around it."""

FALL_JERK_MPS3 = 25.0
"""The slide sets in at once: within 0.2 s of a fall. With 5 m/s³ riders would have to brake before they fall, and the
stopped heat of Tokyo is another one (16 m away on the mean, with a rider at 2000 W)."""

_DOWN_AFTER_S = 0.5
"""The fall's limit of acceleration begins so long after it: one knot, the reach of a second difference .."""

_JERKED_AFTER_S = 0.2
"""..and that of jerk so long, so that the slide can set in."""

_PUSHED_OFF_S = 1.5
"""Who gets up again pushes off from rest: until so long after it his acceleration may change as it does in a fall."""

PACED_SHARE = 0.86
"""Nobody behind the pacer falls below this share of its speed .."""

RACING_SHARE = 0.85
"""..nor, who races, below this share of its last speed between pull-off and finish (it was 0.83); without a pacer, or
with far to go after it, of the tempo of such races, from when all are under way .."""

LAST_LAP_SHARE = 0.93
"""..nor than this in the last lap. Both are limits of what is credible in a championship, not of what is possible.
Without them "almost half a lap ahead" is met by a field that all but stops, and no fact is ever impossible (decision
"credible riding")."""

_OPENED_S = 7.0
"""So long after the opening of a race that begins slowly all who race are as fast as in others."""

EASED_GAP_S = 1.5
"""Who finishes further back than this may have eased: a sprint is lost by less."""

ROLL_OUT_MPS2 = -0.35
"""After the line riders stop pedalling hard; those who come together roll on together. About what drag alone takes at
60 km/h."""

_ROLL_OUT_S = 30.0
"""So long after the line they roll evenly, at some 30 km/h, round and round the track, until the last has finished."""

_ROLL_OUT_WEIGHT = 4.0
"""Of a squared m/s² off that for a second. What follows the line is not measured: the weight has to be above that of
jerk, or riders race on, and below that of power, or their last metres before the line would bend for it. With a tenth
the final of Tokyo is 0.05 s faster."""

_ROLLING_WEIGHT = 0.6
"""Of a squared m/s off the common speed after the line for a second: keeps those who come together from riding through
each other. It also holds the speed at the line to the mean of the field: ten times as much makes the final of Tokyo
0.4 s slower, a tenth 0.1 s faster."""

_SPREAD_MPS, _SPREAD_IN_S = 2.0, 8.0
"""After the line nobody follows a wheel any more, so a field comes apart: the last becomes so much slower than the
first, within so long. Else who came level would ride level for as long as anybody is still on his way, and of many
riders there is no room for all beside each other."""

_ROOM_FOR = 9
"""So many riders have room beside each other and need not come apart. If they do, what they do after the line is one
thing more that the program has to fit: semifinal 2 of Tokyo needs twice the time."""

_LINE_PASSED_S = 0.3
"""The roll-out begins so long after the line, so that it does not pull on the finish itself."""

_JERK_WEIGHT = 1.0
"""Of a squared m/s³ for a second: the unit of all costs. With it a cost of 1 is a change of speed that nobody notices;
all other weights are measured against it. A tenth makes the final of Tokyo 0.2 s faster and lets riders ease at
-0.6 instead of -0.25 m/s² for nothing; ten times as much makes it 0.3 s slower, and attacks become ramps."""

_FALLING_JERK_WEIGHT = 0.02
"""The same from just before a fall on: it is not smooth. With the whole weight the fall is spread over seconds before
it, and the stopped heat of Tokyo is ridden 8 m slower on the mean."""

_FALLING_FROM_S = 0.5
"""How long before a fall that begins: a knot, so that the spline can bend in time."""

PACE_SD_MPS = 0.7
"""What the speed at which the field comes to the line may differ from the one found, given the winner's time, and a
rider's own from that of the field (sd). Last 200 m in 9.4 to 10.4 s, as in keirins of championships, are 69 to
77 km/h."""


_OF_SPEED = (Limit.SPEED, Limit.PACE, Limit.BRAKING, Limit.GAINING)
"""The limits that `limit_rows` keeps: the fastest, the slowest, how fast speed falls and how fast it grows."""


def start_rows(program: Program, iterate: Iterate, places: Mapping[int, str] | None = None) -> None:
    """Behind the pacer in a line at its speed; or level on the start line, at rest.

    places: by rider, the variable of how much that rider is elsewhere in the line
    """
    problem, basis = iterate.problem, iterate.basis
    at, rate = basis.matrix([basis.start_s]), basis.matrix([basis.start_s], 1)
    for place, rider in enumerate(problem.queue):
        own = variables.smooth(rider)
        where = start_distance(problem, place) - iterate.ripple(rider, basis.start_s)
        also = {} if problem.standing else elsewhere(places, rider, -1.0, 1)
        program.equal({own: at, **also}, where)
        program.equal({own: rate}, problem.pacer.from_mps if problem.pacer and not problem.standing else 0.0)


def limit_rows(program: Program, iterate: Iterate) -> None:
    """Bounds on speed, acceleration and jerk, as bounds on their spline coefficients: they hold at all times."""
    basis, problem, held = iterate.basis, iterate.problem, iterate.linearisation
    speed, gain, jerk = (basis.difference(order) for order in (1, 2, 3))
    # Each coefficient of a derivative acts around the middle of the coefficients that it is a difference of.
    mid = [basis.centres_s[order:] - order * basis.step_s / 2 for order in (0, 1, 2, 3)]
    finish = np.nan_to_num(iterate.finishes_s, nan=np.inf)
    starting = problem.standing & (mid[2] < STANDING_START_S)
    faster, slower, braked, gained = (_excess(program, iterate, limit) for limit in _OF_SPEED)
    for rider in range(problem.count):
        own, fall, up = variables.smooth(rider), held.fall_s.get(rider, np.inf), held.up_s(rider)
        # Over the ground, for the smooth coordinate: what a bend adds or takes is not in it.
        fastest_mps = np.where(mid[1] > up, AFTER_FALL_MPS, problem.physique.top_mps)
        top = fastest_mps / held.grid.stretch_at(rider, mid[1])
        slowest = _slowest(iterate, rider, mid[1], min(finish[rider], fall, held.stop_s))
        low, high = widened(iterate, rider, mid[1], slowest, top)
        low, high = widened_by_bounds(iterate, rider, mid[1], low, high)
        program.at_most({own: speed, **faster(speed, -1.0)}, high, seldom=_SPEED_ROOM_MPS)
        program.at_least({own: speed, **slower(speed, 1.0)}, low, seldom=_SPEED_ROOM_MPS)
        gain_room, jerk_room = (
            np.where(mid[order] > fall - _FALLING_FROM_S, np.inf, room)
            for order, room in ((2, _GAIN_ROOM_MPS2), (3, _JERK_ROOM_MPS3))
        )
        down = (mid[2] > fall + _DOWN_AFTER_S) & (mid[2] < up)
        least, most = np.where(down, FALL_MPS2, BRAKING_MPS2), np.where(starting, STARTING_MPS2, GAINING_MPS2)
        program.at_least({own: gain, **braked(gain, 1.0)}, least, seldom=gain_room)
        program.at_most({own: gain, **gained(gain, -1.0)}, most, seldom=gain_room)
        jerked = (mid[3] > fall + _JERKED_AFTER_S) & (mid[3] < up + _PUSHED_OFF_S)
        most = np.where(jerked, FALL_JERK_MPS3, JERK_MPS3)
        program.at_most({own: jerk}, most, seldom=jerk_room)
        program.at_least({own: jerk}, -most, seldom=jerk_room)


def _excess(program: Program, iterate: Iterate, limit: Limit) -> Callable[[SparseRows, float], dict[str, Floats]]:
    """What gives the terms that are added to rows (given with a sign) by which a limit may be exceeded, if it may."""
    slack = over(program, iterate, limit)
    return lambda rows, sign: {slack: np.full((rows.shape[0], 1), sign)} if slack else {}


def furthest_below(iterate: Iterate) -> tuple[float, float]:
    """(limit, speed), m/s, where a rider is furthest below the speed under which nobody who races falls."""
    basis, held = iterate.basis, iterate.linearisation
    times = basis.knots_s
    found = []
    for rider in range(iterate.problem.count):
        until_s = min(held.fall_s.get(rider, np.inf), held.stop_s, float(np.nan_to_num(iterate.finishes_s[rider])))
        low, shown = (
            _slowest(iterate, rider, times, until_s),
            basis.values(iterate.coefficients[rider], times, 1),
        )
        place = int(np.argmax(low - shown))
        found.append((float(low[place]), float(shown[place])))
    return max(found, key=lambda pair: pair[0] - pair[1])


def _slowest(iterate: Iterate, rider: int, time_s: Floats, until_s: float) -> Floats:
    """(N,) speeds under which a rider does not fall while racing, m/s; 0 from `until_s` on, and for who eases.

    Who may ease: a rider who does not finish, or whom a fact has stop racing; and after a gap of `EASED_GAP_S` the last
    lap is as free as the others.
    """
    problem, pacer = iterate.problem, iterate.problem.pacer
    stopped = problem.stopped is not None
    easing = (not stopped and _is_let_go(iterate, rider)) or bool(iterate.stop_facts(rider))
    if easing:
        return np.zeros(len(time_s))
    distance = np.interp(time_s, iterate.basis.centres_s, iterate.coefficients[rider])
    late = (distance > problem.event_m - problem.lap_m) & (stopped or iterate.gaps_s[rider] < EASED_GAP_S)
    racing = _racing_mps(problem) * np.where(late, LAST_LAP_SHARE, RACING_SHARE)
    if pacer is None:
        slow_s = problem.pull_off_s + _OPENED_S if problem.tactics else STANDING_START_S
        return np.where((time_s > slow_s) & (time_s < until_s), racing, 0.0)
    paced = PACED_SHARE * pacer.speed(np.clip(time_s, 0.0, pacer.off_s))
    paced = np.where(time_s < JOINED_S, 0.0, paced) if problem.standing else paced
    return np.where(time_s < until_s, np.where(time_s < pacer.off_s, np.minimum(paced, racing), racing), 0.0)


def _is_let_go(iterate: Iterate, rider: int) -> bool:
    """Whether a rider does not finish, or comes late and may: by the clock, or behind somebody who fell or is told of.

    Where nothing but places is known nobody says that he was let go. An iterate that has him late would free him to be
    later, and nothing brings him back: seven of twelve untimed riders came 22 seconds after the sixth.
    """
    problem = iterate.problem
    if not np.isfinite(iterate.gaps_s[rider]) or rider not in problem.crossing:
        return True
    ahead = set(problem.crossing[: problem.crossing.index(rider) + 1])
    named = {one.name for fact in iterate.facts if not fact.imagined for one in fact.named}
    reasons = {fallen for fallen, _ in problem.fallen} | {index for index in ahead if problem.riders[index] in named}
    late = problem.least_gap_s(rider) > LONG_GAP_S or not ahead.isdisjoint(reasons)
    return late and bool(iterate.gaps_s[rider] > LONG_GAP_S)


def _racing_mps(problem: Problem) -> float:
    """The speed of which riders keep a share, m/s: the pacer's last; without a pacer the tempo of such races.

    Who races on for long after the pacer rides that tempo too: masters who follow it to 55 km/h and have 8 km to go do
    not hold 47 km/h until the sprint opens.
    """
    pacer = problem.pacer
    if pacer is None:
        return problem.pace.tempo_mps
    long = problem.pace.tempo_s((problem.event_m - pacer.off_m) / problem.pace.usual_mps) > 0
    return min(pacer.to_mps, problem.pace.tempo_mps) if long else pacer.to_mps


def smooth_costs(program: Program, iterate: Iterate, *, pace_free: bool = False) -> None:
    """Little jerk, and an easy roll-out after the line.

    pace_free: the speeds at which those who come together roll on are variables, not those of the iterate
    """
    problem, basis = iterate.problem, iterate.basis
    jerk, times, finish = basis.difference(3), basis.knots_s, iterate.finishes_s
    near = np.isfinite(finish) & (iterate.gaps_s < EASED_GAP_S)
    speeds = [iterate.smooth_speed(int(rider), finish[rider]) for rider in np.flatnonzero(near)]
    many = problem.count > _ROOM_FOR
    together = np.isfinite(finish) & (iterate.gaps_s < LONG_GAP_S) if many else near
    slower_mps = _spread_mps(problem.crossing, together) if many else {}
    if pace_free:
        program.variable(variables.PACE, 0.0)
        program.cost({variables.PACE: np.ones(1)}, 0.0, 1 / (problem.pace.effort_doubt * PACE_SD_MPS) ** 2)
    for rider in range(problem.count):
        own, fall = variables.smooth(rider), iterate.linearisation.fall_s.get(rider, np.inf)
        way = iterate.linearisation.remounts.get(rider)
        falling = basis.centres_s[3:] - 1.5 * basis.step_s > fall - _FALLING_FROM_S
        program.cost({own: jerk}, 0.0, basis.step_s * np.where(falling, _FALLING_JERK_WEIGHT, _JERK_WEIGHT))
        if not np.isfinite(finish[rider]) or (way is not None and not np.isfinite(way.up_s)):
            continue  # who slides over the line slides on
        after = times[times > finish[rider] + _LINE_PASSED_S]
        rolled_s = after - finish[rider]
        easing = np.where(rolled_s < _ROLL_OUT_S, ROLL_OUT_MPS2, 0.0)
        easing -= np.where(rolled_s < _SPREAD_IN_S, slower_mps.get(rider, 0.0) / _SPREAD_IN_S, 0.0)
        program.cost({own: basis.matrix(after, 2)}, easing, _ROLL_OUT_WEIGHT * basis.step_s)
        if together[rider]:
            rolling = float(np.mean(speeds)) + ROLL_OUT_MPS2 * np.minimum(rolled_s, _ROLL_OUT_S)
            rolling -= slower_mps.get(rider, 0.0) * np.minimum(rolled_s / _SPREAD_IN_S, 1.0)
            sd_mps = problem.pace.effort_doubt * PACE_SD_MPS
            faster = _faster(program, rider, len(after), sd_mps) if pace_free else {}
            program.cost({own: basis.matrix(after, 1), **faster}, rolling, _ROLLING_WEIGHT * basis.step_s)
    sit_up_costs(program, iterate)


def _spread_mps(crossing: Sequence[int], together: Mask) -> dict[int, float]:
    """By how much each of those who come together rolls on slower than the first of them, in the order over the line.

    together  (R,)
    """
    order = [rider for rider in crossing if together[rider]]
    return {rider: _SPREAD_MPS * place / max(len(order) - 1, 1) for place, rider in enumerate(order)}


def _faster(program: Program, rider: int, count: int, sd_mps: float) -> dict[str, Floats]:
    """By how much the field, and a rider of it, is faster at the line than was found: terms of `count` rows.

    sd_mps: of the rider's own part
    """
    own = program.variable(variables.own_pace(rider), 0.0)
    program.cost({own: np.ones(1)}, 0.0, 1 / sd_mps**2)
    return {variables.PACE: -np.ones((count, 1)), own: -np.ones((count, 1))}
