"""Rows and findings that facts of order share: who is ahead of whom at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from replay.race.story.asked import ConstraintRow, Term
from replay.race.story.finding import Finding, Shown
from replay.race.story.observed import ObservedMotion
from replay.race.story.sentences import measure

ABREAST_M = 0.3
"""By how much a front wheel leads where an order is asked for and nothing says by how much: it can be seen from the
stands, and asks for no gap. Less than ORDER_M would do; more would pull level riders apart."""

ORDER_M = 0.25
"""An order may be missed by so much: an onlooker takes riders who are closer for level."""


def ahead(first: int, second: int, time_s: float, by_m: float = ABREAST_M) -> ConstraintRow:
    """One rider is ahead of another by at least so much."""
    return ConstraintRow((Term(first, time_s, 1.0), Term(second, time_s, -1.0)), low=by_m)


def place_rows(
    motion: ObservedMotion, rider: int, place: int, time_s: float, *, among: Collection[int]
) -> tuple[ConstraintRow, ...]:
    """A rider has place - 1 others ahead: those who are so in the motion so far. among: riders who are not counted."""
    others = [other for other in motion.order(time_s) if other not in among]
    return (
        *(ahead(other, rider, time_s) for other in others[: place - 1]),
        *(ahead(rider, other, time_s) for other in others[place - 1 :]),
    )


def order_finding(rows: Iterable[ConstraintRow], motion: ObservedMotion) -> Finding:
    """The least lead among the pairs that should follow each other, m."""
    leads = [sum(term.factor * float(motion.distance(term.time_s)[term.rider]) for term in row.terms) for row in rows]
    least = min(leads, default=0.0)
    measured = "least lead between riders told to be in this order"
    return Finding(0.0, least, max(-least, 0.0), "m", ORDER_M, measured=measured)


def order_sentence(shown: Shown) -> str:
    """That the motion shows another order, and by how much."""
    return f"The replay shows another order: one who is told to be ahead is {measure(shown.miss, 'm')} behind"
