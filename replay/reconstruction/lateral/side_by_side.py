"""Who is inside and who outside while riders are side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from replay.base.units import BIKE_LENGTH_M, Floats
from replay.motion.ahead import lead_on_track_m
from replay.race.story.in_window import at_moments
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.lateral.fallen_line import lies_outside
from replay.reconstruction.lateral.roll_out import FROM_S, outer_of, roll_out_lines_m
from replay.reconstruction.lateral.slow_lines import outer_as_planned
from replay.reconstruction.state.sampled_iterate import SampledMotion

REACH_M = BIKE_LENGTH_M + 0.40
"""Closer than this along the track, two riders have to be side by side .."""

CORE_M = BIKE_LENGTH_M + 0.05
"""..if they come as close as this: wheel to wheel riders do not swing out for nothing."""

_JOIN_S = 0.6
"""Two meetings with less time between them are one: sides that changed in it would be a jerk."""

_DEEPEST = 3
"""The field spreads no more riders wide than this where sides may be chosen: keirin fields ride two or three wide."""

_AFTER_S = 2.0
"""A fact that speaks of a side so long after two were side by side still means that meeting."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Riders abreast from start_s to end_s; `outer` is higher up the boards."""

    inner: int
    outer: int
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class _Meeting:
    first: int
    second: int
    start_s: float
    end_s: float
    behind: int


def sides(
    sampled: SampledMotion,
    facts: tuple[StoryFact, ...],
    down: Mapping[int, tuple[float, float]],
    before: tuple[SideBySide, ...] = (),
) -> tuple[SideBySide, ...]:
    """All meetings of riders, oriented one after another so that nobody is inside himself.

    Whoever comes from behind passes outside, unless a fact says otherwise, or a loop of riders each outside the next
    would arise, or the field would spread more riders wide than it must. A fallen rider lies inside, or slides up
    the boards first where that is told.

    down    race times at which riders fall, and at which they ride on (inf for who does not), by rider
    before  how meetings were oriented for nearly the same distances: kept where it can be, so that lines settle
    """
    facts = at_moments(facts, sampled)
    oriented: list[SideBySide] = []
    for meeting in sorted(_meetings(sampled), key=lambda m: (m.start_s, m.first, m.second)):
        active = [s for s in oriented if s.start_s <= meeting.end_s and s.end_s >= meeting.start_s]
        outer = _outer(meeting, _wanted(meeting, sampled, facts, down, before), active)
        inner = meeting.first if outer == meeting.second else meeting.second
        oriented.append(SideBySide(inner, outer, meeting.start_s, meeting.end_s))
    return tuple(oriented)


def _wanted(
    meeting: _Meeting,
    sampled: SampledMotion,
    facts: tuple[StoryFact, ...],
    down: Mapping[int, tuple[float, float]],
    before: tuple[SideBySide, ...],
) -> int | None:
    """Who has to be outside: because a fact says so, because the other has fallen, or
    because he was so on the start line or before."""
    asked = _asked_outer(meeting, sampled, facts)
    if asked is not None:
        return asked
    if meeting.start_s > sampled.finish_s + FROM_S:
        lines_m = roll_out_lines_m(sampled.problem, sampled.problem.velodrome.width_m)
        rolling = outer_of(lines_m, meeting.first, meeting.second)
        if rolling is not None:
            return rolling
    for time_s in (meeting.end_s, meeting.start_s):
        lying = [rider for rider in (meeting.first, meeting.second) if _lies_at(time_s, down.get(rider))]
        if len(lying) == 1:
            (lies,) = lying
            riding = meeting.first if lies == meeting.second else meeting.second
            return lies if lies_outside(sampled.problem, lies, time_s - down[lies][0]) else riding
    if sampled.problem.standing and meeting.start_s <= sampled.time_s[0]:
        return max(meeting.first, meeting.second, key=sampled.problem.queue.index)
    planned = outer_as_planned(sampled.problem, meeting.first, meeting.second, meeting.start_s, meeting.end_s)
    if planned is not None:
        return planned
    pair = {meeting.first, meeting.second}
    shared = {
        side.outer: min(side.end_s, meeting.end_s) - max(side.start_s, meeting.start_s)
        for side in before
        if {side.inner, side.outer} == pair and side.start_s <= meeting.end_s and side.end_s >= meeting.start_s
    }
    return max(shared, key=lambda rider: shared[rider], default=None)


def _lies_at(time_s: float, down: tuple[float, float] | None) -> bool:
    """Whether who falls and rides on at these race times lies or slides at another."""
    return down is not None and down[0] < time_s < down[1]


def _outer(meeting: _Meeting, wanted: int | None, active: list[SideBySide]) -> int:
    other = {meeting.first: meeting.second, meeting.second: meeting.first}
    if wanted is not None and not _reaches(active, wanted, other[wanted]):
        return wanted
    choice = meeting.behind
    if _reaches(active, choice, other[choice]):
        return other[choice]
    if _reaches(active, other[choice], choice):
        return choice
    depth, turned = (_depth([*active, SideBySide(other[o], o, 0, 0)]) for o in (choice, other[choice]))
    return other[choice] if depth > _DEEPEST and turned < depth else choice


def _asked_outer(meeting: _Meeting, sampled: SampledMotion, facts: tuple[StoryFact, ...]) -> int | None:
    """Who is outside by the first fact that speaks of these two about this time."""
    asked = ((fact, side) for fact in facts for side in fact.sides_asked(sampled))
    for fact, side in asked:
        inner, outer = sampled.index(side.inner), sampled.index(side.outer)
        time_s = sampled.moment(fact.when)
        about = meeting.start_s - side.late_s <= time_s <= meeting.end_s + max(_AFTER_S, side.early_s)
        if about and {inner, outer} == {meeting.first, meeting.second}:
            return outer
    return None


def _reaches(edges: list[SideBySide], start: int, goal: int) -> bool:
    """Whether `goal` is outside of `start` already, directly or through others."""
    seen, queue = {start}, [start]
    while queue:
        rider = queue.pop()
        for edge in edges:
            if edge.inner == rider and edge.outer not in seen:
                seen.add(edge.outer)
                queue.append(edge.outer)
    return goal in seen


def _depth(edges: Iterable[SideBySide]) -> int:
    """Riders abreast in the longest chain."""
    pairs = [(edge.inner, edge.outer) for edge in edges]
    depth = {rider: 1 for pair in pairs for rider in pair}
    for _ in depth:
        for inner, outer in pairs:
            depth[outer] = max(depth[outer], min(depth[inner] + 1, len(depth)))
    return max(depth.values(), default=0)


def _meetings(sampled: SampledMotion) -> list[_Meeting]:
    found = []
    for first, second in combinations(range(sampled.problem.count), 2):
        lead = lead_on_track_m(sampled.distance_m[first] - sampled.distance_m[second], sampled.problem.lap_m)
        for begin, end in _intervals(np.abs(lead), sampled.time_s):
            behind = first if lead[begin] < 0 else second
            if lead[begin] == 0:
                behind = max(first, second, key=sampled.problem.queue.index)
            found.append(_Meeting(first, second, float(sampled.time_s[begin]), float(sampled.time_s[end]), behind))
    return found


def _intervals(gap: Floats, time_s: Floats) -> list[tuple[int, int]]:
    """Index ranges in which the gap is within reach and somewhere within the core; short breaks are joined."""
    runs = [run for run in _runs(gap < REACH_M) if (gap[run[0] : run[1] + 1] < CORE_M).any()]
    joined: list[tuple[int, int]] = []
    for begin, end in runs:
        if joined and time_s[begin] - time_s[joined[-1][1]] < _JOIN_S:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return joined


def _runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and last index of every run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(int(begin), int(end) - 1) for begin, end in zip(edges[::2], edges[1::2], strict=True)]
