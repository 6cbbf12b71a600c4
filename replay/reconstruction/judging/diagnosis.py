"""Weighing told facts: why some are missed, and another try for those that nothing excludes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from replay.race.story.told import Told
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
from replay.reconstruction.problem.start_list import strength
from replay.reconstruction.solving.attempt import Draft, Report, redrafted
from replay.reconstruction.state.iterate import Step
from replay.reconstruction.tools.quadratic_program import SolverError

_ROUNDS = 6

_SURELY = 5.0
"""How sure a fact counts that can be met and was not: then it weighs more than the usual order of riders."""


@dataclass(frozen=True, slots=True, eq=False)
class _Possible:
    """A motion in which a missed fact stands beside all that are stronger: where to look for the answer."""

    fact: Told
    step: Step


@dataclass(frozen=True, slots=True, eq=False)
class _Scale:
    """What facts are weighed with. tried: facts that were asked for before all others once already, in vain."""

    findings: dict[str, Finding]
    aside: tuple[SetAside, ...]
    tried: frozenset[str]

    def standing(self, draft: Draft, fact: Told) -> tuple[Told, ...]:
        """The other facts, as strong or stronger, that are met; for one tried in vain, those that are asked as well."""
        asked = {other.id for other in draft.step.facts} if fact.id in self.tried else set()
        return tuple(
            other
            for other in draft.story
            if other.id != fact.id
            and (other.id in asked or not is_missed(self.findings[other.id]))
            and strength(other) >= strength(fact)
        )


def weigh(draft: Draft, aside: tuple[SetAside, ...], report: Report) -> tuple[Draft, dict[str, Reason]]:
    """The draft with every fact met that can be, and for each of the others the reason, by the fact's id.

    In each round the strongest fact without a reason is either found to be excluded, and asked for no more, or is asked
    for again from a motion that meets it.
    """
    reasons = {item.fact.id: Reason(item.against, item.note) for item in aside if item.certain}
    tried: set[str] = set()
    for count in range(_ROUNDS):
        findings = _findings(draft)
        missed = [fact for fact in draft.story if is_missed(findings[fact.id]) and fact.id not in reasons]
        if not missed:
            break
        report(0.7 + 0.05 * count)
        possible = _sort_out(draft, missed, _Scale(findings, aside, frozenset(tried)), reasons)
        tried |= {possible.fact.id} if possible else set()
        facts = _asked(draft, reasons, possible)
        if possible is None and len(facts) == len(draft.step.facts):
            break
        starts = (possible.step, draft.step) if possible else (draft.step,)
        draft = _asked_again(draft, starts, facts, frozenset(reasons), report)
    return draft, reasons


def _asked_again(
    draft: Draft, starts: tuple[Step, ...], facts: tuple[Told, ...], barred: frozenset[str], report: Report
) -> Draft:
    """A draft that is asked for these facts, from the first start from which there is one; else the draft as it is.

    A trial has only the limits and what it tries, so its motion may be one from which nothing else can be met.
    """
    for start in starts:
        asked = replace(start, facts=facts, prior_sd_s=draft.step.prior_sd_s, apart=draft.step.apart)
        try:
            return redrafted(draft, asked, barred, report)
        except SolverError:
            continue
    return draft


def _sort_out(draft: Draft, missed: list[Told], scale: _Scale, reasons: dict[str, Reason]) -> _Possible | None:
    """Adds the reasons that are found; gives the first fact for which there is none, with a motion that meets it."""
    possible = None
    for fact in sorted(missed, key=strength, reverse=True):
        if possible is not None and fact.id not in scale.tried:
            continue
        found = _examined(draft, fact, scale)
        if isinstance(found, Reason):
            reasons[fact.id] = found
        elif fact.id not in scale.tried:
            possible = found
    return possible


def _asked(draft: Draft, reasons: dict[str, Reason], possible: _Possible | None) -> tuple[Told, ...]:
    """The facts to ask for, as they are told: not those with a reason, and the possible one before all."""
    asked = {fact.id: fact for fact in draft.step.facts if fact.id not in reasons}
    if possible is not None:
        asked[possible.fact.id] = replace(possible.fact, sure=_SURELY, main=True)
    return tuple(asked[fact.id] for fact in draft.story if fact.id in asked)


def _findings(draft: Draft) -> dict[str, Finding]:
    evidence = draft.evidence()
    return {fact.id: finding_of(fact, evidence) for fact in draft.story}


def is_missed(finding: Finding) -> bool:
    """Whether a fact is further off than what its words leave open."""
    return finding.miss > max(finding.tolerance, finding.exact_within)


def _examined(draft: Draft, fact: Told, scale: _Scale) -> Reason | _Possible:
    """What a missed fact cannot stand with: limits and results, or stronger facts; or a motion in which it stands."""
    finding = scale.findings[fact.id]
    unit = _metres_per_unit(finding)
    tolerance = max(finding.tolerance * unit, 0.05)
    if asks_heights(fact):
        reason = height_reason(draft.step, fact, scale.standing(draft, fact), finding.asked, tolerance)
        return reason or _Possible(fact, draft.step)
    alone = least_miss(draft.step, fact, (), tolerance).miss_m
    if alone > tolerance:
        return Reason((RESULTS, LIMITS), f"cannot be ridden{_short(alone / unit, finding.unit)}")
    rivals = next((item.against for item in scale.aside if item.fact.id == fact.id), ())
    if rivals:
        return Reason(rivals)
    found = smallest_conflict(draft.step, fact, scale.standing(draft, fact), tolerance)
    return _Possible(fact, found) if isinstance(found, Step) else Reason(found)


def _short(miss: float, unit: str) -> str:
    """By how much even the best trial missed, where that is a number of the fact's own unit."""
    return f": {AT_BEST}{miss:.1f} {unit} short of it" if unit in ("m", "s", "km/h") else ""


def _metres_per_unit(finding: Finding) -> float:
    """What a miss of one unit is to the solver, whose slacks are in metres (5 m for 1 m/s, see the demands)."""
    return {"s": 15.0, "km/h": 5.0 / 3.6, "places": 0.3}.get(finding.unit, 1.0)
