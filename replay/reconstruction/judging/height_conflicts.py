"""Why what is told of sides and heights is missed: found by trials of the lines up the boards, distances held."""

from __future__ import annotations

import numpy as np

from replay.race.story.told import OvertakeTold, RideHighTold, SideTold, Told
from replay.reconstruction.judging.infeasible_subset import LIMITS, RESULTS, Reason
from replay.reconstruction.lateral.height import heights
from replay.reconstruction.lateral.side_by_side import sides
from replay.reconstruction.state.iterate import Step, view_of
from replay.reconstruction.state.sampled_iterate import View

_HZ = 50.0
_ABOUT_S = 2.0


def asks_heights(fact: Told) -> bool:
    """Whether a fact asks something of heights and nothing of distances."""
    return isinstance(fact, SideTold | RideHighTold)


def height_reason(
    step: Step, fact: Told, others: tuple[Told, ...], asked_m: float, tolerance_m: float
) -> Reason | None:
    """What a fact of a side or a height cannot stand with; None if it can stand beside all others.

    asked_m  the height, or the difference of heights, that the fact asks for
    """
    view = view_of(step, _HZ)
    others = tuple(other for other in others if isinstance(other, SideTold | RideHighTold | OvertakeTold))
    if _miss_m(view, step, fact, (), asked_m) > tolerance_m:
        return Reason((RESULTS, LIMITS), "cannot be ridden where the riders are then")
    if _miss_m(view, step, fact, others, asked_m) <= tolerance_m:
        return None
    needed = others
    for other in others:
        rest = tuple(told for told in needed if told is not other)
        if rest and _miss_m(view, step, fact, rest, asked_m) > tolerance_m:
            needed = rest
    return Reason(tuple(other.id for other in needed))


def _miss_m(view: View, step: Step, fact: Told, others: tuple[Told, ...], asked_m: float) -> float:
    facts = (fact, *others)
    lines = heights(view, sides(view, facts, step.fall_s), facts, step.fall_s)
    time = view.moment(fact.when)
    if isinstance(fact, SideTold):
        rider, of = (float(lines.at(np.array([time]))[view.sheet.row(name), 0]) for name in (fact.rider, fact.of))
        return max(asked_m + (rider - of if fact.inside else of - rider), 0.0)
    assert isinstance(fact, RideHighTold)
    about = np.linspace(time - _ABOUT_S, time + _ABOUT_S, 41)
    return max(asked_m - float(lines.at(about)[view.sheet.row(fact.rider)].max()), 0.0)
