"""Told facts as rows for the solver: what each asks of the riders' positions, near the motion found so far.

A row bounds a sum of positions (or speeds) of riders at given times. The rows of one fact share one slack, so a fact
is missed as little as possible and the miss is one number.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from itertools import pairwise

import numpy as np

from replay.base.units import BIKE_LENGTH_M
from replay.motion.power import full_effort_acceleration
from replay.race.amounts import Bound, Quantity, Unit
from replay.race.story.story_facts import (
    AttackFact,
    ChaseFact,
    GapFact,
    HesitateFact,
    HoldWheelFact,
    MoveFact,
    OrderFact,
    OvertakeFact,
    StopRacingFact,
    StoryFact,
)
from replay.race.when import Mark
from replay.reconstruction.state.sampled_iterate import SampledMotion

ATTACK_S = 4.0
"""Over how long an attack is judged."""

ATTACK_SHARE = 0.5
"""Share of a full effort's acceleration from which a rider's going counts as an attack."""

HESITATE_S = 5.0
"""How long a hesitation lasts where no duration is told."""

HOLD_S = 5.0
"""How long a wheel is held where no end is told."""

MOVE_S = 8.0
"""Within this time before the moment that is told a rider moves up or drops back."""

ABREAST_M = 0.3
"""By how much a front wheel leads where an order is asked for and nothing tells by how much."""

WHEEL_M = 3.5
"""Front wheel to front wheel: up to here a rider is on the wheel ahead."""


@dataclass(frozen=True, slots=True)
class Term:
    """factor times the position (derivative 0) or speed (1) of a rider at a race time."""

    rider: int
    time_s: float
    factor: float
    derivative: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """low <= sum of terms <= high, in metres (or m/s times `scale`, which makes a miss comparable to metres)."""

    terms: tuple[Term, ...]
    low: float = -np.inf
    high: float = np.inf
    scale: float = 1.0


def rows_of(fact: StoryFact, sampled: SampledMotion) -> tuple[Row, ...]:
    """What a fact asks for, linearised at the motion of `sampled`. Empty for facts that ask nothing of distances."""
    return tuple(_rows(fact, sampled))


@singledispatch
def _rows(fact: StoryFact, sampled: SampledMotion) -> list[Row]:  # noqa: ARG001
    return []


@_rows.register
def _(fact: OrderFact, sampled: SampledMotion) -> list[Row]:
    time, problem = sampled.moment(fact.when), sampled.problem
    chain = [problem.row(name) for name in fact.order if name in problem.riders]
    rows = [_ahead(first, second, time) for first, second in pairwise(chain)]
    if fact.from_place is not None and chain:
        rows += _place_rows(sampled, chain[0], fact.from_place, time, among=chain)
        others = [row for row in sampled.order(time) if row not in chain]
        rows += [_ahead(chain[-1], row, time) for row in others[fact.from_place - 1 :]]
    return rows


@_rows.register
def _(fact: MoveFact, sampled: SampledMotion) -> list[Row]:
    rider, time = sampled.problem.row(fact.rider), sampled.moment(fact.when)
    if fact.to is not None:
        return _place_rows(sampled, rider, fact.to, time, among=[rider])
    before = sampled.order(max(time - MOVE_S, sampled.time_s[0]))
    place = before.index(rider)
    other = place + (-1 if fact.up else 1)
    if not 0 <= other < len(before):  # first (or last) already: then he was not so before
        other = place + (1 if fact.up else -1)
    if not 0 <= other < len(before):
        return []
    return [
        _in_order(rider, before[other], max(time - MOVE_S, float(sampled.time_s[0])), swapped=fact.up),
        _in_order(rider, before[other], time, swapped=not fact.up),
        # Who is passed by others at the same time has not gained a place: on the other side of him all stay there.
        *(
            _in_order(rider, row, time, swapped=not fact.up)
            for row in (before[place + 1 :] if fact.up else before[:place])
        ),
    ]


@_rows.register
def _(fact: ChaseFact, sampled: SampledMotion) -> list[Row]:
    time = sampled.moment(fact.when)
    rider = sampled.problem.row(fact.leader)
    others = [row for row in sampled.order(time) if row != rider]
    return [_ahead(others[0], rider, time)] + [_ahead(rider, row, time) for row in others[1:]]


@_rows.register
def _(fact: OvertakeFact, sampled: SampledMotion) -> list[Row]:
    rider, other = sampled.problem.row(fact.rider), sampled.problem.row(fact.overtaken)
    start = sampled.moment(fact.when)
    end = min(start + fact.within_s, sampled.crossing(rider, sampled.problem.event_m))
    rows = [_ahead(other, rider, start, by=0.1)]
    return rows if end <= start else [*rows, _ahead(rider, other, end, by=0.0)]


@_rows.register
def _(fact: HoldWheelFact, sampled: SampledMotion) -> list[Row]:
    rider, wheel = sampled.problem.row(fact.rider), sampled.problem.row(fact.wheel)
    start = sampled.moment(fact.when)
    end = sampled.moment(fact.until) if fact.until else start + HOLD_S
    times = np.linspace(start, max(end, start + 0.5), max(int(end - start), 1) + 1)
    return [
        Row((Term(wheel, float(time), 1.0), Term(rider, float(time), -1.0)), BIKE_LENGTH_M, WHEEL_M) for time in times
    ]


@_rows.register
def _(fact: AttackFact, sampled: SampledMotion) -> list[Row]:
    rider, start = sampled.problem.row(fact.rider), sampled.moment(fact.when)
    gain = attack_gain(float(sampled.speed(start)[rider]))
    terms = (Term(rider, start + ATTACK_S, 1.0, 1), Term(rider, start, -1.0, 1))
    return [Row(terms, low=gain, scale=5.0)]


@_rows.register
def _(fact: HesitateFact, sampled: SampledMotion) -> list[Row]:
    start = sampled.moment(fact.when)
    duration = fact.seconds or HESITATE_S
    return [
        Row((Term(rider, start + duration * share, 1.0, 1), Term(rider, start, -1.0, 1)), high=0.3, scale=5.0)
        for rider in hesitating(fact, sampled)
        for share in (0.5, 1.0)
    ]


@_rows.register
def _(fact: StopRacingFact, sampled: SampledMotion) -> list[Row]:
    rider, start = sampled.problem.row(fact.rider), sampled.moment(fact.when)
    terms = (Term(rider, start + 4.0, 1.0, 1), Term(rider, start, -1.0, 1))
    return [Row(terms, high=-0.5, scale=5.0)]


@_rows.register
def _(fact: GapFact, sampled: SampledMotion) -> list[Row]:
    problem, ahead, time = sampled.problem, sampled.problem.row(fact.ahead), sampled.moment(fact.when)
    first = gap_partner(fact, sampled, time)
    others = [] if fact.behind else [row for row in range(problem.count) if row not in (ahead, first)]
    if fact.amount.unit is Unit.SECONDS:
        # Gone g seconds ahead: at that time the one behind is where the one ahead was at `time`.
        then = time + fact.amount.value
        low, high = _limits(fact.amount, 0.0)
        rows = [Row((Term(ahead, time, 1.0), Term(first, then, -1.0)), low, high)]
        return rows + [Row((Term(ahead, time, 1.0), Term(row, then, -1.0)), low=low) for row in others]
    metres = problem.course.metres(fact.amount)
    low, high = _limits(fact.amount, metres)
    rows = [Row((Term(ahead, time, 1.0), Term(first, time, -1.0)), low, high)]
    return rows + [Row((Term(ahead, time, 1.0), Term(row, time, -1.0)), low=low) for row in others]


def _limits(amount: Quantity, value: float) -> tuple[float, float]:
    low = -np.inf if amount.bound is Bound.AT_MOST else value
    high = np.inf if amount.bound is Bound.AT_LEAST else value
    return low, high


def gap_partner(fact: GapFact, sampled: SampledMotion, time_s: float) -> int:
    """Row of the rider to whom a told gap is: the one named, or whoever is first behind `ahead`."""
    problem = sampled.problem
    if fact.behind is not None:
        return problem.row(fact.behind)
    ahead = problem.row(fact.ahead)
    return next(row for row in sampled.order(time_s) if row != ahead)


def hesitating(fact: HesitateFact, sampled: SampledMotion) -> tuple[int, ...]:
    """Rows of the riders who hesitate: those named, or all but the leader of that moment."""
    problem = sampled.problem
    if fact.riders:
        return tuple(problem.row(name) for name in fact.riders if name in problem.riders)
    return tuple(sampled.order(sampled.moment(fact.when) + 2.0)[1:])


def attack_gain(speed_mps: float) -> float:
    """Speed that a rider has to gain within ATTACK_S for it to be an attack, m/s; less at high speed."""
    return max(ATTACK_SHARE * full_effort_acceleration(max(speed_mps, 5.0)) * ATTACK_S, 0.2)


def _ahead(first: int, second: int, time_s: float, by: float = ABREAST_M) -> Row:
    return Row((Term(first, time_s, 1.0), Term(second, time_s, -1.0)), low=by)


def _in_order(first: int, second: int, time_s: float, *, swapped: bool) -> Row:
    return _ahead(second, first, time_s) if swapped else _ahead(first, second, time_s)


def _place_rows(sampled: SampledMotion, rider: int, place: int, time_s: float, *, among: list[int]) -> list[Row]:
    """The rider has place - 1 others ahead: those who are so in the motion so far."""
    others = [row for row in sampled.order(time_s) if row not in among]
    return [_ahead(row, rider, time_s) for row in others[: place - 1]] + [
        _ahead(rider, row, time_s) for row in others[place - 1 :]
    ]


def is_at_line(fact: StoryFact) -> bool:
    """Whether a fact speaks of the finish itself, where the timed gaps leave nothing open."""
    return fact.when.mark is Mark.FINISH and fact.when.offset_s == 0
