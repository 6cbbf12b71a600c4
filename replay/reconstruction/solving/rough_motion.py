"""A rough motion from arithmetic alone: behind the pacer, then evenly faster to the line."""

from __future__ import annotations

import numpy as np

from replay.base.units import Floats
from replay.events.event import UP_TO_TEMPO_S
from replay.motion.pacer import JOINED_S
from replay.motion.tactics_ride import TacticsRide
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
gap is then found. Half of the room up to the next who was timed is guessed where that is less: he may have fallen, and
half a minute later is nobody's likely gap, but one from which logarithms do not bring him back."""

_FINE_S = 0.02
"""Steps in which a fall is followed."""

_SPRINT_RATIO = 1.4
"""In the rough motion of a long race riders cross the line so much faster than their tempo: 64 against 46 km/h."""

_GAINING_S = 6.0
"""In the rough motion riders have their full speed so long after a sprint is opened."""

_EASING_MPS2 = 0.4
"""How fast riders slow down after the line in the rough motion."""


def usual_time(problem: Problem, distance_m: float) -> float:
    """Race time at which a rider is usually at a distance, s: as the pacer before it leaves, then evenly."""
    if problem.pacer and distance_m < problem.pull_off_m:
        times = np.linspace(0.0, problem.pull_off_s, 200)
        return float(np.interp(distance_m, problem.pacer.distance(times), times))
    if problem.tactics and distance_m < problem.pull_off_m:
        return problem.tactics.leader_time(distance_m)
    raced_m = problem.event_m - problem.pull_off_m
    return problem.pull_off_s + problem.pace.usual_time(distance_m - problem.pull_off_m, raced_m)


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
            gaps[rider] = before[-1] + min(_BEHIND_LAST_S, (after[0] - before[-1]) / 2)
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
    if problem.tactics is not None:
        rough = np.array([_opened(problem, problem.tactics, rider, finish_s[rider], times) for rider in riders])
    else:
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
    knots, speeds = _rough_speeds(problem, problem.event_m - at, finish_s - begin)
    racing = at + _ridden(knots, speeds, np.clip(times - begin, 0.0, finish_s - begin))
    since_finish = np.maximum(times - finish_s, 0.0)
    easing = problem.event_m + speeds[-1] * since_finish - _EASING_MPS2 / 2 * since_finish**2
    behind = (problem.pacer.distance(times) if problem.pacer else 0.0) + start
    if problem.standing:
        behind = behind * np.clip(times / JOINED_S, 0.0, 1.0)
    return np.asarray(np.where(times < begin, behind, np.where(times < finish_s, racing, easing)))


def _opened(problem: Problem, plan: TacticsRide, rider: int, finish_s: float, times: Floats) -> Floats:
    """(T,) distances of a rider as planned until racing begins, then soon at a speed that brings him to the line."""
    at, entry = (float(one[rider, 0]) for one in (plan.distance([plan.until_s]), plan.speed([plan.until_s])))
    span_s = finish_s - plan.until_s
    gaining_s = min(_GAINING_S, span_s / 2)
    full = (problem.event_m - at - entry * gaining_s / 2) / (span_s - gaining_s / 2)
    knots, speeds = np.array([0.0, gaining_s, span_s]), np.array([entry, full, full])
    racing = at + _ridden(knots, speeds, np.clip(times - plan.until_s, 0.0, span_s))
    since_finish = np.maximum(times - finish_s, 0.0)
    easing = problem.event_m + full * since_finish - _EASING_MPS2 / 2 * since_finish**2
    slow = plan.distance(times)[rider]
    return np.asarray(np.where(times < plan.until_s, slow, np.where(times < finish_s, racing, easing)))


def _rough_speeds(problem: Problem, raced_m: float, span_s: float) -> tuple[Floats, Floats]:
    """(seconds from where racing begins, speeds in m/s at them) of a rider who covers so many metres in that time.

    Evenly faster; where the way is long at a tempo first, which he is evenly up to, or down to.
    """
    entry = problem.pacer.to_mps if problem.pacer else 0.0
    tempo_s = problem.pace.tempo_s(span_s)
    if not tempo_s:
        return np.array([0.0, span_s]), np.array([entry, 2 * raced_m / span_s - entry])
    # The area under the speeds is the way: solved for the tempo, the line is passed `_SPRINT_RATIO` times as fast.
    tempo = (raced_m - entry * UP_TO_TEMPO_S / 2) / (
        tempo_s - UP_TO_TEMPO_S / 2 + (1 + _SPRINT_RATIO) / 2 * (span_s - tempo_s)
    )
    knots = np.array([0.0, UP_TO_TEMPO_S, tempo_s, span_s])
    return knots, np.array([entry, tempo, tempo, _SPRINT_RATIO * tempo])


def _ridden(knots_s: Floats, speeds: Floats, times: Floats) -> Floats:
    """(T,) metres ridden by each time at speeds that change evenly between knots."""
    lengths, gains = np.diff(knots_s), np.diff(speeds)
    before = np.concatenate([[0.0], np.cumsum(lengths * (speeds[1:] + speeds[:-1]) / 2)])
    piece = np.clip(np.searchsorted(knots_s, times, side="right") - 1, 0, len(lengths) - 1)
    since = times - knots_s[piece]
    return np.asarray(before[piece] + speeds[piece] * since + gains[piece] / lengths[piece] / 2 * since**2)
