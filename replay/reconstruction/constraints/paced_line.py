"""The line behind the pacer, and how facts change it before the pacer leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from replay.motion.pacer import JOINED_S
from replay.race.story.asked import LineAsked
from replay.race.story.in_window import at_moments
from replay.race.story.places.move_fact import MOVE_S
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.problem.race_problem import Problem
from replay.reconstruction.state.sampled_iterate import SampledMotion

MOVING_S = MOVE_S
"""How long riders are on their way past others: as long as a fact gives them for it."""

_SETTLED_S = 2.0
"""Nobody sets out before this race time, nor before all have joined the line."""

_THERE_S = 0.5
"""They are in line again so long before the moment at which they are to be there."""

_SAME_S = 1.0
"""Moments nearer than this are one: 'pull-off' and '3 laps to go' are the same moment in other words."""

_LATE_S = 0.5
"""The leader crosses a line a little after the pacer, so that moments so long after its leaving still count."""

Queue = tuple[int, ...]
"""Riders in line, the first behind the pacer first."""


@dataclass(frozen=True, slots=True)
class Change:
    """From `time_s` on the line is `queue`; `movers` left their places for it before."""

    time_s: float
    queue: Queue
    movers: frozenset[int]


def changes(problem: Problem, facts: tuple[StoryFact, ...], sampled: SampledMotion) -> tuple[Change, ...]:
    """What facts ask of the line behind the pacer, in the order in which it happens.

    What is asked before riders can have come past each other does not change the line: it cannot be met.
    """
    if problem.pacer is None:
        return ()
    asked = [(sampled.moment(fact.when), fact.line_asked) for fact in at_moments(facts, sampled)]
    early = [(time_s, change) for time_s, change in asked if change and time_s <= problem.pacer.off_s + _LATE_S]
    queue, last_s = problem.queue, JOINED_S if problem.standing else _SETTLED_S
    found: list[Change] = []
    for time_s, together in _by_moment(early):
        following, movers = _moved(problem, queue, together)
        if following != queue and time_s >= last_s + MOVING_S:
            found.append(Change(time_s, following, movers))
            queue, last_s = following, time_s
    return tuple(found)


def _by_moment(asked: Iterable[tuple[float, LineAsked]]) -> list[tuple[float, list[LineAsked]]]:
    """What is asked in order of time, those together that speak of one moment."""
    found: list[tuple[float, list[LineAsked]]] = []
    for time_s, change in sorted(asked, key=lambda item: item[0]):
        if found and time_s - found[-1][0] < _SAME_S:
            found[-1][1].append(change)
        else:
            found.append((time_s, [change]))
    return found


def line_at(problem: Problem, found: tuple[Change, ...], time_s: float) -> tuple[Queue, Queue]:
    """(riders in line, first to last; riders who are on their way past others) at a time."""
    queue = next((change.queue for change in reversed(found) if change.time_s - _THERE_S <= time_s), problem.queue)
    moving = {
        rider
        for change in found
        if change.time_s - MOVING_S <= time_s < change.time_s - _THERE_S
        for rider in change.movers
    }
    return tuple(rider for rider in queue if rider not in moving), tuple(rider for rider in queue if rider in moving)


def keeps_order(found: tuple[Change, ...], ahead: int, behind: int) -> bool:
    """Whether one rider is ahead of another in every line."""
    return all(change.queue.index(ahead) < change.queue.index(behind) for change in found)


def _moved(problem: Problem, queue: Queue, asked: list[LineAsked]) -> tuple[Queue, frozenset[int]]:
    """The line after what is asked of one moment, and who has moved: those for whom others are ahead than before."""
    after = _moved_up(problem, queue, asked)
    concerned = set(queue) if after != list(queue) else set()
    for change in asked:
        if change.place is None:
            continue
        riders = [problem.index(name) for name in change.riders]
        riders = sorted(riders, key=after.index) if change.in_any_order else riders
        after = [rider for rider in after if rider not in riders]
        after[change.place - 1 : change.place - 1] = riders
        concerned |= set(riders)
    movers = {rider for rider in concerned if set(queue[: queue.index(rider)]) != set(after[: after.index(rider)])}
    return tuple(after), frozenset(movers)


def _moved_up(problem: Problem, queue: Queue, asked: list[LineAsked]) -> list[int]:
    """The line after riders moved up who are given no place: together, past the one ahead of the first of them."""
    movers = {problem.index(name) for change in asked if change.place is None for name in change.riders}
    first = next((place for place, rider in enumerate(queue) if rider in movers), 0)
    moving = [rider for rider in queue if rider in movers]
    staying = [rider for rider in queue if rider not in movers]
    place = max(first - 1, 0)
    return [*staying[:place], *moving, *staying[place:]]
