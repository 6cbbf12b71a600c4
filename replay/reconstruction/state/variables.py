"""The blocks of variables of a program, by name: the one place in which these names are spelt.

A program knows its variables by name (`Program.variable`), so that rows of one module can speak of unknowns of
another. Riders are numbers; a block that belongs to a rider has that number in its name.
"""

from __future__ import annotations

import numpy as np

from replay.base.units import Floats
from replay.race.story.finding import Limit
from replay.reconstruction.problem.measured_passings import Anchor, AnchorKind
from replay.reconstruction.state.iterate import Iterate
from replay.reconstruction.tools.sparse_rows import SparseRows

WINNER_TIME = "winner time"
"""By how much the winner's finish time changes in this program, s: counted from the iterate's, so it goes to 0."""

TEMPO = "tempo"
"""In the doubt: by what share the whole race was ridden otherwise than usual, at some moments of it."""

PACE = "pace"
"""In the doubt: by how much the field is faster at the line than was found, m/s."""


def smooth(rider: int) -> str:
    """(K,) spline coefficients of a rider's smooth coordinate, m."""
    return f"smooth {rider}"


def gap(rider: int) -> str:
    """Gap to the winner of a rider whom nobody timed, s."""
    return f"gap {rider}"


def floating(anchor: Anchor) -> str:
    """Race time of a floating moment, s."""
    assert anchor.floats
    return f"moment {anchor.number}"


def moving(anchor: Anchor) -> tuple[str, ...]:
    """The variables that move the time of an anchor; none for race time, which stands still."""
    if anchor.kind is AnchorKind.RACE_TIME:
        return ()
    if anchor.floats:
        return (floating(anchor),)
    return (WINNER_TIME, gap(anchor.number)) if anchor.kind is AnchorKind.RIDER else (WINNER_TIME,)


def fact_miss(fact_id: str) -> str:
    """By how much a fact of the story is missed, m. One for all its rows."""
    return f"miss of fact {fact_id}"


def effort_scale(rider: int) -> str:
    """Factor on the usual shape of a rider's effort."""
    return f"effort scale {rider}"


def spent_work(rider: int) -> str:
    """(P,) work above critical power that a rider has spent so far, kJ."""
    return f"spent work {rider}"


def overload(rider: int) -> str:
    """Power beyond what a rider has left, kW. One for all times."""
    return f"overload {rider}"


def pair_overlap(first: int, second: int) -> str:
    """By how much two riders are nearer than one behind the other, outside their pass windows, m."""
    return f"overlap {first} {second}"


def firm_overlap(number: int) -> str:
    """The same in one of the times during which a pair is kept apart whatever facts say, m."""
    return f"firm overlap {number}"


def behind_field(rider: int) -> str:
    """By how much a rider who does not finish is short of being behind the field, m."""
    return f"field {rider}"


def off_field(rider: int) -> str:
    """By how much a rider who does not finish, and whom facts place, is too far behind the field, m."""
    return f"off field {rider}"


def behind_fallen(rider: int) -> str:
    """By how much a rider who is brought down is short of being behind the rider who fell first, m."""
    return f"fallen {rider}"


def past_line(rider: int) -> str:
    """By how much a rider who falls and does not finish slides too far, m."""
    return f"past line {rider}"


def passing_miss(number: int) -> str:
    """By how much a measured passing is missed where it cannot be ridden, m."""
    return f"passing {number}"


def bound_miss(number: int) -> str:
    """By how much bounds of a time are missed where they cannot be kept, s."""
    return f"bounds {number}"


def over_limit(limit: Limit) -> str:
    """By how much riders exceed a limit that is loosened, in its unit. One for all."""
    return f"over {limit}"


PLAN_MISS = "slower than planned"
"""By how much riders are slower, where they are planned to move, than whoever moves, m/s."""

FINISH_TIME_MISS = "finish time"
"""By how much the winner's measured time is missed where it cannot be ridden, s."""


def place(rider: int) -> str:
    """In the doubt: by how many metres a rider was elsewhere in the line behind the pacer."""
    return f"place {rider}"


def own_effort(rider: int) -> str:
    """In the doubt: by what share a rider rode otherwise than usual, at some moments of the race."""
    return f"own effort {rider}"


def own_pace(rider: int) -> str:
    """In the doubt: by how much a rider is faster at the line than the field, m/s."""
    return f"own pace {rider}"


def lead_terms(
    iterate: Iterate, ahead: int, behind: int, time_s: Floats, matrix: SparseRows
) -> tuple[dict[str, SparseRows | Floats], Floats]:
    """The lead of one rider over another as terms of their smooth coordinates, and what the ripples add to it.

    matrix  (N, K) from coefficients to what the N rows speak of: positions at the times, or the coefficients that act
            around them
    Gives the terms and (N,) metres: lead = terms + metres.
    """
    terms: dict[str, SparseRows | Floats] = {smooth(ahead): matrix, smooth(behind): -matrix}
    return terms, np.asarray(iterate.ripple(ahead, time_s) - iterate.ripple(behind, time_s))
