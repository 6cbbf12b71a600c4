"""Contradictions that arithmetic alone finds, before anything is solved."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from replay.events.paced_way import paced_way
from replay.race.story.finding import CROSSING_ORDER_ID, Reason, ReasonKind
from replay.race.story.in_window import riding
from replay.race.story.places.order_rows import FASTEST_AT_LINE_MPS, SLOWEST_AT_LINE_MPS, claims_at_line
from replay.race.story.story_fact import StoryFact
from replay.race.when import Course, Mark, When
from replay.reconstruction.constraints.stopped_race import AFTER_STOP_S
from replay.reconstruction.problem.race_problem import Problem, strength
from replay.reconstruction.problem.start_line import highest_m
from replay.reconstruction.solving.first_guess import usual_finish_s
from replay.reconstruction.solving.rough_motion import rough_sampled
from replay.reconstruction.state.sampled_iterate import SampledMotion

LOOSE = 0.5
"""Facts less sure than this do not shape the motion before the others are met: figures of speech."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A fact that is not asked of the solver at first. reason: what it contradicts; None if it is only loosely told.

    certain  whether no motion can hold it: measured or stronger facts say the opposite in the same terms
    """

    fact: StoryFact
    reason: Reason | None
    certain: bool


def screen(problem: Problem, story: tuple[StoryFact, ...]) -> tuple[tuple[StoryFact, ...], tuple[SetAside, ...]]:
    """(facts to be met, facts set aside): those against what is measured, the weaker of two accounts, and loose words.

    Facts are looked at from the strongest to the weakest, each beside those that are kept already.
    """
    measured = KnownRace(problem)
    too_late, down = _after_stop(problem, story), _of_the_fallen(problem, story)
    kept: list[StoryFact] = []
    aside: list[SetAside] = []
    for fact in sorted(story, key=strength, reverse=True):
        # At another moment of a window the opposite may be true.
        beside = [other for other in kept if fact.during is None and other.during is None]
        opposite = next((other for other in beside if fact.opposes(other)), None)
        rivals = tuple(other.id for other in beside if fact.excludes(other, problem.course))
        known = _known(fact, measured) if fact.during is None else None
        excluded = Reason(ReasonKind.STOP) if fact.id in too_late else down.get(fact.id, known)
        if opposite is not None:
            aside.append(SetAside(fact, Reason(ReasonKind.FACTS, (opposite.id,)), certain=True))
        elif excluded is not None:
            aside.append(SetAside(fact, excluded, certain=True))
        elif rivals:
            aside.append(SetAside(fact, Reason(ReasonKind.FACTS, rivals), certain=False))
        elif fact.sure < LOOSE:
            aside.append(SetAside(fact, None, certain=False))
        else:
            kept.append(fact)
    order = {fact.id: place for place, fact in enumerate(story)}
    return tuple(sorted(kept, key=lambda fact: order[fact.id])), tuple(aside)


def _known(fact: StoryFact, measured: KnownRace) -> Reason | None:
    """What is known exactly that a fact of one moment cannot stand with."""
    return fact.contradiction(measured) or claims_at_line(fact.claims, fact.when, measured)


def blamed_on_results(
    problem: Problem, motion: SampledMotion, story: tuple[StoryFact, ...], reasons: dict[str, Reason]
) -> dict[str, Reason]:
    """The reasons, by the fact's id, with the results instead of other facts where a fact cannot stand with them.

    Before there is a motion metres of a gap at the line are held against its seconds at any speed that there is. With
    one it is known about how fast they are there.
    """
    won = problem.winner
    if won is None:
        return reasons
    line_mps = float(motion.speed(motion.finish_s)[won])
    measured = KnownRace(problem, (line_mps * (1.0 - _LINE_SHARE), line_mps * (1.0 + _LINE_SHARE)))
    blamed = {
        fact.id: known
        for fact in story
        if fact.id in reasons and reasons[fact.id].kind is ReasonKind.FACTS and fact.during is None
        if (known := fact.contradiction(measured)) is not None
    }
    return {**reasons, **blamed}


_LINE_SHARE = 0.1
"""How much faster or slower than the motion has it the riders may be at the line: other motions do not differ more."""


def lying(fact: StoryFact, problem: Problem, motion: SampledMotion) -> Reason | None:
    """The fall of somebody who must be on his bicycle for the fact and lies on the boards at its moment; None else."""
    crashes = {rider: crash for rider, crash in problem.fallen if crash.id != fact.id}
    time_s = motion.moment(fact.when)
    for rider in map(problem.index, riding(fact)):
        if rider in crashes and motion.is_down(rider, time_s):
            return Reason(ReasonKind.FACTS, (crashes[rider].id,))
    return None


def _of_the_fallen(problem: Problem, story: tuple[StoryFact, ...]) -> dict[str, Reason]:
    """Facts about riders who lie on the boards at their moment, with their falls, where the file alone says so.

    Moments in metres to go and seconds of the race are not held against each other before there is a motion.
    """
    if not problem.fallen:
        return {}
    sampled = rough_sampled(problem, (), usual_finish_s(problem))
    on_the_way = {fact.id: problem.course.distance_m(fact.when) is not None for fact in story}
    found = ((fact.id, lying(fact, problem, sampled)) for fact in story if fact.during is None)
    return {fact: reason for fact, reason in found if reason and on_the_way[fact] == on_the_way[reason.facts[0]]}


def _after_stop(problem: Problem, story: tuple[StoryFact, ...]) -> frozenset[str]:
    """Ids of the facts that speak of a time after the race was stopped, as roughly as that can be said so far.

    What is only shown may still be so while riders roll out.
    """
    if problem.stopped is None:
        return frozenset()
    sampled = rough_sampled(problem, (), usual_finish_s(problem))
    stop_s = sampled.moment(problem.stopped)
    return frozenset(
        fact.id
        for fact in story
        if max(map(sampled.moment, fact.moments)) > stop_s + (AFTER_STOP_S if fact.shown_only else 0.0)
    )


@dataclass(frozen=True, slots=True)
class KnownRace:
    """What the start list, the results and the track say without a motion. Facts ask it as a MeasuredRace."""

    problem: Problem
    line_speeds_mps: tuple[float, float] = (SLOWEST_AT_LINE_MPS, FASTEST_AT_LINE_MPS)

    @property
    def course(self) -> Course:
        return self.problem.course

    @property
    def width_m(self) -> float:
        return self.problem.velodrome.width_m

    @property
    def highest_m(self) -> float:
        return highest_m(self.problem)

    @property
    def starters(self) -> tuple[str, ...]:
        return self.problem.riders

    @property
    def winner(self) -> str | None:
        won = self.problem.winner
        return None if won is None or won in self.problem.unplaced else self.problem.riders[won]

    def after_winner_s(self, rider: str) -> float | None:
        index, won, crossing = self.problem.index(rider), self.problem.winner, self.problem.crossing
        if self.winner is None or index in self.problem.unplaced or not {index, won} <= set(crossing):
            return None
        if any({index, won} <= set(level) for level in self.problem.level):
            return None
        return self.timed_gap_s(self.winner, rider) if crossing.index(index) > crossing.index(won) else None

    def result_of(self, one: str, other: str) -> str:
        gaps = self.problem.gap_s
        timed = [name for name in (one, other) if gaps[self.problem.index(name)] != 0.0]
        known = not isnan(self.timed_gap_s(one, other)) and timed
        later = max(timed, key=lambda name: float(gaps[self.problem.index(name)])) if known else ""
        return f"result {later}" if later else CROSSING_ORDER_ID

    def timed_gap_s(self, ahead: str, behind: str) -> float:
        gaps, riders = self.problem.gap_s, [self.problem.index(behind), self.problem.index(ahead)]
        if not self.problem.assumed.isdisjoint(riders):
            return float("nan")
        return float(gaps[riders[0]] - gaps[riders[1]])

    def has_time_to_fall(self, rider: str) -> bool:
        return self.problem.index(rider) in {fallen for fallen, _ in self.problem.fallen}

    def next_over_line(self, rider: str) -> str | None:
        crossing = [self.problem.riders[index] for index in self.problem.crossing]
        later = crossing[crossing.index(rider) + 1 :] if rider in crossing else []
        return later[0] if later else None

    def pacer_off_by_s(self, when: When) -> float:
        pacer = self.problem.pacer
        way = paced_way(pacer.from_mps, pacer.to_mps, when, self.problem.course) if pacer else None
        return abs(way.off_m - pacer.off_m) / pacer.to_mps if pacer and way else 0.0

    def before_pacer_leaves_s(self, when: When) -> float:
        pacer = self.problem.pacer
        if pacer is None:
            return 0.0
        if when.mark in (Mark.PULL_OFF, Mark.RACE_TIME):
            mark_s = when.value if when.mark is Mark.RACE_TIME else pacer.off_s
            return max(pacer.off_s - mark_s - when.offset_s, 0.0)
        way = paced_way(pacer.from_mps, pacer.to_mps, when, self.problem.course)
        return max(pacer.off_m - way.off_m, 0.0) / pacer.to_mps if way else 0.0
