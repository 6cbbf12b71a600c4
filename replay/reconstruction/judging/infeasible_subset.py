"""Why a told fact cannot be met: the smallest set of facts or limits that it cannot stand with.

A trial asks the solver for one fact before all else, with the measured results and the riders' limits, and with only
those other facts that are put to the test. What a trial cannot bring within the fact's tolerance cannot be ridden.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from replay.race.story.story_facts import StoryFact
from replay.reconstruction.constraints.fact_rows import asks
from replay.reconstruction.solving import subproblem as longitudinal
from replay.reconstruction.solving.linearising import prepared
from replay.reconstruction.state.iterate import Iterate, sampled_motion_of
from replay.reconstruction.tools.quadratic_program import SolverError

LIMITS = "what riders can do"
RESULTS = "the timed results"
PACER = "the pacer of the race file"
STOP = "stopped"
"""What the fact is called that a race was stopped."""

AT_BEST = "at best "
"""Begins what is said of how near a motion can come to a fact that is impossible."""

_TRIES = 5
_STILL_M = 0.3
_SUSPECTS = 5


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a fact is not met: what it cannot stand with, and what there is to say about it."""

    against: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """The least miss of a fact, in metres (or what its rows count as such), beside the facts named."""

    miss_m: float
    iterate: Iterate | None


def least_miss(iterate: Iterate, fact: StoryFact, beside: tuple[StoryFact, ...], enough_m: float) -> Trial:
    """How near a motion can come to a fact when the facts beside it are met first; nearer than enough is not sought."""
    asked = (replace(fact, main=True, sure=1.0), *(replace(other, main=True, sure=1.0) for other in beside))
    iterate = iterate.asking(facts=asked, prior_sd_s=4.0)
    miss, best = np.inf, None
    for _ in range(_TRIES):
        try:
            solved = longitudinal.solve(iterate, with_power=True, trial=fact.id)
        except SolverError:
            return Trial(miss, best)
        iterate = prepared(solved.iterate, windows=True, shelter=False)
        before, miss, best = miss, solved.misses.get(fact.id, 0.0), iterate
        if miss < enough_m / 2 or (abs(before - miss) < _STILL_M and solved.moved_m < 5.0):
            break
    return Trial(miss, best)


def smallest_conflict(
    iterate: Iterate, fact: StoryFact, others: tuple[StoryFact, ...], tolerance_m: float
) -> tuple[str, ...] | Iterate:
    """Ids of a smallest set of facts that `fact` cannot stand with, or a motion in which it stands beside all of them.

    Found by deletion: whatever may be left out while the rest still excludes the fact is left out.
    """
    asking = _asking(iterate, fact, others)
    trial = least_miss(iterate, fact, asking, tolerance_m)
    if trial.miss_m <= tolerance_m and trial.iterate is not None:
        return trial.iterate
    needed = asking
    nearest = asking[:_SUSPECTS]
    if len(nearest) < len(asking) and least_miss(iterate, fact, nearest, tolerance_m).miss_m > tolerance_m:
        needed = nearest
    for other in sorted(needed[:_SUSPECTS], key=lambda told: (told.main, told.sure)):
        rest = tuple(told for told in needed if told is not other)
        if rest and least_miss(iterate, fact, rest, tolerance_m).miss_m > tolerance_m:
            needed = rest
    return tuple(other.id for other in needed)


def _asking(iterate: Iterate, fact: StoryFact, others: tuple[StoryFact, ...]) -> tuple[StoryFact, ...]:
    """Other facts that ask something of distances, nearest in time first."""
    view = sampled_motion_of(iterate, 10.0)
    asking = [other for other in others if other.id != fact.id and asks(other, view)]
    moment = view.moment(fact.when)
    return tuple(sorted(asking, key=lambda other: abs(view.moment(other.when) - moment)))
