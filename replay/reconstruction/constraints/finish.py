"""Finish constraints: who finishes when, as far as it is known, and the winner's time."""

from __future__ import annotations

import numpy as np

from replay.base.units import Floats
from replay.events.drawn.usual_course import GAP_LOG_SD
from replay.race.story.finding import Limit
from replay.reconstruction.constraints.measured_times import finish_time_rows
from replay.reconstruction.constraints.stopped_race import pace_costs
from replay.reconstruction.constraints.unknowns import over
from replay.reconstruction.state import variables
from replay.reconstruction.state.iterate import Iterate
from replay.reconstruction.tools.quadratic_program import Program
from replay.reconstruction.tools.sparse_rows import SparseRows

TRIAL_TIME_S = 2.5
"""In a trial, how far the winner's time may be from the expected one (it was 3 s) .."""

MOST_TIME_S = 2.5
"""..and at all. Five standard deviations of the prior: what is further off is no race of these riders. It was 6 s, then
4 s; 1 s makes the final of Tokyo 0.4 s faster, 6 s change nothing there. Without a bound a fact that asks for more than
riders can do slows the race down instead of being missed: "almost half a lap ahead" once took a winner's time of 43 s
after the pacer's leaving to 49 s."""

MOST_TIME_TIMED_S = 6.0
"""..and where it follows from measured times of some of the way. The rest may have been ridden faster or slower than
usual, and the clock is not to be doubted for it."""

_TRUST_S = 1.0
"""Trust region of the winner's time in one program, s: the rows of the finish hold the speed of the iterate, which is
right near its time only. A first guess is off by a few seconds, so a few programs are enough; without the bound the
finish rows of steps of several seconds are off by metres and the sequence swings."""

_REACH_S = 0.9
"""The bound around the prior never excludes what the trust region of one program cannot reach: an iterate that is
further away than `MOST_TIME_S` is allowed to come back in steps, instead of having no solution. Less than `_TRUST_S`,
so that there is room between both bounds."""

LEAST_ROLL_OUT_S = 3.0
"""The last rider finishes at least this long before the end of the time that is solved for: what follows the line is
shown, and splines that end there would be free to swing."""

UNKNOWN_GAP_S = 0.12
"""One wheel to follow (2.1 m) at the speed of a finish: by so much an untimed rider is ahead of the next one,
where nobody is before him. How far others are behind the one before says `usual_course`."""

_AHEAD_SD_S = 0.1
"""Standard deviation of that ahead of the next one: an untimed leader of a group was not seconds ahead, or it would be
known."""

_DRAWN_LOG_SD = 0.3
"""Of the logarithm of a gap that was drawn by lot: it is shown about as it was drawn."""

_LEAST_LIKELY_S, _MOST_LIKELY_S = 0.004, 2.0
"""Between these the likelihood of a gap is linearised; one in fifty is smaller, and fewer are larger."""

_SHRINKS_BY = 3.0
"""One program takes a gap down to no less than this part of it: the logarithm is straight nearby only."""

LAST_GAP_SD_S = 0.55
"""What is not known of the gap of the last rider where only the doubt is asked for: the root mean square error of the
reconstruction without it, over the sixteen races that come with the program. Some of the last ease."""

_LEAST_GAP_S = 0.001
"""Riders whose order over the line is known are at least a thousandth apart, the unit of timing."""

_ROUNDING_S = 1e-6
"""Room that the solver needs between two bounds to find a point between them."""


def finish_rows(
    program: Program, iterate: Iterate, *, fix_time: bool, trial: bool = False, fix_gaps: bool | None = None
) -> list[int]:
    """Everybody who finishes is on the line at the own time; the winner's time and untimed gaps are free until fixed.

    fix_time: whether the winner's time is held
    trial: whether one fact is tried before all others, see `subproblem.solve`
    fix_gaps: whether untimed gaps are held, if not as the time is. Gives the riders whose gaps are free.
    """
    problem = iterate.problem
    if problem.stopped is not None:
        pace_costs(program, iterate)
        return []
    loosened = iterate.formulation.loosened
    timed = problem.winner_s is not None and Limit.CLOCK not in loosened
    fixed = not iterate.formulation.elastic if timed else fix_time
    if not fixed:
        usual_s = TRIAL_TIME_S if trial else MOST_TIME_S
        _free_winner_time(program, iterate, MOST_TIME_TIMED_S if problem.timing else usual_s)
    held = fix_time if fix_gaps is None else fix_gaps
    free = Limit.FINISH in loosened
    open_ = [rider for rider in problem.crossing if free and rider != problem.winner] or [
        rider for rider in problem.crossing if not np.isfinite(problem.gap_s[rider])
    ]
    unknown = [] if held else open_
    for rider in unknown:
        program.variable(variables.gap(rider), iterate.gaps_s[rider])
    for rider in problem.crossing:
        _cross(program, iterate, rider, time_free=not fixed, gap_free=rider in unknown)
    if free:
        _any_gaps(program, iterate, unknown)
    else:
        _unknown_gaps(program, iterate, unknown, None if fix_gaps is None else LAST_GAP_SD_S)
    if not loosened & {Limit.FINISH, Limit.CLOCK}:
        finish_time_rows(program, iterate)
    return unknown


def _free_winner_time(program: Program, iterate: Iterate, room_s: float) -> None:
    """The winner's time near the expected one, and not further from the iterate's than a program is right for."""
    change = {program.variable(variables.WINNER_TIME, 0.0): np.ones(1)}
    away = iterate.linearisation.prior_s - iterate.finish_s
    program.cost(change, away, 1 / iterate.formulation.prior_sd_s**2)
    if not iterate.formulation.elastic:
        slack = over(program, iterate, Limit.TIME)
        more, less = ({slack: np.full(1, sign)} if slack else {} for sign in (-1.0, 1.0))
        program.at_most(change | more, max(away + room_s, -_REACH_S))
        program.at_least(change | less, min(away - room_s, _REACH_S))
    program.at_most(change, _TRUST_S)
    program.at_least(change, -_TRUST_S)
    last = iterate.finish_s + float(np.nanmax(iterate.gaps_s))
    program.at_most(change, max(iterate.basis.end_s - LEAST_ROLL_OUT_S - last, -_REACH_S))


def _cross(program: Program, iterate: Iterate, rider: int, *, time_free: bool, gap_free: bool) -> None:
    """A rider is on the line at the own time: x(t) + speed * (change of t) = event distance - ripple(t)."""
    when = iterate.finish_s + iterate.gaps_s[rider]
    speed = iterate.smooth_speed(rider, when)
    terms: dict[str, SparseRows | Floats] = {variables.smooth(rider): iterate.basis.matrix([when])}
    right = iterate.problem.event_m - float(iterate.ripple(rider, when))
    if time_free:
        terms[variables.WINNER_TIME] = np.array([speed])
    if gap_free:
        terms[variables.gap(rider)] = np.array([speed])
        right += speed * iterate.gaps_s[rider]
    program.equal(terms, right)


def _any_gaps(program: Program, iterate: Iterate, riders: list[int]) -> None:
    """Gaps as if no result were known, not further from the iterate's than a program is right for."""
    last_s = iterate.basis.end_s - LEAST_ROLL_OUT_S - iterate.finish_s
    for rider in riders:
        own, now_s = {variables.gap(rider): np.ones(1)}, float(iterate.gaps_s[rider])
        program.at_most(own, max(min(now_s + _TRUST_S, last_s), now_s))
        program.at_least(own, now_s - _TRUST_S)


def _unknown_gaps(program: Program, iterate: Iterate, unknown: list[int], sd_s: float | None) -> None:
    """A gap that nobody timed lies between its neighbours', and is as likely as gaps of that size are.

    sd_s: standard deviation of such a gap where only the doubt is asked for, else None. Riders who came level share one
    gap.
    """
    gaps, level = iterate.problem.gap_s, iterate.problem.level
    crossing = _one_for_all(iterate.problem.crossing, level, unknown)
    for first, *others in level:
        for other in others:
            if other in unknown and first in unknown:
                program.equal({variables.gap(other): np.ones(1), variables.gap(first): -np.ones(1)}, 0.0)
    for place, rider in enumerate(crossing):
        if rider not in unknown:
            continue
        own = {variables.gap(rider): np.ones(1)}
        least = _least_gap_s(crossing, gaps, place)
        before, after = crossing[:place][-1:], crossing[place + 1 :][:1]
        for other in before:
            _in_order(program, rider, other, unknown, gaps, sign=1.0, least_s=least)
        for other in after:
            if other not in unknown:
                _in_order(program, rider, other, unknown, gaps, sign=-1.0, least_s=least)
        if after and not before:
            base = gaps[after[0]] if after[0] not in unknown else 0.0
            program.cost(own, base - UNKNOWN_GAP_S, 1 / _AHEAD_SD_S**2)
        elif sd_s is None:
            timed_after = [other for other in after if other not in unknown]
            for pair in [*((other, rider) for other in before), *((rider, other) for other in timed_after)]:
                _likely(program, iterate, pair, unknown, crossing.index(pair[1]))
        else:
            base = iterate.gaps_s[before[0]] if before else 0.0
            program.cost(own, base + UNKNOWN_GAP_S * 2, 1 / sd_s**2)


def _likely(program: Program, iterate: Iterate, pair: tuple[int, int], unknown: list[int], place: int) -> None:
    """Cost of the time between two who cross one after the other, not both timed.

    Its logarithm is normal: ((ln d - ln likely) / sd)^2, linearised at the iterate's d (Gauss-Newton), so that the cost
    keeps a gap from being nothing at all.
    """
    problem, gaps = iterate.problem, iterate.gaps_s
    apart_s = min(max(float(gaps[pair[1]] - gaps[pair[0]]), _LEAST_LIKELY_S), _MOST_LIKELY_S)
    sd = _DRAWN_LOG_SD if problem.drawn else GAP_LOG_SD
    aim_s = max(apart_s * (1 - np.log(apart_s / problem.likely_s[place])), apart_s / _SHRINKS_BY)
    known_s = 0.0
    terms: dict[str, SparseRows | Floats] = {}
    for rider, sign in zip(pair, (-1.0, 1.0), strict=True):
        if rider in unknown:
            terms[variables.gap(rider)] = np.array([sign])
        else:
            known_s += sign * float(problem.gap_s[rider])
    program.cost(terms, aim_s - known_s, 1 / (sd * apart_s) ** 2)


def _one_for_all(crossing: tuple[int, ...], level: tuple[tuple[int, ...], ...], unknown: list[int]) -> tuple[int, ...]:
    """The order over the line with one rider for all who came level and whom nobody timed."""
    others = {other for _, *rest in level for other in rest if other in unknown}
    return tuple(rider for rider in crossing if rider not in others)


def _least_gap_s(crossing: tuple[int, ...], gaps: Floats, place: int) -> float:
    """How far a rider without a timed gap is from the neighbours, s: less between two who were timed (nearly) level.

    A rider between two in a dead heat has no room at all; a millionth of a second lets the solver find that.
    """
    timed = [other for other, rider in enumerate(crossing) if np.isfinite(gaps[rider])]
    before = max((other for other in timed if other < place), default=None)
    after = min((other for other in timed if other > place), default=None)
    if before is None or after is None:
        return _LEAST_GAP_S
    room = float(gaps[crossing[after]] - gaps[crossing[before]])
    return min(_LEAST_GAP_S, room / (after - before) - _ROUNDING_S)


def _in_order(
    program: Program, rider: int, other: int, unknown: list[int], gaps: Floats, *, sign: float, least_s: float
) -> None:
    """The gap of a rider is larger (sign 1) or smaller (-1) than that of another, by at least so many seconds."""
    own = {variables.gap(rider): np.array([sign])}
    if other in unknown:
        program.at_least({**own, variables.gap(other): np.array([-sign])}, least_s)
    else:
        program.at_least(own, sign * gaps[other] + least_s)
