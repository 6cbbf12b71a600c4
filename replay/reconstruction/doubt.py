"""How far from the reconstruction a rider could have been: the spread of the same problem that gives the motion.

The reconstruction is the most likely motion of a smoothing problem: costs are minus the logarithm of a probability,
equalities are certain, facts of the story are as uncertain as their tolerance, and what the motion takes as given
without knowing it (efforts, places behind the pacer, gaps that nobody timed) is as uncertain as `unknowns` says. Near
the answer the problem is quadratic, so the covariance of the coefficients is the inverse of its curvature on the
surface of the equalities, and a position's variance follows from it. Limits and the order of riders are left out: they
would make the spread smaller. Facts that were not followed are left out too: they would make it larger.

`python -m benchmarks.calibration` shows how often the truth is within these standard deviations.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from replay.base.units import Floats
from replay.motion.pacer import JOINED_S
from replay.race.amounts import Unit
from replay.race.story.places.gap_fact import GapFact, tolerance_of
from replay.race.story.story_fact import StoryFact
from replay.race.timed import START_M
from replay.reconstruction.constraints.measured_times import known_times
from replay.reconstruction.constraints.unknowns import order_sd, place_sd, slow_part_sd
from replay.reconstruction.problem.race_problem import Problem
from replay.reconstruction.problem.winner_time import untimed_share
from replay.reconstruction.solving.subproblem import posterior
from replay.reconstruction.state import variables
from replay.reconstruction.state.iterate import Iterate, sampled_motion_of
from replay.reconstruction.tools.quadratic_program import Program
from replay.reconstruction.tools.sparse_rows import Indices, SparseRows

STEP_S = 1.0
"""Between the times at which the doubt is worked out; in between it is interpolated. It changes over seconds, and each
time costs a column of a linear solution for every rider."""

GENERIC_RIDER_SD_S = 2.0
"""What not knowing the riders does to the winner's time. Drag area, mass and power each within 5 % are 1 s (simulated).
But the winners of the races that come with the program ride their last 200 m in 10.1 to 10.5 s (11.1 and 12.1 s after
long attacks), where 9.397 s (final of Paris 2024), 9.861 s (of the 2020 world championships) and 10.431 s (a heat of
Athens 2004) were published, and their last two laps in about 27.1 s, where 24.6 to 27.2 s are usual. That is 1 to
2 s. Riders of other categories differ more among themselves (`Physique.doubt_share`)."""

TEMPO_SD_SHARE = 0.1
"""What not knowing how a field rode before its sprint does to the time for that, as a share of it: 46 km/h give or take
4.6, from riders who wait for each other to a field that is driven."""

TACTICS_SD_SHARE = 0.25
"""What not knowing how riders dawdled before a sprint does to the winner's time, as a share of how long they are taken
to have done so: first laps of sprints take 25 to 60 s."""

DRAWN_FACTOR = 2**0.5
"""By how much the doubt grows where the course was drawn by lot. The race was another draw from the same chances, and
the difference of two draws spreads by that much more than one of them about the middle."""

_APART_S = 1e-6
"""Times nearer to each other are one: riders who are level on the line differ by rounding."""

_NONE_M = 1e-4
"""Less is what regularising the equalities leaves of a zero."""

_SLOWEST_MPS = 1.0
"""A gap in seconds behind somebody who stands has no meaning."""

_MPS = 15.0
"""About how fast riders race: makes tolerances in seconds comparable to metres."""

_ORDER_SD_M = 2.0
"""What a fact without an amount leaves open where the motion lies on it: about a bike length."""

_SUREST_SD_M = 0.5
"""No account is surer than this: nobody sees a field to the decimetre."""

_LEAST_SURE = 0.1
"""The least sure account is ten times as uncertain as a sure one."""


def spread(iterate: Iterate) -> tuple[Floats, Floats]:
    """(times (M,), standard deviations (R, M) of distance in metres), given the winner's time; 0 where measured."""
    times = np.arange(iterate.basis.start_s, iterate.basis.end_s, STEP_S)
    measured = _measured_s(iterate)
    times = np.unique(np.concatenate([times, measured[measured < iterate.basis.end_s]]))
    times = times[np.append(True, np.diff(times) > _APART_S)]
    matrix = iterate.basis.matrix(times)
    program = posterior_of(iterate)
    spreads = np.array([program.spread({variables.smooth(rider): matrix}) for rider in range(iterate.problem.count)])
    if iterate.problem.drawn:
        spreads *= DRAWN_FACTOR
    of_two = order_sd(iterate, times, measured) / 2**0.5  # of a lead each of two has his part
    spreads = np.hypot(np.hypot(spreads, of_two), slow_part_sd(iterate, times, measured))
    for rider, places_m in place_sd(iterate.problem).items():
        # What facts say of later seems to make some places likelier: only because order is no part of this problem.
        paced = (times >= (JOINED_S if iterate.problem.standing else 0.0)) & (times <= iterate.problem.pull_off_s)
        spreads[rider, paced] = np.maximum(spreads[rider, paced], places_m)
    for rider, finish_m in _unplaced_sd(iterate).items():
        spreads[rider] = np.maximum(spreads[rider], finish_m * _raced_share(iterate, times))
    return times, np.where(spreads < _NONE_M, 0.0, spreads)


def _measured_s(iterate: Iterate) -> Floats:
    """(K,) race times at which the place of a rider is known: at the line, and where he was timed."""
    finishes = iterate.finishes_s
    return np.concatenate([finishes[np.isfinite(finishes)], known_times(iterate)])


def gap_spread(iterate: Iterate, time_s: Floats) -> Floats:
    """(R, M) standard deviations of the gap to whoever is first to pass where a rider is at each of M times, seconds.

    Less than `spread` says of the two riders, because a faster race is faster for both. 0 for the leader.
    """
    sampled, program = sampled_motion_of(iterate), posterior_of(iterate)
    places, unplaced = place_sd(iterate.problem), _unplaced_sd(iterate)
    order = order_sd(iterate, time_s, _measured_s(iterate))
    found = []
    for rider in range(iterate.problem.count):
        where = np.interp(time_s, sampled.time_s, sampled.distance_m[rider])
        passed = np.array([np.interp(where, other, sampled.time_s, right=np.inf) for other in sampled.distance_m])
        slid = np.array(
            [np.interp(at_s, sampled.time_s, down) > 0.5 for at_s, down in zip(passed, sampled.down, strict=True)]
        )
        passed = np.where(slid, np.inf, passed)  # who is down leads nobody
        passed[rider] = time_s
        first = passed.argmin(axis=0)
        speed = np.maximum(iterate.basis.values(iterate.coefficients[rider], time_s, 1), _SLOWEST_MPS)
        spreads = program.spread(_gap_terms(iterate, rider, time_s, speed, first, passed.min(axis=0)))
        spreads = np.where(first != rider, np.hypot(spreads, order), spreads)
        paced = (first != rider) & (time_s <= iterate.problem.pull_off_s)
        spreads = np.where(paced, np.maximum(spreads, places.get(rider, 0.0)), spreads)
        found.append(np.maximum(spreads, unplaced.get(rider, 0.0) * _raced_share(iterate, time_s)) / speed)
    return np.where(np.array(found) < _NONE_M / _MPS, 0.0, found)


def _unplaced_sd(iterate: Iterate) -> dict[int, float]:
    """By rider whose place at the finish is not known: how far at the line the other places are that he may have had,
    m (rms)."""
    finishes = iterate.finishes_s
    free = [rider for rider in sorted(iterate.problem.unplaced) if np.isfinite(finishes[rider])]
    return {
        rider: iterate.smooth_speed(rider, float(finishes[rider]))
        * float(np.sqrt(np.mean((finishes[free] - finishes[rider]) ** 2)))
        for rider in free
    }


def _raced_share(iterate: Iterate, time_s: Floats) -> Floats:
    """(M,) how much of what is raced has been raced, 0 to 1: so much of the doubt at the line is there already."""
    return np.interp(time_s, [iterate.problem.pull_off_s, iterate.finish_s], [0.0, 1.0])


def _gap_terms(
    iterate: Iterate, rider: int, time_s: Floats, speed: Floats, first: Indices, passed_s: Floats
) -> dict[str, SparseRows]:
    """Distance by which a rider is short of where the first to pass there was, as it moves with the time.

    first, passed_s  (M,) who passed there first, and when
    """
    terms = {variables.smooth(rider): iterate.basis.matrix(time_s)}
    for other in np.unique(first):
        name = variables.smooth(int(other))
        others = np.maximum(iterate.basis.values(iterate.coefficients[other], passed_s, 1), _SLOWEST_MPS)
        piece = np.where(first == other, -speed / others, 0.0) * iterate.basis.matrix(passed_s)
        terms[name] = terms[name] + piece if name in terms else piece
    return terms


def winner_time_sd(iterate: Iterate) -> float:
    """Standard deviation of the winner's time, s; 0 where it is known, and where nobody won."""
    if iterate.problem.winner_s is not None or iterate.problem.stopped is not None:
        return 0.0
    program = posterior_of(iterate, time_free=True)
    tempo_s = iterate.problem.pace.tempo_s(iterate.finish_s - iterate.problem.pull_off_s)
    riders_s = GENERIC_RIDER_SD_S * iterate.problem.physique.doubt_share
    generic_s = np.hypot(riders_s, TEMPO_SD_SHARE * tempo_s) * untimed_share(iterate.problem)
    plan = iterate.problem.tactics
    if plan is not None:
        generic_s = float(np.hypot(generic_s, TACTICS_SD_SHARE * plan.until_s))
    open_s = float(np.hypot(program.spread({variables.WINNER_TIME: np.ones(1)})[0], generic_s))
    return min([open_s, *_between_s(iterate.problem)])


def _between_s(problem: Problem) -> Iterator[float]:
    """Standard deviations of the winner's time by what is known of it: anywhere between two bounds."""
    for stretch in problem.timing.bounded:
        whole = (stretch.from_m, stretch.to_m) == (START_M, problem.event_m)
        if whole and stretch.rider == problem.winner and stretch.least_s is not None and stretch.most_s is not None:
            yield (stretch.most_s - stretch.least_s) / 12**0.5


def posterior_of(iterate: Iterate, *, time_free: bool = False) -> Program:
    """The normal distribution around a motion, each fact as uncertain as its words leave it; `spread` reads it.

    time_free: whether the winner's time is open as well
    """
    sourced = tuple(fact for fact in iterate.facts if not fact.imagined)
    iterate = iterate.asking(facts=sourced)
    return posterior(iterate, {fact.id: _sd(fact, iterate) for fact in iterate.facts}, time_free=time_free)


def _sd(fact: StoryFact, iterate: Iterate) -> float:
    """Standard deviation of a fact of the story, m: its tolerance, wider the less sure it is."""
    metres = _ORDER_SD_M
    if isinstance(fact, GapFact) and fact.amount.unit is Unit.SECONDS:
        metres = _MPS * tolerance_of(fact.amount, 0.0)
    elif isinstance(fact, GapFact):
        metres = tolerance_of(fact.amount, iterate.problem.course.metres(fact.amount))
    return max(metres, _SUREST_SD_M) / min(max(fact.sure, _LEAST_SURE), 1.0)
