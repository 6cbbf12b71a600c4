"""A rough motion from arithmetic alone: behind the pacer, then evenly faster to the line."""

from __future__ import annotations

import numpy as np

from replay.base.units import Floats
from replay.motion.pacer import JOINED_S
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.constraints.paced_line import MOVING_S, changes
from replay.reconstruction.problem.race_problem import Problem
from replay.reconstruction.problem.remount import remounted
from replay.reconstruction.state.iterate import behind_pacer
from replay.reconstruction.state.sampled_iterate import SampledMotion

KNOT_S = 0.5
"""Distance of the splines' knots. At 0.25 s a final takes more than twice the time and gives the same motion but for
another set of pass windows; at 1 s (half the time) efforts lose their shape: a jump is over in one or two seconds."""

AFTER_LAST_S = 4.0
"""The motion goes on this long after the last rider's finish: for what is shown after the line. It was 6 s; every
second more is solved for in every program."""

_EASED_S = 3.0
"""In the rough motion a rider who does not finish is so far behind the winner at the line."""

_ONE_AFTER_ANOTHER_S = 0.15
"""In a race that was stopped riders would finish so far apart: about a wheel to follow."""

_BEHIND_LAST_S, _BEFORE_FIRST_S = 0.25, 0.12
"""First guess of a gap that nobody timed behind the last, and before the first, that was: as in `finish`, where the
gap is then found."""

_FINE_S = 0.02
"""Steps in which a fall is followed."""

_EASING_MPS2 = 0.4
"""How fast riders slow down after the line in the rough motion."""


def usual_time(problem: Problem, distance_m: float) -> float:
    """Race time at which a rider is usually at a distance, s: as the pacer before it leaves, then evenly."""
    if problem.pacer and distance_m < problem.pull_off_m:
        times = np.linspace(0.0, problem.pull_off_s, 200)
        return float(np.interp(distance_m, problem.pacer.distance(times), times))
    return problem.pull_off_s + (distance_m - problem.pull_off_m) / problem.pace.usual_mps


def rough_sampled(problem: Problem, facts: tuple[StoryFact, ...], finish_s: float) -> SampledMotion:
    """The rough motion, sampled, up to a race time at which the winner would finish."""
    times = np.arange(0.0, finish_s + AFTER_LAST_S, KNOT_S / 4)
    rough = rough_motion(problem, facts, rough_finishes(problem, finish_s, guessed_gaps(problem)), times)
    return SampledMotion(problem, times, rough, np.gradient(rough, times, axis=1), finish_s)


def guessed_gaps(problem: Problem) -> Floats:
    """(R,) gaps of all who finish, s, guessed between neighbours where none was timed; nan for the others."""
    gaps = problem.gap_s.copy()
    crossing = list(problem.crossing)
    for place, rider in enumerate(crossing):
        if np.isfinite(gaps[rider]):
            continue
        before = [gaps[other] for other in crossing[:place] if np.isfinite(gaps[other])]
        after = [gaps[other] for other in crossing[place + 1 :] if np.isfinite(gaps[other])]
        if before and after:
            gaps[rider] = (before[-1] + after[0]) / 2
        else:
            gaps[rider] = before[-1] + _BEHIND_LAST_S if before else (after[0] - _BEFORE_FIRST_S if after else 0.0)
    gaps[[rider for rider in range(problem.count) if rider not in problem.crossing]] = np.nan
    return gaps


def rough_finishes(problem: Problem, finish_s: float, gaps_s: Floats) -> Floats:
    """(R,) race times of the finishes; in a race that was stopped, of those that would be: one after another."""
    if problem.stopped is None:
        return np.asarray(finish_s + np.nan_to_num(gaps_s, nan=_EASED_S))
    return np.asarray(finish_s + _ONE_AFTER_ANOTHER_S * np.argsort(problem.queue))


def rough_motion(problem: Problem, facts: tuple[StoryFact, ...], finish_s: Floats, times: Floats) -> Floats:
    """(R, T) distances from the places behind the pacer to the finish, by way of the last places before it leaves.

    finish_s  (R,) race times of the finishes
    """
    riders = range(problem.count)
    finish_s, given_s = _as_if_upright(problem, finish_s), finish_s
    rough = np.array([_rough(problem, problem.queue.index(rider), finish_s[rider], times) for rider in riders])
    speed = np.gradient(rough, times, axis=1)
    sampled = SampledMotion(problem, times, rough, speed, float(finish_s[problem.winner or 0]))
    found = changes(problem, facts, sampled)
    if not found:
        return _with_falls(problem, rough, sampled, given_s)
    late = np.array([_rough(problem, found[-1].queue.index(rider), finish_s[rider], times) for rider in riders])
    share = np.clip((times - found[-1].time_s) / MOVING_S + 1.0, 0.0, 1.0)
    return _with_falls(problem, np.asarray(rough + (late - rough) * share), sampled, given_s)


def _as_if_upright(problem: Problem, finish_s: Floats) -> Floats:
    """(R,) race times of the finishes if who falls and gets up again had not fallen."""
    up = [rider for rider, _ in problem.fallen if rider in problem.crossing]
    upright = finish_s.copy()
    if up and problem.winner is not None:
        upright[up] = np.minimum(finish_s[up], finish_s[problem.winner] + _BEHIND_LAST_S)
    return upright


def _with_falls(problem: Problem, rough: Floats, sampled: SampledMotion, finish_s: Floats) -> Floats:
    """The rough motion in which riders who fall and get up again do so, and come to the line when they are to."""
    times = sampled.time_s
    bent = rough.copy()
    for rider, fact in problem.fallen:
        fall_s = sampled.moment(fact.when)
        if rider not in problem.crossing or not times[0] < fall_s < times[-1]:
            continue
        where, speed = float(np.interp(fall_s, times, rough[rider])), float(sampled.speed(fall_s)[rider])
        way = remounted(fall_s, speed, problem.event_m - where, float(finish_s[rider]))
        if way is not None:
            fine = np.arange(fall_s, max(times[-1], fall_s) + _FINE_S, _FINE_S)
            ridden = np.concatenate([[0.0], np.cumsum(way.speeds(fine, speed)[:-1]) * _FINE_S])
            bent[rider] = np.where(times > fall_s, where + np.interp(times, fine, ridden), rough[rider])
    return bent


def _rough(problem: Problem, place: int, finish_s: float, times: Floats) -> Floats:
    """(T,) distances of a rider from a place behind the pacer to the line, evenly faster, and slower after it."""
    start = behind_pacer(problem, place)
    begin = problem.pull_off_s
    at = problem.pull_off_m + start
    entry = problem.pacer.to_mps if problem.pacer else 0.0
    span = finish_s - begin
    gain = 2 * ((problem.event_m - at) / span - entry) / span
    since_finish = times - finish_s
    easing = problem.event_m + (entry + gain * span) * since_finish - _EASING_MPS2 / 2 * since_finish**2
    racing = at + entry * (times - begin) + gain / 2 * (times - begin) ** 2
    behind = (problem.pacer.distance(times) if problem.pacer else 0.0) + start
    if problem.standing:
        behind = behind * np.clip(times / JOINED_S, 0.0, 1.0)
    return np.asarray(np.where(times < begin, behind, np.where(times < finish_s, racing, easing)))
