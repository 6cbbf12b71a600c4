"""Weighing told facts: why some are missed, and another try for those that nothing excludes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from replay.race.story.story_facts import StoryFact
from replay.reconstruction.judging.findings import Finding, finding_of
from replay.reconstruction.judging.height_conflicts import asks_heights, height_reason
from replay.reconstruction.judging.infeasible_subset import (
    AT_BEST,
    LIMITS,
    RESULTS,
    Reason,
    least_miss,
    smallest_conflict,
)
from replay.reconstruction.judging.screening import SetAside
from replay.reconstruction.problem.race_problem import strength
from replay.reconstruction.solving.attempt import Attempt, attempted_again
from replay.reconstruction.solving.iteration import Report
from replay.reconstruction.state.iterate import Iterate
from replay.reconstruction.tools.quadratic_program import SolverError

_ROUNDS = 6

_SURELY = 5.0
"""How sure a fact counts that can be met and was not: then it weighs more than the usual order of riders."""


@dataclass(frozen=True, slots=True, eq=False)
class _Possible:
    """A motion in which a missed fact stands beside all that are stronger: where to look for the answer."""

    fact: StoryFact
    iterate: Iterate


@dataclass(frozen=True, slots=True, eq=False)
class _Scale:
    """What facts are weighed with. tried: facts that were asked for before all others once already, in vain."""

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
            and (other.id in asked or not is_missed(self.findings[other.id]))
            and strength(other) >= strength(fact)
        )


def weigh(attempt: Attempt, aside: tuple[SetAside, ...], report: Report) -> tuple[Attempt, dict[str, Reason]]:
    """The attempt with every fact met that can be, and for each of the others the reason, by the fact's id.

    In each round the strongest fact without a reason is either found to be excluded, and asked for no more, or is asked
    for again from a motion that meets it.
    """
    reasons = {item.fact.id: Reason(item.against, item.note) for item in aside if item.certain}
    tried: set[str] = set()
    for count in range(_ROUNDS):
        findings = _findings(attempt)
        missed = [fact for fact in attempt.story if is_missed(findings[fact.id]) and fact.id not in reasons]
        if not missed:
            break
        report(0.7 + 0.05 * count)
        possible = _sort_out(attempt, missed, _Scale(findings, aside, frozenset(tried)), reasons)
        tried |= {possible.fact.id} if possible else set()
        facts = _asked(attempt, reasons, possible)
        if possible is None and len(facts) == len(attempt.iterate.facts):
            break
        starts = (possible.iterate, attempt.iterate) if possible else (attempt.iterate,)
        attempt = _asked_again(attempt, starts, facts, frozenset(reasons), report)
    return attempt, reasons


def _asked_again(
    attempt: Attempt, starts: tuple[Iterate, ...], facts: tuple[StoryFact, ...], barred: frozenset[str], report: Report
) -> Attempt:
    """A attempt that is asked for these facts, from the first start from which there is one; else the attempt as it is.

    A trial has only the limits and what it tries, so its motion may be one from which nothing else can be met.
    """
    for start in starts:
        was = attempt.iterate.formulation
        asked = start.asking(facts=facts, prior_sd_s=was.prior_sd_s, apart=was.apart)
        try:
            return attempted_again(attempt, asked, barred, report)
        except SolverError:
            continue
    return attempt


def _sort_out(attempt: Attempt, missed: list[StoryFact], scale: _Scale, reasons: dict[str, Reason]) -> _Possible | None:
    """Adds the reasons that are found; gives the first fact for which there is none, with a motion that meets it."""
    possible = None
    for fact in sorted(missed, key=strength, reverse=True):
        if possible is not None and fact.id not in scale.tried:
            continue
        found = _examined(attempt, fact, scale)
        if isinstance(found, Reason):
            reasons[fact.id] = found
        elif fact.id not in scale.tried:
            possible = found
    return possible


def _asked(attempt: Attempt, reasons: dict[str, Reason], possible: _Possible | None) -> tuple[StoryFact, ...]:
    """The facts to ask for, as they are told: not those with a reason, and the possible one before all."""
    asked = {fact.id: fact for fact in attempt.iterate.facts if fact.id not in reasons}
    if possible is not None:
        asked[possible.fact.id] = replace(possible.fact, sure=_SURELY, main=True)
    return tuple(asked[fact.id] for fact in attempt.story if fact.id in asked)


def _findings(attempt: Attempt) -> dict[str, Finding]:
    evidence = attempt.evidence()
    return {fact.id: finding_of(fact, evidence) for fact in attempt.story}


def is_missed(finding: Finding) -> bool:
    """Whether a fact is further off than what its words leave open."""
    return finding.miss > max(finding.tolerance, finding.exact_within)


def _examined(attempt: Attempt, fact: StoryFact, scale: _Scale) -> Reason | _Possible:
    """What a missed fact cannot stand with: limits and results, or stronger facts; or a motion in which it stands."""
    finding = scale.findings[fact.id]
    unit = _metres_per_unit(finding)
    tolerance = max(finding.tolerance * unit, 0.05)
    if asks_heights(fact):
        reason = height_reason(attempt.iterate, fact, scale.standing(attempt, fact), finding.asked, tolerance)
        return reason or _Possible(fact, attempt.iterate)
    alone = least_miss(attempt.iterate, fact, (), tolerance).miss_m
    if alone > tolerance:
        return Reason((RESULTS, LIMITS), f"cannot be ridden{_short(alone / unit, finding.unit)}")
    rivals = next((item.against for item in scale.aside if item.fact.id == fact.id), ())
    if rivals:
        return Reason(rivals)
    found = smallest_conflict(attempt.iterate, fact, scale.standing(attempt, fact), tolerance)
    return _Possible(fact, found) if isinstance(found, Iterate) else Reason(found)


def _short(miss: float, unit: str) -> str:
    """By how much even the best trial missed, where that is a number of the fact's own unit."""
    return f": {AT_BEST}{miss:.1f} {unit} short of it" if unit in ("m", "s", "km/h") else ""


def _metres_per_unit(finding: Finding) -> float:
    """What a miss of one unit is to the solver, whose slacks are in metres (5 m for 1 m/s, see the demands)."""
    return {"s": 15.0, "km/h": 5.0 / 3.6, "places": 0.3}.get(finding.unit, 1.0)
