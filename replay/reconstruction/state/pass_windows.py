"""Where riders pass each other: during these times a pair may be side by side, at others one follows the other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from replay.base.units import BIKE_LENGTH_M, Floats
from replay.race.story.asked import ConstraintRow
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.state.sampled_iterate import SampledMotion

_NARROWEST_S = 0.8
_WIDEST_S = 3.0
_ASKED_BEFORE_S = 12.0
_ASKED_AFTER_S = 6.0
_CLOSE_FINISH_S = 0.18
"""A gap at the line under this leaves less than two bike lengths: such a pair sprints side by side to the end."""


@dataclass(frozen=True, slots=True)
class PassWindow:
    """A time during which riders `first` and `second` (rows) are free to be side by side; or, where they shared ground,
    must not be. firm: not even for what is told."""

    first: int
    second: int
    start_s: float
    end_s: float
    firm: bool = False


def pass_windows(sampled: SampledMotion, facts: tuple[StoryFact, ...]) -> tuple[PassWindow, ...]:
    """Windows around every change of order after the racing begins, to the end for those who finish level, and
    before the moments at which facts ask for another order than the motion has."""
    changes = [w for pair in combinations(range(sampled.problem.count), 2) for w in _of_pair(sampled, *pair)]
    return (*changes, *(w for fact in facts for w in _asked_for(sampled, fact)))


def _asked_for(sampled: SampledMotion, fact: StoryFact) -> list[PassWindow]:
    """Windows for the pairs that have to change places, or to come level, for a fact to hold."""
    rows = [row for row in fact.constraints(sampled) if _is_order(row)]
    asked = {_pair_of(row) for row in rows if row.low >= 0}
    pairs = {_pair_of(row) for row in rows if abs(row.high) < 2 * BIKE_LENGTH_M}
    for ahead, behind, time_s in _implied(asked):
        if _has_to_pass(sampled, ahead, behind, time_s):
            pairs |= {(ahead, other, time_s) for other in (behind, *_between(sampled, ahead, behind, time_s))}
    return [
        PassWindow(min(one, other), max(one, other), time_s - _ASKED_BEFORE_S, time_s + _ASKED_AFTER_S)
        for one, other, time_s in sorted(pairs)
    ]


_Pair = tuple[int, int, float]
"""Row of the rider ahead, row of the rider behind, and when."""


def _is_order(row: ConstraintRow) -> bool:
    return len(row.terms) == 2 and not any(term.derivative for term in row.terms)


def _pair_of(row: ConstraintRow) -> _Pair:
    ahead, behind = row.terms
    return ahead.rider, behind.rider, ahead.time_s


def _implied(pairs: set[_Pair]) -> set[_Pair]:
    """The pairs, and those that follow: who is ahead of one who is ahead of a third has to come past the third too."""
    while True:
        more = {(a, c, time) for a, b, time in pairs for other, c, then in pairs if (b, time) == (other, then)} - pairs
        if not more:
            return pairs
        pairs = pairs | more


def _has_to_pass(sampled: SampledMotion, ahead: int, behind: int, time_s: float) -> bool:
    """Whether the rider told to be ahead is not so yet, or was not so shortly before."""
    return any(where[ahead] < where[behind] for where in map(sampled.distance, (time_s, time_s - _ASKED_BEFORE_S)))


def _between(sampled: SampledMotion, ahead: int, behind: int, time_s: float) -> list[int]:
    """Riders whom one has to come past on his way past another."""
    where = sampled.distance(time_s)
    return [row for row in range(sampled.problem.count) if where[ahead] < where[row] < where[behind]]


def _of_pair(sampled: SampledMotion, first: int, second: int) -> list[PassWindow]:
    problem = sampled.problem
    racing = sampled.time_s >= problem.pull_off_s
    lead = sampled.distance_m[first] - sampled.distance_m[second]
    closing = sampled.speed_mps[first] - sampled.speed_mps[second]
    found = []
    for index in np.flatnonzero(racing[1:] & (np.sign(lead[1:]) != np.sign(lead[:-1]))):
        half = np.clip((BIKE_LENGTH_M + 0.3) / max(abs(closing[index]), 1e-3) + 0.35, _NARROWEST_S, _WIDEST_S)
        found.append(
            PassWindow(first, second, float(sampled.time_s[index] - half), float(sampled.time_s[index] + half))
        )
    at_line = _level_finish(sampled, first, second, closing)
    return found + ([at_line] if at_line else [])


def _level_finish(sampled: SampledMotion, first: int, second: int, closing: Floats) -> PassWindow | None:
    gaps = sampled.problem.gap_s
    times = [sampled.crossing(row, sampled.problem.event_m) for row in (first, second)]
    gap = abs(times[0] - times[1]) if np.isfinite(times).all() else np.inf
    if np.isfinite(gaps[[first, second]]).all():
        gap = abs(gaps[first] - gaps[second])
    if not gap < _CLOSE_FINISH_S:
        return None
    index = int(np.searchsorted(sampled.time_s, max(times))) - 1
    half = np.clip((BIKE_LENGTH_M + 0.3) / max(abs(closing[index]), 1e-3) + 0.35, _NARROWEST_S, _WIDEST_S)
    return PassWindow(first, second, min(times) - float(half), float(sampled.time_s[-1]))
