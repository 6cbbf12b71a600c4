"""Rows for how riders ride at all: start, speeds, accelerations, even efforts, falls, and the roll-out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from replay.base.units import Floats, mps
from replay.motion.pacer import JOINED_S, PITCH_M
from replay.motion.trajectory import STANDING_START_S
from replay.race.story.efforts.stop_racing_fact import StopRacingFact
from replay.reconstruction.constraints.drafting import FOLLOWING_M, elsewhere
from replay.reconstruction.constraints.measured_times import widened
from replay.reconstruction.constraints.stopped_race import brought_down_rows, sit_up_costs
from replay.reconstruction.state.iterate import Iterate, sampled_motion_of, start_distance
from replay.reconstruction.tools.quadratic_program import Program

TOP_SPEED_MPS = mps(78.5)


BRAKING_MPS2 = -1.15


GAINING_MPS2 = 1.8


STARTING_MPS2 = 4.0
"""From rest, in the first seconds of a standing start."""


JERK_MPS3 = 2.5


FALL_MPS2 = -5.5


FALL_JERK_MPS3 = 25.0


SLIDING_MPS2 = 3.7
"""A fallen rider slides to a stop at about this rate .."""


_FALLING_S = 0.4
"""..from when he is down."""


PACED_SHARE = 0.86
"""Nobody behind the pacer falls below this share of its speed .."""


RACING_SHARE = 0.85
"""..nor, who races, below this share of its last speed between pull-off and finish .."""


LAST_LAP_SHARE = 0.93
"""..nor than this in the last lap. Both are limits of what is credible in a championship, not of what is possible."""


EASED_GAP_S = 1.5
"""Who finishes further back than this may have eased."""


ROLL_OUT_MPS2 = -0.35
"""After the line riders stop pedalling hard; those who come together roll on together."""


PACE_SD_MPS = 0.7
"""What the speed at which the field comes to the line may differ from the one found, given the winner's time, and a
rider's own from that of the field (sd). Last 200 m in 9.4 to 10.4 s, as in keirins of championships, are 69 to
77 km/h."""


def start_rows(program: Program, iterate: Iterate, places: Mapping[int, str] | None = None) -> None:
    """Behind the pacer in a line at its speed; or level on the start line, at rest.

    places: variables by how much riders are elsewhere in the line, by row
    """
    problem, basis = iterate.problem, iterate.basis
    at, rate = basis.matrix([basis.start_s]), basis.matrix([basis.start_s], 1)
    for place, row in enumerate(problem.queue):
        where = start_distance(problem, place) - iterate.ripple(row, basis.start_s)
        also = {} if problem.standing else elsewhere(places, row, -1.0, 1)
        program.equal({f"x{row}": at, **also}, where)
        program.equal({f"x{row}": rate}, problem.pacer.from_mps if problem.pacer and not problem.standing else 0.0)


def limit_rows(program: Program, iterate: Iterate) -> None:
    basis, problem = iterate.basis, iterate.problem
    speed, gain, jerk = (basis.difference(order) for order in (1, 2, 3))
    mid = [basis.centres_s[order:] - order * basis.step_s / 2 for order in (0, 1, 2, 3)]
    for row in range(problem.count):
        fall = iterate.fall_s.get(row, np.inf)
        name = f"x{row}"
        top = TOP_SPEED_MPS / np.interp(mid[1], iterate.physics_s, iterate.stretch[row])
        finish = iterate.finish_s + np.nan_to_num(iterate.gaps_s[row], nan=1e6)
        slowest = _slowest(iterate, row, mid[1], min(finish, fall, iterate.stop_s))
        low, high = widened(iterate, row, mid[1], slowest, top)
        program.at_most({name: speed}, high)
        program.at_least({name: speed}, low)
        program.at_least({name: gain}, np.where(mid[2] > fall + 0.5, FALL_MPS2, BRAKING_MPS2))
        starting = problem.standing & (mid[2] < STANDING_START_S)
        program.at_most({name: gain}, np.where(starting, STARTING_MPS2, GAINING_MPS2))
        program.at_most({name: jerk}, np.where(mid[3] > fall + 0.2, FALL_JERK_MPS3, JERK_MPS3))
        program.at_least({name: jerk}, -np.where(mid[3] > fall + 0.2, FALL_JERK_MPS3, JERK_MPS3))


def _slowest(iterate: Iterate, row: int, time_s: Floats, until_s: float) -> Floats:
    """Speeds under which a rider does not fall while he races; 0 for who is not racing any more."""
    pacer = iterate.problem.pacer
    stopped = iterate.problem.stopped is not None
    easing = (not stopped and not np.isfinite(iterate.gaps_s[row])) or any(
        isinstance(fact, StopRacingFact) and fact.rider == iterate.problem.riders[row] for fact in iterate.facts
    )
    if pacer is None or easing:
        return np.zeros(len(time_s))
    distance = np.interp(time_s, iterate.basis.centres_s, iterate.coefficients[row])
    late = (distance > iterate.problem.event_m - iterate.problem.lap_m) & (stopped or iterate.gaps_s[row] < EASED_GAP_S)
    paced = PACED_SHARE * pacer.speed(np.clip(time_s, 0.0, pacer.off_s))
    paced = np.where(time_s < JOINED_S, 0.0, paced) if iterate.problem.standing else paced
    racing = pacer.to_mps * np.where(late, LAST_LAP_SHARE, RACING_SHARE)
    return np.where(time_s < until_s, np.where(time_s < pacer.off_s, np.minimum(paced, racing), racing), 0.0)


def smooth_costs(program: Program, iterate: Iterate, *, pace_free: bool = False) -> None:
    """Little jerk, and an easy roll-out after the line.

    pace_free: the speeds at which those who come together roll on are variables, not those of the iterate
    """
    problem, basis = iterate.problem, iterate.basis
    jerk = basis.difference(3)
    times = basis.knots_s
    finish = iterate.finish_s + iterate.gaps_s
    together = np.isfinite(finish) & (iterate.gaps_s < EASED_GAP_S)
    speeds = [float(basis.values(iterate.coefficients[row], finish[row], 1)[0]) for row in np.flatnonzero(together)]
    if pace_free:
        program.variable("pace", 0.0)
        program.cost({"pace": np.ones(1)}, 0.0, 1 / PACE_SD_MPS**2)
    for row in range(problem.count):
        falling = basis.centres_s[3:] - 1.5 * basis.step_s > iterate.fall_s.get(row, np.inf) - 0.5
        program.cost({f"x{row}": jerk}, 0.0, basis.step_s * np.where(falling, 0.02, 1.0))
        if np.isfinite(finish[row]):
            after = times[times > finish[row] + 0.3]
            program.cost({f"x{row}": basis.matrix(after, 2)}, ROLL_OUT_MPS2, 4.0 * basis.step_s)
        if together[row]:
            rolling = float(np.mean(speeds)) + ROLL_OUT_MPS2 * (after - finish[row])
            faster = _faster(program, row, len(after)) if pace_free else {}
            program.cost({f"x{row}": basis.matrix(after, 1), **faster}, rolling, 0.6 * basis.step_s)
    sit_up_costs(program, iterate)


def _faster(program: Program, row: int, count: int) -> dict[str, Floats]:
    """By how much the field, and a rider of it, is faster at the line than was found: terms of `count` rows."""
    own = program.variable(f"pace{row}", 0.0)
    program.cost({own: np.ones(1)}, 0.0, 1 / PACE_SD_MPS**2)
    return {"pace": -np.ones((count, 1)), own: -np.ones((count, 1))}


def fall_rows(program: Program, iterate: Iterate) -> None:
    """Who falls slides to a stop; who does not finish for another reason rolls out and never reaches the line."""
    problem, basis = iterate.problem, iterate.basis
    for row in range(problem.count):
        if row in iterate.fall_s:
            fall = iterate.fall_s[row]
            at_fall = float(basis.values(iterate.coefficients[row], fall, 1)[0])
            times = basis.knots_s[basis.knots_s > fall + _FALLING_S]
            sliding = np.maximum(at_fall - SLIDING_MPS2 * (times - fall - _FALLING_S), 0.0)
            program.cost({f"x{row}": basis.matrix(times, 1)}, sliding, 40.0)
            if not brought_down_rows(program, iterate, row):
                _with_field(program, iterate, row, fall)
        elif row not in problem.crossing and problem.stopped is None:
            _with_field(program, iterate, row, _moment_of_stopping(iterate))
            end = basis.matrix([basis.end_s])
            program.at_most({f"x{row}": end}, problem.event_m - 5.0 - iterate.ripple(row, basis.end_s))


def _moment_of_stopping(iterate: Iterate) -> float:
    """When riders who do not finish, nobody says when or why, are with the field for the last time: at the bell."""
    bell = iterate.problem.event_m - iterate.problem.lap_m
    knots = iterate.basis.knots_s
    return float(knots[np.argmax(iterate.position(knots).max(axis=0) > bell)])


def _with_field(program: Program, iterate: Iterate, row: int, time_s: float) -> None:
    """Until he falls or stops a rider keeps with those who finish: last of them, as far as nothing is known of him."""
    riding = range(iterate.problem.count) if iterate.problem.stopped else iterate.problem.crossing
    others = [other for other in riding if other != row and not (iterate.problem.stopped and other in iterate.fall_s)]
    if not others or _named(iterate, row):
        return
    at = iterate.basis.matrix([time_s])
    slack = program.variable(f"field{row}", 0.0)
    program.linear_cost(slack, 30.0)
    program.at_least({slack: np.ones(1)}, 0.0)
    last = min(others, key=lambda other: float(iterate.position(np.array([time_s]))[other, 0]))
    for other in others:
        ripple = float(iterate.ripple(other, time_s) - iterate.ripple(row, time_s))
        terms = {f"x{other}": at, f"x{row}": -at}
        program.at_least({**terms, slack: np.ones(1)}, FOLLOWING_M - ripple)
        if other == last:
            program.cost(terms, 1.6 * PITCH_M - ripple, 0.5)


def _named(iterate: Iterate, row: int) -> bool:
    """Whether a fact that asks for distances names a rider."""
    view = sampled_motion_of(iterate, 10.0)
    return any(term.rider == row for fact in iterate.facts for asked in fact.constraints(view) for term in asked.terms)
