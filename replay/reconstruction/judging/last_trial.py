"""The last trial of facts that are missed and that nothing was found to exclude: whole motions with few facts.

A trial of one program (`infeasible_subset`) knows neither heights nor who shares ground with whom, and leaves out how
riders usually ride. Some facts that it meets no finished motion does. So a finished motion is looked for with the fact
alone, and beside all others: where that is found, nothing excludes the fact, and it is the motion to show. Otherwise it
is tried beside one more fact after another, nearest in time first; where it fails for the first time is the reason.
A fact of a window is looked for at several moments of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from replay.race.story.finding import Reason, ReasonKind
from replay.race.story.in_window import at_parts
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.judging.findings import findings_of
from replay.reconstruction.solving.attempt import Attempt
from replay.reconstruction.solving.parting import first_attempt
from replay.reconstruction.state.iterate import sampled_motion_of
from replay.reconstruction.tools.quadratic_program import SolverError

_SURELY = 5.0
"""How sure the facts of such a motion count: more than the usual order of riders."""

_SUSPECTS = 3
"""Facts that are tried beside the missed one. Each costs a motion from nothing."""


def last_reason(attempt: Attempt, fact: StoryFact, standing: Sequence[StoryFact]) -> Reason | Attempt:
    """Why a fact is missed, or a motion in which it stands beside all others.

    standing: the facts that are met in the attempt
    """
    if attempt.iterate.is_large:
        return Reason(ReasonKind.UNFOUND)  # each whole motion takes half a minute there
    imagined = tuple(one for one in attempt.iterate.facts if one.imagined)
    parts = (fact, *at_parts(fact, sampled_motion_of(attempt.iterate)))
    best, alone = np.inf, False
    for part in parts:
        found = _beside(attempt, part, ())
        best, alone = (best, True) if isinstance(found, Attempt) else (min(best, found), alone)
        if not isinstance(found, Attempt):
            continue
        whole = _beside(attempt, part, standing, imagined) if standing else found
        if isinstance(whole, Attempt) and whole.shared_ground() <= attempt.shared_ground():
            return whole  # what is met through another rider is not met
    if not alone:
        return Reason(ReasonKind.RESULTS, remark="cannot be ridden", best=best if np.isfinite(best) else None)
    nearest = _nearest(attempt, fact, standing)
    for count, other in enumerate(nearest, start=1):
        if isinstance(_beside(attempt, fact, nearest[:count]), Attempt):
            continue
        if count > 1 and not isinstance(_beside(attempt, fact, [other]), Attempt):
            return Reason(ReasonKind.FACTS, (other.id,))
        return Reason(ReasonKind.FACTS, tuple(one.id for one in nearest[:count]))
    rest = [one for one in standing if one not in nearest]
    if nearest and not isinstance(_beside(attempt, fact, rest), Attempt):
        return Reason(ReasonKind.FACTS, tuple(one.id for one in rest))
    return Reason(ReasonKind.FACTS, tuple(one.id for one in standing))


def _nearest(attempt: Attempt, fact: StoryFact, standing: Sequence[StoryFact]) -> list[StoryFact]:
    """The suspects, nearest in time to the fact first; all facts together have been tried."""
    sampled = sampled_motion_of(attempt.iterate)
    moment_s = sampled.moment(fact.when)
    nearest = sorted(standing, key=lambda other: abs(sampled.moment(other.when) - moment_s))
    return nearest[: min(_SUSPECTS, len(standing) - 1)]


def _beside(
    attempt: Attempt, fact: StoryFact, others: Sequence[StoryFact], imagined: tuple[StoryFact, ...] = ()
) -> Attempt | float:
    """A motion asked for these facts alone, and what is imagined, that misses none of them.

    If there is none, by how much the one that was found misses the first of them; inf where there is no motion.
    """
    asked = tuple(replace(one, sure=_SURELY, main=True) for one in (fact, *others))
    try:
        found = first_attempt(attempt.iterate.problem, (*asked, *imagined), asked, frozenset(), lambda _share: None)
    except SolverError:
        return np.inf
    findings = findings_of(asked, found.evidence())
    return findings[fact.id].miss if any(finding.is_missed for finding in findings.values()) else found
