"""Measured times that nobody can have ridden: they are left out one by one, each with what excludes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from replay.motion.timekeeping import clocked
from replay.race.facts import Race
from replay.race.story.story_facts import StoryFact
from replay.race.timed import Timed
from replay.reconstruction.judging.infeasible_subset import LIMITS, RESULTS, Reason
from replay.reconstruction.problem.measured_passings import timing_of
from replay.reconstruction.problem.race_problem import Problem
from replay.reconstruction.solving import subproblem as longitudinal
from replay.reconstruction.solving.attempt import Attempt, first_attempt
from replay.reconstruction.solving.first_guess import first_guess
from replay.reconstruction.solving.iteration import Report
from replay.reconstruction.solving.linearising import prepared
from replay.reconstruction.tools.quadratic_program import SolverError

PACE = "the pacer's speed"
"""Riders who are still behind the pacer are where it is: it goes as the race file has it, or as usual."""

_MOST_ROUNDS = 4
_SUSPECTS = 5
_TRIES = 3


def ridden(
    race: Race, attempt: Attempt, facts: tuple[StoryFact, ...], report: Report
) -> tuple[Attempt, dict[str, Reason]]:
    """The attempt without measured times that cannot be ridden, and for each of these the reason, by its id.

    In each round the time that is missed by most is left out, until all others are held; in the last, all that are
    missed. Raises SolverError.
    """
    kept = [time for time in race.timed if time.rider in attempt.iterate.problem.riders]
    reasons: dict[str, Reason] = {}
    for left in reversed(range(_MOST_ROUNDS)):
        motion = attempt.motion()
        found = {time.id: clocked(motion, time) for time in kept}
        missed = [time for time in kept if not found[time.id].held]
        if not missed:
            break
        worst = max(missed, key=lambda time: found[time.id].miss_s)
        gone = [worst] if left else missed
        kept = [time for time in kept if time not in gone]
        for time in gone:
            against = _excluding(race, attempt.iterate.problem, time, kept)
            reasons[time.id] = Reason(against, _at_best(found[time.id].miss_s))
        attempt = first_attempt(
            _timed_by(race, attempt.iterate.problem, kept), facts, attempt.story, attempt.barred, report
        )
    return attempt, reasons


def _at_best(miss_s: float) -> str:
    """By how much even a motion that is bent towards it misses a time."""
    return f"at best {miss_s:.{1 if miss_s >= 0.1 else 3}f} s"


def _timed_by(race: Race, problem: Problem, times: Iterable[Timed]) -> Problem:
    """The problem as if no other times had been measured."""
    timing = timing_of(race, problem.riders, times)
    return replace(problem, timing=timing, winner_s=timing.winner_s)


def _excluding(race: Race, problem: Problem, time: Timed, others: list[Timed]) -> tuple[str, ...]:
    """What a time cannot stand with: what riders can do, the pacer, or a smallest set of other times."""
    if not _can_ride(race, problem, [time], paced=False):
        return (LIMITS,)
    if problem.pacer and not _can_ride(race, problem, [time], paced=True):
        return (PACE,)
    needed = sorted(others, key=lambda other: (other.rider != time.rider, abs(other.from_m - time.from_m)))[:_SUSPECTS]
    if _can_ride(race, problem, [time, *needed], paced=True):
        return (RESULTS, LIMITS)
    for other in reversed(needed):
        rest = [x for x in needed if x is not other]
        if not _can_ride(race, problem, [time, *rest], paced=True):
            needed = rest
    return tuple(other.id for other in needed) or (RESULTS, LIMITS)


def _can_ride(race: Race, problem: Problem, times: list[Timed], *, paced: bool) -> bool:
    """Whether riders can be where these times and the gaps have them, with nothing that is told."""
    try:
        step = first_guess(_timed_by(race, problem, times), ())
        for _ in range(_TRIES):
            step = prepared(longitudinal.ride(step, paced=paced), windows=False, shelter=False)
    except SolverError:
        return False
    return True
