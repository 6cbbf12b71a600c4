"""Why what is told of sides and heights is missed: found by trials of the lines up the boards, distances held."""

from __future__ import annotations

import numpy as np

from replay.race.story.story_facts import OvertakeFact, RideHighFact, SideFact, StoryFact
from replay.reconstruction.judging.infeasible_subset import LIMITS, RESULTS, Reason
from replay.reconstruction.lateral.height import heights
from replay.reconstruction.lateral.side_by_side import sides
from replay.reconstruction.state.iterate import Iterate, sampled_motion_of
from replay.reconstruction.state.sampled_iterate import SampledMotion

_HZ = 50.0
_ABOUT_S = 2.0


def asks_heights(fact: StoryFact) -> bool:
    """Whether a fact asks something of heights and nothing of distances."""
    return isinstance(fact, SideFact | RideHighFact)


def height_reason(
    iterate: Iterate, fact: StoryFact, others: tuple[StoryFact, ...], asked_m: float, tolerance_m: float
) -> Reason | None:
    """What a fact of a side or a height cannot stand with; None if it can stand beside all others.

    asked_m  the height, or the difference of heights, that the fact asks for
    """
    sampled = sampled_motion_of(iterate, _HZ)
    others = tuple(other for other in others if isinstance(other, SideFact | RideHighFact | OvertakeFact))
    if _miss_m(sampled, iterate, fact, (), asked_m) > tolerance_m:
        return Reason((RESULTS, LIMITS), "cannot be ridden where the riders are then")
    if _miss_m(sampled, iterate, fact, others, asked_m) <= tolerance_m:
        return None
    needed = others
    for other in others:
        rest = tuple(told for told in needed if told is not other)
        if rest and _miss_m(sampled, iterate, fact, rest, asked_m) > tolerance_m:
            needed = rest
    return Reason(tuple(other.id for other in needed))


def _miss_m(
    sampled: SampledMotion, iterate: Iterate, fact: StoryFact, others: tuple[StoryFact, ...], asked_m: float
) -> float:
    facts = (fact, *others)
    lines = heights(sampled, sides(sampled, facts, iterate.linearisation.fall_s), facts, iterate.linearisation.fall_s)
    time = sampled.moment(fact.when)
    if isinstance(fact, SideFact):
        rider, of = (float(lines.at(np.array([time]))[sampled.problem.row(name), 0]) for name in (fact.rider, fact.of))
        return max(asked_m + (rider - of if fact.inside else of - rider), 0.0)
    assert isinstance(fact, RideHighFact)
    about = np.linspace(time - _ABOUT_S, time + _ABOUT_S, 41)
    return max(asked_m - float(lines.at(about)[sampled.problem.row(fact.rider)].max()), 0.0)
