"""Measured times that nobody can have ridden: they are left out one by one, each with what excludes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from replay.motion.timekeeping import clocked
from replay.race.facts import Race
from replay.race.story.told import Told
from replay.race.timed import Timed
from replay.reconstruction.constraints.measured_times import timing_of
from replay.reconstruction.judging.infeasible_subset import LIMITS, RESULTS, Reason
from replay.reconstruction.problem.start_list import Sheet
from replay.reconstruction.solving import iteration as solver
from replay.reconstruction.solving import subproblem as longitudinal
from replay.reconstruction.solving.attempt import Draft, Report, first_draft
from replay.reconstruction.tools.quadratic_program import SolverError

PACE = "the pacer's speed"
"""Riders who are still behind the pacer are where it is: it goes as the race file has it, or as usual."""

_MOST_ROUNDS = 4
_SUSPECTS = 5
_TRIES = 3


def ridden(race: Race, draft: Draft, facts: tuple[Told, ...], report: Report) -> tuple[Draft, dict[str, Reason]]:
    """The draft without measured times that cannot be ridden, and for each of these the reason, by its id.

    In each round the time that is missed by most is left out, until all others are held; in the last, all that are
    missed. Raises SolverError.
    """
    kept = [time for time in race.timed if time.rider in draft.step.sheet.riders]
    reasons: dict[str, Reason] = {}
    for left in reversed(range(_MOST_ROUNDS)):
        motion = draft.motion()
        found = {time.id: clocked(motion, time) for time in kept}
        missed = [time for time in kept if not found[time.id].held]
        if not missed:
            break
        worst = max(missed, key=lambda time: found[time.id].miss_s)
        gone = [worst] if left else missed
        kept = [time for time in kept if time not in gone]
        for time in gone:
            against = _excluding(race, draft.step.sheet, time, kept)
            reasons[time.id] = Reason(against, _at_best(found[time.id].miss_s))
        draft = first_draft(_timed_by(race, draft.step.sheet, kept), facts, draft.story, draft.barred, report)
    return draft, reasons


def _at_best(miss_s: float) -> str:
    """By how much even a motion that is bent towards it misses a time."""
    return f"at best {miss_s:.{1 if miss_s >= 0.1 else 3}f} s"


def _timed_by(race: Race, sheet: Sheet, times: Iterable[Timed]) -> Sheet:
    """The sheet as if no other times had been measured."""
    timing = timing_of(race, sheet.riders, times)
    return replace(sheet, timing=timing, winner_s=timing.winner_s)


def _excluding(race: Race, sheet: Sheet, time: Timed, others: list[Timed]) -> tuple[str, ...]:
    """What a time cannot stand with: what riders can do, the pacer, or a smallest set of other times."""
    if not _can_ride(race, sheet, [time], paced=False):
        return (LIMITS,)
    if sheet.pacer and not _can_ride(race, sheet, [time], paced=True):
        return (PACE,)
    needed = sorted(others, key=lambda other: (other.rider != time.rider, abs(other.from_m - time.from_m)))[:_SUSPECTS]
    if _can_ride(race, sheet, [time, *needed], paced=True):
        return (RESULTS, LIMITS)
    for other in reversed(needed):
        rest = [x for x in needed if x is not other]
        if not _can_ride(race, sheet, [time, *rest], paced=True):
            needed = rest
    return tuple(other.id for other in needed) or (RESULTS, LIMITS)


def _can_ride(race: Race, sheet: Sheet, times: list[Timed], *, paced: bool) -> bool:
    """Whether riders can be where these times and the gaps have them, with nothing that is told."""
    try:
        step = solver.first_step(_timed_by(race, sheet, times), ())
        for _ in range(_TRIES):
            step = solver.prepared(longitudinal.ride(step, paced=paced), windows=False, draft=False)
    except SolverError:
        return False
    return True
