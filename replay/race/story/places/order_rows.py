"""What facts of order share: who is ahead of whom at a time, in rows and findings, and by the results at the line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import combinations
from math import isnan

from replay.base.units import mps
from replay.race.story.asked import ConstraintRow, Term
from replay.race.story.claims import Claims
from replay.race.story.finding import CROSSING_ORDER_ID, Finding, Reason, ReasonKind, Shown
from replay.race.story.observed import MeasuredRace, ObservedMotion
from replay.race.story.sentences import measure
from replay.race.when import When, is_at_line

ABREAST_M = 0.3
"""By how much a front wheel leads where an order is asked for and nothing says by how much: it can be seen from the
stands, and asks for no gap. Less than ORDER_M would do; more would pull level riders apart."""

ORDER_M = 0.25
"""An order may be missed by so much: an onlooker takes riders who are closer for level."""

SLOWEST_AT_LINE_MPS = 8.0
FASTEST_AT_LINE_MPS = mps(80.0)
"""Speeds at the finish line between which metres and seconds of a gap are held against each other: wider than any
sprint, so that only what cannot be true of any is called a contradiction."""


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


def turned_at_line(pairs: Iterable[tuple[str, str]], when: When, race: MeasuredRace) -> Reason | None:
    """The result by which the second of a pair, and not the first, is ahead at the finish or just before it.

    Only the winner is compared with: of others the order may still change between his crossing and theirs.
    """
    if not is_at_line(when) or when.offset_s > 0:
        return None
    before_s = -when.offset_s
    for first, second in pairs:
        late_s = race.after_winner_s(first) if second == race.winner else None
        if late_s is None or (isnan(late_s) and before_s > 0):
            continue
        least_m = SLOWEST_AT_LINE_MPS * (late_s + before_s) - FASTEST_AT_LINE_MPS * before_s
        if isnan(late_s) or least_m > ORDER_M:
            return Reason(ReasonKind.TIMED_GAP, (race.result_of(first, second),))
    return None


def claims_at_line(claims: Claims, when: When, race: MeasuredRace) -> Reason | None:
    """The same of an order and of places that are told. The winner is in no other place than the first."""
    leading = {name for name, place in claims.places.items() if place == 1}
    pairs = claims.ahead | {(name, other) for name in leading for other in race.starters if other != name}
    turned = turned_at_line(sorted(pairs), when, race)
    if turned is None and is_at_line(when) and when.offset_s == 0 and claims.places.get(race.winner or "", 1) != 1:
        after = [race.after_winner_s(name) for name in race.starters if name != race.winner]
        clear = all(late_s is not None and not late_s * SLOWEST_AT_LINE_MPS <= ORDER_M for late_s in after)
        return Reason(ReasonKind.TIMED_GAP, (CROSSING_ORDER_ID,)) if clear else None
    return turned


def apart_at_line(riders: Sequence[str], beside_m: float, race: MeasuredRace) -> Reason | None:
    """The timed gap by which two of several riders are farther apart at the finish than they would be side by side."""
    for one, other in combinations(riders, 2):
        if abs(race.timed_gap_s(one, other)) * SLOWEST_AT_LINE_MPS > beside_m:
            return Reason(ReasonKind.TIMED_GAP, (race.result_of(one, other),))
    return None
