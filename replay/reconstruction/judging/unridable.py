"""Measured times that nobody can have ridden: they are left out one by one, each with what excludes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from replay.events.known_events import event_of
from replay.motion.audit import powers
from replay.motion.timekeeping import clocked
from replay.motion.trajectory import Motion
from replay.race.facts import Race
from replay.race.riders.category_words import category_of
from replay.race.riders.physique import STRONGEST_SHARE
from replay.race.story.finding import Barrier, Limit, Reason, ReasonKind
from replay.race.story.story_fact import StoryFact
from replay.race.timed import Bounded, Timed
from replay.reconstruction.judging.barriers import barrier_of
from replay.reconstruction.problem.measured_passings import timing_of
from replay.reconstruction.problem.race_problem import Problem, timed_by
from replay.reconstruction.solving import subproblem
from replay.reconstruction.solving.attempt import Attempt
from replay.reconstruction.solving.first_guess import first_guess
from replay.reconstruction.solving.iteration import Report
from replay.reconstruction.solving.linearising import prepared
from replay.reconstruction.solving.parting import first_attempt
from replay.reconstruction.state.iterate import Iterate
from replay.reconstruction.tools.quadratic_program import SolverError

_MOST_ROUNDS = 4
"""Rounds in which one time is left out, but for the last, in which all that are missed are. A slip of the pen makes one
time impossible, and what hangs on it with it; more rounds cost an attempt from nothing each."""

_SUSPECTS = 5
"""Other times among which what excludes a time is sought: the rider's own first, and the nearest of them. Each costs a
trial; a whole table of laps would cost minutes."""

_TRIES = 3
"""Programs in a trial: moments are not linear in the motion, and after three a trial that can be ridden is."""

_OF_TIMES = (Limit.SPEED, Limit.GAINING, Limit.PACE, Limit.BRAKING)
"""Limits that a measured time may exceed; power is asked about when the times are met."""


def ridden(
    race: Race, attempt: Attempt, facts: tuple[StoryFact, ...], report: Report
) -> tuple[Attempt, dict[str, Reason]]:
    """The attempt without measured times that cannot be ridden, and for each of these the reason, by its id.

    In each round the time that is missed by most is left out, until all others are held; in the last, all that are
    missed. Where a race begins slowly, what is told of that gives way first, and has a reason by its id. Raises
    SolverError.
    """
    kept: list[Timed | Bounded] = [time for time in race.all_timed if time.rider in attempt.iterate.problem.riders]
    attempt, reasons = _against_the_plan(race, attempt, facts, kept, report)
    for left in reversed(range(_MOST_ROUNDS)):
        motion = attempt.motion()
        found = {time.id: clocked(motion, time) for time in kept}
        missed = [time for time in kept if not found[time.id].held]
        strained = [] if missed else _strained(race, motion, kept)
        if not missed and not strained:
            break
        worst = max(missed, key=lambda time: found[time.id].miss_s) if missed else strained[0]
        gone = [worst] if left or strained else missed
        kept = [time for time in kept if time not in gone]
        for time in gone:
            if strained:
                over_w = _over_w(race, motion)
                reasons[time.id] = Reason(ReasonKind.LIMITS, barriers=(Barrier(Limit.POWER, asked=over_w),))
                continue
            excluding = _excluding(race, attempt.iterate.problem, time, kept)
            # Even a motion that is bent towards the time misses it by as much.
            reasons[time.id] = replace(excluding, best=found[time.id].miss_s)
        attempt = first_attempt(
            _timed_by(race, attempt.iterate.problem, kept), facts, attempt.story, attempt.barred, report
        )
    return attempt, reasons


def _against_the_plan(
    race: Race, attempt: Attempt, facts: tuple[StoryFact, ...], times: list[Timed | Bounded], report: Report
) -> tuple[Attempt, dict[str, Reason]]:
    """The attempt without facts of the story whose plan leaves no way to a measured time, and the reasons, by fact id.

    What is measured is stronger than what is told. The plan of a slow part follows the story whatever clocks say.
    """
    problem, sourced = attempt.iterate.problem, [fact for fact in facts if not fact.imagined]
    missed = _unheld(race, attempt, times)
    if problem.tactics is None or not missed or not sourced:
        return attempt, {}
    course = problem.course
    near = sorted(sourced, key=lambda fact: -(course.distance_m(fact.when) or 0.0))[:_SUSPECTS]
    for gone in [[fact] for fact in near] + ([near] if len(near) > 1 else []):
        beside = replace(race, story=tuple(fact for fact in race.story if fact not in gone))
        planned = timed_by(beside, problem, problem.timing)
        asked = tuple(fact for fact in sourced if fact not in gone)
        asked = (*asked, *event_of(beside).usual_course(beside, problem.event_m - planned.pull_off_m))
        barred = attempt.barred | {fact.id for fact in gone}
        try:
            found = first_attempt(planned, asked, attempt.story, barred, report)
        except SolverError:
            continue
        if not _unheld(race, found, times):
            against = Reason(ReasonKind.FACTS, tuple(time.id for time in missed))
            return found, {fact.id: against for fact in gone}
    return attempt, {}


def _unheld(race: Race, attempt: Attempt, times: list[Timed | Bounded]) -> list[Timed | Bounded]:
    """Times that a motion misses, or for which it has power that nobody has."""
    motion = attempt.motion()
    return [time for time in times if not clocked(motion, time).held] or _strained(race, motion, times)


def _strained(race: Race, motion: Motion, kept: list[Timed | Bounded]) -> list[Timed | Bounded]:
    """Times of a rider for which somebody needs more power than any rider of the category has.

    A motion is bent towards times with power that nobody has. Who has no time of his own has to be so fast because of
    his gap to the winner.
    """
    physique = category_of(race.event.category).category.physique
    shares = {rider: physique.share_asked(best_w) for rider, best_w in powers(motion, physique).items()}
    rider = max(shares, key=lambda name: shares[name])
    if shares[rider] <= STRONGEST_SHARE:
        return []
    own = [time for time in kept if time.rider == rider]
    return own or [time for time in kept if time.rider == race.winner]


def _over_w(race: Race, motion: Motion) -> float:
    """How much more power than the strongest rider of the category has somebody needs, W."""
    physique = category_of(race.event.category).category.physique
    return max(
        watts - STRONGEST_SHARE * physique.best_mean_w(seconds)
        for best_w in powers(motion, physique).values()
        for seconds, watts in best_w.items()
    )


def _timed_by(race: Race, problem: Problem, times: Iterable[Timed | Bounded]) -> Problem:
    """The problem as if no other times had been measured."""
    return timed_by(race, problem, timing_of(race, problem.riders, times))


def _excluding(race: Race, problem: Problem, time: Timed | Bounded, others: list[Timed | Bounded]) -> Reason:
    """What a time cannot stand with: what riders can do, the pacer, or a smallest set of other times."""
    if not _can_ride(race, problem, [time], paced=False):
        return Reason(ReasonKind.LIMITS, barriers=_barriers(race, problem, time))
    if problem.pacer and not _can_ride(race, problem, [time], paced=True):
        return Reason(ReasonKind.PACER_SPEED)
    needed = sorted(others, key=lambda other: (other.rider != time.rider, abs(other.from_m - time.from_m)))[:_SUSPECTS]
    if _can_ride(race, problem, [time, *needed], paced=True):
        return Reason(ReasonKind.RESULTS)
    for other in reversed(needed):
        rest = [x for x in needed if x is not other]
        if not _can_ride(race, problem, [time, *rest], paced=True):
            needed = rest
    return Reason(ReasonKind.FACTS, tuple(other.id for other in needed)) if needed else Reason(ReasonKind.RESULTS)


def _barriers(race: Race, problem: Problem, time: Timed | Bounded) -> tuple[Barrier, ...]:
    """The limits without each of which a time that nobody could ride could be ridden, or else those that it exceeds."""
    alone = {limit: _ridden(race, problem, [time], paced=False, loosened=frozenset({limit})) for limit in _OF_TIMES}
    found = tuple(barrier_of(limit, iterate) for limit, iterate in alone.items() if iterate is not None)
    freed = None if found else _ridden(race, problem, [time], paced=False, loosened=frozenset(_OF_TIMES))
    if freed is None:
        return found
    together = (barrier_of(limit, freed) for limit in _OF_TIMES)
    return tuple(barrier for barrier in together if barrier.is_exceeded)


def _can_ride(race: Race, problem: Problem, times: list[Timed | Bounded], *, paced: bool) -> bool:
    """Whether riders can be where these times and the gaps have them, with no fact of the story."""
    return _ridden(race, problem, times, paced=paced) is not None


def _ridden(
    race: Race,
    problem: Problem,
    times: list[Timed | Bounded],
    *,
    paced: bool,
    loosened: frozenset[Limit] = frozenset(),
) -> Iterate | None:
    """The motion in which they are there; None if there is none."""
    try:
        iterate = first_guess(_timed_by(race, problem, times), ()).asking(loosened=loosened)
        for _ in range(_TRIES):
            iterate = prepared(subproblem.ride(iterate, paced=paced), windows=False, shelter=False)
    except SolverError:
        return None
    return iterate
