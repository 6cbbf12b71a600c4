"""Why some facts are missed, and another attempt for those that nothing excludes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from replay.race.story.asked import METRES_A_MPS, ConstraintRow
from replay.race.story.finding import Barrier, Finding, Reason, ReasonKind
from replay.race.story.in_window import at_parts
from replay.race.story.places.order_rows import ABREAST_M
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.judging.barriers import barriers
from replay.reconstruction.judging.findings import findings_of
from replay.reconstruction.judging.height_conflicts import height_reason
from replay.reconstruction.judging.infeasible_subset import Trial, afresh, least_miss, smallest_conflict
from replay.reconstruction.judging.last_trial import last_reason
from replay.reconstruction.judging.screening import SetAside
from replay.reconstruction.problem.race_problem import strength
from replay.reconstruction.solving.attempt import Attempt, attempted_again
from replay.reconstruction.solving.iteration import Report
from replay.reconstruction.solving.parting import finished_attempt, first_attempt
from replay.reconstruction.state.iterate import Iterate, sampled_motion_of
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.reconstruction.tools.quadratic_program import SolverError

_ROUNDS = 8
"""Rounds of diagnosis. Each finds all reasons that there are for the motion as it is, and makes one new attempt, so
this bounds how many facts can be rescued."""

_ROUNDS_OF_LARGE = 1
"""The same where programs are large. With 16 riders a round takes half a minute."""

_SURELY = 5.0
"""How sure a fact counts that can be met and was not: then it weighs more than the usual order of riders."""

_LEAST_TOLERANCE_M = 0.05
"""A trial need not come nearer than this, however exact a fact is: the program knows splines, and not every sample."""

_MET_M = 0.5
"""By how much a row of distances may be missed where a fact of a side fails on the heights. Riders who are asked to be
level are still beside each other with so much more between them."""

_METRES_A_SECOND = 15.0
"""About how far riders go in the seconds in which gaps are told."""


@dataclass(frozen=True, slots=True, eq=False)
class _Possible:
    """A motion in which a missed fact stands beside all that are stronger: where to look for the answer."""

    fact: StoryFact
    iterate: Iterate


@dataclass(frozen=True, slots=True, eq=False)
class _Round:
    """What facts are examined with. tried: facts that were asked for before all others once already, in vain."""

    findings: dict[str, Finding]
    aside: tuple[SetAside, ...]
    tried: frozenset[str]

    def standing(self, attempt: Attempt, fact: StoryFact) -> tuple[StoryFact, ...]:
        """The other facts, as strong or stronger, that are met; for one tried in vain, those that are asked as well."""
        asked = {other.id for other in attempt.iterate.facts} if fact.id in self.tried else set()
        return tuple(
            other
            for other in attempt.story
            if other.id != fact.id
            and (other.id in asked or not self.findings[other.id].is_missed)
            and strength(other) >= strength(fact)
        )


def diagnose(attempt: Attempt, aside: tuple[SetAside, ...], report: Report) -> tuple[Attempt, dict[str, Reason]]:
    """The attempt with every fact met that can be, and for each of the others the reason, by the fact's id.

    In each round the strongest fact without a reason is either found to be excluded, and asked for no more, or is asked
    for again before all others: first from the motion as it is, which is near to the likely one, and if that is in vain
    from the motion of the trial that met it. Attempts stay rough as long as they miss something.
    """
    reasons = {item.fact.id: item.reason for item in aside if item.certain and item.reason}
    asked_first: set[str] = set()
    tried: set[str] = set()
    attempts = [attempt]
    for count in range(_ROUNDS_OF_LARGE if attempt.iterate.is_large else _ROUNDS):
        if attempt.rough and not _missed(attempt, reasons):
            attempt = _last_finished(attempts, report)
        findings = findings_of(attempt.story, attempt.evidence())
        missed = [fact for fact in attempt.story if findings[fact.id].is_missed and fact.id not in reasons]
        if not missed:
            break
        report(0.7 + 0.02 * count)
        possible = _sort_out(attempt, missed, _Round(findings, aside, frozenset(tried)), reasons)
        again = possible is not None and possible.fact.id in asked_first
        if possible is not None:
            (tried if again else asked_first).add(possible.fact.id)
        facts = _asked(attempt, reasons, possible)
        if possible is None and len(facts) == len(attempt.iterate.facts):
            break
        starts = (possible.iterate, attempt.iterate) if possible and again else (attempt.iterate,)
        attempt = _asked_again(attempt, starts, facts, frozenset(reasons))
        attempts.append(attempt)
    attempt = replace(_least_shared(attempts, report), barred=frozenset(reasons))
    return _last_trials(_from_the_start(attempt, reasons, report), reasons, report)


def _last_finished(attempts: list[Attempt], report: Report) -> Attempt:
    """The last attempt that can be finished, which then is the last of them. Raises SolverError."""
    while True:
        try:
            attempts[-1] = finished_attempt(attempts[-1], report)
        except SolverError:
            if len(attempts) == 1:
                raise
            attempts.pop()
        else:
            return attempts[-1]


def _least_shared(attempts: list[Attempt], report: Report) -> Attempt:
    """The last attempt; if riders share ground in it, and in one before in far fewer moments, that one.

    A fact that is met through other riders is not met. Raises SolverError.
    """
    _last_finished(attempts, report)
    *before, last = attempts
    best, least = last, last.shared_ground() if before else 0
    for attempt in reversed(_finished(before, report) if least else []):
        shared = attempt.shared_ground()
        if shared < least / 2:
            best, least = attempt, shared
    return best


def _finished(attempts: Sequence[Attempt], report: Report) -> list[Attempt]:
    """Those of the attempts that can be finished, finished."""
    finished = []
    for attempt in attempts:
        with suppress(SolverError):
            finished.append(finished_attempt(attempt, report))
    return finished


def _last_trials(attempt: Attempt, reasons: dict[str, Reason], report: Report) -> tuple[Attempt, dict[str, Reason]]:
    """The attempt and all reasons, by fact id, after whole motions were looked for with the facts still missed.

    Each of them has a reason then, or stands in the motion that is given.
    """
    reasons = dict(reasons)
    for fact in attempt.story:
        missed = _missed(attempt, reasons)
        if fact.id not in missed:
            continue
        report(0.85)
        idle = missed | set(reasons)
        standing = [one for one in attempt.iterate.facts if not (one.imagined or one.shown_only or one.id in idle)]
        found = last_reason(attempt, fact, standing)
        if isinstance(found, Reason):
            reasons[fact.id] = found
        else:
            attempt = replace(found, story=attempt.story, barred=attempt.barred)
    return attempt, reasons


def _from_the_start(attempt: Attempt, reasons: dict[str, Reason], report: Report) -> Attempt:
    """An attempt that owes nothing to those before, asked for what nothing excludes and is missed, if it is better.

    Every attempt keeps most of the order that the one before had, and some facts can only be met from another.
    """
    missed = _missed(attempt, reasons)
    if not missed or attempt.iterate.is_large:
        return attempt
    iterate = attempt.iterate
    asked = tuple(replace(fact, sure=_SURELY, main=True) if fact.id in missed else fact for fact in iterate.facts)
    try:
        tried = first_attempt(iterate.problem, asked, attempt.story, frozenset(reasons), report)
    except SolverError:
        return attempt
    better = _missed(tried, reasons) < missed and tried.shared_ground() <= attempt.shared_ground()
    return tried if better else attempt


def _missed(attempt: Attempt, reasons: dict[str, Reason]) -> frozenset[str]:
    """Ids of the facts that are missed though nothing excludes them."""
    findings = findings_of(attempt.story, attempt.evidence())
    return frozenset(fact.id for fact in attempt.story if findings[fact.id].is_missed and fact.id not in reasons)


def _asked_again(
    attempt: Attempt, starts: tuple[Iterate, ...], facts: tuple[StoryFact, ...], barred: frozenset[str]
) -> Attempt:
    """A rough attempt asked for these facts, from the first start from which there is one; else the one as it is.

    A trial has only the limits and what it tries, so its motion may be one from which nothing else can be met.
    """
    for start in starts:
        was = attempt.iterate.formulation
        asked = start.asking(facts=facts, prior_sd_s=was.prior_sd_s, apart=was.apart)
        try:
            return attempted_again(attempt, asked, barred)
        except SolverError:
            continue
    return attempt


def _sort_out(
    attempt: Attempt, missed: list[StoryFact], this_round: _Round, reasons: dict[str, Reason]
) -> _Possible | None:
    """Adds the reasons that are found; gives the first fact for which there is none, with a motion that meets it."""
    possible = None
    for fact in sorted(missed, key=strength, reverse=True):
        if possible is not None and fact.id not in this_round.tried:
            continue
        found = _examined_in_window(attempt, fact, this_round)
        if isinstance(found, Reason):
            reasons[fact.id] = found
        elif fact.id not in this_round.tried:
            possible = found
    return possible


def _asked(attempt: Attempt, reasons: dict[str, Reason], possible: _Possible | None) -> tuple[StoryFact, ...]:
    """The facts to ask for, as they are told: not those with a reason, and the possible one before all."""
    asked = {fact.id: fact for fact in attempt.iterate.facts if fact.id not in reasons}
    if possible is not None:
        asked[possible.fact.id] = replace(possible.fact, sure=_SURELY, main=True)
    return tuple(asked[fact.id] for fact in attempt.story if fact.id in asked)


def _examined_in_window(attempt: Attempt, fact: StoryFact, this_round: _Round) -> Reason | _Possible:
    """The same; a fact of a window that something excludes is examined at several moments of the window as well."""
    found = _examined(attempt, fact, this_round)
    if fact.during is None or isinstance(found, _Possible) or found in [item.reason for item in this_round.aside]:
        return found
    for part in at_parts(fact, sampled_motion_of(attempt.iterate)):
        tried = _examined(attempt, part, this_round)
        if isinstance(tried, _Possible):
            return tried
    return found


def _examined(attempt: Attempt, fact: StoryFact, this_round: _Round) -> Reason | _Possible:
    """What a missed fact cannot stand with: limits and results, or stronger facts; or a motion in which it stands."""
    finding = this_round.findings[fact.id]
    unit_m = _metres_of_a(finding.unit)
    tolerance_m = max(finding.tolerance * unit_m, _LEAST_TOLERANCE_M)
    standing = this_round.standing(attempt, fact)
    if _misses_heights_alone(fact, attempt.iterate):
        reason = height_reason(attempt.iterate, fact, standing, tolerance_m)
        return reason or _Possible(fact, attempt.iterate)
    alone, start = least_miss(attempt.iterate, fact, (), tolerance_m), attempt.iterate
    if alone.miss_m > tolerance_m:
        again = afresh(attempt.iterate.problem, fact, (), tolerance_m)
        if again.miss_m > tolerance_m or again.iterate is None:
            best = min(alone.miss_m, again.miss_m) / unit_m if finding.unit in _SHOWN_UNITS else None
            return _beyond_riders(
                again if again.iterate and again.miss_m < alone.miss_m else alone, fact, tolerance_m, best
            )
        start = again.iterate
    rivals = next((item.reason for item in this_round.aside if item.fact.id == fact.id), None)
    if rivals is not None:
        return rivals
    return _beside_others(start, fact, standing, tolerance_m, proven=fact.id in this_round.tried)


def _beyond_riders(trial: Trial, fact: StoryFact, tolerance_m: float, best: float | None) -> Reason:
    """The reason of a fact that a trial of it alone misses, with the limits that hold it off."""
    found: tuple[Barrier, ...] = ()
    if trial.iterate is not None and not trial.iterate.is_large:
        found = barriers(trial.iterate, fact, tolerance_m)
    return Reason(ReasonKind.RESULTS, remark="cannot be ridden", best=best, barriers=found)


def _beside_others(
    iterate: Iterate, fact: StoryFact, standing: tuple[StoryFact, ...], tolerance_m: float, *, proven: bool
) -> Reason | _Possible:
    """The facts that exclude one that can be ridden, or a motion in which it stands beside them.

    proven: whether those found need no trial of their own, because the motion from that was no better
    """
    found = smallest_conflict(iterate, fact, standing, tolerance_m)
    if isinstance(found, Iterate) or not found:
        return _Possible(fact, found if isinstance(found, Iterate) else iterate)
    against = tuple(other for other in standing if other.id in found)
    if not proven:
        trial = afresh(iterate.problem, fact, against, tolerance_m)
        if trial.miss_m <= tolerance_m and trial.iterate is not None:
            return _Possible(fact, trial.iterate)
    return Reason(ReasonKind.FACTS, found)


def _misses_heights_alone(fact: StoryFact, iterate: Iterate) -> bool:
    """Whether a fact asks something of heights, and all that it asks of distances is met."""
    sampled = sampled_motion_of(iterate)
    return bool(fact.heights_asked(sampled)) and all(_is_met(row, sampled) for row in fact.constraints(sampled))


def _is_met(row: ConstraintRow, sampled: SampledMotion) -> bool:
    shown = sum(
        term.factor * float((sampled.speed if term.derivative else sampled.distance)(term.time_s)[term.rider])
        for term in row.terms
    )
    return max(row.low - shown, shown - row.high) * row.scale <= _MET_M


_SHOWN_UNITS = ("m", "s", "km/h")
"""Units in which it helps to say how near the best trial came; places are whole."""


def _metres_of_a(unit: str) -> float:
    """What a miss of one unit is to the solver, whose slacks are in metres."""
    return {"s": _METRES_A_SECOND, "km/h": METRES_A_MPS / 3.6, "places": ABREAST_M}.get(unit, 1.0)
