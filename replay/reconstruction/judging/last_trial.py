"""The last trial of facts that are missed and that nothing was found to exclude: whole motions with few facts.

A trial of one program (`infeasible_subset`) knows neither heights nor who shares ground with whom, and leaves out how
riders usually ride. Some facts that it meets no finished motion does. So a finished motion is looked for with the fact
alone, and beside one more fact after another, nearest in time first; where it fails for the first time is the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from replay.race.story.finding import Reason, ReasonKind
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.judging.findings import findings_of
from replay.reconstruction.solving.attempt import Attempt, first_attempt
from replay.reconstruction.state.iterate import sampled_motion_of
from replay.reconstruction.tools.quadratic_program import SolverError

_SURELY = 5.0
"""How sure the facts of such a motion count: more than the usual order of riders."""

_SUSPECTS = 3
"""Facts that are tried beside the missed one. Each costs a motion from nothing."""


def last_reason(attempt: Attempt, fact: StoryFact, standing: Sequence[StoryFact]) -> Reason | None:
    """Why a fact is missed; None where motions were found in which it stands beside all suspects.

    standing: the facts that are met in the attempt
    """
    alone_miss = _miss_beside(attempt, fact, ())
    if alone_miss is not None:
        best = alone_miss if np.isfinite(alone_miss) else None
        return Reason(ReasonKind.RESULTS, remark="cannot be ridden", best=best)
    sampled = sampled_motion_of(attempt.iterate)
    moment_s = sampled.moment(fact.when)
    nearest = sorted(standing, key=lambda other: abs(sampled.moment(other.when) - moment_s))[:_SUSPECTS]
    for count, other in enumerate(nearest, start=1):
        if _miss_beside(attempt, fact, nearest[:count]) is None:
            continue
        if count > 1 and _miss_beside(attempt, fact, [other]) is not None:
            return Reason(ReasonKind.FACTS, (other.id,))
        return Reason(ReasonKind.FACTS, tuple(one.id for one in nearest[:count]))
    return None


def _miss_beside(attempt: Attempt, fact: StoryFact, others: Sequence[StoryFact]) -> float | None:
    """By how much a motion asked for these facts alone misses the first of them, inf where there is no motion.

    None where it misses none of them.
    """
    asked = tuple(replace(one, sure=_SURELY, main=True) for one in (fact, *others))
    try:
        found = first_attempt(attempt.iterate.problem, asked, asked, frozenset(), lambda _share: None)
    except SolverError:
        return np.inf
    findings = findings_of(asked, found.evidence())
    if not any(finding.is_missed for finding in findings.values()):
        return None
    return findings[fact.id].miss
