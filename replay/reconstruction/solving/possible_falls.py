"""Which falls of riders who finish there is time for, and what a fall costs whose time nobody took."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from replay.motion.trajectory import FALLING_S
from replay.reconstruction.problem.race_problem import Problem
from replay.reconstruction.problem.remount import EASY_MPS, SLIDING_MPS2, remounted, riding_s
from replay.reconstruction.solving.first_guess import usual_finish_s
from replay.reconstruction.solving.rough_motion import rough_sampled
from replay.reconstruction.state.sampled_iterate import SampledMotion, falls

_LYING_S = 6.0
"""How long a rider lies whose time nobody took."""

_NEXT_S = 0.3
"""So far before the next who was timed he crosses the line at the latest."""


def with_possible_falls(problem: Problem) -> Problem:
    """The problem without falls for which the results leave no time, and with a gap for who fell and was not timed."""
    up = [rider for rider, _ in problem.fallen if rider in problem.crossing]
    if not up or problem.stopped is not None:
        return problem
    upright = replace(problem, fallen=tuple(item for item in problem.fallen if item[0] not in up))
    finish_s = usual_finish_s(upright)
    sampled = rough_sampled(upright, (), finish_s)
    fall_s = falls(problem, sampled)
    gaps, assumed, kept = problem.gap_s.copy(), set(), set(range(problem.count)) - set(up)
    for rider in up:
        if rider not in fall_s:
            continue
        left_m, speed = _at_fall(problem, sampled, fall_s[rider])
        if not np.isfinite(gaps[rider]):
            gaps[rider] = _reckoned_gap_s(problem, rider, (fall_s[rider] - finish_s, speed, left_m))
            assumed.add(rider)
        if remounted(fall_s[rider], speed, left_m, finish_s + float(gaps[rider])):
            kept.add(rider)
    fallen = tuple(item for item in problem.fallen if item[0] in kept)
    gaps[list(assumed - kept)] = np.nan
    return replace(problem, fallen=fallen, gap_s=gaps, assumed=frozenset(assumed & kept))


def without_remounts(problem: Problem) -> Problem:
    """The problem as if nobody fell who finishes."""
    fallen = tuple(item for item in problem.fallen if item[0] not in problem.crossing)
    gaps = problem.gap_s.copy()
    gaps[list(problem.assumed)] = np.nan
    return replace(problem, fallen=fallen, gap_s=gaps, assumed=frozenset())


def _at_fall(problem: Problem, sampled: SampledMotion, fall_s: float) -> tuple[float, float]:
    """About how far from the line, m, and how fast, m/s, a rider is who falls at a race time: as the field is."""
    down = {rider for rider, _ in problem.fallen}
    riders = [rider for rider in problem.crossing if rider not in down] or list(problem.crossing)
    where, speed = sampled.distance(fall_s)[riders], sampled.speed(fall_s)[riders]
    return problem.event_m - float(np.median(where)), float(np.median(speed))


def _reckoned_gap_s(problem: Problem, rider: int, fall: tuple[float, float, float]) -> float:
    """The gap of a rider who fell and was not timed, s: as a fall usually costs, and in the order over the line.

    fall  when he falls, s after the winner's finish (below 0), how fast he was, m/s, and how far from the line, m
    """
    after_s, speed, left_m = fall
    slid_m = speed * FALLING_S + speed**2 / (2 * SLIDING_MPS2)
    lost_s = FALLING_S + speed / SLIDING_MPS2 + _LYING_S + riding_s(max(left_m - slid_m, 1.0), EASY_MPS)
    place = problem.crossing.index(rider)
    before = [problem.gap_s[other] for other in problem.crossing[:place] if np.isfinite(problem.gap_s[other])]
    later = [problem.gap_s[other] for other in problem.crossing[place + 1 :] if np.isfinite(problem.gap_s[other])]
    usual_s = max([after_s + lost_s, *(float(gap) + _NEXT_S for gap in before)])
    return min([usual_s, *(float(gap) - _NEXT_S for gap in later)])
