"""The line behind the pacer, and how it changes: riders who are told to move up or to be elsewhere before it leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeGuard

from replay.motion.pacer import JOINED_S
from replay.race.story.story_facts import MoveFact, OrderFact, StoryFact
from replay.reconstruction.constraints.told_facts import MOVE_S
from replay.reconstruction.problem.race_problem import Problem
from replay.reconstruction.state.sampled_iterate import SampledMotion

MOVING_S = MOVE_S
"""How long riders are on their way past others."""

_SETTLED_S = 2.0
"""Nobody sets out before this race time, nor before all have joined the line."""

_THERE_S = 0.5
"""They are in line again so long before the moment at which they are told to be there."""

_SAME_S = 1.0
"""Moments nearer than this are one."""

_LATE_S = 0.5
"""The leader crosses a line a little after the pacer, so that moments so long after its leaving still count."""


@dataclass(frozen=True, slots=True)
class Change:
    """From `time_s` on the line is `queue` (rows, first to last); `movers` left their places for it before."""

    time_s: float
    queue: tuple[int, ...]
    movers: frozenset[int]


def changes(problem: Problem, facts: tuple[StoryFact, ...], sampled: SampledMotion) -> tuple[Change, ...]:
    """What facts ask of the line behind the pacer, in the order in which it happens.

    What is asked before riders can have come past each other does not change the line: it cannot be met.
    """
    if problem.pacer is None:
        return ()
    told = [(sampled.moment(fact.when), fact) for fact in facts if _asked(problem, fact)[0] or _is_plain_move(fact)]
    early = sorted((item for item in told if item[0] <= problem.pacer.off_s + _LATE_S), key=lambda item: item[0])
    queue, last_s = problem.queue, JOINED_S if problem.standing else _SETTLED_S
    found: list[Change] = []
    for moment, together in _of_one_moment(early):
        following, movers = _moved(problem, queue, together)
        if following != queue and moment >= last_s + MOVING_S:
            found.append(Change(moment, following, movers))
            queue, last_s = following, moment
    return tuple(found)


def _of_one_moment(told: list[tuple[float, StoryFact]]) -> list[tuple[float, list[StoryFact]]]:
    """Facts in order of time, those together that tell of one moment in other words ("pull-off", "3 laps to go")."""
    found: list[tuple[float, list[StoryFact]]] = []
    for moment, fact in told:
        if found and moment - found[-1][0] < _SAME_S:
            found[-1][1].append(fact)
        else:
            found.append((moment, [fact]))
    return found


def line_at(problem: Problem, found: tuple[Change, ...], time_s: float) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """(rows in line, first to last; rows of those who are on their way past others) at a time."""
    queue = next((change.queue for change in reversed(found) if change.time_s - _THERE_S <= time_s), problem.queue)
    moving = {
        row
        for change in found
        if change.time_s - MOVING_S <= time_s < change.time_s - _THERE_S
        for row in change.movers
    }
    return tuple(row for row in queue if row not in moving), tuple(row for row in queue if row in moving)


def keeps_order(found: tuple[Change, ...], ahead: int, behind: int) -> bool:
    """Whether one rider is ahead of another in every line."""
    return all(change.queue.index(ahead) < change.queue.index(behind) for change in found)


def _moved(
    problem: Problem, queue: tuple[int, ...], facts: Iterable[StoryFact]
) -> tuple[tuple[int, ...], frozenset[int]]:
    """The line after facts of one moment, and who has moved."""
    facts = list(facts)
    after = _moved_up(problem, queue, facts)
    named = set(queue) if after != list(queue) else set()
    for fact in facts:
        rows, place = _asked(problem, fact)
        if not rows:
            continue
        after = [row for row in after if row not in rows]
        after[place - 1 : place - 1] = rows
        named |= set(rows)
    return tuple(after), frozenset(row for row in named if _ahead_of(queue, row) != _ahead_of(tuple(after), row))


def _moved_up(problem: Problem, queue: tuple[int, ...], facts: Iterable[StoryFact]) -> list[int]:
    """The line after riders moved up of whom no place is told: together, past the one ahead of the first of them."""
    movers = {problem.row(fact.rider) for fact in facts if _is_plain_move(fact)}
    first = next((place for place, row in enumerate(queue) if row in movers), 0)
    moving = [row for row in queue if row in movers]
    staying = [row for row in queue if row not in movers]
    place = max(first - 1, 0)
    return [*staying[:place], *moving, *staying[place:]]


def _is_plain_move(fact: StoryFact) -> TypeGuard[MoveFact]:
    return isinstance(fact, MoveFact) and fact.up and fact.to is None


def _asked(problem: Problem, fact: StoryFact) -> tuple[list[int], int]:
    """Rows of the riders of whom a place is told, and the place of the first of them; nobody and 1 for other facts."""
    if isinstance(fact, MoveFact) and fact.to is not None:
        return [problem.row(fact.rider)], fact.to
    if isinstance(fact, OrderFact) and fact.from_place is not None:
        return [problem.row(name) for name in fact.order if name in problem.riders], fact.from_place
    return [], 1


def _ahead_of(queue: tuple[int, ...], row: int) -> set[int]:
    return set(queue[: queue.index(row)])
