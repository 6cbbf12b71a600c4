"""Constraints of riders who fall, get up or stay down, are brought down, are left behind, or do not finish."""

from __future__ import annotations

import numpy as np

from replay.base.units import Floats
from replay.motion.pacer import JOINED_S, PITCH_M
from replay.motion.trajectory import FALLING_S
from replay.race.story.in_window import at_moments
from replay.reconstruction.constraints.drafting import FOLLOWING_M
from replay.reconstruction.constraints.single_file import SINGLE_FILE_M
from replay.reconstruction.problem.remount import HARDEST_SLIDE_MPS2, SLIDING_MPS2
from replay.reconstruction.state import variables
from replay.reconstruction.state.iterate import Iterate, sampled_motion_of
from replay.reconstruction.tools.quadratic_program import Program

_SLIDING_WEIGHT = 40.0
"""Of a squared m/s off that slide at each knot: far above any smoothness, so that a fall is one. In the stopped heat of
Tokyo a tenth moves the others by 1.5 m; ten times as much holds the speed at the fall to that of the iterate, and the
whole field settles elsewhere, 8 m away on the mean."""

_RIDING_ON_WEIGHT = 1.0
"""The same of a rider who gets up again and rides on: the finish, which is exact, bends his speed where it must."""

_CONTACT_S = 1.0
"""From so long before the first fall the rider brought down is behind, wherever the others may pass."""

_ON_WHEEL_WEIGHT = 2.0
"""Of a squared metre off the usual distance behind the rider who falls first, at the fall: half a metre or so is left.
The price below is what keeps the two apart; this brings them together. A tenth moves the stopped heat of Tokyo by
0.9 m."""

_RUN_OVER_COST = 100.0
"""Of a metre by which a rider who is brought down comes to rest past the one who fell first. A tenth gives the same
heat of Tokyo: where there is room, nobody pays it."""

_LAST_OF_FIELD = 1.6
"""Usual distances from the last of the field to a rider whom no fact places: on a wheel, but not pressing on."""

_LAST_WEIGHT = 0.5
"""Of a squared metre off that: a standard deviation of 1.4 m."""

_FIELD_COST = 30.0
"""Of a metre by which such a rider is not behind the field: as much as a fact of the main account."""

_OFF_FIELD_COST = 3.0
"""Of a metre by which a rider whom facts place is farther behind the field: less than a loose fact. Without it nothing
holds him there after the last of these facts, and he drops back."""

_SHORT_OF_LINE_M = 5.0
"""Riders who do not finish stay at least so far before the line, so that nothing looks like a finish."""

_STEADY_WEIGHT = 1.0
"""Of a squared m/s off the even pace of a rider who is left behind, for a second: far above the shape of efforts, which
would have him stand for half a minute and then sprint, and below every fact."""

_SHAPELESS = 0.02
"""Share of the usual weight of the shape of an effort that is left for him: who is out of the race does not sprint."""

_EASES_MPS2 = 0.6
"""How fast he comes down to his pace: he stops pushing, and hardly presses back."""

_EASING_M = 70.0
"""What he rides more than at that pace while he comes down to it from the speed of a sprint."""

_ROLLS_MPS = 7.0
"""Who does not finish rolls at least so fast, 25 km/h, or he could not stay up in the bends; so he eases the earlier
the longer the others are on their way."""

_OVER_LINE_COST = 5.0
"""Of a metre by which who falls and does not finish slides farther than that: less than a loose fact. Where facts leave
him no room to stop he slides over the line, and has not finished."""


def fall_rows(program: Program, iterate: Iterate) -> None:
    """Who falls slides to a stop, and gets up again if he finishes.

    Who does not finish for another reason rolls out and never reaches the line.
    """
    problem, basis, fall_s = iterate.problem, iterate.basis, iterate.linearisation.fall_s
    for rider in range(problem.count):
        own = variables.smooth(rider)
        if rider in fall_s:
            _slide(program, iterate, rider)
            by = brought_down_by(iterate, rider)
            if by is not None and by in fall_s:
                _brought_down(program, iterate, rider, by)
            elif fall_s[rider] > problem.pull_off_s:
                _with_field(program, iterate, rider, fall_s[rider])
        elif rider not in problem.crossing and problem.stopped is None:
            _with_field(program, iterate, rider, _alone_from_s(iterate, rider))
            end = basis.matrix([basis.end_s])
            program.at_most({own: end}, problem.event_m - _SHORT_OF_LINE_M - iterate.ripple(rider, basis.end_s))


def shape_share(iterate: Iterate, rider: int) -> float:
    """With how much of its usual weight the shape of an effort is asked of a rider."""
    return _SHAPELESS if iterate.is_left_behind(rider) else 1.0


def steady_costs(program: Program, iterate: Iterate) -> None:
    """A rider who is left behind rides on at one pace, from where nothing is known of him any more."""
    for rider in filter(iterate.is_left_behind, range(iterate.problem.count)):
        _steady_cost(program, iterate, rider)


def _steady_cost(program: Program, iterate: Iterate, rider: int) -> None:
    problem, basis, from_s = iterate.problem, iterate.basis, _alone_from_s(iterate, rider)
    finish_s = float(iterate.finishes_s[rider])
    until_s = finish_s if np.isfinite(finish_s) else basis.end_s
    way_m = problem.event_m - float(iterate.position(np.array([from_s]))[rider, 0])
    way_m -= 0.0 if np.isfinite(finish_s) else 2 * _SHORT_OF_LINE_M
    times = basis.knots_s[(basis.knots_s > from_s) & (basis.knots_s < until_s)]
    if len(times) and way_m > 0:
        wanted = _even_pace(iterate.smooth_speed(rider, from_s), way_m, until_s - from_s, times - from_s)
        program.cost({variables.smooth(rider): basis.matrix(times, 1)}, wanted, _STEADY_WEIGHT * basis.step_s)


def _even_pace(speed_mps: float, way_m: float, span_s: float, since_s: Floats) -> Floats:
    """(N,) speeds of who eases to the pace that brings him over a way in a time; faster than he is, at once."""
    paces = np.linspace(0.0, max(speed_mps, way_m / span_s), 200)
    easing_s = np.minimum(np.maximum(speed_mps - paces, 0.0) / _EASES_MPS2, span_s)
    ridden = paces * span_s + _EASES_MPS2 * easing_s * (span_s - easing_s / 2)
    ridden = np.where(paces < speed_mps, speed_mps * span_s - _EASES_MPS2 * easing_s * (span_s - easing_s / 2), ridden)
    pace = float(np.interp(way_m, ridden, paces))
    return np.asarray(np.maximum(speed_mps - _EASES_MPS2 * since_s, pace) if pace < speed_mps else pace + 0.0 * since_s)


def _slide(program: Program, iterate: Iterate, rider: int) -> None:
    """A rider who falls slides to a stop; who gets up again rides on to the line."""
    basis, fall = iterate.basis, iterate.linearisation.fall_s[rider]
    times = basis.knots_s[basis.knots_s > fall + FALLING_S]
    speed, way = _speed_at_fall(iterate, rider, fall), iterate.linearisation.remounts.get(rider)
    if way is None:
        slide_mps2 = _short_of_line(program, iterate, rider, speed)
        wanted = np.maximum(speed - slide_mps2 * (times - fall - FALLING_S), 0.0)
        program.cost({variables.smooth(rider): basis.matrix(times, 1)}, wanted, _SLIDING_WEIGHT)
        return
    if np.isfinite(way.up_s):
        times = times[times < iterate.finishes_s[rider]]
    weight = np.where(times < way.up_s, _SLIDING_WEIGHT, _RIDING_ON_WEIGHT)
    program.cost({variables.smooth(rider): basis.matrix(times, 1)}, way.speeds(times, speed), weight)


def _speed_at_fall(iterate: Iterate, rider: int, fall_s: float) -> float:
    """How fast a rider is when he falls, m/s; behind the pacer as fast as it.

    Taken from the iterate there, it would fall from program to program: nothing else holds him to the pace.
    """
    pacer = iterate.problem.pacer
    if pacer is not None and JOINED_S < fall_s < pacer.off_s:
        return float(pacer.speed(fall_s))
    return iterate.smooth_speed(rider, fall_s)


def _short_of_line(program: Program, iterate: Iterate, rider: int, speed_mps: float) -> float:
    """Who stays down comes to rest before the line, if he can; gives how fast he slides to a stop, m/s²."""
    problem, fall = iterate.problem, iterate.linearisation.fall_s[rider]
    if problem.stopped is not None or rider in problem.crossing:
        return SLIDING_MPS2
    slack = program.slack(variables.past_line(rider), _OVER_LINE_COST)
    end_s = iterate.basis.end_s
    most_m = problem.event_m - _SHORT_OF_LINE_M - iterate.ripple(rider, end_s)
    program.at_most({variables.smooth(rider): iterate.basis.matrix([end_s]), slack: -np.ones(1)}, most_m)
    room_m = problem.event_m - _SHORT_OF_LINE_M - float(iterate.position(np.array([fall]))[rider, 0])
    sliding_m = max(room_m - FALLING_S * speed_mps, 1.0)
    return float(np.clip(speed_mps**2 / (2 * sliding_m), SLIDING_MPS2, HARDEST_SLIDE_MPS2))


def brought_down_by(iterate: Iterate, rider: int) -> int | None:
    """The rider whose fall brought another down; None for who fell alone."""
    name = iterate.problem.riders[rider]
    fact = next((fact for fallen, fact in iterate.problem.fallen if fallen == rider), None)
    return iterate.problem.index(fact.rider) if fact is not None and name != fact.rider else None


def _brought_down(program: Program, iterate: Iterate, rider: int, by: int) -> None:
    """Who is brought down was on the wheel of the rider who fell, and comes to rest behind."""
    basis, fall = iterate.basis, iterate.linearisation.fall_s[by]
    at_fall: Floats = np.array([fall])
    near, ripple = variables.lead_terms(iterate, by, rider, at_fall, basis.matrix(at_fall))
    program.cost(near, PITCH_M - ripple, _ON_WHEEL_WEIGHT)
    until_s = min(iterate.linearisation.up_s(one) for one in (by, rider))
    times = basis.knots_s[(basis.knots_s > fall - _CONTACT_S) & (basis.knots_s < until_s)]
    slack = program.slack(variables.behind_fallen(rider), _RUN_OVER_COST)
    terms, ripple = variables.lead_terms(iterate, by, rider, times, basis.matrix(times))
    program.at_least({**terms, slack: np.ones((len(times), 1))}, SINGLE_FILE_M - ripple)


def _alone_from_s(iterate: Iterate, rider: int) -> float:
    """From when on a rider is left behind, s: as he stops racing, after the last that is told of him, or early enough.

    Who finishes late has the whole way for it, from where racing begins; who does not finish is with the field up to
    the bell, unless he would have to stand before the line until all have finished.
    """
    sampled, problem = sampled_motion_of(iterate), iterate.problem
    knots = iterate.basis.knots_s
    bell_s = sampled.leader_crossing(problem.event_m - problem.lap_m)
    stops_s = min((sampled.moment(fact.when) for fact in iterate.stop_facts(rider)), default=np.inf)
    begins_s = problem.pull_off_s
    if not np.isfinite(iterate.gaps_s[rider]):
        field = iterate.position(knots)[[other for other in problem.crossing if other != rider] or [rider]]
        left_m = problem.event_m - _SHORT_OF_LINE_M - _EASING_M - np.median(field, axis=0)
        rolls = (knots >= begins_s) & (knots <= bell_s) & (left_m > _ROLLS_MPS * (iterate.basis.end_s - knots))
        begins_s = float(knots[rolls].max(initial=begins_s))
    from_s = min(stops_s, max(begins_s, _last_known_s(iterate, rider)))
    return float(knots[np.argmax(knots > min(from_s, knots[-2]))])


def _last_known_s(iterate: Iterate, rider: int) -> float:
    """The last time at which a source that names a rider says where he is, s; -inf if none does."""
    sampled, name = sampled_motion_of(iterate, 10.0), iterate.problem.riders[rider]
    naming = (fact for fact in iterate.facts if not fact.imagined and any(one.name == name for one in fact.named))
    facts = at_moments(naming, sampled)
    times = [
        term.time_s
        for fact in facts
        if np.isfinite(sampled.moment(fact.when))
        for row in fact.constraints(sampled)
        for term in row.terms
        if term.rider == rider
    ]
    finish_s = float(np.nan_to_num(iterate.finishes_s[rider], nan=np.inf))
    return max((time_s for time_s in times if time_s < finish_s), default=-np.inf)


def _with_field(program: Program, iterate: Iterate, rider: int, time_s: float) -> None:
    """Until a fall or a stop a rider keeps with those who finish: last of them, as far as no fact says otherwise.

    Whom facts place is anywhere among them, and no farther behind.
    """
    problem, fall_s = iterate.problem, iterate.linearisation.fall_s
    riding = range(problem.count) if problem.stopped else problem.crossing
    others = [other for other in riding if other != rider and not (problem.stopped and other in fall_s)]
    if not others:
        return
    at_time: Floats = np.array([time_s])
    where = iterate.position(at_time)[:, 0]
    last = min(others, key=lambda other: float(where[other]))
    behind_m = max(_LAST_OF_FIELD * PITCH_M, float(where[last]) - _farthest_m(iterate, rider, time_s))
    if _named(iterate, rider):
        slack = program.slack(variables.off_field(rider), _OFF_FIELD_COST)
        terms, ripple = variables.lead_terms(iterate, last, rider, at_time, iterate.basis.matrix(at_time))
        program.at_most({**terms, slack: -np.ones(1)}, behind_m - ripple)
        return
    slack = program.slack(variables.behind_field(rider), _FIELD_COST)
    for other in others:
        terms, ripple = variables.lead_terms(iterate, other, rider, at_time, iterate.basis.matrix(at_time))
        program.at_least({**terms, slack: np.ones(1)}, FOLLOWING_M - ripple)
        if other == last:
            program.cost(terms, behind_m - ripple, _LAST_WEIGHT)


def _farthest_m(iterate: Iterate, rider: int, time_s: float) -> float:
    """Where a rider may be at most at the moment of his fall to come to rest before the line, m; inf if he may slide
    over it. Moments are told by the leader's place."""
    problem = iterate.problem
    if rider in problem.crossing or problem.stopped is not None or rider not in iterate.linearisation.fall_s:
        return np.inf
    speed = iterate.smooth_speed(rider, time_s)
    return problem.event_m - _SHORT_OF_LINE_M - FALLING_S * speed - speed**2 / (2 * HARDEST_SLIDE_MPS2)


def _named(iterate: Iterate, rider: int) -> bool:
    """Whether a fact that asks for distances names a rider."""
    sampled = sampled_motion_of(iterate, 10.0)
    facts = at_moments(iterate.facts, sampled)
    return any(term.rider == rider for fact in facts for row in fact.constraints(sampled) for term in row.terms)
