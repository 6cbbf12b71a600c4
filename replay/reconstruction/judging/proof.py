"""A last look at what is called impossible: what is held with the results and nothing else cannot be.

All other trials are made in the race with its whole story, from which places in the draw, falls and the first guess
follow. Nothing of that is measured, so none of it may be the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from replay.events.known_events import event_of
from replay.race.facts import Race
from replay.race.story.finding import Reason, ReasonKind
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.judging.findings import findings_of
from replay.reconstruction.problem.race_problem import problem_of
from replay.reconstruction.solving.attempt import Attempt, rough_attempt
from replay.reconstruction.solving.iteration import Report
from replay.reconstruction.solving.possible_falls import with_possible_falls
from replay.reconstruction.tools.quadratic_program import SolverError

_SURELY = 5.0
"""How sure the fact counts: more than the usual order of riders, as in all last trials."""

_MOST = 4
"""So many facts are looked at: each costs a motion from nothing. Of more than that hardly any can be true."""


def proven(race: Race, attempt: Attempt, reasons: Mapping[str, Reason], report: Report) -> dict[str, Reason]:
    """The reasons, in which nothing is beyond what riders can do that is held in a race of which only it is told."""
    claimed = [fact for fact in race.story if _is_beyond_riders(reasons.get(fact.id))]
    found = dict(reasons)
    for fact in [] if attempt.iterate.is_large else claimed[:_MOST]:
        report(0.9)
        if _is_held_alone(race, attempt, fact):
            found[fact.id] = Reason(ReasonKind.UNFOUND, best=reasons[fact.id].best)
    return found


def _is_beyond_riders(reason: Reason | None) -> bool:
    return reason is not None and reason.kind is ReasonKind.RESULTS


def _is_held_alone(race: Race, attempt: Attempt, fact: StoryFact) -> bool:
    """Whether a motion that is asked for this fact alone, and for how such races go, holds it.

    A rough one says enough: it keeps all limits, and only heights and distances do not fit each other to the last.
    """
    alone = replace(race, story=(fact,))
    problem = with_possible_falls(problem_of(alone, attempt.iterate.problem.velodrome))
    problem = replace(problem, unplaced=attempt.iterate.problem.unplaced)
    usual = event_of(alone).usual_course(alone, problem.event_m - problem.pull_off_m)
    asked = replace(fact, sure=_SURELY, main=True)
    try:
        found = rough_attempt(problem, (asked, *usual), (fact,), frozenset(), lambda _share: None)
    except SolverError:
        return False
    return not findings_of((fact,), found.evidence())[fact.id].is_missed
