"""Contradictions that arithmetic alone finds, before anything is solved."""

from __future__ import annotations

from dataclasses import dataclass

from replay.base.units import mps
from replay.race.amounts import Bound, Unit
from replay.race.story.story_facts import (
    CaptionFact,
    GapFact,
    HoldWheelFact,
    LookBackFact,
    PacerOffFact,
    RideHighFact,
    StoryFact,
)
from replay.reconstruction.constraints.stopped_race import AFTER_STOP_S
from replay.reconstruction.constraints.told_facts import is_at_line
from replay.reconstruction.judging.findings import HIGH_TOLERANCE_M, PACER_OFF_S, tolerance_of
from replay.reconstruction.judging.infeasible_subset import LIMITS, PACER, STOP
from replay.reconstruction.judging.opposites import are_opposites
from replay.reconstruction.lateral.height import FENCE_M
from replay.reconstruction.problem.race_problem import Problem, leaving_m, strength
from replay.reconstruction.solving.first_guess import usual_finish_s
from replay.reconstruction.solving.rough_motion import rough_sampled

SLOWEST_AT_LINE_MPS = 8.0
FASTEST_AT_LINE_MPS = mps(80.0)

LOOSE = 0.5
"""Facts less sure than this do not shape the motion before the others are met."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A fact that is not asked of the solver at first. against: what it contradicts, or none if only loosely told.

    certain  whether no motion can hold it: measured or stronger facts say the opposite in the same terms
    """

    fact: StoryFact
    against: tuple[str, ...]
    certain: bool
    note: str = ""


def screen(problem: Problem, story: tuple[StoryFact, ...]) -> tuple[tuple[StoryFact, ...], tuple[SetAside, ...]]:
    """(facts to be met, facts set aside): those against timed gaps, the weaker of two accounts, and loose words."""
    kept: list[StoryFact] = []
    aside: list[SetAside] = []
    too_late = _after_stop(problem, story)
    for fact in sorted(story, key=strength, reverse=True):
        against, note = ((STOP,), "") if fact.id in too_late else _measured(problem, fact)
        opposites = tuple(other.id for other in kept if are_opposites(fact, other))
        rivals = tuple(other.id for other in kept if _exclude(problem, fact, other))
        if against or opposites:
            aside.append(SetAside(fact, opposites[:1] or against, certain=True, note=note))
        elif rivals:
            aside.append(SetAside(fact, rivals, certain=False))
        elif fact.sure < LOOSE:
            aside.append(SetAside(fact, (), certain=False))
        else:
            kept.append(fact)
    order = {fact.id: place for place, fact in enumerate(story)}
    return tuple(sorted(kept, key=lambda fact: order[fact.id])), tuple(aside)


def _after_stop(problem: Problem, story: tuple[StoryFact, ...]) -> frozenset[str]:
    """Ids of the facts that are told of a time after the race was stopped, as roughly as that can be said so far.

    Words alone may still be shown while riders roll out.
    """
    if problem.stopped is None:
        return frozenset()
    view = rough_sampled(problem, (), usual_finish_s(problem))
    stop_s = view.moment(problem.stopped)
    late = set()
    for fact in story:
        moments = (fact.when, fact.until) if isinstance(fact, HoldWheelFact) and fact.until else (fact.when,)
        room_s = AFTER_STOP_S if isinstance(fact, CaptionFact | LookBackFact) else 0.0
        if max(view.moment(when) for when in moments) > stop_s + room_s:
            late.add(fact.id)
    return frozenset(late)


def _measured(problem: Problem, fact: StoryFact) -> tuple[tuple[str, ...], str]:
    """What is known exactly that a fact cannot stand with, and what there is to say of it."""
    if isinstance(fact, PacerOffFact) and problem.pacer is not None and _pacer_late_s(problem, fact) > PACER_OFF_S:
        return (PACER,), ""
    if isinstance(fact, RideHighFact):
        top = problem.velodrome.width_m - FENCE_M
        if (fact.height_m or 0.0) > top + HIGH_TOLERANCE_M:
            return (LIMITS,), f"the boards are {problem.velodrome.width_m:g} m wide"
    return _against_gaps(problem, fact), ""


def _pacer_late_s(problem: Problem, fact: PacerOffFact) -> float:
    """Seconds between the leaving that is told and that of the pacer; 0 where the words do not say where it was."""
    assert problem.pacer is not None
    pacer = problem.pacer
    told = leaving_m(fact.when, problem.course, (pacer.from_mps + pacer.to_mps) / 2)
    return 0.0 if told is None else abs(told - pacer.off_m) / pacer.to_mps


def _against_gaps(problem: Problem, fact: StoryFact) -> tuple[str, ...]:
    """The timed gaps that a gap told at the finish cannot stand with."""
    if not isinstance(fact, GapFact) or not is_at_line(fact) or fact.ahead not in problem.riders:
        return ()
    ahead = problem.row(fact.ahead)
    behind = problem.row(fact.behind) if fact.behind else _next_over_line(problem, ahead)
    if behind is None:
        return ()
    timed = float(problem.gap_s[behind] - problem.gap_s[ahead])
    low, high = _interval(problem, fact)
    fastest, slowest = FASTEST_AT_LINE_MPS, SLOWEST_AT_LINE_MPS
    if fact.amount.unit is Unit.SECONDS:
        fastest = slowest = 1.0
    if timed != timed or (low <= timed * fastest and high >= timed * slowest):
        return ()
    return (f"result {problem.riders[behind]}",)


def _next_over_line(problem: Problem, ahead: int) -> int | None:
    later = problem.crossing[problem.crossing.index(ahead) + 1 :] if ahead in problem.crossing else ()
    return later[0] if later else None


def _exclude(problem: Problem, fact: StoryFact, other: StoryFact) -> bool:
    """Whether two told gaps speak of the same thing and moment and leave no value that agrees with both."""
    if not (isinstance(fact, GapFact) and isinstance(other, GapFact)):
        return False
    if (fact.when, fact.ahead, fact.behind) != (other.when, other.ahead, other.behind):
        return False
    if (fact.amount.unit is Unit.SECONDS) != (other.amount.unit is Unit.SECONDS):
        return False
    low, high = _interval(problem, fact)
    other_low, other_high = _interval(problem, other)
    return high < other_low or other_high < low


def _interval(problem: Problem, fact: GapFact) -> tuple[float, float]:
    """Amounts that agree with a told gap, in metres or seconds."""
    amount = fact.amount
    value = amount.value if amount.unit is Unit.SECONDS else problem.course.metres(amount)
    tolerance = tolerance_of(fact.amount, value)
    low = -float("inf") if fact.amount.bound is Bound.AT_MOST else value - tolerance
    high = float("inf") if fact.amount.bound is Bound.AT_LEAST else value + tolerance
    return low, high
