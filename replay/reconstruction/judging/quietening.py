"""Another attempt without what nobody told, kept where everything that is known is held as well."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.motion.clearance import touching_times
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.judging.findings import findings_of
from replay.reconstruction.judging.untold import Untold, untold
from replay.reconstruction.solving.attempt import Attempt, attempted_again
from replay.reconstruction.solving.iteration import Report
from replay.reconstruction.solving.parting import finished_attempt
from replay.reconstruction.state.iterate import Iterate
from replay.reconstruction.tools.quadratic_program import SolverError

_ROUNDS = 2
"""Attempts. What is asked away in the first sometimes leaves room for something else; a third finds nothing more."""

_ROUNDS_OF_LARGE = 1
"""The same where programs are large."""

_LESS_S = 1.0
"""What an attempt has to be better by to be taken."""


@dataclass(frozen=True, slots=True, eq=False)
class _Judged:
    """An attempt with what counts of it.

    untold    what nobody told
    missed    ids of facts that are missed
    touching  samples at which two riders share ground
    """

    attempt: Attempt
    untold: tuple[Untold, ...]
    missed: frozenset[str]
    touching: int

    @property
    def untold_s(self) -> float:
        """For how long something is seen that nobody told, in all."""
        return sum(one.lasts_s for one in self.untold)

    def is_better_than(self, other: _Judged) -> bool:
        """Less is untold, by a second at least, and nothing that is known is held less."""
        return (
            self.untold_s < other.untold_s - _LESS_S and self.missed <= other.missed and self.touching <= other.touching
        )


def quietened(attempt: Attempt, report: Report) -> Attempt:
    """The attempt with as little as possible that nobody told."""
    drawn = tuple(fact for fact in attempt.iterate.facts if fact.imagined)
    judged = _judged(attempt, drawn)
    for _ in range(_ROUNDS_OF_LARGE if attempt.iterate.is_large else _ROUNDS):
        if not judged.untold:
            break
        report(0.9)
        tried = _without(judged, drawn)
        if tried is None or not tried.is_better_than(judged):
            break
        judged = tried
    return judged.attempt


def _without(judged: _Judged, drawn: tuple[StoryFact, ...]) -> _Judged | None:
    """The attempt once more, asked for other things than those that nobody told; None if there is no motion."""
    attempt = judged.attempt
    asked = attempt.iterate.asking(facts=(*attempt.iterate.facts, *(one.instead for one in judged.untold)))
    try:
        begun = attempted_again(attempt, asked, attempt.barred)
        if _judged(begun, drawn).untold_s > judged.untold_s - _LESS_S:
            return None  # to finish it takes three quarters of an attempt, and makes nothing quieter
        return _judged(finished_attempt(begun, lambda _share: None), drawn)
    except SolverError:
        return None


def _judged(attempt: Attempt, drawn: tuple[StoryFact, ...]) -> _Judged:
    """drawn: what is asked for as a course drawn by lot, which counts as told."""
    evidence, reported = attempt.evidence(), (*attempt.story, *drawn)
    findings = findings_of(attempt.story, evidence)
    return _Judged(
        attempt,
        untold=untold(evidence.sampled, reported, _first_over_the_line(attempt.iterate)),
        missed=frozenset(fact_id for fact_id, finding in findings.items() if finding.is_missed),
        touching=sum(map(np.size, touching_times(evidence.motion, 0.0).values())),
    )


def _first_over_the_line(iterate: Iterate) -> int | None:
    """The rider who is, whatever place the commissaires gave him; None where nobody comes to it."""
    return int(np.nanargmin(iterate.gaps_s)) if np.isfinite(iterate.gaps_s).any() else None
