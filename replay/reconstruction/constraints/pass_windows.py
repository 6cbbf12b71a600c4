"""Where riders pass each other: during these times a pair may be side by side, at others one follows the other.

Windows are taken from the iterate: around the changes of order that it has, and before the moments at which facts ask
for another one. A program cannot choose between orders, so whoever has no window stays where he is; windows are
therefore found greedily, from a motion that is not yet the answer, and held after the first programs.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import numpy as np

from replay.base.units import BIKE_LENGTH_M, Floats
from replay.motion.ahead import lead_on_track_m
from replay.race.story.asked import ConstraintRow
from replay.race.story.in_window import at_moments
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.state.pair_windows import PassWindow
from replay.reconstruction.state.sampled_iterate import SampledMotion

_NARROWEST_S = 0.8
_WIDEST_S = 3.0
"""Bounds of the half width of a window. Riders who flash past each other need some room to bend their lines; riders of
nearly the same speed would otherwise be free for so long that the order of the race is open. With 1.5 s at most the
final of Tokyo falls into another set of windows and is 1.1 s slower (24 m in mid-race), with 6 s it is 0.3 s faster."""

_MARGIN_M, _MARGIN_S = 0.3, 0.35
"""What is added to a bike length and to the time in which the pair rides it: they need to be clear, and the moment of
the change moves from program to program."""

_LEAST_CLOSING_MPS = 1e-3
"""Riders who change places at one speed: the widest window then."""

_ASKED_BEFORE_S = 12.0
_ASKED_AFTER_S = 6.0
"""Where a fact asks for another order, the pair is free from so long before to so long after its moment. Most riders
who come from behind need a straight and a bend for it, 8 to 10 s. With 4 s before, as it was once, riders who had to
come past several others could not do so in time. Twice as much before leaves 6 cm less between two
bikes of the final of Tokyo; half or twice as much after changes nothing."""

_CLOSE_FINISH_S = 0.18
"""A gap at the line under this leaves less than two bike lengths: such a pair sprints side by side to the end.
With 0.05 s the final of Tokyo is 1.1 s slower: riders who finish level cannot come level."""


def pass_windows(sampled: SampledMotion, facts: tuple[StoryFact, ...]) -> tuple[PassWindow, ...]:
    """Windows around every change of order after the racing begins, to the end for those who finish level, and
    before the moments at which facts ask for another order than the motion has."""
    riders = range(sampled.problem.count)
    across_s = [sampled.crossing(rider, sampled.problem.event_m) for rider in riders]
    changes = [w for pair in combinations(riders, 2) for w in _of_pair(sampled, *pair, across_s)]
    return (*changes, *(w for fact in at_moments(facts, sampled) for w in _asked_for(sampled, fact)))


def _asked_for(sampled: SampledMotion, fact: StoryFact) -> list[PassWindow]:
    """Windows for the pairs that have to change places, or to come level, for a fact to hold."""
    rows = [row for row in fact.constraints(sampled) if _is_order(row)]
    gains = [row for row in fact.constraints(sampled) if _is_gain(row)]
    asked = {_pair_of(row) for row in rows if row.low >= 0}
    kept = _kept(row for row in rows if row.low >= 0 and row.high == np.inf)
    level = {_pair_of(row) for row in rows if abs(row.high) < 2 * BIKE_LENGTH_M}
    # Who has to come level with one further ahead has to come past those who are between the two.
    pairs = level | {pair for one, other, time_s in level for pair in _on_the_way(sampled, one, other, time_s)}
    for ahead, behind, time_s in _implied(asked):
        before_s = 0.0 if (ahead, behind, time_s) in kept else _ASKED_BEFORE_S
        if _has_to_pass(sampled, ahead, behind, (time_s, time_s - before_s)):
            pairs |= {(ahead, other, time_s) for other in (behind, *_between(sampled, ahead, behind, time_s))}
    pairs |= {pair for row in gains for pair in _in_the_way(sampled, row)}
    return [
        PassWindow(min(one, other), max(one, other), time_s - _ASKED_BEFORE_S, time_s + _ASKED_AFTER_S)
        for one, other, time_s in sorted(pairs)
    ]


_Pair = tuple[int, int, float]
"""The rider who is asked to be ahead, the one behind, and the race time."""


def _is_order(row: ConstraintRow) -> bool:
    return len(row.terms) == 2 and not any(term.derivative for term in row.terms)


def _is_gain(row: ConstraintRow) -> bool:
    """Whether a row asks that one rider's lead over another grows from one time to another."""
    return len(row.terms) == 4 and not any(term.derivative for term in row.terms)


def _in_the_way(sampled: SampledMotion, row: ConstraintRow) -> list[_Pair]:
    """The pairs of one who has to gain on a rider so near ahead that there is no room, that rider and those between."""
    later, other, earlier, _ = row.terms
    gap = float(sampled.distance(earlier.time_s)[other.rider] - sampled.distance(earlier.time_s)[later.rider])
    between = _between(sampled, later.rider, other.rider, earlier.time_s)
    if not 0 < gap < row.low + BIKE_LENGTH_M * (len(between) + 2):
        return []
    return [(later.rider, rider, earlier.time_s) for rider in (other.rider, *between)]


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


def _kept(rows: Iterable[ConstraintRow]) -> set[_Pair]:
    """Leads that the same fact asks for shortly before as well: who has come past by then has only to stay ahead.

    Were he free to be passed all that time, another could lead between two rows.
    """
    found: set[_Pair] = set()
    last_s: dict[tuple[int, int], float] = {}
    for ahead, behind, time_s in sorted(map(_pair_of, rows), key=lambda pair: pair[2]):
        if time_s - last_s.get((ahead, behind), -np.inf) < _ASKED_BEFORE_S:
            found.add((ahead, behind, time_s))
        last_s[ahead, behind] = time_s
    return found


def _has_to_pass(sampled: SampledMotion, ahead: int, behind: int, times_s: tuple[float, float]) -> bool:
    """Whether the rider who is asked to be ahead is not so at the moment, or was not so shortly before."""
    return any(where[ahead] < where[behind] for where in map(sampled.distance, times_s))


def _between(sampled: SampledMotion, ahead: int, behind: int, time_s: float) -> list[int]:
    """Riders whom one has to come past on the way past another."""
    where = sampled.distance(time_s)
    return [rider for rider in range(sampled.problem.count) if where[ahead] < where[rider] < where[behind]]


def _on_the_way(sampled: SampledMotion, one: int, other: int, time_s: float) -> list[_Pair]:
    """The one behind of two riders with each rider who is between them."""
    where = sampled.distance(time_s)
    behind, ahead = (one, other) if where[one] < where[other] else (other, one)
    return [(behind, between, time_s) for between in _between(sampled, behind, ahead, time_s)]


def _of_pair(sampled: SampledMotion, first: int, second: int, across_s: list[float]) -> list[PassWindow]:
    """Windows around every change of order of a pair, and to the end if the two finish level.

    across_s  race time at which each rider crosses the finish line in the motion, inf for who does not
    """
    lap_m = sampled.problem.lap_m
    lead = lead_on_track_m(sampled.distance_m[first] - sampled.distance_m[second], lap_m)
    closing = np.abs(sampled.speed_mps[first] - sampled.speed_mps[second])
    racing = sampled.time_s >= sampled.problem.order_from_s
    found = []
    near = np.abs(lead[1:]) < lap_m / 4  # a lead of half a lap turns into as much behind: nobody passes there
    for index in np.flatnonzero(racing[1:] & near & (np.sign(lead[1:]) != np.sign(lead[:-1]))):
        time_s, half_s = float(sampled.time_s[index]), _half_width_s(float(closing[index]))
        found.append(PassWindow(first, second, time_s - half_s, time_s + half_s))
    return found + _level_finish(sampled, first, second, closing, [across_s[first], across_s[second]])


def _level_finish(
    sampled: SampledMotion, first: int, second: int, closing: Floats, times: list[float]
) -> list[PassWindow]:
    """The window of a pair that sprints side by side to the line, from before it to the end; none for other pairs."""
    gaps = sampled.problem.gap_s
    gap = abs(times[0] - times[1]) if np.isfinite(times).all() else np.inf
    if np.isfinite(gaps[[first, second]]).all():
        gap = abs(gaps[first] - gaps[second])
    if not gap < _CLOSE_FINISH_S or not np.isfinite(min(times)):
        return []
    index = int(np.searchsorted(sampled.time_s, max(times))) - 1
    return [PassWindow(first, second, min(times) - _half_width_s(float(closing[index])), float(sampled.time_s[-1]))]


def _half_width_s(closing_mps: float) -> float:
    """Half the time during which two riders who close at that speed are side by side, and some room, s."""
    level_s = (BIKE_LENGTH_M + _MARGIN_M) / max(closing_mps, _LEAST_CLOSING_MPS)
    return float(np.clip(level_s + _MARGIN_S, _NARROWEST_S, _WIDEST_S))
