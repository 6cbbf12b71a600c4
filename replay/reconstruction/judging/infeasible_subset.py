"""Why a fact cannot be met: the smallest set of facts or limits that it cannot stand with, found by deletion.

A trial asks the solver for one fact before all else, with the measured results and the riders' limits, and with only
those other facts that are put to the test. What a trial cannot bring within the fact's tolerance cannot be ridden.
The deletion filter is that of Chinneck, *Feasibility and Infeasibility in Optimization* (2008).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from replay.race.story.story_fact import StoryFact
from replay.reconstruction.problem.race_problem import Problem
from replay.reconstruction.solving import subproblem
from replay.reconstruction.solving.first_guess import first_guess
from replay.reconstruction.solving.iteration import settle
from replay.reconstruction.solving.linearising import prepared
from replay.reconstruction.state.iterate import Iterate, sampled_motion_of
from replay.reconstruction.tools.quadratic_program import SolverError

_TRIES = 5
"""Programs in a trial. The moments and partners that a fact speaks of move with the motion, so one program is not
enough. A trial that comes near enough ends sooner."""

_STILL_M = 0.3
_STILL_MOVING_M = 5.0
"""A trial ends when the miss changes by less than the first, and no coefficient by more than the second: a fact that is
still being brought nearer moves riders by more."""

_SUSPECTS = 5
"""Facts that a filter tries to leave out, nearest in time first. Each costs a trial, and a fact of a far moment
seldom binds the riders at this one."""

_TRIAL_SD_S = 4.0
"""Standard deviation of the winner's time in a trial: free enough that no fact fails for a time nobody measured."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The least miss of a fact, in metres (or what its rows count as such), beside the facts named.

    over_w: how much more power than riders have left is used for it, where that limit is loosened, W
    """

    miss_m: float
    iterate: Iterate | None
    over_w: float = 0.0


def least_miss(
    iterate: Iterate, fact: StoryFact, beside: tuple[StoryFact, ...], enough_m: float, *, tries: int = _TRIES
) -> Trial:
    """How near a motion can come to a fact when the facts beside it are met first; nearer than enough is not sought.

    tries: programs at most
    """
    asked = tuple(replace(other, main=True, sure=1.0) for other in (fact, *beside))
    iterate = iterate.asking(facts=asked, prior_sd_s=_TRIAL_SD_S)
    miss, best, over_w = np.inf, None, 0.0
    for _ in range(tries):
        try:
            solved = subproblem.solve(iterate, with_power=True, trial=fact.id)
        except SolverError:
            return Trial(miss, best, over_w)
        iterate = prepared(solved.iterate, windows=True, shelter=False)
        before, miss, best, over_w = miss, solved.misses.get(fact.id, 0.0), iterate, solved.over_w
        if miss < enough_m / 2 or (abs(before - miss) < _STILL_M and solved.moved_m < _STILL_MOVING_M):
            break
    return Trial(miss, best, over_w)


def afresh(problem: Problem, fact: StoryFact, beside: tuple[StoryFact, ...], enough_m: float) -> Trial:
    """The same from nothing but these facts: a trial that owes nothing to a motion that was bent by others.

    Programs follow the order that a motion has, so a trial may fail for where the motion comes from. What is called
    excluded has to be so from here as well.
    """
    try:
        iterate = settle(first_guess(problem, (fact, *beside)), cold=True).iterate
    except SolverError:
        return Trial(np.inf, None)
    return least_miss(iterate, fact, beside, enough_m)


def smallest_conflict(
    iterate: Iterate, fact: StoryFact, others: tuple[StoryFact, ...], tolerance_m: float
) -> tuple[str, ...] | Iterate:
    """Ids of a smallest set of facts that `fact` cannot stand with, or a motion in which it stands beside all of them.

    Found by deletion: whatever may be left out while the rest still excludes the fact is left out, the weakest first.
    """
    asking = _asking(iterate, fact, others)
    trial = least_miss(iterate, fact, asking, tolerance_m)
    if trial.miss_m <= tolerance_m and trial.iterate is not None:
        return trial.iterate
    needed = asking
    nearest = asking[:_SUSPECTS]
    if len(nearest) < len(asking) and least_miss(iterate, fact, nearest, tolerance_m).miss_m > tolerance_m:
        needed = nearest
    for other in sorted(needed[:_SUSPECTS], key=lambda suspect: (suspect.main, suspect.sure)):
        rest = tuple(kept for kept in needed if kept is not other)
        if rest and least_miss(iterate, fact, rest, tolerance_m).miss_m > tolerance_m:
            needed = rest
    return tuple(other.id for other in needed)


def _asking(iterate: Iterate, fact: StoryFact, others: tuple[StoryFact, ...]) -> tuple[StoryFact, ...]:
    """Other facts that ask something of distances, nearest in time first."""
    sampled = sampled_motion_of(iterate, 10.0)
    asking = [other for other in others if other.id != fact.id and other.constraints(sampled)]
    moment_s = sampled.moment(fact.when)
    return tuple(sorted(asking, key=lambda other: abs(sampled.moment(other.when) - moment_s)))
