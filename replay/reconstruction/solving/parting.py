"""An attempt is finished: heights and distances that fit, and riders who touch nevertheless are parted.

Along the track or up the boards: see the decision "settled lines".
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import numpy as np

from replay.motion.audit import accelerations, powers
from replay.race.riders.physique import USUAL_SHARE
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.constraints.riding_limits import BRAKING_MPS2, GAINING_MPS2
from replay.reconstruction.problem.race_problem import Problem
from replay.reconstruction.solving.attempt import (
    POLISHES,
    Attempt,
    Report,
    another_round,
    lines_of,
    rough_attempt,
    staying_on,
    turns_of,
)
from replay.reconstruction.solving.repair import Touching, touching
from replay.reconstruction.tools.quadratic_program import SolverError

__all__ = ["finished_attempt", "first_attempt"]

_REPAIRS, _REPAIRS_OF_LARGE = 6, 12
"""How often pairs that touch may be kept apart and everything settled again. Most motions need none, few need two; of
one that still touches after six the best is shown, and the audit says so. Of many riders another pair may touch where
one has been parted, and a repair is a few programs there: nine riders over 3 km needed more than six."""

_CROWDED = 2500
"""Who shares so much ground (samples of pairs) in the first motion that was looked at is as hard to part as a large
field, whatever the programs take: nine riders who race a kilometre to the line within a tenth of a second from rest.
They are parted as firmly and as soon: 103 for 237 seconds of processor time, for the same verdicts. Six riders with a
rich story share some 1000."""

_IN_VAIN, _IN_VAIN_OF_LARGE = 3, 6
"""Repairs in a row that may leave no less touching than there was: the next would not either."""

_FIRM_AFTER, _FIRM_AFTER_IN_LARGE = 3, 1
"""From this repair on pairs are kept apart whatever facts say: a fact that can only be met through another rider cannot
be met. Where programs are large a repair takes up to twenty of them, and up to a minute: it is soon firm there, and
there is none for pairs that come near each other and share no ground."""

_PARTINGS = 4
"""Turns of heights for these distances, and of distances that these heights allow. Most need one or two."""

_UNEVEN_MPS2 = 0.2
"""So much harder than programs let him may a rider brake or gain on heights that his distances do not fit."""

_LOOKS, _LOOKS_OF_LARGE = (POLISHES, POLISHES), (1, POLISHES)
"""Turns before each look at a motion. A small one is settled twice before its touching pairs are kept apart: many pairs
part when heights settle. Of many riders few do, and a turn takes as long as half a repair: who touches after one turn
is kept apart at once, and what is settled is a motion in which nobody does. With four turns before every look 14
riders over 2 km took 250 seconds of processor time and not 130, for the same verdicts."""


def first_attempt(
    problem: Problem, facts: tuple[StoryFact, ...], story: tuple[StoryFact, ...], barred: frozenset[str], report: Report
) -> Attempt:
    """An attempt from nothing but the facts. Raises SolverError."""
    return finished_attempt(rough_attempt(problem, facts, story, barred, report), report)


def finished_attempt(attempt: Attempt, report: Report) -> Attempt:
    """The attempt with heights and distances that fit; pairs that touch nevertheless are kept apart along the track.

    Where that does not help, of all that were tried the attempt in which the least is touched. It takes two thirds of
    the programs of an attempt, so nothing is finished before it is known to be worth it. Raises SolverError.
    """
    if not attempt.rough:
        return attempt
    attempt = replace(attempt, rough=False)
    large = crowded = attempt.iterate.is_large
    best, least, in_vain = attempt, (np.inf, np.inf), 0
    for count in range(_REPAIRS_OF_LARGE + 1):
        repairs, most_in_vain = (_REPAIRS_OF_LARGE, _IN_VAIN_OF_LARGE) if crowded else (_REPAIRS, _IN_VAIN)
        firm_after = _FIRM_AFTER_IN_LARGE if crowded else _FIRM_AFTER
        report(0.5 + 0.3 * count / repairs)
        try:
            attempt, found = _looked_at(attempt, firm=count >= firm_after, crowded=crowded)
        except SolverError:
            if not np.isfinite(least[0]):
                raise
            break
        crowded = crowded or found.shared > _CROWDED
        best, in_vain = (attempt, 0) if found.seen < least else (best, in_vain + 1)
        least = min(least, found.seen)
        good = not found.apart or (large and not found.shared)
        if good or count == repairs or in_vain == most_in_vain:
            break
        try:
            kept = (*attempt.iterate.formulation.apart, *found.apart)
            attempt = another_round(replace(attempt, iterate=attempt.iterate.asking(apart=kept)), free=False)
        except SolverError:
            break
    if least[0]:
        with suppress(SolverError):
            polished = turns_of(best, POLISHES) if large else best  # its distances do not fit its heights yet
            parted, found = _parted_by_heights(polished, _touching(polished, firm=True), firm=True, last=True)
            best = parted if found.seen <= least else best
    return best


def _looked_at(attempt: Attempt, *, firm: bool, crowded: bool) -> tuple[Attempt, Touching]:
    """The attempt settled, and where riders touch in it; one of many riders in which they do is settled but roughly."""
    large, looks = attempt.iterate.is_large, list[tuple[Attempt, Touching]]()
    for turns in _LOOKS_OF_LARGE if large else _LOOKS:
        attempt = turns_of(attempt, turns)
        found = _touching(attempt, firm=firm)
        if crowded:
            attempt, found = _parted_by_heights(attempt, found, firm=firm)
        elif found.near:
            fitted = staying_on(_on_own_heights(attempt))
            again = _touching(fitted, firm=firm)
            attempt, found = (attempt, found) if again.near else (fitted, again)
        looks.append((attempt, found))
        if found.shared if large else not found.near:
            break
    least = min(found.shared for _, found in looks)
    tied = [look for look in looks if look[1].shared == least]
    if len(tied) > 1:
        tied = [look for look in tied if _is_ridden(look[0])] or tied
    return min(tied, key=lambda look: look[1].seen)


def _parted_by_heights(
    attempt: Attempt, found: Touching, *, firm: bool, last: bool = False
) -> tuple[Attempt, Touching]:
    """The attempt with who is beside whom asked of its last distances, if less is touched so, and with distances that
    these heights allow, as near to the last ones as can be; that in turn, until riders share no ground.

    Where they always do after such a turn, heights have the last word: riders who had to be parted then ride a little
    faster or slower than an even effort on their lines would make them, as far as they can; beyond it only where
    nothing else is tried any more.

    last: whether that is so
    """
    best, least, fitted = attempt, found, attempt
    ridden, of_ridden = attempt, found
    for _ in range(_PARTINGS):
        if not of_ridden.shared and fitted is best:
            break
        own = _on_own_heights(fitted)
        seen = _touching(own, firm=firm)
        if seen.shared > of_ridden.shared:
            break
        if seen.shared <= least.shared:
            best, least = own, seen
        if seen.shared < of_ridden.shared and _is_ridden(own):
            ridden, of_ridden = own, seen
        fitted = staying_on(own)
        again = _touching(fitted, firm=firm)
        if again.shared <= least.shared:
            best, least = fitted, again
        if again.shared <= of_ridden.shared:
            ridden, of_ridden = fitted, again
    return (best, least) if last else (ridden, of_ridden)


def _is_ridden(attempt: Attempt) -> bool:
    """Whether nobody needs more power than he has, or brakes or gains speed harder, on heights that distances do not
    fit."""
    physique, motion = attempt.iterate.problem.physique, attempt.motion()
    least, most = accelerations(motion)
    return (
        max(map(physique.share_asked, powers(motion, physique).values()), default=0.0) <= USUAL_SHARE
        and least >= BRAKING_MPS2 - _UNEVEN_MPS2
        and most <= GAINING_MPS2 + _UNEVEN_MPS2
    )


def _on_own_heights(attempt: Attempt) -> Attempt:
    """The attempt with who is beside whom, and heights, asked of its distances. Raises SolverError."""
    lines, beside = lines_of(attempt.iterate, attempt.followed, attempt.beside)
    return replace(attempt, lines=lines, beside=beside)


def _touching(attempt: Attempt, *, firm: bool) -> Touching:
    """Where riders touch in the motion of an attempt."""
    return touching(attempt.motion(), attempt.iterate.problem.count, firm=firm)
