"""Facts that are true at a moment, or at some moment of a window: which moment that is, for a motion.

While a motion is looked for, the moment is the first at which the motion found so far meets the fact, or else the one
at which it comes nearest; it is chosen anew from each motion. The finished motion is measured all over the window.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from replay.race.story.finding import Finding, down_then
from replay.race.story.observed import ObservedMotion, ObservedRide
from replay.race.story.story_fact import StoryFact
from replay.race.when import Mark, When

_A_SECOND_AT_MOST, _MOST = 1.0, 60
"""Moments that are tried are no further apart than a second, the time in which a rider changes his effort, or as near
as so many of them are: a window of more than a minute is about nothing that is over in a second."""

_FINER = 4
"""On the finished motion so many times as many are looked at."""

_PARTS = (0.5, 0.25, 0.75, 0.0, 1.0)
"""Where in a window a fact is tried: first away from its ends, where others are told."""

_MET_M = 0.02
"""What is missed by less counts as met: the motion may then stay at the earliest moment."""


def at_moment(fact: StoryFact, motion: ObservedMotion) -> StoryFact:
    """The fact as told of the moment of its window that suits the motion; the fact itself if it has no window."""
    if fact.during is None:
        return fact
    pinned = [fixed_at(fact, time_s) for time_s in _moments(fact, motion, 1)]
    misses = [_miss_m(one, motion) for one in pinned]
    first = next((place for place, miss in enumerate(misses) if miss <= _MET_M), None)
    return pinned[int(np.argmin(misses)) if first is None else first]


def at_parts(fact: StoryFact, motion: ObservedMotion) -> tuple[StoryFact, ...]:
    """The fact as told of several moments of its window, the likeliest first; none if it has no window.

    A motion that suits one moment leads no program to another: what fails at the moment nearest to a motion may be
    ridden easily half a lap earlier.
    """
    if fact.during is None:
        return ()
    moments = _moments(fact, motion, 1)
    parts = dict.fromkeys(moments[round(share * (len(moments) - 1))] for share in _PARTS)
    return tuple(fixed_at(fact, time_s) for time_s in parts)


def at_moments(facts: Iterable[StoryFact], motion: ObservedMotion) -> tuple[StoryFact, ...]:
    """Each of the facts as told of a moment."""
    return tuple(at_moment(fact, motion) for fact in facts)


def riding(fact: StoryFact) -> tuple[str, ...]:
    """Riders who must be on their bicycles at the moment of a fact."""
    return tuple(rider.name for rider in fact.named) if fact.of_riding and not fact.shown_only else ()


def found_at_moment(fact: StoryFact, ride: ObservedRide) -> Finding:
    """What the finished motion shows of a fact of one moment. Of who lies on the boards then nothing is true."""
    motion = ride.sampled
    time_s = motion.moment(fact.when)
    lies = next((name for name in riding(fact) if motion.is_down(motion.index(name), time_s)), None)
    return fact.finding(ride) if lies is None else down_then(lies)


def found_in_window(fact: StoryFact, ride: ObservedRide) -> Finding:
    """What the finished motion shows at the first moment of the window at which the least is missed."""
    times = _moments(fact, ride.sampled, _FINER)
    found = [_at(found_at_moment(fixed_at(fact, time_s), ride), time_s) for time_s in times]
    return min(found, key=lambda finding: max(finding.miss, finding.exact_within))


def _at(finding: Finding, time_s: float) -> Finding:
    """The finding with its time: that at which it was looked for, unless it knows a better one."""
    return finding if finding.at_s is not None else replace(finding, at_s=time_s)


def fixed_at(fact: StoryFact, time_s: float | None) -> StoryFact:
    """The fact as told of a race time; as it is where that is None."""
    return fact if time_s is None else replace(fact, when=When(Mark.RACE_TIME, time_s), during=None)


def _moments(fact: StoryFact, motion: ObservedMotion, finer: int) -> list[float]:
    """Race times all over the window, or its beginning where the motion comes to its end no later."""
    window = fact.during
    assert window is not None
    start_s = motion.racing_from_s if window.start is None else motion.moment(window.start)
    end_s = min(motion.moment(window.end), motion.end_s)
    count = int(np.clip(np.ceil((end_s - start_s) / _A_SECOND_AT_MOST), 1, _MOST))
    return [float(time_s) for time_s in np.linspace(start_s, max(end_s, start_s), finer * count + 1)]


def _miss_m(fact: StoryFact, motion: ObservedMotion) -> float:
    """By how much the motion misses what a fact asks, m. Of riders side by side: how far apart they are."""
    rows = fact.constraints(motion)
    misses = [0.0]
    for side in () if rows else fact.sides_asked(motion):
        where = motion.distance(motion.moment(fact.when))
        misses.append(abs(float(where[motion.index(side.inner)] - where[motion.index(side.outer)])))
    for row in rows:
        got = sum(
            term.factor * float((motion.speed if term.derivative else motion.distance)(term.time_s)[term.rider])
            for term in row.terms
        )
        misses.append(max(row.low - got, got - row.high, 0.0) * row.scale)
    return max(misses)
