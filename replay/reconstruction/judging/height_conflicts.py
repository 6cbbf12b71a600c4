"""Why a fact of sides and heights is missed: found by trials of the lines up the boards, with the distances held."""

from __future__ import annotations

import numpy as np

from replay.race.story.asked import HeightRow
from replay.race.story.finding import Barrier, Limit, Reason, ReasonKind
from replay.race.story.in_window import at_moments
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.lateral.height import Heights, heights
from replay.reconstruction.lateral.side_by_side import sides
from replay.reconstruction.lateral.slow_lines import highest_slow_m
from replay.reconstruction.problem.start_line import highest_m
from replay.reconstruction.state.iterate import Iterate, sampled_motion_of
from replay.reconstruction.state.sampled_iterate import SampledMotion

_HZ = 50.0
"""As for the lines that are shown: coarser, meetings would begin and end elsewhere."""

_LOOKS = 41
"""Moments at which a height that may be reached about a time is looked for: ten in a second."""


def height_reason(
    iterate: Iterate, fact: StoryFact, others: tuple[StoryFact, ...], tolerance_m: float
) -> Reason | None:
    """What a fact of a side or a height cannot stand with; None if it can stand beside all others."""
    sampled = sampled_motion_of(iterate, _HZ)
    fact, *beside = at_moments((fact, *others), sampled)
    others = tuple(other for other in beside if other.sides_asked(sampled) or other.heights_asked(sampled))

    def is_missed(*beside: StoryFact) -> bool:
        return _miss_m(sampled, iterate, fact, beside) > tolerance_m

    if is_missed():
        return Reason(
            ReasonKind.RESULTS,
            remark="cannot be ridden where the riders are then",
            barriers=_too_high(sampled, fact),
        )
    if not is_missed(*others):
        return None
    needed = others
    for other in others:
        rest = tuple(kept for kept in needed if kept is not other)
        if rest and is_missed(*rest):
            needed = rest
    return Reason(ReasonKind.FACTS, tuple(other.id for other in needed))


def _too_high(sampled: SampledMotion, fact: StoryFact) -> tuple[Barrier, ...]:
    """The limit of heights that a fact of one rider exceeds, if it does: of the boards, or of steep ones at a pace."""
    problem = sampled.problem
    highest = highest_m(problem)
    for row in fact.heights_asked(sampled):
        if len(row.riders) != 1 or row.since_s is not None:
            continue
        rider = row.riders[0][0]
        if row.low_m > highest:
            return (Barrier(Limit.BOARDS, highest, row.low_m),)
        where, speed = (np.array([of(row.time_s)[rider]]) for of in (sampled.distance, sampled.speed))
        steep = float(highest_slow_m(problem.velodrome, where, speed, highest)[0])
        if row.low_m > steep:
            return (Barrier(Limit.STEEP, steep, row.low_m),)
    return ()


def _miss_m(sampled: SampledMotion, iterate: Iterate, fact: StoryFact, others: tuple[StoryFact, ...]) -> float:
    """By how much the fact is missed on the lines that are found for it and the others."""
    facts = (fact, *others)
    down = iterate.linearisation.down
    lines = heights(sampled, sides(sampled, facts, down), facts, down)
    return max((row.low_m - _reached_m(lines, row) for row in fact.heights_asked(sampled)), default=0.0)


def _reached_m(lines: Heights, row: HeightRow) -> float:
    """The largest sum of heights that a row has about its time."""
    looks = _LOOKS if row.about_s else 1
    times = np.linspace(row.time_s - row.about_s, row.time_s + row.about_s, looks)
    at = lines.at(times)
    if row.since_s is not None:
        at = at - lines.at(np.array([row.since_s]))
    return float(sum(factor * at[rider] for rider, factor in row.riders).max())
